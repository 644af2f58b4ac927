"""How two sides of a ledger stand, each on its day: counts, departments, and what is overdue."""

from collections.abc import Mapping
from dataclasses import dataclass

from rectledger.core.items import Item, in_place, items_on
from rectledger.core.log_order import last_entry
from rectledger.core.model import Ledger, Settings, same
from rectledger.core.summary.counts import Count, Group, add_groups, groups


@dataclass(frozen=True)
class Standing:
    """How a ledger stands on a day. Of parts of a ledger, the sum is that of the whole.

    `overdue` are the issues that are, by reference. Between two sides, those that are overdue on
    both may be left out.
    """

    issues: Count
    measures: Count
    departments: list[Group]
    overdue: Mapping[str, Item]

    def __add__(self, other: "Standing") -> "Standing":
        return Standing(
            self.issues + other.issues,
            self.measures + other.measures,
            add_groups(self.departments, other.departments),
            {**self.overdue, **other.overdue},
        )


@dataclass(frozen=True)
class Both:
    """Two sides. Of parts of both ledgers, the sum is that of the whole.

    `in_place` says that every file is named after what is in it: only then is what a file's name
    says enough to tell which parts are the same on both sides. `last_entry` is the day of the last
    entry, "" where there is none.
    """

    before: Standing
    after: Standing
    in_place: bool
    last_entry: str

    def __add__(self, other: "Both") -> "Both":
        return Both(
            self.before + other.before,
            self.after + other.after,
            self.in_place and other.in_place,
            max(self.last_entry, other.last_entry),
        )


def standing(ledger: Ledger, day: str) -> Standing:
    """How `ledger` stands on `day`."""
    issues, measures = items_on(ledger, day)
    return Standing(
        Count.of(issues),
        Count.of(measures),
        groups(ledger.settings, issues, measures, "department"),
        {item.ref: item for item in issues if item.overdue},
    )


def unchanged(
    ledger: Ledger, day: str, *, settings: Settings, until: str, but: frozenset[int]
) -> Both:
    """How the families of a ledger, but for those of the numbers `but`, stand on `day`; and how the
    same files stood before: under other `settings`, on that day or on `until`, if it is earlier."""
    ledger_of_same = _without(ledger, but)
    after = standing(ledger_of_same, day)
    earlier = min(day, until)
    before = after
    if earlier != day or not same(settings, ledger.settings):
        before = standing(Ledger(settings, ledger_of_same.issues, ledger_of_same.measures), earlier)
    both = before.overdue.keys() & after.overdue.keys()
    return Both(
        _less(before, both), _less(after, both), in_place(ledger), last_entry(ledger_of_same)
    )


def _without(ledger: Ledger, numbers: frozenset[int]) -> Ledger:
    return Ledger(
        ledger.settings,
        {file: one for file, one in ledger.issues.items() if one.id not in numbers},
        {file: one for file, one in ledger.measures.items() if one.issue not in numbers},
        unreadable=ledger.unreadable,
    )


def _less(one: Standing, refs: set[str]) -> Standing:
    left = {ref: item for ref, item in one.overdue.items() if ref not in refs}
    return Standing(one.issues, one.measures, one.departments, left)
