"""Opening a ledger's files: regular files only, no link followed, never more than they may hold."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from rectledger.core.findings import Finding

RECORD_MAX_BYTES = 256 * 1024


def open_regular(root: Path, file: str) -> int | Finding:
    """A descriptor of a regular file, reached through no link; or why it cannot be had."""
    # Non-blocking, so that a FIFO is refused and not waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(f"{root}/{file}", flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        code = "link" if (root / file).is_symlink() else None
        return Finding(code, file) if code else cannot_open(file, error)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return Finding("not-a-file", file)
    return descriptor


def cannot_open(file: str, error: OSError) -> Finding:
    """Why a file or folder cannot be read, as the system said it."""
    if isinstance(error, FileNotFoundError):
        return Finding("vanished", file)
    if isinstance(error, PermissionError):
        return Finding("no-rights", file)
    return Finding("cannot-open", file, args={"detail": error.strerror or ""})


def read_bytes(root: Path, file: str) -> bytes | Finding:
    """The bytes of a record, or why they cannot be had. `file` is relative to `root`."""
    descriptor = open_regular(root, file)
    if isinstance(descriptor, Finding):
        return descriptor
    try:
        data = b""
        # One byte more than is allowed tells a file that is too large, or grew while it was read.
        while len(data) <= RECORD_MAX_BYTES:
            more = os.read(descriptor, RECORD_MAX_BYTES + 1 - len(data))
            if not more:
                return data
            data += more
    except OSError as error:
        return cannot_open(file, error)
    finally:
        os.close(descriptor)
    return Finding("too-large", file, args={"most": RECORD_MAX_BYTES // 1024})


def entries(root: Path, folder: str) -> list[os.DirEntry[str]] | Finding:
    """What lies in a folder, by name; hidden files are passed over. One that is not there is empty.

    A folder that is a link is not followed: it may lead out of the ledger.
    """
    if (root / folder).is_symlink():
        return Finding("link", folder)
    try:
        with os.scandir(root / folder) as found:
            shown = [entry for entry in found if not entry.name.startswith(".")]
    except FileNotFoundError:
        return []
    except OSError as error:
        return cannot_open(folder, error)
    return sorted(shown, key=lambda entry: entry.name)


def record_files(root: Path, folder: str) -> Iterator[tuple[str, bool] | Finding]:
    """What lies in a folder of records, in order: each file, and whether its name is a record's."""
    found = entries(root, folder)
    if isinstance(found, Finding):
        yield found
        return
    for entry in found:
        yield f"{folder}/{entry.name}", entry.name.endswith(".yaml")
