"""The files kept as evidence: what lies below `evidence/`."""

from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.store.source import Source

FOLDER = "evidence"


def paths(source: Source, folder: str = FOLDER) -> Iterator[str | Finding]:
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
