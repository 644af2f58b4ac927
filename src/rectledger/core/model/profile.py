"""A reading profile: how one office writes its notices or ledgers. Data only, no code."""

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from rectledger.core.model.own_fields import own_name
from rectledger.core.model.value_types import CODE_PATTERN, Code, Line, Strict

Lines = list[Line]
StateWord = Literal["open", "active", "submitted", "complete", "substantial", "standing"]
# What a column or a label may be read as, besides an office's own `fields.NAME`.
_FIELDS = frozenset({
    "number", "problem", "heading", "aspect", "section", "state", "progress", "measures", "kind",
    "due", "revised_due", "closed_on", "opened", "lead", "support", "leader", "next", "standing",
    "goal", "cause", "basis", "amount", "evidence", "acceptor", "note", "none", "refuse_if_yes",
})  # fmt: skip


def _state_words(held: str) -> str:
    if not held.split() or not {*held.split()} <= {*get_args(StateWord)}:
        raise PydanticCustomError("bad-value", "no state")
    return held


def _field(name: str) -> str:
    own = own_name(name)
    if name not in _FIELDS and (own is None or not re.fullmatch(CODE_PATTERN, own)):
        raise PydanticCustomError("bad-value", "no field that is read")
    return name


# One word, or several of them: `complete standing`.
StateWords = Annotated[str, AfterValidator(_state_words)] | list[StateWord]
FieldName = Annotated[str, AfterValidator(_field)]


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
    labels: dict[FieldName, Lines] = {}
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
    columns: dict[FieldName, Lines] = {}
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
