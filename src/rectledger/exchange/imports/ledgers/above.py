"""What stands above and below a table: its title, the day of its figures, its legend."""

import datetime as dt
from collections.abc import Iterator, Sequence

from rectledger.exchange.imports.found import Reading
from rectledger.exchange.imports.ledgers.data import pattern
from rectledger.exchange.imports.ledgers.grid import Grid, one_line
from rectledger.exchange.imports.source import Place
from rectledger.exchange.imports.wording.days import DayWords, headline_days, read_day
from rectledger.exchange.imports.wording.width import half_width


def texts_in(grid: Grid, rows: Sequence[int]) -> Iterator[tuple[Place, str]]:
    """The texts of rows, each with its place."""
    for row in rows:
        for column in grid.filled(row):
            yield grid.place(row, column), grid.text(row, column)


def take_above(reading: Reading, grid: Grid, top: int, words: DayWords) -> None:
    """The title of a document and the day of its figures, from the rows above a header."""
    for row in range(top):
        filled = grid.filled(row)
        if len(filled) == 1 and not reading.title:
            reading.title = one_line(grid.text(row, filled[0]))
        for column in filled:
            if reading.as_of is None:
                reading.as_of = _as_of(grid, row, column, words)


def _as_of(grid: Grid, row: int, column: int, words: DayWords) -> str | None:
    """The day up to which figures run: said in a cell, or in one beside it."""
    text = half_width(grid.text(row, column))
    match = pattern("rows", "as_of").search(text)
    if match is None:
        return None
    if days := headline_days(text[match.start() :], words):
        return days[0].iso
    beside = next((c for c in grid.filled(row) if c > column), None)
    value = grid.value(row, beside) if beside is not None else None
    is_day = isinstance(value, str | dt.date)
    return read_day(value, words=words).iso if is_day else None
