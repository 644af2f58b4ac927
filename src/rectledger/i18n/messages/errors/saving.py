"""Errors for a change that cannot be saved, or was not saved as it should be."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "target-cut-off": (
        N_("{file} already has this entry, dated {date}, but it is not committed"),
        N_("A command was interrupted on that day. Complete it with --date {date}, or undo it with "
          "`git restore {file}`."),
    ),
    "bad-wait": (
        N_("RECTLEDGER_WAIT must be a whole number of seconds, got `{value}`"),
        N_("For example: RECTLEDGER_WAIT=10."),
    ),
    "unreadable-target": (
        N_("{file} cannot be changed as it is, so nothing was changed"),
        N_("Fix it first; the errors are listed above."),
    ),
    "not-written": (
        N_("cannot write {path}: {detail}"),
        N_("Nothing was changed. Fix this, and run the same command again."),
    ),
    "link-in-ledger": (
        N_("cannot write {path}: its path contains a link, or a file instead of a folder"),
        N_("Nothing was changed. A ledger's files and folders must be inside it and not be links."),
    ),
    "written-not-committed": (
        N_("written but not committed, and could not be undone: {files}"),
        N_("Cause: {reason}. Once this is fixed, run the same command again to complete it."),
    ),
    "perhaps-committed": (
        N_("written, but it is not known whether git committed it: {reason}"),
        N_("Run the same command again: it completes the change, or reports that it is done."),
    ),
    "committed-but": (
        N_("written and committed ({commit}), but git failed after that: {reason}"),
        N_("Run the same command again: it cleans up what was left, or says what to do."),
    ),
    "interrupted": (N_("interrupted"), None),
    "written-but-unsaid": (
        N_("written but not committed, and the result could not be printed: {detail}"),
        N_("Check where the output goes: the disk may be full, or the device may not accept it."),
    ),
    "done-but-unsaid": (
        N_("written and committed ({commit}), but the result could not be printed: {detail}"),
        N_("Check where the output goes: the disk may be full, or the device may not accept it."),
    ),
    "git-unverified": (
        N_("committed, but what git stored could not be read back: {files}"),
        N_("`git fsck` shows whether the repository is damaged."),
    ),
    "locked": (
        N_("process {process} is changing this ledger and did not finish within {seconds} s"),
        N_("Nothing was changed. Try again when it has finished; RECTLEDGER_WAIT sets how many "
          "seconds to wait."),
    ),
    "no-lock": (
        N_("cannot lock {path}: {detail}"),
        N_("Nothing was changed. Check the permissions of the file and its folder."),
    ),
    "git-locked": (
        N_("git is locked: {path} exists"),
        N_("Nothing was changed. If no git is running there, the file was left behind: delete it, "
          "and run the same command again."),
    ),
    "git-under-way": (
        N_("a {what} is in progress in this repository"),
        N_("Nothing was changed. Finish or abort it; `git status` shows how."),
    ),
    "no-repository-seen": (
        N_("git finds no repository around {folder}, although there is a .git: {detail}"),
        N_("Nothing was changed. `git status` and `git fsck` show what is damaged, `ls -ld` shows "
          "the permissions."),
    ),
    "git-refused": (
        N_("git failed: {detail}"),
        N_("Nothing was changed. Fix this, and run the same command again."),
    ),
    "no-git-to-commit": (
        N_("git is not installed"),
        N_("Install git, or use --no-commit to write without committing."),
    ),
    "bare-repository": (
        N_("{folder} is in a git repository without a work tree"),
        N_("Clone it, and run the command in the clone."),
    ),
    "detached-head": (
        N_("no branch is checked out, so the commit would not be on any branch"),
        N_("Nothing was changed. Run `git switch BRANCH` first, create a branch with --branch, or "
          "use --detached to commit anyway."),
    ),
    "history-in-part": (
        N_("cannot tell whether {file} existed before: this clone has only part of the history"),
        N_("Nothing was changed. Fetch all of it: git fetch --unshallow."),
    ),
    "branch-of-another": (
        N_("branch {branch} was created by --branch for another change, and this one would become "
           "part of the same request"),
        N_("Nothing was changed. Run `git switch {back}` first, or leave out --branch to add to "
           "{branch}."),
    ),
    "ledger-uncommitted": (
        N_("cannot commit the change: the ledger itself is not committed yet"),
        N_("Nothing was changed. Commit the ledger first (`git add .`, `git commit`), or use "
          "--no-commit."),
    ),
    "target-changed": (
        N_("{file} has uncommitted changes"),
        N_("Nothing was changed. `git diff {file}` shows them. Undo them with `git restore {file}` "
           "if they alter recorded entries; otherwise commit them."),
    ),
    "target-saved": (
        N_("another program has just saved {path}"),
        N_("Nothing was changed, and what it saved was kept. Commit or restore the file "
          "(`git status` shows it), and run the same command again."),
    ),
    "target-in-the-way": (
        N_("{file} already exists but was never committed"),
        N_("Nothing was changed. Commit it if it belongs there; otherwise move it away."),
    ),
    "target-not-there": (
        N_("{file} is missing, although it is in the last commit"),
        N_("Nothing was changed. Restore it with `git restore {file}`; in a sparse checkout, use "
          "`git sparse-checkout add`."),
    ),
    "target-uncommitted": (
        N_("{file} was never committed"),
        N_("Nothing was changed. Commit it first, or use --no-commit."),
    ),
    "target-staged": (
        N_("{file} has staged changes, which would be lost"),
        N_("Nothing was changed. Commit them, or unstage them with `git restore --staged {file}`."),
    ),
    "target-in-conflict": (
        N_("{file} has a merge conflict"),
        N_("Nothing was changed. Resolve it first; `git status` shows how."),
    ),
    "ignored-by-git": (
        N_("git ignores files of this ledger: {folder}"),
        N_("Nothing was changed. `git check-ignore -v FILE` shows the rule: remove it, or use "
          "--no-commit."),
    ),
    "no-identity": (
        N_("cannot commit: git does not know your name or your e-mail address"),
        N_("Nothing was changed. Set both once: `git config --global user.name \"Wang Fang\"` and "
           "`git config --global user.email wang@example.org`. If ledger.yaml lists members, use "
           "your address there."),
    ),
    "unsigned": (
        N_("git could not sign the commit: {detail}"),
        N_("Nothing was changed. Check that the signing key is available (`git config --get-regexp "
          "\"sign\"`), and run the same command again."),
    ),
    "git-would-alter": (
        N_("git would change {path} when storing it, because of a filter or a setting"),
        N_("Nothing was changed. `rectledger init` writes a .gitattributes that keeps evidence "
          "unchanged; commit that first."),
    ),
    "saved-meanwhile": (
        N_("saved by another program while being committed, so the commit was undone: {files}"),
        N_("What was saved was kept, and nothing else was changed. Commit or restore the file "
          "(`git status` shows it), and run the same command again. If a hook rewrites the file, "
          "check the hook."),
    ),
    "git-altered": (
        N_("committed, but a hook or a filter changed {files}"),
        N_("`git show --stat HEAD` shows the commit. Check the hooks, and correct the file."),
    ),
}  # fmt: skip
