"""All that `status` shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from rectledger.core.items import Item, items_on
from rectledger.core.model import Ledger, Settings
from rectledger.core.summary.control_totals import (
    Tallied,
    TotalCheck,
    control_totals,
    tallies,
)
from rectledger.core.summary.counts import Count, Group, Key, add_groups, groups
from rectledger.core.summary.overdue_and_due_soon import by_review, most_urgent
from rectledger.core.summary.sums import Sums, add_sums, sums

KEYS: tuple[Key, ...] = ("kind", "aspect", "section", "department")


@dataclass(frozen=True)
class Overview:
    """All that `status` shows, as of a date. Overviews of parts of a ledger add up.

    `most` limits how many items are in each of the three lists (None: all); the counts have their
    full numbers.
    """

    settings: Settings
    day: str
    most: int | None
    issues: Count
    measures: Count
    by: Mapping[Key, list[Group]]
    overdue: list[Item]
    due_soon: list[Item]
    reviews_due: list[Item]
    tallies: Mapping[str, Tallied]
    sums: Sums

    @property
    def control_totals(self) -> list[TotalCheck]:
        return control_totals(self.settings, self.tallies)

    def __add__(self, other: "Overview") -> "Overview":
        def first(items: Iterable[Item]) -> list[Item]:
            return list(islice(items, self.most))

        return replace(
            self,
            issues=self.issues + other.issues,
            measures=self.measures + other.measures,
            by={key: add_groups(self.by[key], other.by[key]) for key in self.by},
            overdue=first(most_urgent([*self.overdue, *other.overdue])),
            due_soon=first(most_urgent([*self.due_soon, *other.due_soon])),
            reviews_due=first(by_review([*self.reviews_due, *other.reviews_due])),
            sums=add_sums(self.sums, other.sums),
            tallies={day: self.tallies[day].plus(other.tallies[day]) for day in self.tallies},
        )


def overview(ledger: Ledger, day: str, *, most: int | None = None) -> Overview:
    """What `ledger` adds up to at the end of `day`. Longest overdue comes first."""
    issues, measures = items_on(ledger, day)
    return Overview(
        settings=ledger.settings,
        day=day,
        most=most,
        issues=Count.of(issues),
        measures=Count.of(measures),
        by={key: groups(ledger.settings, issues, measures, key) for key in KEYS},
        overdue=most_urgent(item for item in issues if item.overdue)[:most],
        due_soon=most_urgent(item for item in issues if item.due_soon)[:most],
        reviews_due=by_review(item for item in issues if item.review_due)[:most],
        tallies=tallies(ledger, known={day: (issues, measures)}),
        sums=sums(ledger.settings, issues, measures),
    )
