"""How issues stood then and stand now, and what became of each: told as results, not as entries."""

from collections.abc import Iterable
from typing import NamedTuple

from rectledger.core.items import Item
from rectledger.core.judged_closings import Judged
from rectledger.core.lifecycle import since_taken_up
from rectledger.core.model import Amend, Text
from rectledger.core.model.events import State
from rectledger.core.policy import counts_as_closed


class Stood(NamedTuple):
    """An issue as it stood: what is told of it, and what it is compared by."""

    number: int
    title: Text
    lead: str  # a code
    counted: bool  # as closed
    overdue: bool
    due_soon: bool
    days_over: int
    days_over_first: int
    extensions: int
    relapses: int
    reopenings: int
    reopened_on: str | None  # when it was last taken up again, if it counted as closed until then
    day: str  # on which it stood so
    first: str | None
    deadline: str | None
    closed_on: str | None
    judged: Judged | None  # whether its closings held their deadlines
    amended: tuple[str, ...]  # the fields that amendments have named, in order
    measures: dict[str, tuple[str, ...]]  # the same of its measures, by their references
    state: State
    result: str | None


def stood(item: Item, measures: Iterable[Item]) -> Stood:
    """How an issue stands, and what was amended of its measures."""
    return Stood(
        number=item.sort_key[0],
        title=item.record.title,
        lead=item.status.lead,
        counted=item.counted,
        overdue=item.overdue,
        due_soon=item.due_soon,
        days_over=item.days_over,
        days_over_first=item.days_over_first,
        extensions=item.status.extensions,
        relapses=item.status.relapses,
        reopenings=item.status.reopenings,
        reopened_on=_reopened_on(item),
        day=item.day,
        first=item.record.due,
        deadline=item.status.deadline,
        closed_on=item.closed_on,
        judged=item.judged,
        amended=_amended(item),
        measures={one.ref: _amended(one) for one in measures},
        state=item.status.state,
        result=item.status.result,
    )


def _amended(item: Item) -> tuple[str, ...]:
    return tuple(one.field for one in item.record.log if isinstance(one, Amend))


def _reopened_on(item: Item) -> str | None:
    steps = [] if item.counted else since_taken_up(item.record, item.day)
    if not steps:
        return None
    first, policy = steps[0], item.settings.policy
    was_closed = counts_as_closed(first.before.state, first.before.result, policy)
    return first.entry.date if was_closed else None


class ThenAndNow(NamedTuple):
    """An issue as it stands, and as it stood: held against itself, whoever led it then."""

    now: Stood
    then: Stood | None

    @property
    def counted_then(self) -> bool:
        return self.then is not None and self.then.counted

    @property
    def closed_between(self) -> bool:
        """Whether it was closed since, and taken up again: as if nothing had been."""
        again = self.now.reopened_on
        if again is None or self.counted_then:
            return False
        return self.then is None or again > self.then.day

    @property
    def newly_overdue(self) -> bool:
        return self.now.overdue and not (self.then and self.then.overdue)

    @property
    def came_back(self) -> bool:
        """Whether it relapsed or was reopened since, and did not count as closed before it."""
        if self.then is None or self.then.counted or self.now.counted:
            return False
        return self.again is not None

    @property
    def again(self) -> tuple[int, int] | None:
        """How often it relapsed, and was reopened otherwise, since; None for never."""
        was, now = self.then, self.now
        before = (was.relapses, was.reopenings) if was else (0, 0)
        since = (now.relapses - before[0], now.reopenings - before[1])
        return since if any(since) else None

    @property
    def amended(self) -> list[str]:
        """The fields that were amended since, each once."""
        if self.then is None:
            return []
        return list(dict.fromkeys(self.now.amended[len(self.then.amended) :]))

    @property
    def amended_below(self) -> dict[str, list[str]]:
        """The same of each of its measures, by their references."""
        was = self.then.measures if self.then else {}
        found = {
            ref: list(dict.fromkeys(fields[len(was[ref]) :]))
            for ref, fields in self.now.measures.items()
            if ref in was
        }
        return {ref: fields for ref, fields in found.items() if fields}

    @property
    def extended(self) -> bool:
        return self.now.extensions > (self.then.extensions if self.then else 0)
