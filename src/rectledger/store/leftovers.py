"""Temporary files that an interrupted write left beside their targets."""

import os
from pathlib import Path

from rectledger.core.model.layout import FOLDERS, is_kept


def leftovers(root: Path) -> list[str]:
    """Every `.NAME.tmp` in the folders where a ledger's files are written, relative to it, sorted.

    Links are not followed. Folders that cannot be listed are skipped; reading them reports the
    error.
    """
    found: list[str] = []
    for folder, inner, files in os.walk(root):
        below = os.path.relpath(folder, root)
        path = "" if below == "." else f"{below}/"
        found += [path + name for name in files if name[0] == "." and name.endswith(".tmp")]
        if not path:
            inner[:] = [name for name in inner if name in FOLDERS]
        elif not is_kept(path):
            inner.clear()
        inner[:] = [name for name in inner if name[0] != "."]
    return sorted(found)
