"""What git's index has of a ledger, and of what git is told not to look at the files on disk.

In a sparse checkout, and where somebody has said so by hand, git takes a file for unchanged
whatever is on the disk; `git status` then shows nothing of it.
"""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rectledger.store.git import start, top
from rectledger.store.git.asking import answer, told

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


# What `--debug` adds behind each name. Git promises nothing of how.
_STATE = re.compile(
    r"  ctime: (\d+):(\d+)\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: (\d+)\n"
    r"  uid: \d+\tgid: \d+\n  size: (\d+)\tflags: [0-9a-f]+\n"
)


def read_index(root: Path, files: Sequence[str], *, with_state: bool = False) -> Index:
    """What the index has of these files and folders, by name as seen from `root`; what is in
    conflict is left out. Raises SurroundingsError where git does not say."""
    more = ["--debug"] if with_state else []
    said = told(start(root), "ls-files", "-v", "--stage", *more, "-z", "--", *files)
    lines = os.fsdecode(said).split("\0")
    states: list[tuple[int, ...]] = [()] * len(lines)
    if with_state:
        found = [_STATE.match(line) for line in lines]
        if not all(found[1:]):  # this git says it otherwise
            return read_index(root, files)
        lines = [line[one.end() :] if one else line for line, one in zip(lines, found, strict=True)]
        states = [_state(one) for one in found[1:] if one]
    index: dict[str, Indexed] = {}
    for line, state in zip(lines[:-1], states, strict=False):
        said_of, _tab, name = line.partition("\t")
        tag, mode, sha, stage = said_of.split(" ")
        skipped = "skip-worktree" if tag in "Ss" else ""
        if stage == "0":
            assumed = "assume-unchanged" if tag.islower() else ""
            index[name] = Indexed(mode, sha, skipped or assumed, state)
    return index


def _state(found: re.Match[str]) -> tuple[int, int, int, int]:
    changed, changed_ns, written, written_ns, inode, size = map(int, found.groups())
    return changed * 10**9 + changed_ns, written * 10**9 + written_ns, inode, size


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
    return any(blob(text, sha) == sha for text in (data, data.replace(b"\r\n", b"\n")))


def blob(data: bytes, like: str) -> str:
    """The name of a blob, in the kind of hash that `like` is of."""
    import hashlib

    known = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return known(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
