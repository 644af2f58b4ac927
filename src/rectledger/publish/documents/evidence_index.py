"""The index of evidence: every piece up to the day, what proves it unaltered, who handed it in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.filters import Filters
from rectledger.core.items import Item, everything
from rectledger.core.lifecycle import entries_until
from rectledger.core.model import (
    BaseEntry,
    Evidence,
    EvidenceDocument,
    EvidenceFile,
    EvidenceUrl,
    Issue,
    Ledger,
)
from rectledger.formatting import entries, values
from rectledger.i18n.language import gettext as _
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.tables.table import Cell, Code, Column, Table


class Piece(NamedTuple):
    """A piece of evidence as an entry brings it; the same file may come with several entries.

    `order` is its place among all: by item, then as its log has it. `path`, `size` and `sha256` are
    a file's; `path` is where it lies in the ledger.
    """

    order: tuple[int, int, int, int]
    issue: int
    measure: str  # "" of the issue itself
    title: str
    form: str
    name: str
    dated: str | None  # by what it says itself, a day or a month
    entered: str
    handed_in: str
    path: Code | None = None
    size: int | None = None
    sha256: Code | None = None


@dataclass(frozen=True)
class Index:
    """The pieces of a ledger, in order of their items."""

    pieces: list[Piece]

    def __add__(self, other: "Index") -> "Index":
        return Index(_in_order([*self.pieces, *other.pieces]))


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> Index:
    """All evidence that `ledger` had by the end of `day`."""
    wanted = Filters(department=asked.department)
    items = wanted.pick(everything(ledger, day), ledger.settings, day)
    return Index(pieces_of(items, internal=asked.internal))


def pieces_of(items: Iterable[Item], *, internal: bool) -> list[Piece]:
    """The evidence of these items, in order."""
    return _in_order(
        _piece(item, entry, piece, (*item.sort_key, index, i), internal=internal)
        for item in items
        for index, entry in entries_until(item.record, item.day)
        for i, piece in enumerate(entry.evidence or ())
    )


def _in_order(pieces: Iterable[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: piece.order)


def _piece(
    item: Item,
    entry: BaseEntry,
    piece: Evidence,
    order: tuple[int, int, int, int],
    *,
    internal: bool,
) -> Piece:
    of_issue = isinstance(item.record, Issue)
    who = values.person if internal else values.capacity
    common = Piece(
        order=order,
        issue=item.sort_key[0],
        measure="" if of_issue else item.ref,
        title=values.text_of(item.record.title),
        form="",
        name=entries.name(piece),
        dated=None if isinstance(piece, EvidenceFile) else piece.dated,
        entered=entry.date,
        handed_in=who(item.settings, entry.by),
    )
    match piece:
        case EvidenceFile():
            return common._replace(
                form=_("file"), path=Code(piece.path), size=piece.size, sha256=Code(piece.sha256)
            )
        case EvidenceDocument():
            return common._replace(form=_("kept elsewhere"))
        case EvidenceUrl():
            return common._replace(form=_("web page"))


def content(found: Index, about: About) -> Content:
    """What the index holds."""
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
            "index": index(pieces),
            "checksums": checksums(pieces),
            "sheet": _sheet(pieces),
        },
        sheets={"sheet": _("Evidence")},
        wide=True,
    )


def index(pieces: Sequence[Piece]) -> Table:
    """The pieces for a page: without the checksums, for which a page has no room beside."""
    return Table(_columns(), [_cells(n, piece) for n, piece in enumerate(pieces, 1)])


def checksums(pieces: Sequence[Piece]) -> Table:
    """Each file once: its numbers in the index, where it lies in the ledger, and its checksum."""
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


def _sheet(pieces: Sequence[Piece]) -> Table:
    """The same for a workbook: a row has all of a piece, and room for the document's number."""
    columns = [
        *_columns(),
        Column(_("Document no."), width=16),
        Column(_("File in the ledger"), width=40),
        Column("SHA-256", width=66),
    ]
    rows = [
        [*_cells(n, piece), None, piece.path, piece.sha256] for n, piece in enumerate(pieces, 1)
    ]
    return Table(columns, rows)


def _columns() -> list[Column]:
    return [
        Column(_("Serial no."), "number", width=6),
        Column(_("Issue"), "number", width=8),
        Column(_("Measure"), width=8),
        Column(_("Title"), width=40),
        Column(_("Evidence"), width=44),
        Column(_("Form"), width=10),
        Column(_("Dated"), "day"),
        Column(_("Entered on"), "day"),
        Column(_("Size (bytes)"), "number"),
        Column(_("Handed in by"), width=18),
        Column(_("May be published?"), width=14, choices=(_("yes"), _("no"))),
    ]


def _cells(n: int, piece: Piece) -> list[Cell]:
    return [
        n,
        piece.issue,
        piece.measure,
        piece.title,
        piece.name,
        piece.form,
        piece.dated,
        piece.entered,
        piece.size,
        piece.handed_in,
        None,
    ]
