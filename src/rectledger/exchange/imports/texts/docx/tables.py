"""Tables of a Word file while they are read: where each cell stands in the grid."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from rectledger.exchange.imports.source import SourceError
from rectledger.exchange.imports.texts.docx.events import integer, value
from rectledger.exchange.imports.texts.flow import CELLS, COLUMNS, Block, Cell, Row, Table


@dataclass(slots=True)
class OpenTable:
    """A table whose end is not yet read."""

    table: Table = field(default_factory=Table)
    row: Row | None = None
    cell: list[Block] | None = None  # what the open cell holds
    _column: int = 0
    _deleted: bool = False
    _properties: Element | None = None
    _above: dict[int, tuple[Cell, int]] = field(default_factory=dict)  # by column, with its row
    _size: int = 0

    def open_row(self, number: int) -> None:
        """Begin a row, at the paragraph of a number."""
        self.row = Row(number)
        self._column = 0
        self._deleted = False

    def row_properties(self, properties: Element) -> None:
        """Take `trPr`: the columns before the first cell, and whether the row was deleted."""
        before = _span(value(properties.find("gridBefore")), 0)
        self._column += before
        self._grow(before)
        self._deleted = properties.find("del") is not None

    def open_cell(self) -> None:
        """Begin a cell."""
        self.cell = []
        self._properties = None

    def cell_properties(self, properties: Element) -> None:
        """Take `tcPr`."""
        self._properties = properties

    def close_cell(self) -> bool:
        """End the cell; true if it is covered by the one above or before it, and has content."""
        blocks, self.cell = self.cell, None
        if self.row is None or blocks is None:
            return False
        width = _span(_property(self._properties, "gridSpan"), 1)
        self._grow(width)
        column, self._column = self._column, self._column + width
        if _continues(self._properties, "hMerge") and self.row.cells:
            self.row.cells[-1].width += width
            return bool(blocks)
        index = len(self.table.rows)
        if _continues(self._properties, "vMerge"):
            above, top = self._above.get(column, (None, 0))
            if above and top + above.height == index:
                above.height += 0 if self._deleted else 1
                return bool(blocks)
        cell = Cell(column, width, blocks=blocks)
        self.row.cells.append(cell)
        self._above[column] = (cell, index)
        return False

    def close_row(self) -> None:
        """End the row; one that was deleted is not there."""
        if self.row is not None and not self._deleted:
            self.table.rows.append(self.row)
        self.row = None

    def _grow(self, by: int) -> None:
        self._size += by
        if self._size > CELLS:
            raise SourceError("too-large", what="cells", limit=CELLS)


def _span(text: str | None, otherwise: int) -> int:
    number = integer(text)
    return otherwise if number is None else min(max(number, otherwise), COLUMNS)


def _property(properties: Element | None, name: str) -> str | None:
    return None if properties is None else value(properties.find(name))


def _continues(properties: Element | None, name: str) -> bool:
    """Whether a cell is joined to the one above or before it."""
    element = None if properties is None else properties.find(name)
    return element is not None and value(element) != "restart"
