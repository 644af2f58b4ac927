"""Opening a ledger's files: regular files only, no link followed, never more than they may hold."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from rectledger.core.findings import Finding

RECORD_MAX_BYTES = 256 * 1024


def read_bytes(root: Path, file: str) -> bytes | Finding:
    """The bytes of a record, or why they cannot be had. `file` is relative to `root`."""
    # Non-blocking, so that a FIFO is refused and not waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(f"{root}/{file}", flags | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return Finding("vanished", file)
    except PermissionError:
        return Finding("no-rights", file)
    except OSError as error:
        code = "link" if (root / file).is_symlink() else "cannot-open"
        return Finding(code, file, args={"detail": error.strerror or ""})
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Finding("not-a-file", file)
        data = b""
        # One byte more than is allowed tells a file that grew while it was read.
        while len(data) <= RECORD_MAX_BYTES:
            more = os.read(descriptor, RECORD_MAX_BYTES + 1 - len(data))
            if not more:
                return data
            data += more
    except OSError as error:
        return Finding("cannot-open", file, args={"detail": error.strerror or ""})
    finally:
        os.close(descriptor)
    return Finding("too-large", file, args={"most": RECORD_MAX_BYTES // 1024})


def record_files(root: Path, folder: str) -> Iterator[tuple[str, bool] | Finding]:
    """What lies in a folder of records, in order: each file, and whether it is named as a record.

    Hidden files are passed over. A folder that is not there holds nothing.
    """
    try:
        names = sorted(entry.name for entry in os.scandir(root / folder))
    except FileNotFoundError:
        return
    except PermissionError:
        yield Finding("no-rights", folder)
        return
    except OSError as error:
        yield Finding("cannot-open", folder, args={"detail": error.strerror or ""})
        return
    for name in names:
        if not name.startswith("."):
            yield f"{folder}/{name}", name.endswith(".yaml")
