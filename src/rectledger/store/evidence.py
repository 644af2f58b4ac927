"""The files kept as evidence: what lies below `evidence/`, by size and hash."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from rectledger.core.findings import Finding

FOLDER = "evidence"


def paths(root: Path, folder: str = FOLDER) -> Iterator[str]:
    """Every file below `evidence/`, in order, relative to the ledger; hidden ones are passed over.

    A link or anything else that is no folder counts as a file, so that it is looked at and named.
    """
    try:
        found = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from paths(root, path)
        else:
            yield path


def fingerprint(root: Path, path: str) -> tuple[int, str] | Finding:
    """Size and sha256 of a regular file, or why they cannot be had."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(root / path, flags | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb", buffering=0) as stream:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return Finding("not-a-file", path)
            return status.st_size, hashlib.file_digest(stream, "sha256").hexdigest()
    except PermissionError:
        return Finding("no-rights", path)
    except OSError as error:
        code = "link" if (root / path).is_symlink() else "cannot-open"
        return Finding(code, path, args={"detail": error.strerror or ""})
