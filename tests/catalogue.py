"""Update the Chinese catalogue from the source: `make words`.

Writes `rectledger.po` (adds new messages untranslated, drops obsolete ones) and the compiled
`rectledger.mo`. The program loads the latter; it is kept in git so that no build step can lose it.
"""

import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def extracted(source: Path) -> Catalog:
    """Every message in the source."""
    said = Catalog(domain="rectledger", charset="utf-8")
    for file, line, message, comments, _context in extract_from_dir(
        source, METHODS, keywords=KEYWORDS
    ):
        said.add(message, None, [(file, line)], auto_comments=comments)
    return said


def read(po: Path) -> Catalog:
    """The catalogue as stored."""
    with po.open("rb") as stream:
        return read_po(stream, locale="zh", domain="rectledger")


def compiled(catalogue: Catalog) -> bytes:
    """The compiled catalogue as bytes; reproducible."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The catalogue file as bytes: sorted by message, so that a diff shows what changed."""
    out = BytesIO()
    write_po(out, catalogue, sort_output=True, no_location=True, ignore_obsolete=True, width=100)
    head = r'"(Report-Msgid|POT-Cre|PO-Rev|Last-Tra|Language-Team|Generated-By).*\n'
    return re.sub(head, "", out.getvalue().decode()).encode()


def main(words: Path) -> None:
    """Update the catalogue below `words`."""
    po = words / "zh" / "LC_MESSAGES" / "rectledger.po"
    catalogue = read(po)
    catalogue.update(extracted(words.parents[1]), no_fuzzy_matching=True)
    po.write_bytes(written(catalogue))
    po.with_suffix(".mo").write_bytes(compiled(catalogue))
    empty = [
        m.id
        for m in catalogue
        if m.id and not all([m.string] if isinstance(m.string, str) else m.string)
    ]
    print(f"{len(catalogue)} messages, {len(empty)} without Chinese", *empty, sep="\n  ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
