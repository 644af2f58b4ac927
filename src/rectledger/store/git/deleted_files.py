"""Which commit took a file of a ledger away: what was there once, and is not any more.

Asked is what a branch itself had, commit by commit and merge by merge (its line of first parents):
what came and went inside a branch that was merged has never been there. Where the ledger came from
another folder, what happened there counts as having happened here.
"""

import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rectledger.core.model.layout import RECORD_FOLDERS, SETTINGS_FILE
from rectledger.store.git import commits, tree_objects
from rectledger.store.git.run_git import outcome_of_reading, told
from rectledger.store.git.tree_objects import Difference

# Of more files than this git is told the folder: it holds every change against each name.
_FEW = 50
# What names of files begin with here says from where they are and how they are meant.
_ENV = {"GIT_LITERAL_PATHSPECS": "0"}
# Settings may have git show more, and merges otherwise, than it is asked to here.
_PLAINLY = ("-c", "log.showSignature=false", "-c", "log.follow=false")
_NAMES = (
    "--root", "-m", "-z", "--raw", "--no-abbrev", "--diff-filter=AD", "--no-renames", "--no-color",
    "--no-ext-diff", "--no-relative", f"-O{os.devnull}", "--ignore-submodules=all",
)  # fmt: skip


class Taken(NamedTuple):
    """A file that was taken away: the commit that did, where it lay from the top of the repository,
    the hash of what it said, and of what came next under its name: "" for nothing so far.
    `with_ledger`: the whole ledger went from there."""

    commit: str
    path: str
    sha: str = ""
    back: str = ""
    with_ledger: bool = False


class Deletion(NamedTuple):
    """The commit that deleted a file; which of its parents has that still."""

    commit: str
    parent: int

    @property
    def before(self) -> str:
        """How that parent is named: `1a2b3c4d5e^`."""
        return f"{self.commit[:10]}^{self.parent if self.parent > 1 else ''}"


class _Change(NamedTuple):
    """What came ("A") or went ("D") in a commit: its path, and the hash of what it says or said."""

    commit: str
    state: str
    path: str
    sha: str


@dataclass(frozen=True)
class _Walk:
    """What is found on the way back, the latest first: what was taken away, and what came last
    under each name; what was looked through already."""

    files: frozenset[str]
    taken: dict[str, list[Taken]] = field(default_factory=lambda: defaultdict(list))
    came: dict[str, str] = field(default_factory=dict)
    known: set[tuple[str, str]] = field(default_factory=set)

    def take(self, name: str, one: Taken) -> None:
        if not self.files or name in self.files:
            self.taken[name].append(one._replace(back=self.came.pop(name, "")))


def taken(
    folder: str, rev: str, prefix: str, files: Collection[str] = ()
) -> Mapping[str, list[Taken]]:
    """For each file of the ledger at `prefix`, or for some of them, when it was taken away on the
    line of first parents that ends with `rev`, the latest first. It may well have come back."""
    walk = _Walk(frozenset(files))
    _follow(folder, rev, prefix, walk)
    return dict(walk.taken)


def taken_on(folder: str, line: Sequence[str], prefix: str) -> Mapping[str, list[Taken]]:
    """The same of the records of a ledger on a short line of first parents, the latest first, the
    last of which is the one that it began with: read from their trees, without another process."""
    walk = _Walk(frozenset())
    made = [commits.read(folder, one) for one in line]
    roots = [one.tree if one else "" for one in made]
    for below in RECORD_FOLDERS:
        found = [tree_objects.find(folder, root, f"{prefix}{below}") for root in roots]
        shas = [one.sha if one and one.mode == tree_objects.FOLDER else "" for one in found]
        if set(shas[1:-1]) <= {shas[0], shas[-1]}:
            continue  # nothing was there that the first or the last does not have
        for commit, (after, before) in zip(line, pairwise(shas), strict=False):
            now, was = _files(folder, below, after, before)
            walk.came.update((one, now[one]) for one in now.keys() - was.keys())
            for one in sorted(was.keys() - now.keys()):
                walk.take(one, Taken(commit, f"{prefix}{one}", was[one]))
    return walk.taken


def _files(folder: str, below: str, *shas: str) -> list[dict[str, str]]:
    """The files in states of a folder, each with its hash."""
    entries = [tree_objects.tree(folder, sha).entries if sha else {} for sha in shas]
    return [{f"{below}/{name}": kept.sha for name, kept in each.items()} for each in entries]


def _follow(folder: str, rev: str, prefix: str, walk: _Walk) -> None:
    settings = f"{prefix}{SETTINGS_FILE}"
    few = 0 < len(walk.files) <= _FEW
    wanted = [*(f"{prefix}{one}" for one in walk.files), settings] if few else [prefix]
    changes = list(_log(folder, rev, wanted, "first-parent"))
    left = {one.commit for one in changes if one.state == "D" and one.path == settings}
    for one in changes:
        name = one.path.removeprefix(prefix)
        if one.state == "A":
            walk.came[name] = one.sha
        elif one.path.startswith(prefix):
            gone = Taken(one.commit, one.path, one.sha, with_ledger=one.commit in left)
            walk.take(name, gone)
    for one in changes:
        if one.state == "A" and one.path == settings:
            _follow_to(folder, one.commit, prefix, walk)


def _follow_to(folder: str, commit: str, prefix: str, walk: _Walk) -> None:
    """On, in the folder from which a commit has brought the ledger to `prefix`: that is where its
    first parent has one that is not there any more. What of it did not come along was taken away.
    """
    parent = next(iter(_parents(folder, commit)), None)
    if parent is None:
        return
    changed = _between(folder, parent, commit)
    here = {one.path.removeprefix(prefix) for one in changed
            if one.state == "A" and one.path.startswith(prefix)}  # fmt: skip
    gone = {one.path: one.sha for one in changed if one.state == "D"}
    ledgers = [path.removesuffix(SETTINGS_FILE) for path in gone
               if path.rpartition("/")[2] == SETTINGS_FILE]  # fmt: skip
    if SETTINGS_FILE not in here or not ledgers:
        return
    # Of several that were moved at once, it is the one whose files it has.
    theirs = {one: {path.removeprefix(one): sha for path, sha in gone.items()
                    if path.startswith(one)} for one in ledgers}  # fmt: skip
    there = max(sorted(ledgers), key=lambda one: len(theirs[one].keys() & here))
    for name, sha in sorted(theirs[there].items()):
        if name not in here:
            walk.take(name, Taken(commit, f"{there}{name}", sha))
    if (parent, there) not in walk.known:
        walk.known.add((parent, there))
        _follow(folder, parent, there, walk)


def _log(
    folder: str, rev: str, paths: Sequence[str], merges: str = "separate"
) -> Iterator[_Change]:
    """What came and went on the way to `rev`, the latest first. `merges` is what git calls
    log.diffMerges; with "first-parent" the line of first parents alone is followed."""
    # Of all that there is git tells sooner than of all that lies below some path.
    wanted = [f":(top,literal){path}" for path in paths if path]
    line = ["--first-parent"] if merges == "first-parent" else []
    said = told(
        folder, *_PLAINLY, "-c", f"log.diffMerges={merges}", "log", *line, "--topo-order",
        "--full-history", "--format=@%H", *_NAMES, rev, "--", *wanted, env=_ENV,
    )  # fmt: skip
    return _told(said)


def _told(said: bytes) -> Iterator[_Change]:
    """Of git's raw lines: `:100644 000000 0123… 0000… D`, then the name."""
    commit, parts = "", iter(os.fsdecode(said).split("\0"))
    for part in parts:
        if part.startswith("@"):
            commit = part[1:]
        elif part:
            _mode, _new_mode, old, new, state = part.strip().split(" ")
            yield _Change(commit, state, next(parts), old if state == "D" else new)


def _between(folder: str, before: str, after: str) -> list[_Change]:
    said = told(folder, *_PLAINLY, "diff-tree", "-r", *_NAMES, before, after, env=_ENV)
    return list(_told(said))


@cache
def changed_in(folder: str, commit: str) -> list[Difference]:
    """The files that a commit has otherwise than its first parent."""
    made = commits.read(folder, commit)
    first = commits.read(folder, made.parents[0]) if made and made.parents else None
    if made is None or first is None or made.tree == first.tree:
        return []
    return tree_objects.differences(folder, first.tree, made.tree)


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
            earlier = (each for each in _log(folder, parent, [one.path]) if each.state == "D")
            last = next(earlier, None)
            if last is not None:
                return deletion(folder, Taken(last.commit, one.path))
    having = (n for n, parent in enumerate(parents, 1) if _has(folder, parent, one.path))
    return Deletion(one.commit, next(having, 1) if len(parents) > 1 else 1)


def _has(folder: str, commit: str, path: str) -> bool:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{path}")
    return outcome_of_reading(folder, *asked, env=_ENV).returncode == 0


@cache
def along(folder: str, one: Deletion) -> list[str]:
    """All files that a commit took away, from the top of the repository."""
    parent = _parents(folder, one.commit)[one.parent - 1]
    return [each.path for each in _between(folder, parent, one.commit) if each.state == "D"]
