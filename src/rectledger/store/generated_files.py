"""Generated files of the repository, recognized by the start of their first line."""

import os
from collections.abc import Iterable
from pathlib import Path

from rectledger.errors import SurroundingsError

_MOST = 4 * 1024 * 1024


def strange(top: Path, files: Iterable[str], mark: str) -> str | None:
    """The first of `files` that exists but was not generated, or the link on the path to one.

    Raises SurroundingsError if a file cannot be read.
    """
    for file in files:
        steps = [Path(file), *Path(file).parents][:-1]
        link = next((step for step in steps if (top / step).is_symlink()), None)
        if link is not None:
            return str(link)
        if os.path.lexists(top / file) and not (_read(top / file) or b"").startswith(mark.encode()):
            return file
    return None


def text(top: Path, file: str) -> str | None:
    """The text of a file; None if it does not exist."""
    data = _read(top / file) if os.path.lexists(top / file) else None
    return None if data is None else data.decode("utf-8", "replace")


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file; None if it is not one, or is too large."""
    try:
        if not path.is_file() or path.stat().st_size > _MOST:
            return None
        return path.read_bytes()
    except OSError as error:
        raise SurroundingsError("cannot-read-file", path=str(path)) from error
