"""Creating a ledger that has records from the start: all of it, with its commit, or nothing."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rectledger.errors import SurroundingsError, UsageError
from rectledger.store import init_files
from rectledger.store.git import find_repository, init_repository, merge_driver_config


@dataclass(frozen=True)
class Created:
    """What was created: whether it was committed, and the commit."""

    outcome: Literal["committed", "no-repository"]
    commit: str = ""


def is_free(root: Path) -> bool:
    """Whether a new ledger can be created in `root`: nothing is there, or an empty folder."""
    if not os.path.lexists(root):
        return True
    return root.is_dir() and not root.is_symlink() and not any(root.iterdir())


def create(root: Path, files: Mapping[str, bytes], message: str) -> Created:
    """Create a ledger of these files in `root`, in a repository of its own unless it is in one, and
    commit it.

    Everything is made in a folder beside `root` that then takes its place, so that a run that is
    cut off leaves no half of a ledger. Raises SurroundingsError if that fails, UsageError if
    something is in the way.
    """
    if not is_free(root):
        raise UsageError("import-in-the-way", folder=str(root))
    parent = Path(os.path.realpath(root)).parent
    aside = parent / f".{root.name or 'ledger'}.import.tmp"
    _remove(aside)
    try:
        init_files.create(aside, files)
        stands = init_repository.begin(aside)
        commit = ""
        if stands == "made":
            merge_driver_config.set_up(aside)
            commit = _commit(aside, message)
        _put_in_place(aside, root)
    except BaseException:
        _remove(aside)
        raise
    if stands == "inside":
        commit = _commit_in_place(root, message)
    return Created("committed", commit) if commit else Created("no-repository")


def _put_in_place(aside: Path, root: Path) -> None:
    try:
        aside.rename(root)  # also over an empty folder
    except OSError as error:
        detail = error.strerror or str(error)
        raise SurroundingsError("cannot-write", path=str(root), detail=detail) from error


def _commit(folder: Path, message: str) -> str:
    repository = find_repository.find(folder)
    if repository is None:
        return ""
    repository.commit_all(message)
    return repository.head()


def _commit_in_place(root: Path, message: str) -> str:
    """Commit a ledger in the repository around it; if git refuses, the ledger is removed again."""
    try:
        merge_driver_config.set_up(root)
        return _commit(root, message)
    except BaseException:
        repository = find_repository.find(root)
        if repository is not None:
            repository.put_down_all()
        _remove(root)
        raise


def _remove(folder: Path) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)
