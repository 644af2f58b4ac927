"""Which commit deleted a file of a ledger.

Only the branch's own line of first parents counts, commit by commit and merge by merge: a file that
was added and deleted within a merged branch has never been on it. If the ledger was moved here from
another folder, its history there is included.
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

# For more files than this, ask git for the whole folder: it compares every change with each path.
_FEW = 50
# Allow pathspec magic: paths are given as `:(top,literal)…`.
_ENV = {"GIT_LITERAL_PATHSPECS": "0"}
# Override settings that make git show more, or show merges differently.
_PLAINLY = ("-c", "log.showSignature=false", "-c", "log.follow=false")
_NAMES = (
    "--root", "-m", "-z", "--raw", "--no-abbrev", "--diff-filter=AD", "--no-renames", "--no-color",
    "--no-ext-diff", "--no-relative", f"-O{os.devnull}", "--ignore-submodules=all",
)  # fmt: skip


class Taken(NamedTuple):
    """A deleted file: the commit that deleted it, its path in the repository, the hash of its
    content, and the hash of the next file under the same name, "" if none so far. `with_ledger`:
    the commit removed the whole ledger from there."""

    commit: str
    path: str
    sha: str = ""
    back: str = ""
    with_ledger: bool = False


class Deletion(NamedTuple):
    """The commit that deleted a file, and which of its parents still has the file."""

    commit: str
    parent: int

    @property
    def before(self) -> str:
        """The name of that parent: `1a2b3c4d5e^`."""
        return f"{self.commit[:10]}^{self.parent if self.parent > 1 else ''}"


class _Change(NamedTuple):
    """A file added ("A") or deleted ("D") in a commit: its path, and the hash of its content."""

    commit: str
    state: str
    path: str
    sha: str


@dataclass(frozen=True)
class _Walk:
    """What the walk back through history has found, latest first: the deletions, the hash last
    added under each name, and the places already visited."""

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
    """When each file of the ledger at `prefix`, or each of `files`, was deleted on the line of
    first parents that ends with `rev`, latest first. The file may have been added again since."""
    walk = _Walk(frozenset(files))
    _follow(folder, rev, prefix, walk)
    return dict(walk.taken)


def taken_on(folder: str, line: Sequence[str], prefix: str) -> Mapping[str, list[Taken]]:
    """The same for the records of a ledger on a short line of first parents, latest first and
    ending with its starting commit. Reads the trees directly, without another git process."""
    walk = _Walk(frozenset())
    made = [commits.read(folder, one) for one in line]
    roots = [one.tree if one else "" for one in made]
    for below in RECORD_FOLDERS:
        found = [tree_objects.find(folder, root, f"{prefix}{below}") for root in roots]
        shas = [one.sha if one and one.mode == tree_objects.FOLDER else "" for one in found]
        if set(shas[1:-1]) <= {shas[0], shas[-1]}:
            continue  # nothing but what the first or the last has
        for commit, (after, before) in zip(line, pairwise(shas), strict=False):
            now, was = _files(folder, below, after, before)
            walk.came.update((one, now[one]) for one in now.keys() - was.keys())
            for one in sorted(was.keys() - now.keys()):
                walk.take(one, Taken(commit, f"{prefix}{one}", was[one]))
    return walk.taken


def _files(folder: str, below: str, *shas: str) -> list[dict[str, str]]:
    """The files of a folder, with their hashes, in each of several states."""
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
    """Continue in the folder that a commit moved the ledger from to `prefix`: its first parent has
    a ledger there, and it does not. Files that were not moved along count as deleted."""
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
    # If several ledgers were moved at once, take the one with the most files in common.
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
    """Files added and deleted on the way to `rev`, latest first. `merges` is a value of git's
    log.diffMerges; "first-parent" also follows only first parents."""
    # Listing everything is faster in git than listing everything below a path.
    wanted = [f":(top,literal){path}" for path in paths if path]
    line = ["--first-parent"] if merges == "first-parent" else []
    said = told(
        folder, *_PLAINLY, "-c", f"log.diffMerges={merges}", "log", *line, "--topo-order",
        "--full-history", "--format=@%H", *_NAMES, rev, "--", *wanted, env=_ENV,
    )  # fmt: skip
    return _told(said)


def _told(said: bytes) -> Iterator[_Change]:
    """Parse git's raw output: `:100644 000000 0123… 0000… D`, then the path."""
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
    """The files that differ between a commit and its first parent."""
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
    """The commit that deleted a file. If a merge only brought the deletion in, the commit that it
    came from."""
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
    """All files that a commit deleted, as paths in the repository."""
    parent = _parents(folder, one.commit)[one.parent - 1]
    return [each.path for each in _between(folder, parent, one.commit) if each.state == "D"]
