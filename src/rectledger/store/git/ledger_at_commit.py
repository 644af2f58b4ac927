"""A ledger as of a commit.

Nothing is checked out, fetched or written, and no program from the repository's configuration is
run: only git's plumbing for reading objects is used.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from errno import ENOTDIR
from functools import cache
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.errors import UsageError
from rectledger.store.git import objects, tree_objects
from rectledger.store.git.revision_names import named
from rectledger.store.git.tree_objects import FILES, FOLDER, LINK, TreeEntry
from rectledger.store.ledger_folder import RECORD_MAX_BYTES, too_large
from rectledger.store.ledger_source import Commit, Entry, Fingerprint, TellBytes


@dataclass(frozen=True)
class Revision:
    """The files of a ledger in `commit`, in the repository around `folder`.

    `path` is the ledger's folder in the repository, "" or with a trailing `/`. `merged` is a tree
    to read instead of the commit's own, if merging the commit results in another.
    """

    folder: str
    path: str
    commit: Commit
    merged: str = ""

    @property
    def root(self) -> str:
        """The hash of the top-level tree to read."""
        return self.merged or self.commit.tree

    @property
    def prefix(self) -> str:
        return f"{self.commit.rev}:{self.path}"

    def entries(self, folder: str) -> list[Entry] | Finding:
        """The entries of a folder in the commit."""
        tree = self._tree()
        odd = tree.malformed_on_the_way(folder)
        if odd:
            return odd
        kept = tree.files.get(folder)
        if kept is not None:
            if kept.mode == LINK:
                return Finding("link", folder)
            return Finding("cannot-open", folder, args={"detail": os.strerror(ENOTDIR)})
        found = tree.folders.get(folder, {})
        return sorted(Entry(*one) for one in found.items() if not one[0].startswith("."))

    def files(self) -> Mapping[str, TreeEntry]:
        """Every file of the ledger in the commit, including hidden ones, with its tree entry."""
        return self._tree().files

    def kept(self, file: str) -> str:
        """The hash of a file in the commit; "" if there is none."""
        found = self._tree().files.get(file)
        return found.sha if found else ""

    def _tree(self) -> "_Tree":
        return _tree(self.folder, self.root, self.path)

    def read(self, file: str) -> bytes | Finding:
        """The bytes of a record, or why they cannot be read."""
        return next(self.reads([file]))

    def reads(self, files: Sequence[str]) -> Iterator[bytes | Finding]:
        """The bytes of several records, in order; git is asked for many at once."""
        kept = [self._kept(file) for file in files]
        asked = objects.in_turn(
            self.folder, [one.sha for one in kept if not isinstance(one, Finding)]
        )
        for file, one in zip(files, kept, strict=True):
            yield one if isinstance(one, Finding) else self._taken(file, next(asked))

    def _taken(self, file: str, opened: objects.Opened | None) -> bytes | Finding:
        with suppress(EOFError):
            if opened:
                data = objects.whole(*opened, RECORD_MAX_BYTES)
                return too_large(file) if data is None else data
        return Finding("not-in-clone", file)

    def fingerprint(self, file: str, progress: TellBytes | None = None) -> Fingerprint | Finding:
        """Size and sha256 of a file in the commit."""
        kept = self._kept(file)
        if isinstance(kept, Finding):
            return kept
        return objects.fingerprint(self.folder, kept.sha, progress) or Finding("not-in-clone", file)

    def _kept(self, file: str) -> TreeEntry | Finding:
        """The tree entry of a regular file."""
        tree = self._tree()
        odd = tree.malformed_on_the_way(file.rpartition("/")[0])
        if odd:
            return odd
        kept = tree.files.get(file)
        if kept is None:
            is_folder = file in tree.folders
            return Finding("not-a-file" if is_folder else "vanished", file)
        if kept.mode not in FILES:
            return Finding("link" if kept.mode == LINK else "not-a-file", file)
        return kept


def open_revision(
    root: Path, rev: str, option: str = "--at", *, upwards: bool = False, below: str = "",
    branch_first: bool = False,
) -> Revision:  # fmt: skip
    """The ledger in `root`, or in its folder `data`, as of `rev` (a tag, a branch or a hash).

    With `upwards`, the folders above are searched too. `below` is a folder that needs to exist only
    in the commit. `root` itself may be empty, because the repository may be bare. `option` is the
    option that `rev` came from; `rev` is resolved by `commit_named`.

    Raises UsageError if there is no such revision, repository or ledger, and SurroundingsError if
    git is missing or does not trust the repository.
    """
    path, commit = named(root, rev, option, branch_first=branch_first)
    if below:
        path = f"{normpath(path + below)}/".removeprefix("./")
    folders = [path]
    while upwards and folders[-1]:
        folders.append(re.sub("[^/]*/$", "", folders[-1]))
    for place in (f"{folder}{inner}" for folder in folders for inner in ("", "data/")):
        if _holds_ledger(str(root), commit, place):
            _tree(str(root), commit.tree, place)  # fails early if the commit is incomplete
            return Revision(str(root), place, commit)
    raise UsageError("no-ledger-then", rev=rev, folder=path or ".")


def _holds_ledger(folder: str, commit: Commit, place: str) -> bool:
    """Whether a commit has a ledger there, even one that cannot be read."""
    steps = dict(tree_objects.way(folder, commit.tree, place))
    return place in steps and SETTINGS_FILE in steps[place].entries


class _Tree(NamedTuple):
    """The ledger's files in a commit, the entries of each folder (and whether each is a folder),
    and for each folder the names that no folder can have. `above` lists such names in the folders
    above the ledger, by their paths relative to it."""

    files: dict[str, TreeEntry]
    folders: dict[str, dict[str, bool]]
    malformed: dict[str, tuple[str, ...]]
    above: list[tuple[str, tuple[str, ...]]]

    def malformed_on_the_way(self, folder: str) -> Finding | None:
        """The finding if a folder, or one above it, is malformed; otherwise None."""
        if not self.malformed and not self.above:
            return None
        parts = folder.split("/") if folder else []
        ways = ("/".join(parts[:n]) for n in range(len(parts) + 1))
        inside = ((way or ".", self.malformed[way]) for way in ways if way in self.malformed)
        for where, odd in (*self.above, *inside):
            return Finding("malformed-tree", where, args={"names": list(odd[:5])})
        return None


@cache  # forked worker processes inherit it
def _tree(folder: str, root: str, path: str) -> _Tree:
    """Everything that the tree `root` has of the ledger at `path`."""
    tree = _Tree({}, {}, {}, [])
    steps = list(tree_objects.way(folder, root, path))
    if not steps or steps[-1][0] != path:
        return tree
    for n, (_, one) in enumerate(steps[:-1]):
        if one.malformed:
            tree.above.append(("/".join([".."] * (len(steps) - 1 - n)), one.malformed))
    top = steps[-2][1].entries[path.split("/")[-2]].sha if path else root
    for place, one in tree_objects.below(folder, top):
        held = tree.folders.setdefault(place.rstrip("/"), {})
        for name, kept in one.entries.items():
            held[name] = kept.mode == FOLDER
            if kept.mode != FOLDER:
                tree.files[f"{place}{name}"] = kept
        if one.malformed:
            tree.malformed[place.rstrip("/")] = one.malformed
    return tree
