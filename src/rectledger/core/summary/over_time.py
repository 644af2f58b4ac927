"""How a ledger came to stand as it does: issues opened, due and closed, day by day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rectledger.core.lifecycle import entries_until, fold, history
from rectledger.core.model import Issue, Policy
from rectledger.core.policy import counts_as_closed


class Level(NamedTuple):
    """How many issues there are, how many are due by their deadline in force, and how many count
    as closed. Of a day, or by how many these change on it."""

    opened: int = 0
    due: int = 0
    closed: int = 0

    def plus(self, other: "Level") -> "Level":
        """The two, added."""
        return Level(self.opened + other.opened, self.due + other.due, self.closed + other.closed)


@dataclass(frozen=True)
class OverTime:
    """The days on which a level changes, and by how much. Those of parts of a ledger add up.

    What was opened and closed is known up to the day asked about; what is due may lie later.
    """

    changes: Mapping[str, Level] = field(default_factory=dict)

    def __add__(self, other: "OverTime") -> "OverTime":
        both = dict(self.changes)
        for day, change in other.changes.items():
            both[day] = both.get(day, Level()).plus(change)
        return OverTime(both)

    def levels(self) -> Iterator[tuple[str, Level]]:
        """Each day on which something changes, the earliest first, and the level at its end."""
        level = Level()
        for day in sorted(self.changes):
            level = level.plus(self.changes[day])
            yield day, level

    def at(self, day: str) -> Level:
        """The level at the end of `day`."""
        level = Level()
        for changed, change in self.changes.items():
            if changed <= day:
                level = level.plus(change)
        return level


def over_time(issues: Iterable[Issue], day: str, policy: Policy) -> OverTime:
    """How `issues` came to stand as they do at the end of `day`.

    A reopening or a relapse takes a closing away. Due is what is not waived, on the deadline that
    is in force on `day`.
    """
    changes: dict[str, Level] = defaultdict(Level)
    for issue in issues:
        if issue.opened > day:
            continue
        changes[issue.opened] = changes[issue.opened].plus(Level(opened=1))
        status = fold(issue, day)
        if status.deadline is not None and status.state != "waived":
            changes[status.deadline] = changes[status.deadline].plus(Level(due=1))
        was = False
        for on, closed in sorted(_closed(issue, day, policy).items()):
            if closed != was:
                # An entry may have been made before the issue's own day, from which it counts.
                on = max(on, issue.opened)
                changes[on] = changes[on].plus(Level(closed=1 if closed else -1))
            was = closed
    return OverTime({on: change for on, change in changes.items() if any(change)})


def _closed(issue: Issue, day: str, policy: Policy) -> dict[str, bool]:
    """Whether an issue counts as closed at the end of each day that its log names."""
    dates = [entry.date for _index, entry in entries_until(issue, day)]
    if dates == sorted(dates):
        steps = ((one.entry.date, one.after or one.before) for one in history(issue, day))
    else:  # by hand: what stands later in the log may be of an earlier day
        steps = ((date, fold(issue, date)) for date in dates)
    return {date: counts_as_closed(s.state, s.result, policy) for date, s in steps}
