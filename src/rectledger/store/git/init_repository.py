"""Creating a repository for a ledger that is not in one."""

import os
import shutil
from pathlib import Path
from typing import Literal

from git import Git, Repo
from git.exc import GitCommandError, GitCommandNotFound, InvalidGitRepositoryError

from rectledger.errors import SurroundingsError
from rectledger.store.git import start
from rectledger.store.git.run_git import reason


def begin(root: Path) -> Literal["made", "inside", "no-git"]:
    """Create a repository in `root`, unless it is already in one or git is missing.

    Raises SurroundingsError if git fails; what it created is then removed.
    """
    start(root)
    try:
        Repo(root, search_parent_directories=True, expand_vars=False).close()
    except InvalidGitRepositoryError:
        pass
    else:
        return "inside"
    there = os.path.lexists(root / ".git")
    try:
        Git(root).init()
    except GitCommandNotFound:
        return "no-git"
    except GitCommandError as error:
        if not there:
            shutil.rmtree(root / ".git", ignore_errors=True)
        said = str(error.stderr).strip().removeprefix("stderr:").strip(" '\n")
        raise SurroundingsError("no-repository", folder=str(root), detail=reason(said)) from error
    return "made"
