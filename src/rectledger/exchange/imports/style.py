"""How a source is written: the default tables, or a reading profile on top of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from rectledger.exchange.imports.wording.days import DayWords
from rectledger.exchange.imports.wording.kinds import Kinds
from rectledger.exchange.imports.wording.labels import Labels
from rectledger.exchange.imports.wording.state_words import States

Layout = Literal["rows", "pairs"]


@dataclass(frozen=True)
class TextStyle:
    """What a profile says of texts. Patterns are literal text with `{cn}`, `{n}`, `{circled}` and
    `{text}`."""

    parts_from: str = ""
    parts_to: str = ""
    outline: tuple[str, ...] = ()
    issue: str = ""  # a pattern, or `whole-text`
    headings_are_labels: bool = False
    join_with: str = ""  # the line that begins a second list, joined to the first by number
    join_into: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableStyle:
    """What a profile says of tables."""

    read: tuple[str, ...] = ()  # names of sheets; empty: all that have a header
    skip: tuple[str, ...] = ()
    state_by_sheet: Mapping[str, str] = field(default_factory=dict)  # open active … complete
    header_row: int | None = None  # from 1
    header_find: str = ""  # a header word that stands in the header's row
    header_rows: int | None = None
    layout: Layout = "rows"
    note_columns: tuple[str, ...] = ()
    refuse_if_yes: tuple[str, ...] = ()
    ticks: Mapping[str, str] = field(default_factory=dict)  # by header: what a tick there means


@dataclass(frozen=True)
class Style:
    """The tables by which a source is read."""

    labels: Labels = field(default_factory=Labels)  # of texts
    columns: Labels = field(default_factory=Labels)  # of tables
    states: States = field(default_factory=States)
    kinds: Kinds = field(default_factory=Kinds)
    days: DayWords = field(default_factory=DayWords)
    text: TextStyle = field(default_factory=TextStyle)
    table: TableStyle = field(default_factory=TableStyle)

    @classmethod
    def from_profile(cls, profile: Mapping[str, Any]) -> Self:
        """The default tables with a profile on top. `profile` has the keys of a profile's file and
        is valid (`core.model.profile`)."""
        text, table = profile.get("text", {}), profile.get("table", {})
        words = profile.get("words", {})
        columns = {k: v for k, v in table.get("columns", {}).items() if k != "refuse_if_yes"}
        parts, join, header = text.get("parts", {}), text.get("join", {}), table.get("header", {})
        sheets = table.get("sheets", {})
        return cls(
            labels=Labels().with_words(text.get("labels", {})),
            columns=Labels().with_words(columns),
            states=States().with_words(words.get("state", {})),
            kinds=Kinds().with_words(words.get("kind", {})),
            days=DayWords().with_words(words.get("days", {})),
            text=TextStyle(
                parts_from=parts.get("from", ""), parts_to=parts.get("to", ""),
                outline=tuple(text.get("outline", ())), issue=text.get("issue", ""),
                headings_are_labels=text.get("headings_are_labels", False),
                join_with=join.get("with", ""), join_into=join.get("into", ""),
                measures=tuple(text.get("measures", ())),
            ),
            table=TableStyle(
                read=tuple(sheets.get("read", ())), skip=tuple(sheets.get("skip", ())),
                state_by_sheet=sheets.get("state", {}), header_row=header.get("row"),
                header_find=header.get("find", ""), header_rows=header.get("rows"),
                layout=table.get("layout", "rows"),
                note_columns=tuple(table.get("columns", {}).get("note", ())),
                refuse_if_yes=tuple(table.get("columns", {}).get("refuse_if_yes", ())),
                ticks=table.get("ticks", {}),
            ),
        )  # fmt: skip
