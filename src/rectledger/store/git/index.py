"""What git's index has of a ledger, and of what git is told not to look at the files on disk.

In a sparse checkout, and where somebody has said so by hand, git takes a file for unchanged
whatever is on the disk; `git status` then shows nothing of it.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rectledger.store.git import start
from rectledger.store.git.asking import answer, told

# A program of the configuration that says which files have changed is not run, nor believed.
UNBELIEVED = ("-c", "core.fsmonitor=false")
_NO_PROGRAM = ("", "true", "yes", "on", "1", "false", "no", "off", "0")


class Indexed(NamedTuple):
    """What the index has of a file. `unlooked`: "" where git looks at the file on the disk, else
    "skip-worktree" or "assume-unchanged"."""

    mode: str
    sha: str
    unlooked: str

    @property
    def is_repository(self) -> bool:
        """Whether it is a folder that another repository keeps, a submodule."""
        return self.mode == "160000"


Index = Mapping[str, Indexed]


def read_index(root: Path, files: Sequence[str]) -> Index:
    """What the index has of these files and folders, by name as seen from `root`; what is in
    conflict is left out. Raises SurroundingsError where git does not say."""
    said = told(start(root), "ls-files", "-v", "--stage", "-z", "--", *files)
    index: dict[str, Indexed] = {}
    for line in os.fsdecode(said).split("\0")[:-1]:
        said_of, _tab, name = line.partition("\t")
        tag, mode, sha, stage = said_of.split(" ")
        skipped = "skip-worktree" if tag in "Ss" else ""
        if stage == "0":
            assumed = "assume-unchanged" if tag.islower() else ""
            index[name] = Indexed(mode, sha, skipped or assumed)
    return index


def asks_a_program(root: Path) -> bool:
    """Whether git is set up to ask a program which files have changed, and so may be misled."""
    said = answer(start(root), "config", "--default", "", "--get", "core.fsmonitor")
    return os.fsdecode(said).strip().lower() not in _NO_PROGRAM


def is_as_kept(one: Indexed, data: bytes) -> bool:
    """Whether the bytes of a file are those that the index has, whatever their line ends."""
    return any(_hash(text, one.sha) == one.sha for text in (data, data.replace(b"\r\n", b"\n")))


def _hash(data: bytes, like: str) -> str:
    """The name of a blob, in the kind of hash that `like` is of."""
    import hashlib

    known = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return known(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
