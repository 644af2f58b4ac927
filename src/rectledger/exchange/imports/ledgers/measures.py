"""Measures in the cells of a table: one by row, or several that a cell numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rectledger.exchange.imports.found import FoundItem
from rectledger.exchange.imports.ledgers.columns import Column
from rectledger.exchange.imports.ledgers.data import among, pattern
from rectledger.exchange.imports.ledgers.grid import Cell, Grid, one_line
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.days import days_in
from rectledger.exchange.imports.wording.measure_series import measures_in
from rectledger.exchange.imports.wording.numbering import marker
from rectledger.exchange.imports.wording.width import half_width

_KINDS = ("item", "sub", "paren", "circled", "ordinal", "section")


@dataclass(frozen=True, slots=True)
class RowMeasures:
    """The measures of a cell, which stands in rows `first` to `last`."""

    first: int
    last: int
    items: Sequence[FoundItem]


def measures_of(
    grid: Grid, columns: Sequence[Column], rows: Sequence[int], style: Style
) -> list[RowMeasures]:
    """The measures of an issue, by the cells in which they stand."""
    found: list[RowMeasures] = []
    number = 0
    for row in rows:
        for column in columns:
            cell = grid.cell(row, column.at)
            if cell is None or (cell.row != row and row != rows[0]) or among("blank", cell.text):
                continue
            items = _in_cell(grid, cell, number, style)
            number += len(items)
            last = max(row, min(cell.row + cell.rows - 1, rows[-1]))
            found.append(RowMeasures(row, last, items))
    return found


def _in_cell(grid: Grid, cell: Cell, before: int, style: Style) -> list[FoundItem]:
    place = grid.place(cell.row, cell.column)
    several = measures_in(cell.text)
    numbered = [(one.number, one.text) for one in several]
    items = [FoundItem(place, text, str(n), n) for n, text in numbered]
    if not items:
        mark = marker(cell.text)
        item = FoundItem(place, cell.text)
        alone = mark and not re.search(r"\d[.\u3001)]", half_width(mark.text))
        if mark and alone and mark.kind in _KINDS and mark.number == before + 1 and mark.text:
            item = FoundItem(place, mark.text, str(mark.number), mark.number)
        items = [item]
    for item in items:
        _take_day(item, style)
        item.title = one_line(item.title).rstrip(";\uff1b ")
    return items


def _take_day(item: FoundItem, style: Style) -> None:
    """A milestone's day, if it begins with one and a colon follows: taken off the title."""
    days = days_in(item.title, style.days)
    if not days or days[0].start:
        return
    rest = item.title[days[0].end :]
    match = pattern("milestone", "dated").match(half_width(rest))
    if match and rest[match.end() :].strip():
        item.due = days[0].iso
        item.title = rest[match.end() :].strip()
