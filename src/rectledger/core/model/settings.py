"""What `ledger.yaml` says: the inspection, outline, kinds, departments, own fields, members,
policy, totals."""

from typing import Annotated, Literal

from pydantic import Field

from rectledger.core.model.own_fields import OwnField
from rectledger.core.model.value_types import Code, Day, Line, Months, Number, Strict, Text

# The latest format that this version reads. docs/format.md says when it is raised.
FORMAT = 1
# The kind and the department of what a source leaves open, until somebody decides.
UNSTATED = "unstated"
UNASSIGNED = "unassigned"


def is_later(said: object) -> bool:
    """Whether the `format` in a ledger.yaml is later than this version reads."""
    return type(said) is int and said > FORMAT


class Inspection(Strict):
    """Who inspected whom, and when; deadlines count from `feedback`."""

    inspector: Text
    inspected: Text
    began: Day | None = None
    ended: Day | None = None
    feedback: Day


class Kind(Strict):
    """A kind of issue: the months until its deadline or, without one, between its reviews."""

    name: Text
    months: Months | None = None
    review_months: Months | None = None


class Section(Strict):
    id: Code
    title: Text


class Aspect(Strict):
    id: Number
    title: Text
    sections: list[Section]


class Department(Strict):
    name: Text
    leader: Text | None = None


Role = Literal["office", "leader", "acceptor", "observer"]


class Member(Strict):
    id: Code
    name: Text
    emails: list[Line] = []
    department: Code | None = None
    roles: list[Role] = []


class Policy(Strict):
    """What the ledger requires of those who change it, and how it counts."""

    evidence: Literal["file", "file-or-reference", "none"] = "file-or-reference"
    measures: Literal["first", "with"] = "with"
    closers: list[Role] = []
    approvers: list[Role] = []
    four_eyes: bool = False
    extensions: Annotated[int, Field(ge=0)] = 2
    substantial_counts: bool = False
    due_soon_days: Annotated[int, Field(ge=0)] = 30
    standing_review_months: Months = 6
    evidence_max_mib: Annotated[int, Field(ge=1)] = 50


TotalName = Literal[
    "issues", "aspects", "sections", "closed", "standing", "ongoing", "waived", "substantial",
    "measures", "instruments",
]  # fmt: skip


class ControlTotal(Strict):
    """A total that the source declares. Not itemised: its list is not published."""

    name: TotalName
    total: Annotated[int, Field(ge=0)]
    as_of: Day
    itemised: bool = True


class Settings(Strict):
    """What `ledger.yaml` says."""

    format: Annotated[int, Field(ge=1, le=FORMAT)] = 1
    title: Text
    language: Literal["zh", "en"]
    timezone: Line
    known_until: Day | None = None
    inspection: Inspection
    contact: Text | None = None
    kinds: dict[Code, Kind]
    outline: list[Aspect]
    departments: dict[Code, Department]
    fields: dict[Code, OwnField] = {}
    members: list[Member] = []
    policy: Policy = Field(default_factory=Policy)
    control_totals: list[ControlTotal] = []
    notes: Text | list[Text] | None = None
