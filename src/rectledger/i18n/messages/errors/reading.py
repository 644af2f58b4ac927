"""Errors for a ledger, revision, date or item that cannot be found or read."""

import re

from rectledger.i18n.language import N_

_UNKNOWN_DEPARTMENT = N_("unknown department `{value}`")
# By the option whose value the ledger does not know.
UNKNOWN = {
    "--department": _UNKNOWN_DEPARTMENT,
    "--lead": _UNKNOWN_DEPARTMENT,
    "--support": _UNKNOWN_DEPARTMENT,
    "--kind": N_("unknown kind `{value}`"),
    "--section": N_("unknown section `{value}`"),
    "--state": N_("unknown state `{value}`"),
}


def reference_hint(typed: str) -> str:
    """What to do about a word that stands where an issue or measure is expected."""
    if any(quote in typed for quote in "\u201c\u201d\u2018\u2019"):
        return N_('Put text with spaces in straight quotes ("…").')
    if re.search(r"\.[A-Za-z]\w*$", typed):
        return N_("If this is an evidence file, give each file its own --evidence.")
    return _REFERENCES


_REFERENCES = N_("Write 21 for an issue, or 21.2 for a measure; separate several with spaces, and "
                 "put text with spaces in quotes.")  # fmt: skip
TEMPLATES: dict[str, tuple[str, str | None]] = {
    "no-ledger": (
        N_("no ledger found: neither ledger.yaml nor data/ledger.yaml in {folder} or any folder "
           "above it"),
        N_("Change to the ledger's folder, or specify it with --ledger DIR or RECTLEDGER_DIR."),
    ),
    "no-ledger-there": (
        N_("no ledger in {folder}: ledger.yaml not found"),
        N_("Specify the folder that contains ledger.yaml."),
    ),
    "no-ledger-but-inside": (
        N_("no ledger in {folder}: ledger.yaml not found"),
        N_("There is one in {inside}: try --ledger {inside}."),
    ),
    "bad-day": (
        N_("invalid date `{value}` for {option}"),
        N_("Use a valid date as YYYY-MM-DD, for example 2021-10-31."),
    ),
    "bad-revision": (
        N_("invalid revision `{rev}` for {option}"),
        N_("Use a commit, branch or tag, for example main or HEAD~3; `git log` shows the commits."),
    ),
    "no-such-revision": (
        N_("{option}: no commit, branch or tag named `{rev}`"),
        N_("`git log`, `git branch --all` and `git tag` list what exists."),
    ),
    "revision-is-day": (
        N_("{option} must be a commit, branch or tag, not a date ({rev})"),
        N_("To see the ledger as of that date, use --as-of {rev}."),
    ),
    "ambiguous-revision": (
        N_("{option}: {rev} is both a branch and a tag"),
        N_("Use the full name: refs/heads/{rev} or refs/tags/{rev}."),
    ),
    "ambiguous-hash": (
        N_("{option}: {rev} is ambiguous: it is an abbreviated commit hash, and something else"),
        N_("Use the full hash, or the full name of a branch or tag, for example refs/heads/{rev}."),
    ),
    "unreadable-commit": (
        N_("git cannot read all of commit {commit} in {folder}"),
        N_("If this is a partial clone, fetch the rest; otherwise `git fsck` shows what is "
           "damaged."),
    ),
    "bad-git-config": (
        N_("git cannot read its configuration in {folder}"),
        N_("`git status` shows what is wrong with it."),
    ),
    "history-missing": (
        N_("{option}: {rev} is not in this clone, which has only part of the history"),
        N_("Fetch the rest first: git fetch --unshallow --tags."),
    ),
    "hidden-repository": (
        N_("{folder} contains files that git would take for another repository with its own "
           "settings"),
        N_("Remove HEAD, objects and refs from there; a ledger's folder has none of these."),
    ),
    "history-not-whole": (
        N_("cannot compare {file} with the base: this clone does not have that version of it"),
        N_("Clone again without --filter, or run `git fetch --refetch --no-filter`."),
    ),
    "shallow-clone": (
        N_("cannot compare with {rev}: this clone has only part of the history"),
        N_("Fetch all of it: git fetch --unshallow; in a pipeline, set fetch-depth: 0 or "
           "GIT_DEPTH: 0."),
    ),
    "git-answers-another": (
        N_("git was asked for object {asked} in {folder}, but returned another one"),
        N_("The answer was not used. `git fsck` shows whether the repository is damaged."),
    ),
    "differs-untold": (
        N_("{folder} differs between two commits, but no file in it does"),
        N_("No folder on disk can be like that; `git fsck` reports it. Make the change again in a "
           "new commit."),
    ),
    "too-many-files": (
        N_("{folder} contains too many files to list"),
        N_("Put the ledger into a folder of its own."),
    ),
    "folders-too-deep": (
        N_("{folder} has folders nested more than {most} levels deep"),
        N_("Not every disk can store them, and git itself may fail on them: remove them."),
    ),
    "no-ssh-keygen": (
        N_("cannot verify signatures: ssh-keygen is not installed"),
        N_("Install the OpenSSH client, which includes it, and check again."),
    ),
    "only-with-base": (
        N_("{option} requires --base"),
        N_("For example: `rectledger check --base main {option}`."),
    ),
    "nothing-in-common": (
        N_("{rev} and {head} have no commit in common: the history of one of them was rewritten"),
        N_("`git log --graph {rev} {head}` shows both; start again from {rev}."),
    ),
    "cannot-merge": (
        N_("git cannot do a trial merge in {folder}: {detail}"),
        N_("This requires git 2.38 or later; `git fsck` shows whether the repository is damaged."),
    ),
    "no-ledger-then": (
        N_("no ledger in {folder} at {rev}: ledger.yaml not found"),
        N_("`git log -- {folder}` shows when it was added."),
    ),
    "not-in-repository": (
        N_("{option} requires a git repository, and {folder} is not in one"),
        N_("Leave out {option}, or clone the repository that the ledger comes from."),
    ),
    "no-git": (
        N_("cannot read commits: git is not installed"),
        N_("Install git, or do not specify a commit."),
    ),
    "distrusted-repository": (
        N_("git does not trust the repository around {folder}: it belongs to another user"),
        N_("If you trust it, run: git config --global --add safe.directory DIR."),
    ),
    "no-such-item": (
        N_("{ref} is not in this ledger"),
        N_("`rectledger list` shows the issues, `rectledger list --measures` the measures."),
    ),
    "unreadable-item": (
        N_("cannot show {ref}: its file {file} cannot be read"),
        N_("Fix it first; the errors are listed above."),
    ),
    "no-such-item-near": (
        N_("{ref} is not in this ledger"),
        N_("Issue {issue} has measures {first} to {last}."),
    ),
    "not-open-yet": (
        N_("{ref} was opened on {opened}, after {as_of}"),
        N_("Use a later date with --as-of."),
    ),
    "bad-reference": (
        N_("`{ref}` is not an issue or measure"),
        _REFERENCES,
    ),
    "several-filters": (
        N_("{option}: `{value}` is ambiguous: {known}"),
        N_("Use the code of the one you mean."),
    ),
    "unknown-filter": (N_("{option}: unknown value `{value}`"), N_("Known: {known}.")),
    "near-filter": (N_("{option}: unknown value `{value}`"), N_("Did you mean {nearest}?")),
    "unreadable-ledger": (
        N_("cannot read the ledger"),
        N_("Fix it first; the errors are listed above."),
    ),
    "json-or-format": (
        N_("cannot use --json with --format {form}"),
        N_("Leave one of them out."),
    ),
    "not-for-this": (
        N_("cannot use {option} with `{command}`"),
        N_("Leave it out: it is for commands that show a ledger at one time. An entry is dated "
           "with --date; `rectledger diff BASE HEAD` compares commits."),
    ),
}  # fmt: skip
