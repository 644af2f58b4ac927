"""Which folder the ledger is in."""

import os
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

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


def refuse_beside_another(root: Path) -> None:
    """A ledger stands neither inside another, nor around one that commands would find there, nor
    among git's own files."""
    if all((root / name).exists() for name in ("HEAD", "objects", "refs")):
        raise UsageError("begin-in-repository", folder=str(root))
    there = Path(os.path.realpath(root))
    for outer in there.parents:
        if os.path.lexists(outer / SETTINGS_FILE):
            shown = os.path.relpath(outer)
            raise UsageError(
                "begin-inside-ledger", folder=str(root), ledger=shown, quoted=quote(shown)
            )
    inner = root / "data"
    if os.path.lexists(inner / SETTINGS_FILE):
        raise UsageError("begin-around-ledger", ledger=str(inner), quoted=quote(str(inner)))
