"""Revisions by name: which commit is meant by what is written, whatever somebody else has pushed.

git takes a tag before a branch, a ref before the abbreviation of a hash, and for a full name that
is not there a tag that is called like it. So whoever may push a ref could mislead, or stop, a
check. Here names are asked for in full.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from rectledger.core.model.value_types import DAY_PATTERN
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.git import commits, start
from rectledger.store.git.run_git import outcome_of_reading, told
from rectledger.store.ledger_source import Commit


def named(root: Path, rev: str, option: str, *, branch_first: bool = False) -> tuple[str, Commit]:
    """Where `root` lies in its repository, "" or with a `/` at its end, and the commit that `rev`
    names there, as `commit_named` does. Raises as `open_revision` does."""
    _see_that_it_may_name(rev, option)
    folder = start(root, incoming=True)
    path = _said(folder, option, "--show-prefix")
    if path is None:
        raise UsageError("not-in-repository", folder=folder, option=option)
    return path, commit_named(folder, rev, option, branch_first=branch_first)


def commit_named(folder: str, rev: str, option: str, *, branch_first: bool = False) -> Commit:
    """The commit that `rev` names in the repository around `folder`. Raises UsageError for none.

    With `branch_first` a name that several things have is a branch's: nobody stops a check, or
    misleads it, by pushing a tag of that name. Else such a name is refused.
    """
    _see_that_it_may_name(rev, option)
    full, sha = _full_name(folder, rev, option, branch_first=branch_first)
    sha = sha or _said(folder, option, "--verify", "--end-of-options", f"{full}^{{commit}}")
    read = commits.read(folder, sha) if sha else None
    if sha is None and re.fullmatch(DAY_PATTERN, rev):
        raise UsageError("revision-is-day", rev=rev, option=option)
    if sha is None or read is None:
        is_shallow = _said(folder, option, "--is-shallow-repository") == "true"
        code = "history-missing" if sha or is_shallow else "no-such-revision"
        raise UsageError(code, rev=rev, option=option)
    return Commit(rev, sha, read.committed, read.tree)


def _see_that_it_may_name(rev: str, option: str) -> None:
    if not rev or rev[0] in "-^" or ":" in rev or not rev.isprintable():
        raise UsageError("bad-revision", rev=rev, option=option)


# A whole hash, and HEAD and its like, which git keeps beside branches and tags.
_IN_FULL = re.compile("|HEAD|@|[0-9a-f]{40}|[0-9a-f]{64}")
_OTHER_HEADS = re.compile("[A-Z_]+_HEAD")
_ABBREVIATED = re.compile("[0-9a-fA-F]{4,64}")
_KINDS = ("heads/", "remotes/", "tags/")


def _full_name(folder: str, rev: str, option: str, *, branch_first: bool) -> tuple[str, str | None]:
    """`rev`, with the branch, tag or hash that it begins with named in full, and the commit that it
    is, where that is known so soon. "" stands for a name of nothing."""
    name = re.split(r"[~^]|@\{", rev, maxsplit=1)[0]
    rest = rev[len(name) :]
    if _IN_FULL.fullmatch(name):
        return rev, None
    if _OTHER_HEADS.fullmatch(name):
        place = _said(folder, option, "--path-format=absolute", "--git-path", name)
        return (rev if place and os.path.lexists(place) else ""), None
    there = _refs(folder, _places(name))
    hashes = _abbreviated(folder, name, option) if _ABBREVIATED.fullmatch(name) else []
    # Of refs a branch is meant before a tag; of a ref and a hash nobody can say which is.
    if len(hashes) + bool(there) > 1:
        raise UsageError("ambiguous-hash", rev=name, option=option)
    if len(there) > 1 and not branch_first:
        raise UsageError("ambiguous-revision", rev=name, option=option)
    if hashes:
        return hashes[0] + rest, None
    if not there:
        return "" if name.startswith("refs/") else rev, None
    full, kind, sha = there[0]
    return full + rest, sha if not rest and kind == "commit" else None


def _places(name: str) -> list[str]:
    """The full names that a name may stand for, first those that come first."""
    if name.startswith("refs/"):
        return [name]
    before = ["refs/"] if name.startswith(_KINDS) else []
    # Nobody can push a branch of a remote that we call `origin`; a branch called `origin/main` may
    # have been checked out here. What has no remote in its name is a branch of our own.
    branches = ["refs/remotes/", "refs/heads/"] if "/" in name else ["refs/heads/", "refs/remotes/"]
    places = [*before, *branches, "refs/tags/", "refs/"]
    return [f"{place}{name}" for place in dict.fromkeys(places)]


def _refs(folder: str, wanted: list[str]) -> list[tuple[str, str, str]]:
    """Those of these refs that there are, in this order: name, kind and hash of each."""
    form = "--format=%(objecttype) %(objectname) %(refname)"
    lines = os.fsdecode(told(folder, "for-each-ref", form, *wanted)).splitlines()
    there = {full: (full, kind, sha) for kind, sha, full in (one.split(" ", 2) for one in lines)}
    return [there[one] for one in wanted if one in there]


def _abbreviated(folder: str, name: str, option: str) -> list[str]:
    """The commits and tags whose hash begins so."""
    said = told(folder, "rev-parse", f"--disambiguate={name.lower()}").decode("ascii").split()
    asked = ("--verify", "--quiet", "--end-of-options")
    return [sha for sha in said if _said(folder, option, *asked, f"{sha}^{{commit}}")]


def names(root: Path) -> list[str]:
    """The branches and tags of the repository around `root`; none where git does not say."""
    with suppress(SurroundingsError):
        known = told(
            start(root), "for-each-ref", "--format=%(refname:short)",
            "refs/heads", "refs/tags", "refs/remotes",
        )  # fmt: skip
        return os.fsdecode(known).splitlines()
    return []


def _said(folder: str, option: str, *question: str) -> str | None:
    """What `git rev-parse` answers; None where it has no answer that it is sure of."""
    try:
        done = outcome_of_reading(folder, "rev-parse", *question)
    except SurroundingsError as error:
        if error.code == "no-git-to-commit":
            raise SurroundingsError("no-git") from error
        raise
    doubts = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        if "dubious ownership" in doubts:
            raise SurroundingsError("distrusted-repository", folder=folder)
        if "bad config" in doubts:
            raise SurroundingsError("bad-git-config", folder=folder)
        return None
    # A reflog that does not go back as far as was asked gives its oldest commit, and a warning.
    answer = os.fsdecode(done.stdout).removesuffix("\n")
    return None if "only goes back to" in doubts else answer
