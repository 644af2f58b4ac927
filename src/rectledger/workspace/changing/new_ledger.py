"""Creating a ledger that has records from the start: all of it, with its commit, or nothing."""

import os
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import Literal

from rectledger.errors import SurroundingsError, UsageError
from rectledger.store import init_files, lock
from rectledger.store.git import find_repository, init_repository, merge_driver_config

_WAIT = 60.0  # seconds to wait for another import into the same place


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
    root = Path(os.path.realpath(root))
    if root == Path.cwd():
        raise UsageError("import-here")
    aside = root.parent / f".{root.name}.import.tmp"
    # In the folder for temporary files, since a lock file stays.
    with lock.held(Path(gettempdir()) / _lock_name(root), _WAIT, lambda _process: None):
        return _create(root, aside, files, message)


def _lock_name(root: Path) -> str:
    """The name of the lock of one place, for one user."""
    return f"rectledger-{os.getuid()}-{sha256(os.fsencode(root)).hexdigest()[:16]}.lock"


def _create(root: Path, aside: Path, files: Mapping[str, bytes], message: str) -> Created:
    if not is_free(root):
        raise UsageError("import-in-the-way", folder=str(root))
    _remove(aside)
    try:
        init_files.create(aside, files)
        stands = init_repository.begin(aside)
        commit = ""
        if stands == "made":
            commit = _commit(aside, message)
            merge_driver_config.set_up(aside)
        _put_in_place(aside, root)
    except BaseException:
        _remove(aside)
        raise
    if stands == "inside":
        commit = _commit_in_place(root, message)
    return Created("committed", commit) if commit else Created("no-repository")


def _put_in_place(aside: Path, root: Path) -> None:
    try:
        if root.is_dir():  # an empty folder, whose rights stay
            aside.chmod(stat.S_IMODE(root.stat().st_mode))
        aside.rename(root)
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
        commit = _commit(root, message)
        merge_driver_config.set_up(root)
        return commit
    except BaseException:
        repository = find_repository.find(root)
        if repository is not None:
            repository.put_down_all()
        _remove(root)
        raise


def _remove(folder: Path) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)
