"""Going through the records and entries of a ledger."""

from collections.abc import Iterator

from rectledger.core.model import BaseEntry, Ledger, Record


def records(ledger: Ledger) -> Iterator[tuple[str, Record]]:
    """Every issue and measure with the file it came from."""
    yield from ledger.issues.items()
    yield from ledger.measures.items()


def entries(ledger: Ledger) -> Iterator[tuple[str, Record, int, BaseEntry]]:
    """Every entry of every log: file, record, index, entry."""
    for file, record in records(ledger):
        for index, entry in enumerate(record.log):
            yield file, record, index, entry
