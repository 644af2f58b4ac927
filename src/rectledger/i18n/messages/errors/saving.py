"""What an error says where a change cannot be saved, or not as it should be."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "target-cut-off": (
        N_("{file} has this entry under another day, {date}, and is not committed"),
        N_("A command was cut off on that day: complete it with --date {date}, or bring the file "
          "back with `git restore {file}`."),
    ),
    "bad-wait": (
        N_("RECTLEDGER_WAIT takes whole seconds, and `{value}` is none"),
        N_("Such as RECTLEDGER_WAIT=10."),
    ),
    "unreadable-target": (
        N_("{file} cannot be changed as it is, so nothing was changed"),
        N_("Mend it first; what is wrong with it is listed above."),
    ),
    "not-written": (
        N_("{path} cannot be written: {detail}"),
        N_("Nothing was changed. Mend that, and run the same command again."),
    ),
    "link-in-ledger": (
        N_("{path} cannot be written: a link, or a file where a folder should be, is in the way"),
        N_("Nothing was changed. A ledger's files and folders are kept in it, and are no links."),
    ),
    "written-not-committed": (
        N_("written but not committed, and it could not be put back: {files}"),
        N_("Run the same command again to complete it, once this is mended: {reason}"),
    ),
    "perhaps-committed": (
        N_("written, but whether git has committed it cannot be known now: {reason}"),
        N_("Run the same command again: it completes, or says that it is done."),
    ),
    "committed-but": (
        N_("written and committed ({commit}), but git failed after that: {reason}"),
        N_("Run the same command again: it mends what is left of it, or says what to do."),
    ),
    "interrupted": (N_("it was interrupted"), None),
    "written-but-unsaid": (
        N_("it is written and not committed, but that cannot be printed: {detail}"),
        N_("Look at where it is sent to: a full disk, perhaps, or a device that takes nothing."),
    ),
    "done-but-unsaid": (
        N_("it is written and committed ({commit}), but that cannot be printed: {detail}"),
        N_("Look at where it is sent to: a full disk, perhaps, or a device that takes nothing."),
    ),
    "git-unverified": (
        N_("committed, but what git stored could not be read back: {files}"),
        N_("`git fsck` says whether the repository is sound."),
    ),
    "locked": (
        N_("process {process} is changing this ledger, and was still at it after {seconds} "
          "seconds"),
        N_("Nothing was changed. Try again when it has finished; RECTLEDGER_WAIT says how many "
          "seconds to wait."),
    ),
    "no-lock": (
        N_("{path} cannot be used as a lock: {detail}"),
        N_("Nothing was changed. Look at the rights of that file and of its folder."),
    ),
    "git-locked": (
        N_("git is locked: {path} is there"),
        N_("Nothing was changed. If no git is at work there, it was left behind: delete it, and "
          "run the same command again."),
    ),
    "git-under-way": (
        N_("a {what} is under way in this repository"),
        N_("Nothing was changed. Finish it or call it off; `git status` says how."),
    ),
    "no-repository-seen": (
        N_("git sees no repository around {folder}, though there is a .git: {detail}"),
        N_("Nothing was changed. `git status` and `git fsck` say what is damaged; `ls -ld` shows "
          "the rights."),
    ),
    "git-refused": (
        N_("git refused: {detail}"),
        N_("Nothing was changed. Mend that, and run the same command again."),
    ),
    "no-git-to-commit": (
        N_("git is not installed, so nothing can be committed"),
        N_("Install git, or write without a commit: --no-commit."),
    ),
    "bare-repository": (
        N_("{folder} lies in a repository that has no files of its own"),
        N_("Clone it, and run the command in the clone."),
    ),
    "detached-head": (
        N_("no branch is checked out, so a commit would be lost from sight"),
        N_("Nothing was changed. `git switch BRANCH` first, make one with --branch, or say "
          "--detached."),
    ),
    "history-in-part": (
        N_("this clone holds only part of the history, so whether {file} was there before is not "
           "known"),
        N_("Nothing was changed. Fetch it whole: git fetch --unshallow."),
    ),
    "branch-of-another": (
        N_("the branch {branch} was begun by --branch for another change, and this one would be "
           "part of the same request"),
        N_("Nothing was changed. `git switch {back}` first, or leave --branch out to add to "
           "{branch}."),
    ),
    "ledger-uncommitted": (
        N_("the ledger itself is not committed yet, so a change to it cannot be"),
        N_("Nothing was changed. Commit it first (`git add .`, `git commit`), or write with "
          "--no-commit."),
    ),
    "target-changed": (
        N_("{file} has changes that are not committed"),
        N_("Nothing was changed. `git diff {file}` shows them: commit them, or bring the file back "
          "with `git restore {file}`."),
    ),
    "target-saved": (
        N_("{path} was saved by another program just now"),
        N_("Nothing was changed, and what was saved is left as it is. Commit it or bring the file "
          "back (`git status` shows it), and run the same command again."),
    ),
    "target-in-the-way": (
        N_("{file} is there already, and was never committed"),
        N_("Nothing was changed. Commit it if it belongs there, else move it away."),
    ),
    "target-not-there": (
        N_("{file} is not there, though the last commit has it"),
        N_("Nothing was changed. `git restore {file}` brings it back; where only a part is checked "
          "out, `git sparse-checkout add` does."),
    ),
    "target-uncommitted": (
        N_("{file} was never committed"),
        N_("Nothing was changed. Commit it first, or write with --no-commit."),
    ),
    "target-staged": (
        N_("{file} has staged changes, which would be lost"),
        N_("Nothing was changed. Commit them, or take them back with `git restore --staged "
          "{file}`."),
    ),
    "target-in-conflict": (
        N_("{file} is in conflict"),
        N_("Nothing was changed. Resolve it first; `git status` says how."),
    ),
    "ignored-by-git": (
        N_("git is told to ignore files of this ledger: {folder}"),
        N_("Nothing was changed. `git check-ignore -v FILE` says where; take that out, or write "
          "with --no-commit."),
    ),
    "no-identity": (
        N_("git does not know who you are, and a commit needs a name"),
        N_("Nothing was changed. Tell it once: git config user.name NAME and git config "
          "user.email ADDRESS."),
    ),
    "unsigned": (
        N_("git could not sign the commit: {detail}"),
        N_("Nothing was changed. See that the key is at hand (`git config --get-regexp "
          "\"sign\"`), and run the same command again."),
    ),
    "git-would-alter": (
        N_("git would store other bytes than {path} has: a filter or a setting alters them"),
        N_("Nothing was changed. `rectledger init` writes the .gitattributes that keep evidence "
          "as it is; commit that first."),
    ),
    "saved-meanwhile": (
        N_("saved by another program while it was being committed, so the commit was taken back: "
           "{files}"),
        N_("What was saved is left as it is, and nothing else was changed. Commit it or bring the "
           "file back (`git status` shows it), and run the same command again. If a hook rewrites "
           "the file, see what it does."),
    ),
    "git-altered": (
        N_("committed, but not as it was written: a hook or a filter has altered {files}"),
        N_("`git show --stat HEAD` shows the commit. See what the hooks do, and set it right."),
    ),
}  # fmt: skip
