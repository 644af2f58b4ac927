"""An issue and a measure: what one file in `issues/` or `measures/` says."""

from typing import Annotated, Literal

from pydantic import Field

from rectledger.core.model.events import Entry
from rectledger.core.model.layout import ISSUES, MEASURES, is_in, issue_file, measure_file
from rectledger.core.model.own_fields import OwnValue
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

# Optional lists use a factory: pydantic would deep-copy a mutable default for each record, which
# takes much of the time when there are many.


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
    fields: dict[Code, OwnValue] = Field(default_factory=dict)
    log: list[Entry] = Field(default_factory=list)

    @property
    def ref(self) -> str:
        """Its reference: `21`."""
        return str(self.id)

    @property
    def file(self) -> str:
        """The file that it belongs in."""
        return issue_file(self.id)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Its position among all records."""
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
    """One action under an issue, `measures/021-02.yaml`. It inherits nothing from the issue except
    `opened`, if left out."""

    issue: Number
    number: Number
    title: Text
    lead: Code
    support: list[Code] = Field(default_factory=list)
    leader: Text | None = None
    opened: Day | None = None
    due: Day | None = None
    next: Text | None = None
    fields: dict[Code, OwnValue] = Field(default_factory=dict)
    instruments: list[Instrument] = Field(default_factory=list)
    figures: list[Figure] = Field(default_factory=list)
    log: list[Entry] = Field(default_factory=list)

    @property
    def ref(self) -> str:
        """Its reference: `21.2`."""
        return f"{self.issue}.{self.number}"

    @property
    def file(self) -> str:
        """The file that it belongs in."""
        return measure_file(self.issue, self.number)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Its position among all records: 21.2 before 21.10."""
        return self.issue, self.number


def record_type(file: str) -> type[Issue] | type[Measure] | None:
    """The type of record that a file holds, by its path in the ledger; None if it is no record."""
    if not file.endswith(".yaml"):
        return None
    if is_in(file, ISSUES):
        return Issue
    return Measure if is_in(file, MEASURES) else None
