"""What differs between a commit and the files on disk, without running git's filters.

git itself would run programs named in attributes, and skip files that its index marks as not to be
checked. Here the index only saves reading: if a file's status is exactly that in the index, the
hash in the index is used; otherwise the file is hashed. If git cannot read the index, all files are
hashed.
"""

import os
import stat
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from rectledger.errors import SurroundingsError
from rectledger.store.git.index import Index, Indexed, blob, is_as_kept, read_index
from rectledger.store.git.tree_objects import LINK, Difference, TreeEntry
from rectledger.store.git_may_hide_files import index_file
from rectledger.store.ledger_folder import BLOCK, RECORD_MAX_BYTES

_REPOSITORY = "160000"


class OnDisk(NamedTuple):
    """The files that differ, and those of them that are missing because git is told not to check
    them out. For the latter, the index is used instead of the disk."""

    differences: tuple[Difference, ...]
    not_checked_out: frozenset[str] = frozenset()


class Known(NamedTuple):
    """What git's index says about files, and when it was written."""

    files: Index
    at: int


def known(root: Path, names: Sequence[str]) -> Known:
    """What the index says about these names; nothing if git cannot read it."""
    # Take the time before reading the index: entries written at that moment are not trusted.
    index, at = index_file(root), 0
    with suppress(OSError):
        at = index.stat().st_mtime_ns if index else 0
    try:
        return Known(read_index(root, names, with_state=True), at)
    except SurroundingsError:
        return Known({}, at)


def compare(
    root: Path, before: Mapping[str, TreeEntry], names: Sequence[str], told: Known | None = None
) -> OnDisk:
    """Compare the files `before` with those on disk under these names in the folder `root`,
    including ignored and new ones. Hashes of the files on disk are not returned. `told` is the
    index, if already read.

    A change of only the executable bit or of line endings is not a difference.
    """
    index, indexed_at = told or known(root, names)
    others = {file for file, one in before.items() if one.mode == _REPOSITORY}
    others |= {file for file, one in index.items() if one.mode == _REPOSITORY}
    there = {file: status for name in names for file, status in _walk(root, name, others)}
    wanted = {file for file in before if file.partition("/")[0] in names}
    found, unlooked = [], set()
    for file in sorted(wanted | there.keys()):
        was, status, one = before.get(file), there.get(file), index.get(file)
        if file in others:
            continue
        if status is None and one and one.unlooked == "skip-worktree":
            if was is None or was.sha != one.sha:
                found.append(Difference(file, was, TreeEntry(one.mode, one.sha)))
                unlooked.add(file)
        elif status is None:
            found.append(Difference(file, was, None))
        elif was is None or not (
            _is_as_indexed(status, was, one, indexed_at) or _holds(root / file, status, was)
        ):
            found.append(Difference(file, was, TreeEntry("100644", "")))
    return OnDisk(tuple(found), frozenset(unlooked))


def _walk(root: Path, name: str, others: Container[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Every file under a name, as a path from `root`, without following links or entering the
    folders in `others`. A nested repository that is not tracked hides nothing."""
    with suppress(OSError):  # it may have vanished since
        status = os.lstat(f"{root}/{name}")
        if not stat.S_ISDIR(status.st_mode):
            yield name, status
        elif name not in others and not name.endswith("/.git"):
            for inner in os.listdir(f"{root}/{name}"):  # noqa: PTH208  # avoid a Path for each
                yield from _walk(root, f"{name}/{inner}", others)


def _is_as_indexed(
    status: os.stat_result, was: TreeEntry, one: Indexed | None, indexed_at: int
) -> bool:
    """Whether, according to the index, a file is unchanged and has the commit's content."""
    if one is None or one.unlooked or one.sha != was.sha:
        return False
    return one.state == _state(status) and one.state[1] < indexed_at


def _holds(path: Path, status: os.stat_result, was: TreeEntry) -> bool:
    """Whether a file has the commit's content. A file that cannot be read does not."""
    try:
        if stat.S_ISLNK(status.st_mode):
            target = os.fsencode(path.readlink())
            return was.mode == LINK and blob(len(target), [target], was.sha) == was.sha
        if was.mode == LINK or not stat.S_ISREG(status.st_mode):
            return False
        if status.st_size <= RECORD_MAX_BYTES:
            return is_as_kept(was.sha, path.read_bytes())
        with path.open("rb") as stream:
            return blob(status.st_size, iter(partial(stream.read, BLOCK), b""), was.sha) == was.sha
    except OSError:
        return False


def _state(status: os.stat_result) -> tuple[int, int, int, int]:
    """The file status kept in the index. Any change of the content changes it, except one at the
    very moment the index was written."""
    return (status.st_ctime_ns, status.st_mtime_ns, status.st_ino & 0xFFFFFFFF,
            status.st_size & 0xFFFFFFFF)  # fmt: skip
