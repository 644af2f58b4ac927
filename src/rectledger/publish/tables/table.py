"""A table before it is laid out: as Markdown, as HTML, in a document or on a sheet."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar
from unicodedata import east_asian_width

T_contra = TypeVar("T_contra", contravariant=True)
Cell = str | int | float | None
Tell = Callable[[int, int], None]  # is told how many of how many rows are written


class Code(str):
    """A text that is there to be copied as it is: a checksum, a place in the ledger, a commit."""


class Column(NamedTuple):
    """A column: its header, in the reader's language, and what its cells hold.

    A `day` is `YYYY-MM-DD`; what is only a month stands in it as a text. A `rate` is a part of 1.
    `width` is how many Latin characters wide it is on a sheet; a Chinese one takes two. `choices`
    are the only values that a person may put into it, in the reader's language; empty: it is not
    for editing.
    """

    header: str
    form: Literal["text", "number", "day", "rate"] = "text"
    width: int = 12
    choices: Sequence[str] = ()


class Table(NamedTuple):
    """Columns, and rows of as many cells; by its first `keys` cells a row is known. The last
    `totals` rows are what others add up to."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    keys: int = 1
    totals: int = 0


class Field(NamedTuple, Generic[T_contra]):
    """A column, and what stands in it of the thing that a row is about."""

    column: Column
    say: Callable[[T_contra], Cell]


def blank(column: Column) -> Field[object]:
    """A column for writing in."""
    return Field(column, lambda _of: None)


def cells(fields: Sequence[Field[T_contra]], of: T_contra) -> Sequence[Cell]:
    """The row of a thing."""
    return [field.say(of) for field in fields]


def tabulated(fields: Sequence[Field[T_contra]], things: Iterable[T_contra]) -> Table:
    """A row a thing."""
    return Table([field.column for field in fields], [cells(fields, one) for one in things])


# A day, a number or a name of five characters is not broken: it would be misread.
SHORT = 10


def width(text: str) -> int:
    """How many Latin characters wide a text is; a Chinese one takes two."""
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)
