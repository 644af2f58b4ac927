"""Where a ledger's files are read from: a folder on disk, or a commit of a repository."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from rectledger.core.findings import Finding

TellBytes = Callable[[int], None]  # called with the size of each block
Fingerprint = tuple[int, str]  # the size of a file, and its sha256


class Entry(NamedTuple):
    """An entry of a folder."""

    name: str
    is_folder: bool


class Commit(NamedTuple):
    """The commit that a ledger is read from: the revision as given, its hash, its date and the hash
    of its tree."""

    rev: str
    sha: str
    committed: int  # in seconds since the Unix epoch
    tree: str


class Source(Protocol):
    """The files of one ledger; `file` and `folder` are relative to it, with `/` between names.

    A file that cannot be read is reported as a finding, never as an exception. A source can be
    passed to another process.
    """

    @property
    def commit(self) -> Commit | None:
        """The commit that is read; None if any file is read from disk."""
        return None

    @property
    def prefix(self) -> str:
        """The prefix that turns a file's path into one the user can find."""

    def entries(self, folder: str) -> list[Entry] | Finding:
        """The entries of a folder, sorted, without hidden files; empty if it does not exist."""

    def read(self, file: str) -> bytes | Finding:
        """The bytes of a record."""

    def reads(self, files: Sequence[str]) -> Iterator[bytes | Finding]:
        """The bytes of several records, in order; the iterator must be consumed to its end."""
        return map(self.read, files)

    def fingerprint(self, file: str, progress: TellBytes | None = None) -> Fingerprint | Finding:
        """Size and sha256 of a file of any size; `progress` is called with each block's size."""


def sha256(blocks: Iterable[bytes], progress: TellBytes | None) -> str:
    """The hash of a file, given in blocks; `progress` is called with the size of each."""
    import hashlib

    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
        if progress:
            progress(len(block))
    return digest.hexdigest()


def record_files(source: Source, folder: str) -> Iterator[tuple[str, bool] | Finding]:
    """The entries of a folder of records: each file, and whether it is named like a record."""
    found = source.entries(folder)
    if isinstance(found, Finding):
        yield found
        return
    for entry in found:
        yield f"{folder}/{entry.name}", entry.name.endswith(".yaml")
