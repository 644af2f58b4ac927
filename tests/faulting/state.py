"""What a repository holds at one moment, so that two moments can be compared."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from faulting.ledger import git

_TEMPORARY = re.compile(r"(?:.*/)?\.[^/]+\.tmp|(?:.*/)?\.rectledger\.lock")
# Of git's own files, what differs from run to run and says nothing about the ledger.
_OF_NO_MATTER = re.compile(
    r"index|COMMIT_EDITMSG|logs/.*|ORIG_HEAD|rectledger\.lock|next-index-\d+\.lock"
    r"|objects/(?:.*/)?tmp_obj_\w+"
)


@dataclass(frozen=True)
class State:
    """Files by path with mode and hash, the commit, its tree, and what is staged.

    `index` is what git says of it, or why it cannot. `git` is a hash of all that git keeps.
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
        """What is the same for states between which no command could tell a difference."""
        files = tuple(sorted(self.files.items()))
        return (files, self.temporaries, self.head, self.index, self.locks, self.git)

    def same(self, other: "State") -> bool:
        """Whether nobody who uses the ledger or git sees a difference."""
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
