"""What a writer that was cut off leaves behind: temporary files beside their targets."""

import os
from pathlib import Path

from rectledger.core.model.layout import EVIDENCE, FOLDERS, is_in


def leftovers(root: Path) -> list[str]:
    """Every file `.NAME.tmp` where a ledger's files are written, relative to it, in order.

    No link is followed. A folder that cannot be listed is passed over here: what reads it says so.
    """
    found: list[str] = []
    for folder, inner, files in os.walk(root):
        below = os.path.relpath(folder, root)
        path = "" if below == "." else f"{below}/"
        found += [path + name for name in files if name[0] == "." and name.endswith(".tmp")]
        if not path:
            inner[:] = [name for name in inner if name in FOLDERS]
        elif not is_in(path, EVIDENCE):
            inner.clear()
        inner[:] = [name for name in inner if name[0] != "."]
    return sorted(found)
