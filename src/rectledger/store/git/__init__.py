"""The repository around a ledger: the only place that knows GitPython."""

import os
from pathlib import Path

from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.errors import SurroundingsError
from rectledger.store.git import environment
from rectledger.store.git_may_hide_files import repository_around

# If git is missing, GitPython must not complain at import: we report it ourselves, when needed.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")


def start(root: Path, *, incoming: bool = False) -> str:
    """Returns the folder to run git in, and removes git's variables that would make it look
    elsewhere. Who commits stays as configured.

    With `incoming`, a server's hook may read objects that the repository has received but not yet
    accepted. Raises SurroundingsError if git, on its way up to the repository, would take tracked
    files for a repository of their own: its settings could make git run programs.
    """
    incoming = incoming and bool(os.environ.get("GIT_QUARANTINE_PATH"))
    for name in environment.not_for_changes(os.environ):
        if not (incoming and name in environment.QUARANTINE):
            os.environ.pop(name, None)
    there = root.absolute()
    for folder in (there, *there.parents):
        if os.path.lexists(folder / ".git"):
            break
        if all(os.path.lexists(folder / name) for name in ("HEAD", "objects", "refs")):
            outer = (above / ".git" for above in folder.parents)
            inside = any(os.path.lexists(one) for one in outer if one != folder)
            if inside or os.path.lexists(folder / SETTINGS_FILE):
                raise SurroundingsError("hidden-repository", folder=str(folder))
            break
    return str(root)


def top(root: Path) -> Path:
    """The top of the repository that a folder seems to be in, with links resolved; the folder
    itself if it is in none, since a repository will be created there."""
    there = Path(os.path.realpath(root))
    return repository_around(there) or there
