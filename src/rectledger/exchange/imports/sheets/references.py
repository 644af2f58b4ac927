"""References to cells in OOXML: `B7`, `A1:C3`."""

import re
from functools import lru_cache

from rectledger.exchange.imports.sheets.cells import damaged
from rectledger.exchange.imports.source import Range

ROWS, COLUMNS = 1_048_576, 16_384
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def cell_at(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell that a sheet can have; else the workbook is damaged."""
    match = _CELL.fullmatch(reference)
    if not match:
        raise damaged(reference)
    row, column = int(match[2]) - 1, _column(match[1])
    if row >= ROWS or column >= COLUMNS:
        raise damaged(reference)
    return row, column


def range_at(reference: str) -> Range:
    """A range of cells; one cell is a range too."""
    first, _colon, last = reference.partition(":")
    top, left = cell_at(first)
    bottom, right = cell_at(last) if last else (top, left)
    if bottom < top or right < left:
        raise damaged(reference)
    return Range(top, left, bottom, right)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
