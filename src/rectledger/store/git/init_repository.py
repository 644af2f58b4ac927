"""A repository for a ledger that stands in none."""

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
    """Make a repository of `root` unless it already stands in one, or there is no git.

    Raises SurroundingsError where git cannot make it; what it began is taken away.
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
