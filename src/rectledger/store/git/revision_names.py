"""Resolving the names of revisions, whatever others have pushed.

git prefers a tag to a branch, and a ref to an abbreviated hash; and if a full ref name does not
exist, a tag with that name will do. So anyone who may push refs could mislead or block a check.
Here, names are expanded to full ref names first.
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
    """The path of `root` in its repository, "" or with a trailing `/`, and the commit that `rev`
    names there, as in `commit_named`. Raises the same errors as `open_revision`."""
    _see_that_it_may_name(rev, option)
    folder = start(root, incoming=True)
    path = _said(folder, option, "--show-prefix")
    if path is None:
        raise UsageError("not-in-repository", folder=folder, option=option)
    return path, commit_named(folder, rev, option, branch_first=branch_first)


def commit_named(folder: str, rev: str, option: str, *, branch_first: bool = False) -> Commit:
    """The commit that `rev` names in the repository around `folder`. Raises UsageError if none.

    With `branch_first`, an ambiguous name means the branch, so that nobody can block or mislead a
    check by pushing a tag with that name. Otherwise an ambiguous name is refused.
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


# A full hash, or HEAD, which git keeps outside branches and tags.
_IN_FULL = re.compile("|HEAD|@|[0-9a-f]{40}|[0-9a-f]{64}")
_OTHER_HEADS = re.compile("[A-Z_]+_HEAD")
_ABBREVIATED = re.compile("[0-9a-fA-F]{4,64}")
_KINDS = ("heads/", "remotes/", "tags/")


def _full_name(folder: str, rev: str, option: str, *, branch_first: bool) -> tuple[str, str | None]:
    """`rev` with the branch, tag or hash at its start expanded to its full name, and the commit, if
    already known. "" if the name does not exist."""
    name = re.split(r"[~^]|@\{", rev, maxsplit=1)[0]
    rest = rev[len(name) :]
    if _IN_FULL.fullmatch(name):
        return rev, None
    if _OTHER_HEADS.fullmatch(name):
        place = _said(folder, option, "--path-format=absolute", "--git-path", name)
        return (rev if place and os.path.lexists(place) else ""), None
    there = _refs(folder, _places(name))
    hashes = _abbreviated(folder, name, option) if _ABBREVIATED.fullmatch(name) else []
    # Among refs, a branch takes precedence over a tag; a ref and a hash are always ambiguous.
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
    """The full ref names that a name may stand for, in order of precedence."""
    if name.startswith("refs/"):
        return [name]
    before = ["refs/"] if name.startswith(_KINDS) else []
    # Nobody else can push to refs/remotes/origin/, but a branch named `origin/main` may have been
    # checked out here. A name without a remote is one of our own branches.
    branches = ["refs/remotes/", "refs/heads/"] if "/" in name else ["refs/heads/", "refs/remotes/"]
    places = [*before, *branches, "refs/tags/", "refs/"]
    return [f"{place}{name}" for place in dict.fromkeys(places)]


def _refs(folder: str, wanted: list[str]) -> list[tuple[str, str, str]]:
    """Those of these refs that exist, in the same order: name, type and hash of each."""
    form = "--format=%(objecttype) %(objectname) %(refname)"
    lines = os.fsdecode(told(folder, "for-each-ref", form, *wanted)).splitlines()
    there = {full: (full, kind, sha) for kind, sha, full in (one.split(" ", 2) for one in lines)}
    return [there[one] for one in wanted if one in there]


def _abbreviated(folder: str, name: str, option: str) -> list[str]:
    """The hashes with this abbreviation that lead to a commit."""
    said = told(folder, "rev-parse", f"--disambiguate={name.lower()}").decode("ascii").split()
    asked = ("--verify", "--quiet", "--end-of-options")
    return [sha for sha in said if _said(folder, option, *asked, f"{sha}^{{commit}}")]


def names(root: Path) -> list[str]:
    """The branches and tags of the repository around `root`; empty if git cannot list them."""
    with suppress(SurroundingsError):
        known = told(
            start(root), "for-each-ref", "--format=%(refname:short)",
            "refs/heads", "refs/tags", "refs/remotes",
        )  # fmt: skip
        return os.fsdecode(known).splitlines()
    return []


def _said(folder: str, option: str, *question: str) -> str | None:
    """The answer of `git rev-parse`; None if it has none, or is unsure."""
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
    # If a reflog does not go back far enough, git returns its oldest commit, with a warning.
    answer = os.fsdecode(done.stdout).removesuffix("\n")
    return None if "only goes back to" in doubts else answer
