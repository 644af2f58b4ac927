"""Which commit took a file of a ledger away: what was there once, and is not any more.

A merge counts too, whatever it leaves out of what one of its sides has. Where the ledger came from
another folder, what happened there counts as having happened here.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rectledger.store.git.asking import outcome_of_reading, told

_SETTINGS = "ledger.yaml"
# What names of files begin with here says from where they are and how they are meant.
_ENV = {"GIT_LITERAL_PATHSPECS": "0"}
_PLAINLY = (
    "-c", "log.showSignature=false", "-c", "log.follow=false", "-c", "log.diffMerges=separate",
)  # fmt: skip
_NAMES = (
    "--root", "-m", "-z", "--name-status", "--diff-filter=AD", "--no-renames", "--no-color",
    "--no-ext-diff", "--no-relative", f"-O{os.devnull}", "--ignore-submodules=all",
)  # fmt: skip


class Taken(NamedTuple):
    """A file that is not there any more: the commit that took it away, and where it lay, from the
    top of the repository."""

    commit: str
    path: str


class Deletion(NamedTuple):
    """The commit that deleted a file; which of its parents has that still."""

    commit: str
    parent: int

    @property
    def before(self) -> str:
        """How that parent is named: `1a2b3c4d5e^`."""
        return f"{self.commit[:10]}^{self.parent if self.parent > 1 else ''}"


def taken(folder: str, rev: str, prefix: str, file: str = "") -> dict[str, Taken]:
    """For each file of the ledger at `prefix`, or for one `file` of it, the last commit on the way
    to `rev` that took it away. It may well have come back since."""
    found: dict[str, Taken] = {}
    _follow(folder, rev, prefix, file, found, set())
    return found


def _follow(
    folder: str, rev: str, prefix: str, file: str, found: dict[str, Taken],
    known: set[tuple[str, str]],
) -> None:  # fmt: skip
    wanted = [f"{prefix}{file}", f"{prefix}{_SETTINGS}"] if file else [prefix]
    came = []
    for commit, state, path in _log(folder, rev, wanted):
        if state == "A":
            came += [commit] if path == f"{prefix}{_SETTINGS}" else []
        elif path.startswith(prefix):
            found.setdefault(path.removeprefix(prefix), Taken(commit, path))
    for commit in came:
        for parent, there, lost in _came_from(folder, commit, prefix):
            for name in lost:
                if file in ("", name):
                    found.setdefault(name, Taken(commit, f"{there}{name}"))
            if (parent, there) not in known:
                known.add((parent, there))
                _follow(folder, parent, there, file, found, known)


def _log(folder: str, rev: str, paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What came ("A") and went ("D") on the way to `rev`, the latest first: commit, state, path."""
    # Of all that there is git tells sooner than of all that lies below some path.
    wanted = [f":(top,literal){path}" for path in paths if path]
    said = told(
        folder, *_PLAINLY, "log", "--topo-order", "--full-history", "--format=@%H", *_NAMES, rev,
        "--", *wanted, env=_ENV,
    )  # fmt: skip
    return _told(said)


def _told(said: bytes) -> Iterator[tuple[str, str, str]]:
    commit, parts = "", iter(os.fsdecode(said).split("\0"))
    for part in parts:
        if part.startswith("@"):
            commit = part[1:]
        elif part:
            yield commit, part.strip(), next(parts)


def _came_from(folder: str, commit: str, prefix: str) -> Iterator[tuple[str, str, list[str]]]:
    """The folder from which a commit has moved the ledger to `prefix`: for each parent that has it
    there, the parent, the folder, and what of it did not come along."""
    for parent in _parents(folder, commit):
        said = told(
            folder, *_PLAINLY, "diff-tree", "-r", *_NAMES, parent, commit, env=_ENV
        )  # fmt: skip
        changed = list(_told(said))
        here = {path.removeprefix(prefix) for _, state, path in changed
                if state == "A" and path.startswith(prefix)}  # fmt: skip
        gone = {path for _, state, path in changed if state == "D"}
        ledgers = [path.removesuffix(_SETTINGS) for path in gone if _is_settings(path)]
        if _SETTINGS not in here or not ledgers:
            continue
        # Of several that were moved at once, it is the one whose files it has.
        theirs = {one: {path.removeprefix(one) for path in gone if path.startswith(one)}
                  for one in ledgers}  # fmt: skip
        there = max(sorted(ledgers), key=lambda one: len(theirs[one] & here))
        yield parent, there, sorted(theirs[there] - here)


def _is_settings(path: str) -> bool:
    return path == _SETTINGS or path.endswith(f"/{_SETTINGS}")


@cache
def _parents(folder: str, commit: str) -> list[str]:
    said = told(folder, "rev-list", "--parents", "--max-count=1", commit, "--", env=_ENV)
    return said.decode("ascii").split()[1:]


def deletion(folder: str, one: Taken) -> Deletion:
    """The commit that deleted a file. Of a merge that only took the deletion over it is the one
    that it took it from."""
    parents = _parents(folder, one.commit)
    for parent in parents if len(parents) > 1 else ():
        if not _has(folder, parent, one.path):
            earlier = (c for c, state, _ in _log(folder, parent, [one.path]) if state == "D")
            commit = next(earlier, None)
            if commit is not None:
                return deletion(folder, Taken(commit, one.path))
    having = (n for n, parent in enumerate(parents, 1) if _has(folder, parent, one.path))
    return Deletion(one.commit, next(having, 1) if len(parents) > 1 else 1)


def _has(folder: str, commit: str, path: str) -> bool:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{path}")
    return outcome_of_reading(folder, *asked, env=_ENV).returncode == 0


@cache
def along(folder: str, one: Deletion) -> list[str]:
    """All files that a commit took away, from the top of the repository."""
    parent = _parents(folder, one.commit)[one.parent - 1]
    said = told(folder, *_PLAINLY, "diff-tree", "-r", *_NAMES, parent, one.commit, env=_ENV)
    return [path for _, state, path in _told(said) if state == "D"]
