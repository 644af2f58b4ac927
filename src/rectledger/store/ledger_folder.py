"""A ledger's files on disk: only regular files, of limited size, without following links."""

import os
import stat
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rectledger.core.findings import Finding
from rectledger.store.ledger_source import Entry, Fingerprint, Source, TellBytes, sha256

RECORD_MAX_BYTES = 256 * 1024
BLOCK = 1024 * 1024
# Do not follow links, and do not wait for a FIFO, which is refused.
NOT_WAITING = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class Folder(Source):
    """The files of a ledger in its folder `root`."""

    root: Path

    @property
    def prefix(self) -> str:
        relative = os.path.relpath(self.root)
        return "" if relative == "." else f"{relative}/"

    def entries(self, folder: str, *, again: bool = False) -> list[Entry] | Finding:
        """The entries of a folder. A link is not followed: it may lead outside."""
        if os.path.islink(f"{self.root}/{folder}"):  # noqa: PTH114  # creating a Path takes longer
            return Finding("link", folder)
        try:
            with os.scandir(self.root / folder) as found:
                shown = [
                    Entry(entry.name, entry.is_dir(follow_symlinks=False))
                    for entry in found
                    if not entry.name.startswith(".")
                ]
        except FileNotFoundError as error:
            # A ledger that is moved away while it is read, perhaps back again, must not seem empty.
            if not self.root.is_dir():
                return cannot_open(folder, error)
            return [] if again else self.entries(folder, again=True)
        except OSError as error:
            return cannot_open(folder, error)
        return sorted(shown)

    def read(self, file: str) -> bytes | Finding:
        """The bytes of a record, or why they cannot be read."""
        opened = self._open(file)
        if isinstance(opened, Finding):
            return opened
        descriptor, size = opened
        try:
            data = b""
            # Ask for one byte too many to detect a file that is too large or growing. Asking for
            # the maximum each time would take longer than the reading itself.
            room = min(size, RECORD_MAX_BYTES) + 1
            while more := os.read(descriptor, room):
                data += more
                if len(data) > RECORD_MAX_BYTES:
                    return too_large(file)
                room = 4096
        except OSError as error:
            return cannot_open(file, error)
        finally:
            os.close(descriptor)
        return data

    def fingerprint(self, file: str, progress: TellBytes | None = None) -> Fingerprint | Finding:
        """Size and sha256 of a regular file, or why it cannot be read."""
        opened = self._open(file)
        if isinstance(opened, Finding):
            return opened
        descriptor, size = opened
        with open(descriptor, "rb", buffering=0) as stream:
            try:
                return size, sha256(iter(partial(stream.read, BLOCK), b""), progress)
            except OSError as error:
                return cannot_open(file, error)

    def _open(self, file: str) -> tuple[int, int] | Finding:
        """A descriptor of a regular file, not reached through a link, and its size."""
        path = f"{self.root}/{file}"
        try:
            descriptor = os.open(path, NOT_WAITING)
        except OSError as error:
            is_link = os.path.islink(path)  # noqa: PTH114
            return Finding("link", file) if is_link else cannot_open(file, error)
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            return Finding("not-a-file", file)
        return descriptor, status.st_size


def too_large(file: str) -> Finding:
    """The finding for a record that is larger than the limit."""
    return Finding("too-large", file, args={"most": RECORD_MAX_BYTES // 1024})


def cannot_open(file: str, error: OSError) -> Finding:
    """Why a file or folder cannot be read, as reported by the system."""
    if isinstance(error, FileNotFoundError):
        return Finding("vanished", file)
    if isinstance(error, PermissionError):
        return Finding("no-rights", file)
    return Finding("cannot-open", file, args={"detail": error.strerror or ""})
