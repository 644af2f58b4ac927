"""Paragraphs and tables as a reader meets them, and the lines and sheets that they become."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rectledger.exchange.imports.source import (
    Line,
    LinePlace,
    Place,
    Range,
    Sheet,
    SourceError,
    Value,
)

CELLS = 2_000_000  # of all tables of a text
COLUMNS = 1000  # that one cell can span: as in HTML
NESTING = 32  # tables in tables


@dataclass(slots=True)
class Paragraph:
    """Text at a place; `derived` is what is to stand before it, a line break parts lines."""

    number: int
    text: str
    derived: str = ""
    heading: int = 0


@dataclass(slots=True)
class Cell:
    """A cell that begins in a column of its row's, over so many columns and rows."""

    column: int
    width: int = 1
    height: int = 1
    blocks: "list[Paragraph | Table]" = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A row, by the cells that begin in it."""

    line: int
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table, by its rows."""

    rows: list[Row] = field(default_factory=list)

    def inner(self) -> "Iterator[Table]":
        """The tables in its cells."""
        for row in self.rows:
            for cell in row.cells:
                for block in cell.blocks:
                    if isinstance(block, Table):
                        yield block


Block = Paragraph | Table


class Unread:
    """What is listed as not read: once for each code and distinguishing value, with a count."""

    def __init__(self) -> None:
        self._noted: dict[tuple[object, ...], tuple[Place, str, dict[str, object]]] = {}
        self._counts: dict[tuple[object, ...], int] = {}

    def note(self, number: int, code: str, **args: object) -> None:
        """Note one more; its place is that of the first."""
        key = (code, *sorted(args.items()))
        self._noted.setdefault(key, (LinePlace(number), code, args))
        self._counts[key] = self._counts.get(key, 0) + 1

    def listing(self) -> list[tuple[Place, str, dict[str, object]]]:
        """All that was noted, in the order of the first of each."""
        return [
            (place, code, {**args, "count": self._counts[key]})
            for key, (place, code, args) in self._noted.items()
        ]


class Finished:
    """The lines and sheets that blocks become; `unread` gets the tables that became text."""

    def __init__(self, unread: Unread) -> None:
        self._unread = unread
        self._cells = 0
        self._largest: dict[int, int] = {}

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Line | Sheet]:
        """Lines and sheets in order. Tables that only arrange a page give their content."""
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from lines(block)
            elif self._only_arranges(block):
                for row in block.rows:
                    for cell in row.cells:
                        yield from self.blocks(cell.blocks)
            else:
                yield self._sheet(block)

    def _only_arranges(self, table: Table) -> bool:
        """No row has two cells, or a table within it is larger than it is itself."""
        if all(len(row.cells) <= 1 for row in table.rows):
            return True
        own = sum(len(row.cells) for row in table.rows)
        return any(self._largest_in(inner) > own for inner in table.inner())

    def _largest_in(self, table: Table) -> int:
        """The number of cells of the largest of a table and those in it."""
        if id(table) not in self._largest:
            own = sum(len(row.cells) for row in table.rows)
            inner = (self._largest_in(one) for one in table.inner())
            self._largest[id(table)] = max(own, *inner, 0)
        return self._largest[id(table)]

    def _sheet(self, table: Table) -> Sheet:
        # Columns in which no cell begins are only widths: `colspan="100"`, or edges in a Word file.
        starts = sorted({cell.column for row in table.rows for cell in row.cells})
        self._cells += len(starts) * len(table.rows)
        if self._cells > CELLS:
            raise SourceError("too-large", what="cells", limit=CELLS)
        rows: list[list[Value]] = [[None] * len(starts) for _ in table.rows]
        merged = []
        for top, row in enumerate(table.rows):
            for cell in row.cells:
                left = bisect_left(starts, cell.column)
                right = bisect_left(starts, cell.column + cell.width) - 1
                bottom = min(top + cell.height, len(rows)) - 1
                rows[top][left] = self._text(cell, row.line) or None
                if right > left or bottom > top:
                    merged.append(Range(top, left, bottom, right))
        return Sheet("", rows, merged, row_lines=[row.line for row in table.rows])

    def _text(self, cell: Cell, number: int) -> str:
        parts = []
        for block in cell.blocks:
            if isinstance(block, Table):
                self._unread.note(number, "nested-table")
                parts += [
                    "\t".join(self._text(inner, number) for inner in row.cells)
                    for row in block.rows
                ]
            else:
                parts += [line.text for line in lines(block)]
        return "\n".join(part for part in parts if part.strip())


def lines(paragraph: Paragraph) -> Iterator[Line]:
    """The lines of a paragraph that are not blank; what is derived stands before the first."""
    derived = paragraph.derived
    for text in paragraph.text.split("\n"):
        if text.strip():
            yield Line(paragraph.number, derived + text, derived, paragraph.heading)
            derived = ""
