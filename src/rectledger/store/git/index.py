"""What git's index has of a ledger, and of what git is told not to look at the files on disk.

In a sparse checkout, and where somebody has said so by hand, git takes a file for unchanged
whatever is on the disk; `git status` then shows nothing of it.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rectledger.store.git import start, top
from rectledger.store.git.run_git import answer, told

# A program of the configuration that says which files have changed is not run, nor believed.
UNBELIEVED = ("-c", "core.fsmonitor=false")
_NO_PROGRAM = ("", "true", "yes", "on", "1", "false", "no", "off", "0")


class Indexed(NamedTuple):
    """What the index has of a file. `unlooked`: "" where git looks at the file on the disk, else
    "skip-worktree" or "assume-unchanged". `state`: how the file was when its hash was taken (when
    it was changed, and its bytes, in nanoseconds; its inode and size), where that was asked for."""

    mode: str
    sha: str
    unlooked: str
    state: tuple[int, ...] = ()

    @property
    def is_repository(self) -> bool:
        """Whether it is a folder that another repository keeps, a submodule."""
        return self.mode == "160000"


Index = Mapping[str, Indexed]


_LINE = re.compile(r"([A-Za-z?]) (\d+) ([0-9a-f]+) (\d)\t([^\0]+)\0")
# What `--debug` adds behind each name. Git promises nothing of how.
_WITH_STATE = re.compile(
    _LINE.pattern + r"  ctime: (\d+):(\d+)\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: (\d+)\n"
    r"  uid: \d+\tgid: \d+\n  size: (\d+)\tflags: [0-9a-f]+\n"
)


def read_index(root: Path, files: Sequence[str], *, with_state: bool = False) -> Index:
    """What the index has of these files and folders, by name as seen from `root`; what is in
    conflict is left out. Raises SurroundingsError where git does not say."""
    more = ["--debug"] if with_state else []
    said = os.fsdecode(told(start(root), "ls-files", "-v", "--stage", *more, "-z", "--", *files))
    found = (_WITH_STATE if with_state else _LINE).findall(said)
    if with_state and len(found) != said.count("\0"):  # this git says it otherwise
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
    """A file as git had seen it, in the numbers of `os.stat`."""
    changed_at = int(changed) * 10**9 + int(changed_ns)
    return changed_at, int(written) * 10**9 + int(written_ns), int(inode), int(size)


def looks_elsewhere(root: Path) -> bool:
    """Whether git is set up to find the files of the repository around a folder in another place
    than where the repository stands."""
    said = told(start(root), "rev-parse", "--show-toplevel")
    return os.path.realpath(os.fsdecode(said).removesuffix("\n")) != str(top(root))


def asks_a_program(root: Path) -> bool:
    """Whether git is set up to ask a program which files have changed, and so may be misled."""
    said = answer(start(root), "config", "--default", "", "--get", "core.fsmonitor")
    return os.fsdecode(said).strip().lower() not in _NO_PROGRAM


def is_as_kept(sha: str, data: bytes) -> bool:
    """Whether the bytes of a file are those of a blob, whatever their line ends."""
    texts = (data, data.replace(b"\r\n", b"\n"))
    return any(blob(len(text), [text], sha) == sha for text in texts)


def blob(size: int, blocks: Iterable[bytes], like: str) -> str:
    """The name of a blob, by its bytes in blocks, in the kind of hash that `like` is of."""
    import hashlib

    known = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    digest = known(b"blob %d\0" % size, usedforsecurity=False)
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()
