"""How a ledger's counts developed: issues opened, due and closed, day by day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate, zip_longest
from typing import NamedTuple

from rectledger.core.amendments import as_it_stood
from rectledger.core.lifecycle import Status, entries_until, fold, history
from rectledger.core.model import Amend, Issue, Policy
from rectledger.core.policy import counts_as_closed


class Level(NamedTuple):
    """How many issues there are, how many are due by the deadline then in force, how many count as
    closed, and how many would be due by their first deadlines, whatever changed since. Either the
    level on a date, or the change on it."""

    opened: int = 0
    due: int = 0
    closed: int = 0
    first_due: int = 0

    def plus(self, other: "Level") -> "Level":
        """The sum of the two."""
        return Level(*(mine + others for mine, others in zip(self, other, strict=True)))

    def minus(self, other: "Level") -> "Level":
        """The difference between this one and the other."""
        return Level(*(mine - others for mine, others in zip(self, other, strict=True)))


@dataclass(frozen=True)
class OverTime:
    """The dates on which the level changes, and by how much. Those of parts of a ledger add up.

    What was opened and closed is known up to the date asked for; due dates may be later.
    """

    changes: Mapping[str, Level] = field(default_factory=dict)

    def __add__(self, other: "OverTime") -> "OverTime":
        both = dict(self.changes)
        for day, change in other.changes.items():
            both[day] = both.get(day, Level()).plus(change)
        return OverTime(both)

    def levels(self) -> Iterator[tuple[str, Level]]:
        """Each date on which something changes, earliest first, with the level at its end."""
        days = sorted(self.changes)
        return zip(days, accumulate((self.changes[day] for day in days), Level.plus), strict=True)

    def at(self, day: str) -> Level:
        """The level at the end of `day`."""
        past = (change for changed, change in self.changes.items() if changed <= day)
        return reduce(Level.plus, past, Level())


def over_time(issues: Iterable[Issue], day: str, policy: Policy) -> OverTime:
    """How the level of `issues` developed up to the end of `day`.

    A reopening or a relapse takes a closing back. Waived issues are not due; the others are due by
    the deadline in force at the time: moving it later does not undo that they were overdue before.
    After `day`, the deadlines in force on it apply. An amended field counts on each date with the
    value that the record had then, just as when that date is asked for.
    """
    changes: dict[str, Level] = defaultdict(Level)
    for issue in issues:
        was = Level()
        for on, level in sorted(_levels(issue, day, policy).items()):
            changes[on] = changes[on].plus(level.minus(was))
            was = level
    return OverTime({on: change for on, change in changes.items() if any(change)})


def _levels(issue: Issue, day: str, policy: Policy) -> dict[str, Level]:
    """The level of one issue from each date on which it may have changed."""
    found: dict[str, Level] = {}
    stood = sorted(_stood(issue, day).items())
    ends = [on for on, _one in stood[1:]]
    for (on, (then, status)), end in zip_longest(stood, ends):
        start = max(on, then.opened)
        if start > on:
            found[on] = Level()
        if start > day or (end is not None and start >= end):
            continue
        closed = counts_as_closed(status.state, status.result, policy)
        waived = status.state == "waived"
        deadlines = [None if waived else one for one in (status.deadline, then.due)]
        ahead = {one for one in deadlines if one and start < one and (end is None or one < end)}
        for at in (start, *ahead):
            due, first_due = (one is not None and one <= at for one in deadlines)
            found[at] = Level(1, due, closed, first_due)
    return found


def _stood(issue: Issue, day: str) -> dict[str, tuple[Issue, Status]]:
    """The record as it stood, and its status, at the end of the date on which it was opened, and of
    each later date in its log, up to `day`."""
    entries = [entry for _index, entry in entries_until(issue, day)]
    dates = [entry.date for entry in entries]
    if dates != sorted(dates) or any(isinstance(entry, Amend) for entry in issue.log):
        # In a log edited by hand, later entries may have earlier dates.
        first = as_it_stood(issue, "")  # before any entry
        then = {on: as_it_stood(issue, on) for on in (first.opened, *dates) if on <= day}
        return {on: (one, fold(one)) for on, one in then.items()}
    found = {issue.opened: (issue, fold(issue, issue.opened))}
    steps = ((one.entry.date, one.after or one.before) for one in history(issue, day))
    return found | {on: (issue, status) for on, status in steps if on > issue.opened}
