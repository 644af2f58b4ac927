"""The content of a repository at one moment, for comparing two moments."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from faulting.ledger import git

_TEMPORARY = re.compile(r"(?:.*/)?\.[^/]+\.tmp|(?:.*/)?\.rectledger\.lock")
# Files of git that differ from run to run and say nothing about the ledger.
_OF_NO_MATTER = re.compile(
    r"index|COMMIT_EDITMSG|logs/.*|ORIG_HEAD|rectledger\.lock|next-index-\d+\.lock"
    r"|objects/(?:.*/)?tmp_obj_\w+"
)


@dataclass(frozen=True)
class State:
    """Files by path with mode and hash, the commit, its tree, and what is staged.

    `index` is git's listing of it, or its error. `git` is a hash of git's own files.
    """

    files: dict[str, str]
    temporaries: tuple[str, ...]
    head: str
    tree: str
    commits: int
    index: str
    locks: tuple[str, ...]
    git: str

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for states that no command could distinguish."""
        files = tuple(sorted(self.files.items()))
        return (files, self.temporaries, self.head, self.index, self.locks, self.git)

    def same(self, other: "State") -> bool:
        """Whether the states look the same to everyone who uses the ledger or git."""
        return self.essence == other.essence

    @property
    def essence(self) -> tuple[object, ...]:
        return (self.files, self.temporaries, self.tree, self.commits, self.index, self.locks)


def look(root: Path) -> State:
    """The state of the repository in `root`."""
    files = dict(_files(root, lambda path: path != ".git" and not path.startswith(".git/")))
    kept = dict(_files(root / ".git", lambda path: not _OF_NO_MATTER.fullmatch(path)))
    said = git(root, "log", "--format=%H %T", check=False).split()
    return State(
        files={path: what for path, what in files.items() if not _TEMPORARY.fullmatch(path)},
        temporaries=tuple(sorted(path for path in files if _TEMPORARY.fullmatch(path))),
        head=said[0],
        tree=said[1],
        commits=len(said) // 2,
        index=git(root, "ls-files", "--stage", check=False),
        locks=tuple(sorted(path for path in kept if path.endswith(".lock"))),
        git=hashlib.sha256(repr(sorted(kept.items())).encode()).hexdigest(),
    )


def _files(root: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for folder, _folders, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            shown = path.relative_to(root).as_posix()
            if wanted(shown):
                yield shown, _one(path)


def _one(path: Path) -> str:
    what = path.lstat()
    if not stat.S_ISREG(what.st_mode):
        return f"{what.st_mode:o}"
    return f"{what.st_mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
