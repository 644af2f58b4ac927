"""Which events are allowed in which state, and the state that a log leads to.

The class of each event says where it is allowed. Everything that needs a state folds the log with
the functions here. The order of the list is authoritative.
"""

from collections.abc import Container, Iterator
from typing import NamedTuple, TypeGuard

from rectledger.core import model
from rectledger.core.model import BaseEntry, Issue, Measure
from rectledger.core.model.events import EVENTS, ONGOING, State
from rectledger.core.model.value_types import is_day

# What an amendment calls the deadline in force, which is not a field of any record.
DEADLINE = "deadline"


class Status(NamedTuple):
    """An item's status on some date, according to its log. Dates are strings; None if not set."""

    state: State
    lead: str
    support: tuple[str, ...]
    deadline: str | None
    result: str | None = None
    closed_on: str | None = None  # the first closing since it was last ongoing
    completed_on: str | None = None  # when it was closed as complete, which may be later
    extensions: int = 0
    looked_at: str | None = None  # date of the last entry that reports on the work itself
    # Whether, each time the item was closed, its first closing (or its first closing as complete)
    # met the deadline then in force; None if there was no such closing, or no deadline.
    closed_in_time: bool | None = None
    completed_in_time: bool | None = None
    postponed: int = 0  # extensions, and reopenings with a later deadline: what policy limits
    relapses: int = 0  # how often a follow-up review found that it was not done
    reopenings: int = 0  # how often it was reopened otherwise
    settled: frozenset[str] = frozenset()  # the fields whose value comes from an entry
    earliest: str | None = None  # the earliest date that the entry setting the deadline could give
    undated: bool = False  # closed, and the source of the closing does not say when


def is_legal(status: Status, event: str, *, measure: bool) -> bool:
    """Whether `event` is allowed in `status`."""
    made = EVENTS[event]
    if measure and not made.of_measures:
        return False
    # An item closed as substantially complete can still be closed as complete.
    return status.state in made.allowed or (
        event == "close" and status.state == "closed" and status.result == "substantial"
    )


def first_status(item: Issue | Measure) -> Status:
    """The status before the first entry, with later amendments undone."""
    status = Status("open", item.lead, tuple(item.support), item.due)
    for entry in reversed(item.log):
        if type(entry) is model.Amend:
            status = _amended(status, entry.field, entry.was)
    return status


def step(status: Status, entry: BaseEntry) -> Status:
    """`status` after `entry`, which must be allowed."""
    seen = entry.date if entry.reports else status.looked_at
    # Compare exact types: isinstance() is slow on pydantic classes.
    if type(entry) is model.Close:
        return _closed(status, entry)
    if type(entry) is model.Extend:
        return status._replace(
            deadline=entry.to, extensions=status.extensions + 1, postponed=status.postponed + 1,
            settled=status.settled | {"due"}, earliest=status.deadline or entry.date,
        )  # fmt: skip
    if type(entry) is model.Reassign:
        named = {"lead": entry.lead, "support": entry.support}
        return status._replace(
            lead=entry.lead or status.lead,
            support=status.support if entry.support is None else tuple(entry.support),
            settled=status.settled.union(name for name in named if named[name] is not None),
        )
    if type(entry) is model.Reopen or (type(entry) is model.Review and entry.to):
        reopened = type(entry) is model.Reopen
        return status._replace(
            state="active", result=None, closed_on=None, completed_on=None, deadline=entry.to,
            looked_at=seen, postponed=status.postponed + (reopened and postpones(status, entry)),
            relapses=status.relapses + (not reopened), reopenings=status.reopenings + reopened,
            settled=status.settled | {"due"}, earliest=entry.date, undated=False,
        )  # fmt: skip
    if type(entry) is model.Amend:
        if entry.field == DEADLINE:
            return status if amiss(status, entry) else status._replace(deadline=entry.now)
        return _amended(status, entry.field, entry.now)
    return status._replace(state=entry.leads_to or status.state, looked_at=seen)


def _closed(status: Status, entry: model.Close) -> Status:
    """`status` after a closing, which is judged against the deadline in force."""
    first, complete = status.closed_on is None, entry.result == "complete"
    deadline = status.deadline
    closed_in_time, completed_in_time = status.closed_in_time, status.completed_in_time
    undated = entry.source is not None and entry.source.undated
    if deadline is not None and not undated:
        held = entry.date <= deadline
        if first:
            closed_in_time = held and closed_in_time is not False
        if complete:
            completed_in_time = held and completed_in_time is not False
    # Most logs end with a closing, and replacing fields by name takes three times as long.
    return Status(
        "closed", status.lead, status.support, deadline, entry.result,
        status.closed_on or entry.date, entry.date if complete else None, status.extensions,
        entry.date, closed_in_time, completed_in_time, status.postponed, status.relapses,
        status.reopenings, status.settled, status.earliest, undated,
    )  # fmt: skip


def _amended(status: Status, field: str, held: object) -> Status:
    """`status` with another value in a field of the record, unless an entry has set that field.

    A value that the field cannot hold changes nothing: `check` reports it.
    """
    if field in status.settled:
        return status
    if field == "due" and (held is None or is_day(held)):
        return status._replace(deadline=held)
    if field == "lead" and isinstance(held, str):
        return status._replace(lead=held)
    if field == "support" and (held is None or _are_texts(held)):
        return status._replace(support=tuple(held or ()))
    return status


def amiss(status: Status, entry: model.Amend) -> str | None:
    """Why an amendment of the deadline in force is not allowed; None if it is, or if it amends
    another field.

    Such an amendment corrects a typo in an entry, to an earlier date that the entry could have
    given, while the item is ongoing. The record's own deadline is amended as its field `due`, and
    more time is an extension.
    """
    if entry.field != DEADLINE:
        return None
    if status.state not in ONGOING:
        return "deadline-when-done"
    if "due" not in status.settled:
        return "deadline-of-the-record"
    if entry.was != status.deadline:
        return "deadline-was"
    if not is_day(entry.now) or entry.now >= entry.was:
        return "deadline-not-earlier"
    return "deadline-too-early" if status.earliest and entry.now < status.earliest else None


def _are_texts(held: object) -> TypeGuard[list[str]]:
    return isinstance(held, list) and all(isinstance(one, str) for one in held)


def postpones(status: Status, entry: BaseEntry) -> bool:
    """Whether an entry resumes an item with a deadline later than the one in force, as an
    extension would."""
    if type(entry) is not model.Reopen and type(entry) is not model.Review:
        return False
    return entry.to is not None and status.deadline is not None and entry.to > status.deadline


TELLING = frozenset(name for name, made in EVENTS.items() if made.tells)
# The events whose notes say what was done; the others are between the office and departments.
RESULTS = frozenset({"progress", "close"})


class Step(NamedTuple):
    """One entry of a log: its index, the status before it, and the status after it.

    `after` is None if the entry is not allowed; it then changes nothing, so that one mistake is
    reported only once.
    """

    at: int
    entry: BaseEntry
    before: Status
    after: Status | None

    @property
    def takes_up(self) -> bool:
        """Whether it resumes an item that was closed or waived, by a reopening or a relapse."""
        was, now = self.before, self.after
        return now is not None and was.state not in ONGOING and now.state in ONGOING


def entries_until(item: Issue | Measure, day: str | None) -> list[tuple[int, BaseEntry]]:
    """The entries up to the end of `day` (None: all), each with its index in the log.

    Later entries are left out wherever they stand in the list.
    """
    return [(i, entry) for i, entry in enumerate(item.log) if day is None or entry.date <= day]


def history(item: Issue | Measure, day: str | None = None) -> Iterator[Step]:
    """The steps of a log up to the end of `day` (None: of the entire log)."""
    status = first_status(item)
    measure = isinstance(item, Measure)
    for index, entry in entries_until(item, day):
        after = step(status, entry) if is_legal(status, entry.event, measure=measure) else None
        yield Step(index, entry, status, after)
        status = after or status


def fold(item: Issue | Measure, day: str | None = None) -> Status:
    """The status of an item at the end of `day` (None: after the entire log)."""
    status = None
    for one in history(item, day):
        status = one.after or one.before
    return status or first_status(item)


def last_told(
    item: Issue | Measure, day: str | None = None, events: Container[str] = TELLING
) -> BaseEntry | None:
    """The last entry of `events` up to the end of `day` whose note says how the work itself stands;
    None if there was none since the item was last resumed, closed or waived."""
    told: BaseEntry | None = None
    for one in history(item, day):
        if one.after is None:
            continue
        turned = (one.before.state in ONGOING) != (one.after.state in ONGOING)
        if turned or one.entry.event == "close":
            told = None  # earlier notes, and those on a closing set aside, no longer apply
        if one.entry.note and one.entry.event in events:
            told = one.entry
    return told


def since_taken_up(item: Issue | Measure, day: str | None = None) -> list[Step]:
    """The allowed steps up to the end of `day` (None: of the entire log), starting with the one
    that last resumed the item; all of them if none did."""
    steps = [one for one in history(item, day) if one.after is not None]
    return steps[max((i for i, one in enumerate(steps) if one.takes_up), default=0) :]


def taken_up_again(item: Issue | Measure, day: str | None = None) -> list[Step]:
    """The steps up to the end of `day` (None: of the entire log) that resumed the item after it was
    closed or waived."""
    return [one for one in history(item, day) if one.takes_up]


def closings_in_force(item: Issue | Measure, day: str | None = None) -> list[Step]:
    """The closings in force at the end of `day` (None: of the entire log): a reopening or a relapse
    sets aside those before it."""
    standing: list[Step] = []
    for one in history(item, day):
        if one.after is None:
            continue
        if type(one.entry) is model.Close:
            standing.append(one)
        elif one.before.state == "closed" and one.after.state != "closed":
            standing.clear()
    return standing


def states_of(item: Issue | Measure, day: str) -> set[str]:
    """Every state that an item had on `day`: at its start, and after each of its entries."""
    states: list[str] = ["open"]
    for one in history(item, day):
        if one.after is not None:
            states = [*states, one.after.state] if one.entry.date == day else [one.after.state]
    return set(states)
