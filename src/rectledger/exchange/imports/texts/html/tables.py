"""Tables of a page while they are read: where each cell stands, by the rules of HTML."""

import re
from dataclasses import dataclass, field

from rectledger.exchange.imports.source import SourceError
from rectledger.exchange.imports.texts.flow import CELLS, COLUMNS, Cell, Row, Table
from rectledger.exchange.imports.texts.html.elements import Flow

_NUMBER = re.compile(r"[\t\n\f\r ]*\+?([0-9]+)")
_TO_THE_END = 65_534  # the most rows that a cell spans, in HTML


@dataclass(slots=True)
class OpenTable:
    """A table whose end is not yet read. What is hidden in it is read, and not kept."""

    hidden: int  # 1 if the table itself is hidden
    group_hidden: int = 0
    row_hidden: int = 0
    cell_hidden: int = 0
    table: Table = field(default_factory=Table)
    row: Row | None = None
    flow: Flow | None = None  # the open cell's
    _column: int = 0
    _below: dict[int, tuple[Cell, int]] = field(
        default_factory=dict
    )  # by column, with the rows from here on
    _size: int = 0

    def open_row(self, line: int, kept: bool) -> None:
        """Begin a row; cells from above that reach into it grow. A hidden row has no cells."""
        self.row = Row(line)
        self._column = 0
        if not kept:
            return
        self._grow(len(self._below) + 1)
        reaching = {id(cell): cell for cell, _ in self._below.values()}
        for cell in reaching.values():
            cell.height += 1

    def open_cell(self, attributes: dict[str, str], kept: bool) -> None:
        """Begin a cell in the first column that is free."""
        self.flow = Flow()
        if self.row is None or not kept:
            return
        while self._column in self._below:
            self._column += 1
        width = min(max(_number(attributes, "colspan", 1), 1), COLUMNS)
        rows = _number(attributes, "rowspan", 1) or _TO_THE_END
        cell = Cell(self._column, width, blocks=self.flow.blocks)
        self.row.cells.append(cell)
        self._grow(width)
        if rows > 1:
            for column in range(self._column, self._column + width):
                self._below[column] = (cell, min(rows, _TO_THE_END))
        self._column += width

    def close_row(self, kept: bool) -> None:
        """End the row."""
        if self.row is None:
            return
        row, self.row = self.row, None
        if not kept:
            return
        self.table.rows.append(row)
        self._below = {
            column: (cell, rows - 1) for column, (cell, rows) in self._below.items() if rows > 1
        }

    def close_group(self) -> None:
        """End a group of rows, which no cell crosses."""
        self._below = {}
        self.group_hidden = 0

    def _grow(self, by: int) -> None:
        self._size += by
        if self._size > CELLS:
            raise SourceError("too-large", what="cells", limit=CELLS)


def _number(attributes: dict[str, str], name: str, otherwise: int) -> int:
    """A span; a number of any length is no work, as it is cut off."""
    found = _NUMBER.match(attributes.get(name, ""))
    return int(found[1][:9]) if found else otherwise
