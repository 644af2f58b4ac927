"""Which folder the ledger is in."""

import os
from collections.abc import Mapping
from pathlib import Path

from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.errors import SurroundingsError, UsageError


def find(named: str | None, environ: Mapping[str, str], start: Path) -> Path:
    """The ledger's folder: the one given, else RECTLEDGER_DIR, else searched up from `start`.

    Raises UsageError if there is none, and SurroundingsError if the one given cannot be read.
    """
    named = (environ.get("RECTLEDGER_DIR") or None) if named is None else named
    if named is not None:
        root = Path(named)
        if named and _holds_ledger(root):
            return root
        inner = root / "data"
        if named and _holds_ledger(inner):
            raise UsageError("no-ledger-but-inside", folder=named, inside=str(inner))
        if named and root.is_dir() and not os.access(root, os.R_OK | os.X_OK):
            raise SurroundingsError("no-rights-there", folder=named)
        raise UsageError("no-ledger-there", folder=named or '""')
    for folder in (start, *start.parents):
        for root in (folder, folder / "data"):
            if _holds_ledger(root):
                return root
    raise UsageError("no-ledger", folder=str(start))


def _holds_ledger(folder: Path) -> bool:
    return os.path.lexists(folder / SETTINGS_FILE)
