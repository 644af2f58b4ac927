"""What git's index says about a ledger, and which files git is told not to compare with the disk.

In a sparse checkout, or if a user has marked it by hand, git treats a file as unchanged whatever is
on disk, and `git status` does not show it.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rectledger.store.git import start, top
from rectledger.store.git.run_git import answer, told

# Do not run, or trust, a configured program that says which files have changed.
UNBELIEVED = ("-c", "core.fsmonitor=false")
_NO_PROGRAM = ("", "true", "yes", "on", "1", "false", "no", "off", "0")


class Indexed(NamedTuple):
    """What the index says about a file. `unlooked`: "" if git compares it with the disk, otherwise
    "skip-worktree" or "assume-unchanged". `state`, if requested: the file's status when its hash
    was taken (ctime and mtime in nanoseconds, inode, size)."""

    mode: str
    sha: str
    unlooked: str
    state: tuple[int, ...] = ()

    @property
    def is_repository(self) -> bool:
        """Whether it is a submodule."""
        return self.mode == "160000"


Index = Mapping[str, Indexed]


_LINE = re.compile(r"([A-Za-z?]) (\d+) ([0-9a-f]+) (\d)\t([^\0]+)\0")
# What `--debug` adds after each name. Its format is not guaranteed by git.
_WITH_STATE = re.compile(
    _LINE.pattern + r"  ctime: (\d+):(\d+)\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: (\d+)\n"
    r"  uid: \d+\tgid: \d+\n  size: (\d+)\tflags: [0-9a-f]+\n"
)


def read_index(root: Path, files: Sequence[str], *, with_state: bool = False) -> Index:
    """What the index says about these files and folders, by name relative to `root`, without those
    in conflict. Raises SurroundingsError if git cannot read it."""
    more = ["--debug"] if with_state else []
    said = os.fsdecode(told(start(root), "ls-files", "-v", "--stage", *more, "-z", "--", *files))
    found = (_WITH_STATE if with_state else _LINE).findall(said)
    if with_state and len(found) != said.count("\0"):  # this version of git prints it differently
        return read_index(root, files)
    index: dict[str, Indexed] = {}
    for tag, mode, sha, stage, name, *state in found:
        if stage == "0":
            assumed = "assume-unchanged" if tag.islower() else ""
            skipped = "skip-worktree" if tag in "Ss" else ""
            index[name] = Indexed(mode, sha, skipped or assumed, _state(*state) if state else ())
    return index


def _state(
    changed: str, changed_ns: str, written: str, written_ns: str, inode: str, size: str
) -> tuple[int, int, int, int]:
    """The file status that git recorded, in the units of `os.stat`."""
    changed_at = int(changed) * 10**9 + int(changed_ns)
    return changed_at, int(written) * 10**9 + int(written_ns), int(inode), int(size)


def looks_elsewhere(root: Path) -> bool:
    """Whether git is configured to look for the work tree of the repository around a folder
    somewhere else."""
    said = told(start(root), "rev-parse", "--show-toplevel")
    return os.path.realpath(os.fsdecode(said).removesuffix("\n")) != str(top(root))


def asks_a_program(root: Path) -> bool:
    """Whether git is configured to ask a program which files have changed, which may mislead it."""
    said = answer(start(root), "config", "--default", "", "--get", "core.fsmonitor")
    return os.fsdecode(said).strip().lower() not in _NO_PROGRAM


def is_as_kept(sha: str, data: bytes) -> bool:
    """Whether a file's content is that of a blob, ignoring line endings."""
    texts = (data, data.replace(b"\r\n", b"\n"))
    return any(blob(len(text), [text], sha) == sha for text in texts)


def blob(size: int, blocks: Iterable[bytes], like: str) -> str:
    """The hash of a blob with the given content, of the same kind as `like`."""
    import hashlib

    known = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    digest = known(b"blob %d\0" % size, usedforsecurity=False)
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()
