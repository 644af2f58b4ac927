"""Finding the repository that a ledger is in."""

import os
from pathlib import Path

from rectledger.errors import SurroundingsError
from rectledger.store.git import start
from rectledger.store.git.repository import Repository
from rectledger.store.git.run_git import told
from rectledger.store.git_may_hide_files import repository_around


def find(root: Path) -> Repository | None:
    """The repository around a ledger's folder; None if there is none.

    Raises SurroundingsError if git is missing or does not trust the repository, or if that has no
    work tree.
    """
    folder = start(root)
    try:
        said = told(
            folder, "rev-parse", "--is-inside-work-tree", "--absolute-git-dir", "--show-prefix"
        )
    except SurroundingsError as refusal:
        none_seen = refusal.code in ("no-git-to-commit", "no-repository-seen")
        # If there is a .git, it is damaged or we are not allowed to read it.
        if none_seen and not repository_around(root):
            return None
        raise
    inside, git_dir, prefix = [*os.fsdecode(said).split("\n", 2), "", ""][:3]
    if not git_dir:
        raise SurroundingsError("git-refused", folder=folder, detail="git rev-parse: –")
    if inside != "true":
        raise SurroundingsError("bare-repository", folder=folder)
    return Repository(folder, Path(git_dir), prefix.removesuffix("\n"))
