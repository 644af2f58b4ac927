"""Whether git may hide something: told without git, which takes longer to start than all else."""

import os
from contextlib import suppress
from pathlib import Path

# An index of the second version has no room to say of a file that it is not checked out.
_ALL_THERE = b"DIRC\0\0\0\2"


def may_hide(root: Path) -> bool:
    """Whether the index of the repository around a folder may say of files that they are not
    checked out: told without git, by how the index begins."""
    index = index_file(root)
    with suppress(OSError):
        if index:
            with index.open("rb") as stream:
                if stream.read(len(_ALL_THERE)) != _ALL_THERE:
                    return True
            return os.path.lexists(index.parent / "info" / "sparse-checkout")
    return False


def index_file(root: Path) -> Path | None:
    """The index of the repository around a folder, as far as that is told without git."""
    top = repository_around(root)
    if top is None:
        return None
    git = top / ".git"
    with suppress(OSError, ValueError):
        if git.is_file():  # it names the folder that it stands for
            named = git.read_text("utf-8", "surrogateescape")
            git = top / named.removeprefix("gitdir:").strip()
        return git / "index"
    return None


def repository_around(root: Path) -> Path | None:
    """The nearest folder, this one or above it, that seems to be the top of a repository."""
    there = root.absolute()
    folders = (there, *there.parents)
    return next((folder for folder in folders if os.path.lexists(folder / ".git")), None)
