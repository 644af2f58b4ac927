"""What a source says, item by item, before any of it becomes a record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from rectledger.exchange.imports.source import Place
from rectledger.exchange.imports.wording.kinds import Kind
from rectledger.exchange.imports.wording.total import Total

State = Literal["open", "active", "submitted", "closed"]
Result = Literal["complete", "substantial"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Something that is not understood, or refused: where, a code, and the values for its message.

    `args["said"]` is the source's own words, cut to what a reader needs.
    """

    place: Place
    code: str
    args: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class FoundItem:
    """A measure, or what an issue and a measure have in common.

    What the source leaves open stays None or empty: nothing is guessed. Days are `YYYY-MM-DD`.
    """

    place: Place
    title: str
    label: str = ""  # the source's own number, as it says it: `（二）1.`, `QH-01`
    number: int | None = None  # the same, where it is a whole number
    state: State | None = None
    result: Result | None = None
    inferred: bool = False  # the state follows from those of the measures
    state_said: str = ""
    lead: str | None = None
    support: tuple[str, ...] = ()
    leader: str | None = None
    opened: str | None = None
    due: str | None = None
    closed_on: str | None = None
    progress: str = ""
    next: str = ""
    # What has no field of its own: the header or label, and the text.
    notes: list[tuple[str, str]] = field(default_factory=list)
    # Values for an office's own fields, by a field's name (`goal`, `amount`, or a profile's).
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class FoundIssue(FoundItem):
    """An issue, with its measures in order."""

    aspect: str = ""
    section: str = ""
    heading: str = ""
    kind: Kind | None = None
    standing: bool = False
    measures: list[FoundItem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Declared:
    """A total that the source declares, and whether what was read adds up to it.

    `ties` None: there is nothing to compare it with. `counted` is the number read, if any.
    """

    total: Total
    place: Place
    ties: bool | None = None
    counted: int | None = None


@dataclass(slots=True)
class Reading:
    """All that was read of a source."""

    issues: list[FoundIssue] = field(default_factory=list)
    listed: list[Listing] = field(default_factory=list)
    refused: list[Listing] = field(default_factory=list)
    totals: Sequence[tuple[Total, Place]] = ()
    title: str = ""  # of the document
    inspector: str = ""
    inspected: str = ""
    began: str | None = None
    ended: str | None = None
    feedback: str | None = None
    as_of: str | None = None  # the day up to which its figures run
    published: str | None = None
    contact: str = ""
    language: Literal["zh", "en"] = "zh"
