"""The files that are kept as they came: evidence, and the sources of imports."""

from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.core.model.layout import KEPT
from rectledger.store.ledger_source import Source


def kept_files(source: Source) -> Iterator[str | Finding]:
    """Every file below `evidence/` and `sources/`."""
    for folder in KEPT:
        yield from paths(source, folder)


def paths(source: Source, folder: str) -> Iterator[str | Finding]:
    """Every file below `folder`, sorted, relative to the ledger. Hidden files are skipped.

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
