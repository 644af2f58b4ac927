"""The files kept as evidence, below `evidence/`."""

from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.core.model.layout import EVIDENCE
from rectledger.store.ledger_source import Source


def paths(source: Source, folder: str = EVIDENCE) -> Iterator[str | Finding]:
    """Every file below `evidence/`, sorted, relative to the ledger. Hidden files are skipped.

    Anything that is not a folder, including a link, is listed as a file, so that it gets checked
    and reported.
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
