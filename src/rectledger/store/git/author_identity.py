"""Whom git would name as the author of a commit."""

import os
from pathlib import Path

from rectledger.errors import SurroundingsError
from rectledger.store.git.run_git import answer


def identity(folder: str) -> tuple[str, str]:
    """Name and address that git would use for the author; "" if not configured, or without git."""
    try:
        # Git may guess an address; a guessed one does not count.
        said = os.fsdecode(
            answer(folder, "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
        )
    except SurroundingsError:
        return "", ""
    name, _, rest = said.partition(" <")
    return name, rest.partition(">")[0]


def identity_near(folder: Path) -> tuple[str, str]:
    """The same for a folder that may not exist yet."""
    while not folder.is_dir():
        folder = folder.parent
    return identity(str(folder))
