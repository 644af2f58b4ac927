"""Control totals: what the source declares, compared with what the ledger counts on that date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.amendments import set_right
from rectledger.core.items import Item, items_on
from rectledger.core.model import ControlTotal, Ledger, Settings
from rectledger.core.summary.counts import Count
from rectledger.core.summary.instruments import instruments
from rectledger.core.text_matching import folded


@dataclass(frozen=True)
class Tally:
    """What the control totals of one date are compared with. Tallies of parts add up."""

    issues: Count
    measures: int
    instruments: frozenset[str]  # by title, folded

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.issues + other.issues,
            self.measures + other.measures,
            self.instruments | other.instruments,
        )

    @classmethod
    def of(cls, issues: Sequence[Item], measures: Sequence[Item]) -> "Tally":
        """The tally of the items of a date."""
        titles = frozenset(folded(use.title) for use in instruments(measures))
        return cls(Count.of(issues), len(measures), titles)


class Tallied(NamedTuple):
    """What is counted for a date as a source counts it, and what is listed on that date."""

    right: Tally  # with all later amendments: a source counts what is true, not typos
    listed: Tally

    def plus(self, other: "Tallied") -> "Tallied":
        """The sum of the two."""
        return Tallied(self.right + other.right, self.listed + other.listed)


Items = tuple[list[Item], list[Item]]


def tallies(
    ledger: Ledger, day: str | None = None, known: Mapping[str, Items] | None = None
) -> dict[str, Tallied]:
    """The tallies for each date that has a declared control total, or only for `day` if given.
    `known` are the issues and measures of dates already computed."""
    found: dict[str, Tallied] = {}
    asked = {one.as_of for one in ledger.settings.control_totals if day in (None, one.as_of)}
    if not asked:  # as for most dates
        return found
    right = set_right(ledger)
    amended = any(right.records[file] is not one for file, one in ledger.records.items())
    for on in asked:
        listed = Tally.of(*((known or {}).get(on) or items_on(ledger, on)))
        found[on] = Tallied(Tally.of(*items_on(right, on)) if amended else listed, listed)
    return found


def issues_at_first(settings: Settings, day: str) -> int | None:
    """The first total of issues that the source declared by `day`; None if it declared none."""
    declared = [one for one in settings.control_totals if one.name == "issues" and one.as_of <= day]
    return min(declared, key=lambda one: one.as_of).total if declared else None


class TotalCheck(NamedTuple):
    """A control total and what the ledger counts for its date. `holds` is None if its list is not
    published."""

    declared: ControlTotal
    counted: int  # with all later amendments
    listed: int  # as the ledger stood
    holds: bool | None


def control_totals(settings: Settings, tallied: Mapping[str, Tallied]) -> list[TotalCheck]:
    """Each declared total with what was tallied for its date; totals of dates without a tally are
    left out."""
    checked = []
    for declared in (one for one in settings.control_totals if one.as_of in tallied):
        counted, listed = (
            _counted(settings, one)[declared.name] for one in tallied[declared.as_of]
        )
        holds = counted == declared.total if declared.itemised else None
        checked.append(TotalCheck(declared, counted, listed, holds))
    return checked


def _counted(settings: Settings, tally: Tally) -> Mapping[str, int]:
    count = tally.issues
    return {
        "issues": count.total,
        "aspects": len(settings.outline),
        "sections": sum(len(aspect.sections) for aspect in settings.outline),
        "closed": count.closed,
        "standing": count.standing,
        "ongoing": count.ongoing,
        "waived": count.waived,
        "substantial": count.substantial,
        "measures": tally.measures,
        "instruments": len(tally.instruments),
    }
