"""What a source holds, before anything is made of it: tables of cells, and lines of text."""

import datetime as dt
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

# What a cell holds. A date stands only where the source itself says that it is one.
Value = str | int | float | bool | dt.date | dt.datetime | None


# What `zipfile` raises on archives that were cut off, changed or made up.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip


class SourceError(Exception):
    """The source cannot be read: a code, and the values for its message."""

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code = code
        self.args_for_words = args


class Place(Protocol):
    """A place in the source. `str()` gives it in the form of the JSON: `line 29`, `Sheet!J8`."""

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A line of a text, from 1; of a Word file, a paragraph."""

    number: int

    def __str__(self) -> str:
        return f"line {self.number}"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell; row and column from 0. `sheet` is empty for a CSV, whose cells are `H6`."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        cell = f"{column_letters(self.column)}{self.row + 1}"
        return f"{self.sheet}!{cell}" if self.sheet else cell


def column_letters(column: int) -> str:
    """The letters of a column from 0: A, B, …, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Range:
    """A merged range of cells, from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A table: of a workbook, a CSV, or a text. Rows may differ in length."""

    name: str
    rows: Sequence[Sequence[Value]]
    merged: Sequence[Range] = ()  # the value is in the cell at the top left, the others are None
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unstored: frozenset[tuple[int, int]] = frozenset()  # formulas without a stored value
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    filtered: bool = False
    colours: bool = False  # some cells are filled with a colour
    row_lines: Sequence[int] | None = None  # the line on which each row begins, in a text

    def place(self, row: int, column: int) -> Place:
        """Where a cell is, for a reader: in a text, the line of its row."""
        if self.row_lines is not None:
            return LinePlace(self.row_lines[row])
        return CellPlace(self.name, row, column)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, as it stands; `number` is its place in the source, from 1.

    `derived` is the beginning of `text` that is not in the source: an automatic number of Word.
    `heading` is the level of a heading (from 1), where the source marks it as one.
    """

    number: int
    text: str
    derived: str = ""
    heading: int = 0

    @property
    def place(self) -> LinePlace:
        return LinePlace(self.number)


@dataclass(frozen=True)
class Text:
    """A text: lines and tables in the order in which they stand; no line is empty."""

    blocks: Sequence[Line | Sheet]
    title: str = ""
    # What could not be read and is listed: a place, a code, and the values for its message.
    unread: Sequence[tuple[Place, str, dict[str, object]]] = ()


@dataclass(frozen=True)
class Workbook:
    """The sheets of a workbook, in order; a CSV has one without a name."""

    sheets: Sequence[Sheet]
    date_1904: bool = False
    unread: Sequence[tuple[Place, str, dict[str, object]]] = ()
