"""Dates: adding months and days, what is overdue or due soon, and when the next review is due.

A date is a string, `YYYY-MM-DD`; it ends at midnight in the ledger's own time zone.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from rectledger.core.lifecycle import Status, history
from rectledger.core.model import Issue, Kind, Policy, Record
from rectledger.core.model.events import ONGOING

LAST_DAY = date.max.isoformat()
FAR_YEARS = 10  # a deadline further off than this is probably a typo


@cache  # a ledger has few distinct dates, and asks about them often
def add_months(day: str, months: int) -> str:
    """The same day of the month `months` later, or that month's last day if it is shorter.

    9999-12-31 if that would be later.
    """
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    if year > date.max.year:
        return LAST_DAY
    return f"{year:04}-{month + 1:02}-{min(int(day[8:]), monthrange(year, month + 1)[1]):02}"


@cache
def add_days(day: str, days: int) -> str:
    """The date `days` later, at most 9999-12-31."""
    start = date.fromisoformat(day)
    return (start + timedelta(min(days, (date.max - start).days))).isoformat()


@cache
def days_between(first: str, last: str) -> int:
    """The number of days from `first` to `last`; negative if `last` is earlier."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def days_done(record: Record, after: str, until: str) -> int:
    """The number of days after `after`, up to and including `until`, at whose end a record was
    closed or waived."""
    done, since = 0, ""  # since when it is closed or waived; "" while it is not
    for step in history(record, until):
        if step.after is None:
            continue
        if step.after.state not in ONGOING:
            since = since or step.entry.date
        elif since:
            done += max(0, days_between(max(since, add_days(after, 1)), step.entry.date))
            since = ""
    last = days_between(max(since, add_days(after, 1)), until) + 1 if since else 0
    return done + max(0, last)


def is_far(given: str, deadline: str) -> bool:
    """Whether a deadline is so long after the date on which it was given that it may be a typo."""
    return deadline > add_months(given, 12 * FAR_YEARS)


def is_overdue(status: Status, day: str) -> bool:
    """Overdue starts the day after the deadline, and ends with the closing or the waiver."""
    return status.state in ONGOING and status.deadline is not None and status.deadline < day


def fell_due(status: Status, day: str) -> bool:
    """Whether the deadline in force has been reached, met or not; a waived item has none, and of a
    closing without a date nobody can tell."""
    if status.state == "waived" or status.undated or status.deadline is None:
        return False
    return status.deadline <= day


def is_due_soon(status: Status, day: str, within: int) -> bool:
    """Whether the deadline is `day` or one of the `within` days after it."""
    return (
        status.state in ONGOING
        and status.deadline is not None
        and day <= status.deadline <= add_days(day, within)
    )


def next_review(
    issue: Issue, status: Status, kind: Kind | None, policy: Policy, *, standing: bool
) -> str | None:
    """When the next follow-up review of an issue is due; None if none is.

    A routine issue is reviewed some months after its closing or its last review. An ongoing issue
    without a deadline is reviewed some months after the last report on it, or after it was opened.
    """
    if standing and status.looked_at:
        return add_months(status.looked_at, policy.standing_review_months)
    if status.state in ONGOING and status.deadline is None and kind and kind.review_months:
        return add_months(status.looked_at or issue.opened, kind.review_months)
    return None
