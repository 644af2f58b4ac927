"""An issue and a measure: what one file in `issues/` or `measures/` says."""

from typing import Annotated, Literal

from pydantic import Field

from rectledger.core.model.events import Entry
from rectledger.core.model.layout import ISSUES, MEASURES, is_in, issue_file, measure_file
from rectledger.core.model.value_types import (
    GREATEST,
    Code,
    Day,
    DayOrMonth,
    Line,
    Number,
    Strict,
    Text,
)

# Lists that are left out have a factory: a default that can change would be copied with care for
# each record, and of many records that is a good part of the time.


class Issue(Strict):
    """One finding of the inspection, `issues/021.yaml`."""

    id: Number
    title: Text
    section: Code
    heading: Text | None = None
    kind: Code
    lead: Code
    support: list[Code] = Field(default_factory=list)
    leader: Text | None = None
    opened: Day
    due: Day | None = None
    standing: bool = False
    next: Text | None = None
    log: list[Entry] = Field(default_factory=list)

    @property
    def ref(self) -> str:
        """What people call it: `21`."""
        return str(self.id)

    @property
    def file(self) -> str:
        """Where it belongs."""
        return issue_file(self.id)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Its place among all records."""
        return self.id, 0


class Instrument(Strict):
    """A regulation issued, revised or drafted as a result."""

    title: Line
    action: Literal["issued", "revised", "drafted"]
    dated: DayOrMonth | None = None


Quantity = Annotated[int | float, Field(ge=-GREATEST, le=GREATEST)]


class Figure(Strict):
    """A figure that the measure reports. `change` is text, as published."""

    name: Text
    value: Quantity
    unit: Text | None = None
    change: Text | None = None


class Measure(Strict):
    """One action under an issue, `measures/021-02.yaml`. Nothing is inherited from the issue, but
    for `opened` where it is left out."""

    issue: Number
    number: Number
    title: Text
    lead: Code
    support: list[Code] = Field(default_factory=list)
    leader: Text | None = None
    opened: Day | None = None
    due: Day | None = None
    next: Text | None = None
    instruments: list[Instrument] = Field(default_factory=list)
    figures: list[Figure] = Field(default_factory=list)
    log: list[Entry] = Field(default_factory=list)

    @property
    def ref(self) -> str:
        """What people call it: `21.2`."""
        return f"{self.issue}.{self.number}"

    @property
    def file(self) -> str:
        """Where it belongs."""
        return measure_file(self.issue, self.number)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Its place among all records: 21.2 before 21.10."""
        return self.issue, self.number


def record_type(file: str) -> type[Issue] | type[Measure] | None:
    """What a file of a ledger holds, by its path there; None for what is no record."""
    if not file.endswith(".yaml"):
        return None
    if is_in(file, ISSUES):
        return Issue
    return Measure if is_in(file, MEASURES) else None
