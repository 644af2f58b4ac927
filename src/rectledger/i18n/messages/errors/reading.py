"""What an error says of a ledger, a revision, a day or an item that is looked for."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "no-ledger": (
        N_("no ledger here: neither ledger.yaml nor data/ledger.yaml in {folder} or above it"),
        N_("Go to a ledger's folder, or name it with --ledger DIR or RECTLEDGER_DIR."),
    ),
    "no-ledger-there": (
        N_("no ledger in {folder}: it holds no ledger.yaml"),
        N_("Name the folder that holds ledger.yaml."),
    ),
    "no-ledger-but-inside": (
        N_("no ledger in {folder}: it holds no ledger.yaml"),
        N_("There is one in {inside}: try --ledger {inside}."),
    ),
    "bad-day": (
        N_("{option} takes a day, and `{value}` is none"),
        N_("Write a day that there is as YYYY-MM-DD, from the year 1000 on, such as 2021-10-31."),
    ),
    "bad-revision": (
        N_("{option} takes a commit, a branch or a tag, and `{rev}` is none"),
        N_("Such as main or HEAD~3; `git log` shows the commits."),
    ),
    "no-such-revision": (
        N_("{option}: this repository knows no commit, branch or tag {rev}"),
        N_("`git log`, `git branch --all` and `git tag` show what it knows."),
    ),
    "revision-is-day": (
        N_("{option} takes a commit, a branch or a tag, and {rev} is a day"),
        N_("To see the ledger as it stood on that day: --as-of {rev}."),
    ),
    "ambiguous-revision": (
        N_("{option}: {rev} is both a branch and a tag"),
        N_("Say which: refs/heads/{rev} or refs/tags/{rev}."),
    ),
    "ambiguous-hash": (
        N_("{option}: {rev} may be a commit's hash, cut short, and something else too"),
        N_("Write the whole hash, or the full name of a branch or tag: refs/heads/{rev}."),
    ),
    "unreadable-commit": (
        N_("git cannot read commit {commit} whole in {folder}"),
        N_("If it was cloned in part, fetch the rest; else `git fsck` says what is damaged."),
    ),
    "bad-git-config": (
        N_("git cannot read its configuration in {folder}"),
        N_("`git status` says what is wrong with it."),
    ),
    "history-missing": (
        N_("{option}: this clone does not hold {rev}: it has only part of the history"),
        N_("Fetch the rest first: git fetch --unshallow --tags."),
    ),
    "hidden-repository": (
        N_("{folder} holds what git would take for a repository of its own, with its own settings"),
        N_("Take HEAD, objects and refs away from there; a ledger's folder has none of these."),
    ),
    "history-not-whole": (
        N_("this clone does not hold {file} as the base has it, so nothing can be held against it"),
        N_("Fetch it whole: a clone without --filter, or `git fetch --refetch --no-filter`."),
    ),
    "shallow-clone": (
        N_("this clone holds only part of the history, so nothing can be held against {rev}"),
        N_("Fetch it whole: git fetch --unshallow; in a pipeline, fetch-depth: 0 or GIT_DEPTH: 0."),
    ),
    "git-answers-another": (
        N_("git was asked for {asked} and answered about another object, in {folder}"),
        N_("Nothing was decided on it. `git fsck` says whether the repository is damaged."),
    ),
    "differs-untold": (
        N_("{folder} differs between two commits, but no file in it does"),
        N_("No folder on disk can be like that; `git fsck` names it. Make the change again in a "
           "new commit."),
    ),
    "too-many-files": (
        N_("{folder} holds more files than can be listed"),
        N_("Put the ledger into a folder of its own."),
    ),
    "folders-too-deep": (
        N_("{folder} has folders nested more than {most} deep"),
        N_("Not every disk can hold them, and git itself may fail on them: leave them out."),
    ),
    "no-ssh-keygen": (
        N_("ssh-keygen is not installed, and without it no signature can be looked at"),
        N_("Install it (OpenSSH's client brings it), and check again."),
    ),
    "only-with-base": (
        N_("{option} is about a request, and so goes with --base"),
        N_("Such as `rectledger check --base main {option}`."),
    ),
    "nothing-in-common": (
        N_("{rev} and {head} have no commit in common: one of their histories was written anew"),
        N_("`git log --graph {rev} {head}` shows both; begin again from {rev}."),
    ),
    "cannot-merge": (
        N_("git cannot say what merging gives in {folder}: {detail}"),
        N_("It takes git 2.38 or later; `git fsck` says whether something is damaged."),
    ),
    "no-ledger-then": (
        N_("there was no ledger in {folder} at {rev}: it held no ledger.yaml"),
        N_("`git log -- {folder}` shows since when there is one."),
    ),
    "not-in-repository": (
        N_("{option}: {folder} is in no git repository, so it has no past to show"),
        N_("Look at it without {option}, or clone the repository that it is from."),
    ),
    "no-git": (
        N_("git is not installed, and without it no commit can be read"),
        N_("Install git, or leave out what names a commit."),
    ),
    "distrusted-repository": (
        N_("git does not trust the repository around {folder}: it belongs to somebody else"),
        N_("If you trust it, tell git: git config --global --add safe.directory DIR."),
    ),
    "no-such-item": (
        N_("{ref} is not in this ledger"),
        N_("`rectledger list` shows the issues, `rectledger list --measures` the measures."),
    ),
    "unreadable-item": (
        N_("{ref} cannot be shown: its file {file} cannot be read"),
        N_("Mend it first; everything that is wrong is listed above."),
    ),
    "no-such-item-near": (
        N_("{ref} is not in this ledger"),
        N_("Issue {issue} has measures {first} to {last}."),
    ),
    "not-open-yet": (
        N_("{ref} was opened on {opened}, after {as_of}"),
        N_("Ask for a later day with --as-of."),
    ),
    "bad-reference": (
        N_("{ref} is no reference to an item"),
        N_("An issue is called 21, a measure 21.2."),
    ),
    "several-filters": (
        N_("{option}: {value} may be any of several: {known}"),
        N_("Write the code of the one that you mean."),
    ),
    "unknown-filter": (N_("{option}: unknown {value}"), N_("Known: {known}.")),
    "near-filter": (N_("{option}: unknown {value}"), N_("Did you mean {nearest}?")),
    "unreadable-ledger": (
        N_("ledger.yaml cannot be read, so nothing can be counted"),
        N_("Mend it first; everything that is wrong is listed above."),
    ),
    "json-or-format": (
        N_("--json and --format {form} cannot both be"),
        N_("Leave one of them out."),
    ),
    "not-for-this": (
        N_("`{command}` takes no {option}"),
        N_("Leave it out: it is for commands that look at a ledger."),
    ),
}  # fmt: skip
