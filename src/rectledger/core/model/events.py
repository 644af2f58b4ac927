"""The log: evidence, and one class an event with what the event needs."""

from typing import Annotated, Any, Literal, Self, get_args

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
# Inside the ledger, below evidence/, with no step upwards.
EVIDENCE_PATH_PATTERN = r"^evidence/[0-9]{3,}/[^./\\][^/\\]*$"


class EvidenceFile(Strict):
    """A file kept in the ledger, under a name of its own, with what proves it unaltered."""

    path: Annotated[str, StringConstraints(pattern=EVIDENCE_PATH_PATTERN)]
    name: Line
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]


class EvidenceDocument(Strict):
    """A reference to a document that is kept elsewhere."""

    document: Line
    dated: DayOrMonth | None = None


class EvidenceUrl(Strict):
    """A reference to a page."""

    url: Url
    dated: DayOrMonth | None = None


def evidence_form(value: object) -> str:
    """Which of the three forms a piece of evidence has, by its keys."""
    keys = value if isinstance(value, dict) else getattr(value, "__dict__", {})
    form = next((key for key in ("path", "document", "url") if key in keys), "document")
    return f"evidence:{form}"


# One after the other: to be asked which it is would take longer than to try.
Evidence = Annotated[
    Annotated[EvidenceDocument, Tag("evidence:document")]
    | Annotated[EvidenceFile, Tag("evidence:path")]
    | Annotated[EvidenceUrl, Tag("evidence:url")],
    Field(union_mode="left_to_right"),
]


class BaseEntry(Strict):
    """What every entry has. `by` is a member's id, or a name in a ledger without members."""

    date: Day
    event: str  # which one is settled by the class
    by: Line
    note: Text | None = None
    evidence: Annotated[list[Evidence], Field(min_length=1)] | None = None

    @property
    def approver(self) -> str | None:
        """Who is named as having approved it; None where nobody is."""
        return getattr(self, "approved_by", None)

    @property
    def people(self) -> dict[str, str]:
        """Everyone who is named in it, by the key."""
        approver = self.approver
        return {"by": self.by} | ({} if approver is None else {"approved_by": approver})


class Start(BaseEntry):
    event: Literal["start"]


class Progress(BaseEntry):
    event: Literal["progress"]
    note: Text


class Submit(BaseEntry):
    event: Literal["submit"]

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.note is None and self.evidence is None:
            raise PydanticCustomError("note-or-evidence", "neither note nor evidence")
        return self


class Return(BaseEntry):
    event: Literal["return"]
    note: Text


class Close(BaseEntry):
    event: Literal["close"]
    result: Literal["complete", "substantial"]


class Extend(BaseEntry):
    event: Literal["extend"]
    to: Day
    approved_by: Line
    note: Text


class Reassign(BaseEntry):
    event: Literal["reassign"]
    lead: Code | None = None
    support: list[Code] | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.lead is None and self.support is None:
            raise PydanticCustomError("lead-or-support", "neither lead nor support")
        return self


class Waive(BaseEntry):
    event: Literal["waive"]
    approved_by: Line
    note: Text


class Review(BaseEntry):
    event: Literal["review"]
    outcome: Literal["held", "relapsed"]
    to: Day | None = None
    approved_by: Line | None = None
    note: Text

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


class Attach(BaseEntry):
    event: Literal["attach"]
    evidence: Annotated[list[Evidence], Field(min_length=1)]


def _plain(value: object) -> object:
    """What any field may hold: no number past the greatest, no key that is no text."""
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


# The class of each event, by its name.
EVENTS: dict[str, type[BaseEntry]] = {
    str(get_args(event.model_fields["event"].annotation)[0]): event
    for event in (
        Start, Progress, Submit, Return, Close, Extend, Reassign, Waive, Review, Reopen, Attach,
        Amend,
    )
}  # fmt: skip

Entry = Annotated[
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
    | Amend,
    Field(discriminator="event"),
]

# The order in which an entry's keys are written.
ENTRY_KEYS = (
    "date", "event", "by", "result", "outcome", "to", "lead", "support",
    "field", "was", "now", "approved_by", "note", "evidence",
)  # fmt: skip
