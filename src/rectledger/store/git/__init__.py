"""The repository that a ledger lives in: the only place that knows GitPython."""

import os
from pathlib import Path

from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.errors import SurroundingsError
from rectledger.store.git import environment
from rectledger.store.git_may_hide_files import repository_around

# Found by GitPython when it is needed, and missed then: with words of ours.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")


def start(root: Path, *, incoming: bool = False) -> str:
    """The folder that git is to look from, and from nowhere else; who commits stays as it is set.

    With `incoming`, a server's hook may look at what the repository is given and has not taken yet.
    Raises SurroundingsError where, on its way up to the repository, git would take files that the
    repository keeps for a repository of their own: their settings can have it run programs.
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
    """The top of the repository that a folder seems to stand in, links followed; that folder where
    it stands in none, for it is to become one."""
    there = Path(os.path.realpath(root))
    return repository_around(there) or there
