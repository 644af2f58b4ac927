"""What presses: what is over, what comes due, what is owed a review, each in its order."""

from collections.abc import Iterable
from dataclasses import dataclass

from rectledger.core import deadlines
from rectledger.core.items import Item, items_on
from rectledger.core.model import Ledger


def most_urgent(items: Iterable[Item]) -> list[Item]:
    """In order of deadline, the earliest first; by number where deadlines are equal."""
    return sorted(items, key=by_urgency)


def by_urgency(item: Item) -> tuple[str, tuple[int, int]]:
    """The place of an item that has a deadline among others."""
    return item.status.deadline or "", item.sort_key


def place_of_unfinished(item: Item) -> tuple[bool, str, tuple[int, int]]:
    """The place of an ongoing item among all that is: what is over longest first, then by deadline,
    what has none last; by number where deadlines are equal."""
    return not item.overdue, item.status.deadline or "~", item.sort_key


def by_review(items: Iterable[Item]) -> list[Item]:
    """In order of the day on which they are owed a review; by number where it is one day."""
    return sorted(items, key=lambda item: (item.review or "", item.sort_key))


def by_number(items: Iterable[Item]) -> list[Item]:
    """In order of number."""
    return sorted(items, key=lambda item: item.sort_key)


def by_next_day(items: Iterable[Item]) -> list[Item]:
    """In order of the day on which they are owed a review, or else are due; then by number."""
    return sorted(
        items, key=lambda item: (item.review or item.status.deadline or "", item.sort_key)
    )


@dataclass(frozen=True)
class Pressing:
    """All that `overdue` shows. What presses in parts of a ledger adds up.

    `late` are the measures that are overdue, and `behind` issues that are not, but have such.
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
    """Of the issues (or measures) what is over on `day`, what is owed a review, and what is coming
    in the `within` days after it; of the issues also their measures that are over."""
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
    """What is due, or owed a review, in the `within` days after `day`, or however long after it
    (None); the earliest first."""
    if within is None:
        within = deadlines.days_between(day, deadlines.LAST_DAY)
    last = deadlines.add_days(day, within)
    return by_next_day(
        item
        for item in items
        if deadlines.is_due_soon(item.status, day, within)
        or (item.review is not None and day < item.review <= last)
    )
