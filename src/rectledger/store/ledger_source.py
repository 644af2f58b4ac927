"""Where the files of a ledger are read from: a folder on disk, or a commit of a repository."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from rectledger.core.findings import Finding

TellBytes = Callable[[int], None]  # told of the bytes of each block
Fingerprint = tuple[int, str]  # the size of a file, and its sha256


class Entry(NamedTuple):
    """What a folder holds under one name."""

    name: str
    is_folder: bool


class Commit(NamedTuple):
    """A commit that a ledger is read from: as it was asked for, its hash, when it was made, and the
    hash of its tree."""

    rev: str
    sha: str
    committed: int  # in seconds of Unix time
    tree: str


class Source(Protocol):
    """The files of one ledger; `file` and `folder` are relative to it, with `/` between names.

    What cannot be had is a finding that says why, never an exception. A source can be handed to
    another process.
    """

    @property
    def commit(self) -> Commit | None:
        """The commit that is read from; None where there is something from a disk."""
        return None

    @property
    def prefix(self) -> str:
        """What to put before a file so that a person finds it."""

    def entries(self, folder: str) -> list[Entry] | Finding:
        """What lies in a folder, by name, hidden files passed over; nothing where it is not."""

    def read(self, file: str) -> bytes | Finding:
        """The bytes of a record."""

    def reads(self, files: Sequence[str]) -> Iterator[bytes | Finding]:
        """The same for each of several records, in turn; what is given must be taken whole."""
        return map(self.read, files)

    def fingerprint(self, file: str, progress: TellBytes | None = None) -> Fingerprint | Finding:
        """Size and sha256 of a file of any size; `progress` is told of each block's bytes."""


def sha256(blocks: Iterable[bytes], progress: TellBytes | None) -> str:
    """The hash of a file, by its blocks; `progress` is told of the bytes of each."""
    import hashlib

    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
        if progress:
            progress(len(block))
    return digest.hexdigest()


def record_files(source: Source, folder: str) -> Iterator[tuple[str, bool] | Finding]:
    """What lies in a folder of records, in order: each file, and whether its name is a record's."""
    found = source.entries(folder)
    if isinstance(found, Finding):
        yield found
        return
    for entry in found:
        yield f"{folder}/{entry.name}", entry.name.endswith(".yaml")
