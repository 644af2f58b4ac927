"""What is urgent: what is overdue, due soon or due for review, each in its own order."""

from collections.abc import Iterable
from dataclasses import dataclass

from rectledger.core import deadlines
from rectledger.core.items import Item, items_on
from rectledger.core.model import Ledger


def most_urgent(items: Iterable[Item]) -> list[Item]:
    """Sorted by deadline, earliest first, then by number."""
    return sorted(items, key=by_urgency)


def by_urgency(item: Item) -> tuple[str, tuple[int, int]]:
    """The sort key of an item that has a deadline."""
    return item.status.deadline or "", item.sort_key


def place_of_unfinished(item: Item) -> tuple[bool, str, tuple[int, int]]:
    """The sort key of an ongoing item: longest overdue first, then by deadline, those without one
    last; then by number."""
    return not item.overdue, item.status.deadline or "~", item.sort_key


def by_review(items: Iterable[Item]) -> list[Item]:
    """Sorted by the date on which their review is due, then by number."""
    return sorted(items, key=lambda item: (item.review or "", item.sort_key))


def by_number(items: Iterable[Item]) -> list[Item]:
    """Sorted by number."""
    return sorted(items, key=lambda item: item.sort_key)


def by_next_day(items: Iterable[Item]) -> list[Item]:
    """Sorted by the date on which their review, or else the item, is due; then by number."""
    return sorted(
        items, key=lambda item: (item.review or item.status.deadline or "", item.sort_key)
    )


@dataclass(frozen=True)
class Pressing:
    """All that `overdue` shows. Those of parts of a ledger add up.

    `late` are the overdue measures, and `behind` issues that are not overdue but have some.
    """

    overdue: list[Item]
    reviews_due: list[Item]
    coming: list[Item]
    late: list[Item]
    behind: list[Item]

    def __add__(self, other: "Pressing") -> "Pressing":
        return Pressing(
            most_urgent([*self.overdue, *other.overdue]),
            by_review([*self.reviews_due, *other.reviews_due]),
            by_next_day([*self.coming, *other.coming]),
            most_urgent([*self.late, *other.late]),
            by_number([*self.behind, *other.behind]),
        )


def pressing(
    ledger: Ledger, day: str, *, within: int | None = None, measures: bool = False
) -> Pressing:
    """Which issues (or measures) are overdue on `day`, are due for review, or come up in the
    `within` days after it; for issues, also which of their measures are overdue."""
    issues, of_issues = items_on(ledger, day)
    items = of_issues if measures else issues
    late = [] if measures else [item for item in of_issues if item.overdue]
    numbers = {item.sort_key[0] for item in late}
    return Pressing(
        most_urgent(item for item in items if item.overdue),
        by_review(item for item in items if item.review_due),
        [] if within is None else coming(items, day, within),
        most_urgent(late),
        [one for one in issues if one.sort_key[0] in numbers and not one.overdue],
    )


def coming(items: Iterable[Item], day: str, within: int | None) -> list[Item]:
    """What is due, or due for review, in the `within` days after `day` (None: at any later date);
    earliest first."""
    if within is None:
        within = deadlines.days_between(day, deadlines.LAST_DAY)
    last = deadlines.add_days(day, within)
    return by_next_day(
        item
        for item in items
        if deadlines.is_due_soon(item.status, day, within)
        or (item.review is not None and day < item.review <= last)
    )
