"""The files kept as evidence: what lies below `evidence/`."""

from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.core.model.layout import EVIDENCE
from rectledger.store.ledger_source import Source


def paths(source: Source, folder: str = EVIDENCE) -> Iterator[str | Finding]:
    """Every file below `evidence/`, in order, relative to the ledger; hidden ones are passed over.

    A link or anything else that is no folder counts as a file, so that it is looked at and named.
    """
    entries = source.entries(folder)
    if isinstance(entries, Finding):
        yield entries
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_folder:
            yield from paths(source, path)
        else:
            yield path
