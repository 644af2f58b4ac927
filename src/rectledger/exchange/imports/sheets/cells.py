"""What a reader of one format gives back, and the values of cells in it."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rectledger.exchange.imports.source import Place, Range, Sheet, SourceError, Value

Row = list[Value]
# Every whole number up to here is exact as a float; beyond, digits may have been lost already.
_EXACT = 2**53


@dataclass(frozen=True)
class Tables:
    """A file as it is read: sheets without their rows, each with an iterator over these."""

    sheets: Iterable[tuple[Sheet, Iterable[Row]]]
    date_1904: bool = False
    unread: Sequence[tuple[Place, str, dict[str, object]]] = ()


def damaged(part: str = "") -> SourceError:
    """The error for a workbook in which something is not as it has to be."""
    return SourceError("not-a-workbook", found="damaged", part=part)


class CellsLeft:
    """How many cells the sheets of one workbook may still span."""

    def __init__(self, limit: int) -> None:
        self._limit = self._left = limit

    def take(self, sheet: str, rows: int, columns: int) -> None:
        """Takes the cells of `sheet`; raises `sheet-too-large` if there are not enough."""
        self._left -= rows * columns
        if self._left < 0:
            raise SourceError(
                "sheet-too-large", sheet=sheet, rows=rows, columns=columns, limit=self._limit
            )


def value_of(cell: object) -> Value:
    """The value of a cell, from what a library gives for it.

    A time of day or a span of time is no date: it becomes the text that is seen, `9:30:00`.
    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return cell if cell.time() != dt.time() else cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, dt.time):
        return clock(cell.hour * 3600 + cell.minute * 60 + cell.second)
    if isinstance(cell, dt.timedelta):
        return clock(round(cell.total_seconds()))
    raise TypeError(type(cell))


def clock(seconds: int) -> str:
    """Hours, minutes and seconds, with as many hours as there are."""
    sign = "-" if seconds < 0 else ""
    minutes, seconds = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}"


def _number(number: float) -> Value:
    if not math.isfinite(number):
        return str(number)
    return int(number) if abs(number) < _EXACT and number == int(number) else number


def without_empty_end(row: Row) -> Row:
    """A row up to its last value."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def merged_within(merged: list[Range], rows: int, columns: int) -> tuple[Range, ...]:
    """Merged ranges, cut off where the values end; they may not overlap."""
    inside = tuple(
        Range(each.top, each.left, min(each.bottom, rows - 1), min(each.right, columns - 1))
        for each in merged
        if each.top < rows and each.left < columns
    )
    area = sum((each.bottom - each.top + 1) * (each.right - each.left + 1) for each in inside)
    if area > rows * columns:
        raise damaged()
    return inside


def batches(rows: Iterable[Row]) -> Iterator[tuple[list[Row], int]]:
    """Rows in lists of a thousand, each with the number of characters in it.

    In a list, equal texts are made one object, so that a pickle has them once.
    """
    rows = iter(rows)
    while batch := list(islice(rows, 1000)):
        known: dict[str, str] = {}
        characters = 0
        for row in batch:
            for column, value in enumerate(row):
                if isinstance(value, str):
                    characters += len(value)
                    row[column] = known.setdefault(value, value)
        yield batch, characters
