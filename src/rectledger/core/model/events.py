"""The log: evidence, and one class per event with what that event requires."""

from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import AfterValidator, Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from rectledger.core.model.value_types import (
    GREATEST,
    Code,
    Day,
    DayOrMonth,
    Line,
    Strict,
    Text,
    Url,
)

SHA256_PATTERN = "^[0-9a-f]{64}$"
# Below evidence/ in the ledger, without `..`.
EVIDENCE_PATH_PATTERN = r"^evidence/[0-9]{3,}/[^./\\][^/\\]*$"


class EvidenceFile(Strict):
    """A file kept in the ledger under its own path, with its size and hash to detect changes."""

    path: Annotated[str, StringConstraints(pattern=EVIDENCE_PATH_PATTERN)]
    name: Line
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]


class EvidenceDocument(Strict):
    """A reference to a document kept elsewhere."""

    document: Line
    dated: DayOrMonth | None = None


class EvidenceUrl(Strict):
    """A reference to a web page."""

    url: Url
    dated: DayOrMonth | None = None


SOURCE_PATH_PATTERN = r"^sources/[^./\\][^/\\]*$"


class ImportSource(Strict):
    """Where an imported entry comes from: the file that is kept, and the place in it.

    `undated: true`: the source does not say when it was, so the entry's date is that of the import
    or of the source, and nothing is judged by it.
    """

    path: Annotated[str, StringConstraints(pattern=SOURCE_PATH_PATTERN)]
    at: Line
    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]
    undated: bool = False


def evidence_form(value: object) -> str:
    """Which of the three forms a piece of evidence has, by its keys."""
    keys = value if isinstance(value, dict) else getattr(value, "__dict__", {})
    form = next((key for key in ("path", "document", "url") if key in keys), "document")
    return f"evidence:{form}"


# Tried from left to right, which is faster than a discriminator.
Evidence = Annotated[
    Annotated[EvidenceDocument, Tag("evidence:document")]
    | Annotated[EvidenceFile, Tag("evidence:path")]
    | Annotated[EvidenceUrl, Tag("evidence:url")],
    Field(union_mode="left_to_right"),
]


State = Literal["open", "active", "submitted", "closed", "waived"]
STATES: tuple[State, ...] = get_args(State)
ONGOING: frozenset[State] = frozenset({"open", "active", "submitted"})


class BaseEntry(Strict):
    """What every entry has, and the rules of its event. `by` is a member's id, or any name in a
    ledger without members."""

    # The states in which it is allowed, and the state that it leads to; None: unchanged.
    allowed: ClassVar[frozenset[State]]
    leads_to: ClassVar[State | None] = None
    of_measures: ClassVar[bool] = True
    # What happens to an issue's measures: some events apply to the open ones too, or only on
    # request, or only if policy says so.
    measures: ClassVar[Literal["stay", "asked", "by-policy", "go"]] = "stay"
    reports: ClassVar[bool] = False  # on the work itself
    tells: ClassVar[bool] = False  # its note says how the item stands, or why it is not done
    one_of: ClassVar[tuple[str, ...]] = ()  # at least one of these keys is required

    date: Day
    event: str  # fixed by each class
    by: Line
    note: Text | None = None
    evidence: Annotated[list[Evidence], Field(min_length=1)] | None = None
    source: ImportSource | None = None

    @property
    def approver(self) -> str | None:
        """Who is named as having approved it; None if nobody is."""
        return getattr(self, "approved_by", None)

    @property
    def people(self) -> dict[str, str]:
        """Everyone named in it, by key."""
        approver = self.approver
        return {"by": self.by} | ({} if approver is None else {"approved_by": approver})

    def _has_one_of(self) -> Self:
        if all(getattr(self, key) is None for key in self.one_of):
            raise PydanticCustomError("-or-".join(self.one_of), "none of its keys that one needs")
        return self


class Start(BaseEntry):
    event: Literal["start"]
    allowed = frozenset({"open"})
    leads_to = "active"
    measures = "asked"
    reports = tells = True


class Progress(BaseEntry):
    event: Literal["progress"]
    note: Text
    allowed = frozenset({"open", "active"})
    leads_to = "active"
    reports = tells = True


class Submit(BaseEntry):
    event: Literal["submit"]
    allowed = frozenset({"open", "active"})
    leads_to = "submitted"
    of_measures = False
    reports = tells = True
    one_of = ("note", "evidence")

    _one_of = model_validator(mode="after")(BaseEntry._has_one_of)


class Return(BaseEntry):
    event: Literal["return"]
    note: Text
    allowed = frozenset({"submitted"})
    leads_to = "active"
    of_measures = False
    reports = tells = True


class Close(BaseEntry):
    event: Literal["close"]
    result: Literal["complete", "substantial"]
    allowed = ONGOING
    leads_to = "closed"
    measures = "by-policy"
    reports = tells = True


class Extend(BaseEntry):
    event: Literal["extend"]
    to: Day
    approved_by: Line
    note: Text
    allowed = ONGOING
    measures = "asked"
    tells = True


class Reassign(BaseEntry):
    event: Literal["reassign"]
    lead: Code | None = None
    support: list[Code] | None = None
    allowed = ONGOING
    measures = "asked"
    one_of = ("lead", "support")

    _one_of = model_validator(mode="after")(BaseEntry._has_one_of)


class Waive(BaseEntry):
    event: Literal["waive"]
    approved_by: Line
    note: Text
    allowed = ONGOING
    leads_to = "waived"
    measures = "go"
    tells = True


class Review(BaseEntry):
    event: Literal["review"]
    outcome: Literal["held", "relapsed"]
    to: Day | None = None
    approved_by: Line | None = None
    note: Text
    allowed = frozenset({"closed"})
    leads_to = "closed"
    of_measures = False
    reports = tells = True

    @model_validator(mode="after")
    def _relapse_has_a_deadline(self) -> Self:
        if (self.outcome == "relapsed") != (self.to is not None):
            raise PydanticCustomError("relapse-and-to", "to goes with a relapse, and only with it")
        if self.approved_by is not None and self.to is None:
            raise PydanticCustomError("approved-without-to", "what is approved is the deadline")
        return self


class Reopen(BaseEntry):
    event: Literal["reopen"]
    to: Day
    approved_by: Line | None = None
    note: Text
    allowed = frozenset({"closed", "waived"})
    leads_to = "active"
    reports = tells = True


class Attach(BaseEntry):
    event: Literal["attach"]
    evidence: Annotated[list[Evidence], Field(min_length=1)]
    allowed = frozenset(STATES)


def _plain(value: object) -> object:
    """Any value that a field may hold: no number beyond the limit, no key that is not a string."""
    if isinstance(value, int | float) and not -GREATEST <= value <= GREATEST:
        raise PydanticCustomError("bad-number", "a number that is not exact everywhere")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise PydanticCustomError("invalid_key", "a key that is no text")
        for inner in value.values():
            _plain(inner)
    elif isinstance(value, list):
        for inner in value:
            _plain(inner)
    return value


Plain = Annotated[Any, AfterValidator(_plain)]


class Amend(BaseEntry):
    event: Literal["amend"]
    field: Line
    was: Plain
    now: Plain
    approved_by: Line
    note: Text
    allowed = frozenset(STATES)


Event = (
    Start
    | Progress
    | Submit
    | Return
    | Close
    | Extend
    | Reassign
    | Waive
    | Review
    | Reopen
    | Attach
    | Amend
)
Entry = Annotated[Event, Field(discriminator="event")]
# The class of each event, by its name.
EVENTS: dict[str, type[BaseEntry]] = {
    get_args(event.model_fields["event"].annotation)[0]: event for event in get_args(Event)
}

# The order in which an entry's keys are written.
ENTRY_KEYS = (
    "date", "event", "by", "result", "outcome", "to", "lead", "support",
    "field", "was", "now", "approved_by", "note", "evidence", "source",
)  # fmt: skip
