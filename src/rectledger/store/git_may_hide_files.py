"""Whether git may hide files, determined without running git, which would be slow."""

import os
from contextlib import suppress
from pathlib import Path

# An index of version 2 has no flag for files that are not checked out.
_ALL_THERE = b"DIRC\0\0\0\2"


def may_hide(root: Path) -> bool:
    """Whether the repository around a folder may have files that are not checked out, judged from
    its index's header and its sparse-checkout file, without running git."""
    index = index_file(root)
    with suppress(OSError):
        if index:
            with index.open("rb") as stream:
                if stream.read(len(_ALL_THERE)) != _ALL_THERE:
                    return True
            return os.path.lexists(index.parent / "info" / "sparse-checkout")
    return False


def index_file(root: Path) -> Path | None:
    """The index of the repository around a folder, found without git; None if there is none."""
    top = repository_around(root)
    if top is None:
        return None
    git = top / ".git"
    with suppress(OSError, ValueError):
        if git.is_file():  # the file names the actual folder
            named = git.read_text("utf-8", "surrogateescape")
            git = top / named.removeprefix("gitdir:").strip()
        return git / "index"
    return None


def repository_around(root: Path) -> Path | None:
    """The nearest folder, this one or one above it, that looks like the top of a repository."""
    there = root.absolute()
    folders = (there, *there.parents)
    return next((folder for folder in folders if os.path.lexists(folder / ".git")), None)
