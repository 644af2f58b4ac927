"""The data of a dashboard: counts, urgent items, and the HTML of each issue's rows.

The rows are rendered here, not with the page, because several processes gather a large ledger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from rectledger.core import deadlines
from rectledger.core.filters import Filters
from rectledger.core.items import Item, items_on, without_issue
from rectledger.core.model import Issue, Ledger
from rectledger.core.summary.burn_up import OverTime, over_time
from rectledger.core.summary.counts import Count, Group, Key, add_groups, groups
from rectledger.core.summary.overdue_and_due_soon import by_review, coming, most_urgent
from rectledger.formatting import items as phrases
from rectledger.publish.context import DocumentOptions
from rectledger.publish.documents.dashboard.issue_rows import Rows

KEYS: tuple[Key, ...] = ("kind", "aspect", "department", "section")
MOST = 10  # items in each list of urgent ones; the counts have the totals


class Near(NamedTuple):
    """An overdue or upcoming issue. `days` are the days since or until `day`; `review`: due for
    review by then, not for completion."""

    day: str
    number: int
    title: str
    lead: str
    days: int
    review: bool


@dataclass(frozen=True)
class DashboardData:
    """The data of a dashboard; that of parts of a ledger can be added.

    `overdue`, `reviews` and `coming` have at most `MOST` items, the most urgent first; `ahead` is
    the total number coming. `rows` are the issues in order, each with its number and the HTML of
    its rows in the table.
    """

    issues: Count
    measures: Count
    by: Mapping[Key, list[Group]]
    over_time: OverTime
    overdue: list[Near]
    reviews: list[Near]
    coming: list[Near]
    ahead: int
    rows: list[tuple[int, str]]

    def __add__(self, other: "DashboardData") -> "DashboardData":
        return DashboardData(
            self.issues + other.issues,
            self.measures + other.measures,
            {key: add_groups(self.by[key], other.by[key]) for key in self.by},
            self.over_time + other.over_time,
            sorted(self.overdue + other.overdue)[:MOST],
            sorted(self.reviews + other.reviews)[:MOST],
            sorted(self.coming + other.coming)[:MOST],
            self.ahead + other.ahead,
            sorted(self.rows + other.rows, key=itemgetter(0)),
        )


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> DashboardData:
    """The data of a dashboard from `ledger`, or a part of it, as it stood on `day`."""
    settings = ledger.settings
    issues, every = items_on(ledger, day)
    chosen = Filters(department=asked.department).pick(issues, settings, day)
    below = {n: list(found) for n, found in groupby(every, key=_number_of)}
    lost = without_issue(every, asked.department)  # their issue cannot be read
    measures = [m for item in chosen for m in below.get(_number_of(item), ())] + lost
    ahead = coming(chosen, day, None)
    write = Rows(settings, internal=asked.internal)
    rows = [(n := _number_of(item), write.issue(item, below.get(n, ()))) for item in chosen]
    rows += [(n, write.lost(n, list(found))) for n, found in groupby(lost, key=_number_of)]
    return DashboardData(
        Count.of(chosen),
        Count.of(measures),
        {key: groups(settings, chosen, measures, key) for key in KEYS},
        over_time((i.record for i in chosen if isinstance(i.record, Issue)), day, settings.policy),
        [_near(item) for item in most_urgent(i for i in chosen if i.overdue)[:MOST]],
        [_near(item, review=True) for item in by_review(i for i in chosen if i.review_due)[:MOST]],
        [_near(item, review=item.review is not None) for item in ahead[:MOST]],
        len(ahead),
        sorted(rows, key=itemgetter(0)),
    )


def _number_of(item: Item) -> int:
    return item.sort_key[0]


def _near(item: Item, *, review: bool = False) -> Near:
    at = (item.review if review else item.status.deadline) or item.day
    return Near(
        at,
        _number_of(item),
        phrases.title(item),
        phrases.lead(item),
        abs(deadlines.days_between(at, item.day)),
        review,
    )
