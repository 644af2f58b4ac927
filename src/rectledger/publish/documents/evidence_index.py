"""The index of evidence: every piece up to the date, its checksum, and who provided it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.filters import Filters
from rectledger.core.items import Item, everything
from rectledger.core.model import BaseEntry, Evidence, EvidenceFile, EvidenceUrl, Issue, Ledger
from rectledger.formatting import entries, values
from rectledger.formatting import items as phrases
from rectledger.i18n.language import gettext as _
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.tables.table import Code, Column, Field, Table, blank, cells


class Piece(NamedTuple):
    """A piece of evidence of one entry; several entries may have the same file.

    `order` sorts by item, then by place in the log. `path`, `size` and `sha256` are only set for a
    file; `path` is its path in the ledger.
    """

    order: tuple[int, int, int, int]
    issue: int
    measure: str  # "" for the issue itself
    title: str
    form: str
    name: str
    dated: str | None  # the document's own date, a day or a month
    entered: str
    handed_in: str
    path: Code | None = None
    size: int | None = None
    sha256: Code | None = None


@dataclass(frozen=True)
class Index:
    """The evidence of a ledger, in order of items."""

    pieces: list[Piece]

    def __add__(self, other: "Index") -> "Index":
        return Index(_in_order([*self.pieces, *other.pieces]))


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> Index:
    """All evidence in `ledger` by the end of `day`."""
    wanted = Filters(department=asked.department)
    items = wanted.pick(everything(ledger, day), ledger.settings, day)
    return Index(pieces_of(items, internal=asked.internal))


def pieces_of(items: Iterable[Item], *, internal: bool) -> list[Piece]:
    """The evidence of these items, in order."""
    return _in_order(
        _piece(item, entry, piece, (*item.sort_key, index, i), internal=internal)
        for item in items
        for index, entry in enumerate(item.record.log)
        for i, piece in enumerate(entry.evidence or ())
    )


def _in_order(pieces: Iterable[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: piece.order)


def _piece(
    item: Item, entry: BaseEntry, piece: Evidence, order: tuple[int, int, int, int], *,
    internal: bool,
) -> Piece:  # fmt: skip
    who = values.person if internal else values.capacity
    file = piece if isinstance(piece, EvidenceFile) else None
    elsewhere = _("web page") if isinstance(piece, EvidenceUrl) else _("kept elsewhere")
    return Piece(
        order=order,
        issue=item.sort_key[0],
        measure="" if isinstance(item.record, Issue) else item.ref,
        title=phrases.title(item),
        form=_("file") if file else elsewhere,
        name=entries.name(piece),
        dated=piece.dated if not isinstance(piece, EvidenceFile) else None,
        entered=entry.date,
        handed_in=who(item.settings, entry.by),
        path=Code(file.path) if file else None,
        size=file.size if file else None,
        sha256=Code(file.sha256) if file else None,
    )


def content(found: Index, about: About) -> Content:
    """The content of the index."""
    pieces = found.pieces
    files = {piece.path: piece.size or 0 for piece in pieces if piece.path is not None}
    return Content(
        words={
            "pieces": len(pieces),
            "files": len(files),
            "bytes": values.figure(sum(files.values())),
            "references": sum(piece.path is None for piece in pieces),
        },
        tables={
            "index": numbered(pieces, _fields()),
            "checksums": checksums(pieces),
            "sheet": numbered(pieces, [*_fields(), *_for_a_sheet()]),
        },
        sheets={"sheet": _("Evidence")},
        wide=True,
    )


def checksums(pieces: Sequence[Piece]) -> Table:
    """Each file once: its numbers in the index, its path in the ledger and its checksum."""
    numbers: dict[tuple[Code, Code], list[str]] = {}
    for n, piece in enumerate(pieces, 1):
        if piece.path is not None and piece.sha256 is not None:
            numbers.setdefault((piece.path, piece.sha256), []).append(str(n))
    columns = [
        Column(_("Serial no."), width=8),
        Column(_("File in the ledger"), width=40),
        Column("SHA-256", width=66),
    ]
    rows = [[_(", ").join(held), path, sha256] for (path, sha256), held in numbers.items()]
    return Table(columns, rows)


def numbered(pieces: Sequence[Piece], fields: Sequence[Field[Piece]]) -> Table:
    """The pieces, numbered as in the index."""
    columns = [Column(_("Serial no."), "number", width=6), *(field.column for field in fields)]
    return Table(columns, [[n, *cells(fields, piece)] for n, piece in enumerate(pieces, 1)])


def _fields() -> list[Field[Piece]]:
    """The columns on a page; there is no room for the checksum."""
    return [
        Field(Column(_("Issue"), "number", width=8), lambda piece: piece.issue),
        Field(Column(_("Measure"), width=8), lambda piece: piece.measure),
        Field(Column(_("Title"), width=40), lambda piece: piece.title),
        Field(Column(_("Evidence"), width=44), lambda piece: piece.name),
        Field(Column(_("Type"), width=10), lambda piece: piece.form),
        Field(Column(_("Dated"), "day"), lambda piece: piece.dated),
        Field(Column(_("Entered on"), "day"), lambda piece: piece.entered),
        Field(Column(_("Size (bytes)"), "number"), lambda piece: piece.size),
        Field(Column(_("Provided by"), width=18), lambda piece: piece.handed_in),
        blank(Column(_("May be published?"), width=14, choices=(_("yes"), _("no")))),
    ]


def _for_a_sheet() -> list[Field[Piece]]:
    """Further columns on a sheet, with an empty one for the document number."""
    return [
        blank(Column(_("Document no."), width=16)),
        Field(Column(_("File in the ledger"), width=40), lambda piece: piece.path),
        Field(Column("SHA-256", width=66), lambda piece: piece.sha256),
    ]
