"""A reading profile: how one office writes its notices or ledgers. Data only, no code."""

from typing import Annotated, Literal

from pydantic import Field

from rectledger.core.model.value_types import Code, Line, Strict

Lines = list[Line]
StateWord = Literal["open", "active", "submitted", "complete", "substantial", "standing"]
# One word, or several of them: `complete standing`.
StateWords = Annotated[str, Field(pattern=r"^[a-z]+( [a-z]+)*$")] | list[StateWord]


class Parts(Strict):
    """The headings between which the issues stand; keys as `from` and `to`."""

    from_: Line = Field(alias="from")
    to: Line | None = None


class Join(Strict):
    """A second list, whose items are joined to the first by number."""

    with_: Line = Field(alias="with")
    by: Literal["number"] = "number"
    into: Line


class TextRules(Strict):
    parts: Parts | None = None
    outline: Lines = []
    issue: Line | None = None
    labels: dict[str, Lines] = {}
    headings_are_labels: bool = False
    join: Join | None = None
    measures: Lines = []


class Sheets(Strict):
    read: Lines = []
    skip: Lines = []
    state: dict[str, StateWords] = {}


class Header(Strict):
    row: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    find: Line | None = None
    rows: Literal[1, 2] | None = None


class TableRules(Strict):
    sheets: Sheets | None = None
    header: Header | None = None
    layout: Literal["rows", "pairs"] = "rows"
    columns: dict[str, Lines] = {}
    ticks: dict[str, StateWords] = {}


class DayRules(Strict):
    order: Literal["ymd", "mdy", "dmy"] | None = None
    month_end: Lines = []
    none: Lines = []


class Words(Strict):
    state: dict[str, StateWords] = {}
    kind: dict[str, Code] = {}
    days: DayRules | None = None


class Profile(Strict):
    """What a profile's file says; what it does not say is read by the default tables."""

    profile: Literal[1]
    for_: Line = Field(alias="for")
    text: TextRules | None = None
    table: TableRules | None = None
    words: Words | None = None
