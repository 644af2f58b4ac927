"""The files kept as evidence: what lies below `evidence/`, by size and hash."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from rectledger.core.findings import Finding
from rectledger.store import files

FOLDER = "evidence"


def paths(root: Path, folder: str = FOLDER) -> Iterator[str | Finding]:
    """Every file below `evidence/`, in order, relative to the ledger; hidden ones are passed over.

    A link or anything else that is no folder counts as a file, so that it is looked at and named.
    """
    entries = files.entries(root, folder)
    if isinstance(entries, Finding):
        yield entries
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from paths(root, path)
        else:
            yield path


def fingerprint(root: Path, path: str) -> tuple[int, str] | Finding:
    """Size and sha256 of a regular file, or why they cannot be had."""
    descriptor = files.open_regular(root, path)
    if isinstance(descriptor, Finding):
        return descriptor
    with open(descriptor, "rb", buffering=0) as stream:
        try:
            return os.fstat(descriptor).st_size, hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            return files.cannot_open(path, error)
