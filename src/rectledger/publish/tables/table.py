"""A table before layout as Markdown, as HTML, in a Word document or on a sheet."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar
from unicodedata import east_asian_width

T_contra = TypeVar("T_contra", contravariant=True)
Cell = str | int | float | None
Form = Literal["text", "number", "day", "rate"]
Tell = Callable[[int, int], None]  # called with the rows written and the total


class Code(str):
    """A text to be copied verbatim: a checksum, a path in the ledger, a commit."""


class Column(NamedTuple):
    """A column: its header, in the reader's language, and the form of its cells.

    A `day` is `YYYY-MM-DD`; a month alone is stored as text. A `rate` is a fraction of 1. `width`
    on a sheet is in Latin characters; a Chinese one takes two. `choices` are the only values that a
    person may enter, in the reader's language; empty: no list to choose from.
    """

    header: str
    form: Form = "text"
    width: int = 12
    choices: Sequence[str] = ()


class Table(NamedTuple):
    """Columns, and rows with a cell for each. The first `keys` cells identify a row; the last
    `totals` rows are totals."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    keys: int = 1
    totals: int = 0


class Field(NamedTuple, Generic[T_contra]):
    """A column, and how to get its cell for the subject of a row."""

    column: Column
    say: Callable[[T_contra], Cell]


def blank(column: Column) -> Field[object]:
    """An empty column, to be filled in by hand."""
    return Field(column, lambda _of: None)


def cells(fields: Sequence[Field[T_contra]], of: T_contra) -> Sequence[Cell]:
    """The cells of a row about `of`."""
    return [field.say(of) for field in fields]


def tabulated(fields: Sequence[Field[T_contra]], things: Iterable[T_contra]) -> Table:
    """A table with one row for each of `things`."""
    return Table([field.column for field in fields], [cells(fields, one) for one in things])


# A date, a number or a short name is not broken across lines: it could be misread.
SHORT = 10


def width(text: str) -> int:
    """The width of a text in Latin characters; a Chinese one takes two."""
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)
