"""Where events are legal, and the state that a log leads to.

What an event may do stands on its class; everything that asks for a state folds the log with it.
The order of the list is authoritative.
"""

from collections.abc import Container, Iterator
from typing import NamedTuple, TypeGuard

from rectledger.core import model
from rectledger.core.model import BaseEntry, Issue, Measure
from rectledger.core.model.events import EVENTS, ONGOING, State
from rectledger.core.model.value_types import is_day

# What an amendment calls the deadline in force, which is no field of any record.
DEADLINE = "deadline"


class Status(NamedTuple):
    """What the log of an item says up to some day. Days are texts; None where there is none."""

    state: State
    lead: str
    support: tuple[str, ...]
    deadline: str | None
    result: str | None = None
    closed_on: str | None = None  # the first closing since it was last ongoing
    completed_on: str | None = None  # the closing as complete, which may come after it
    extensions: int = 0
    looked_at: str | None = None  # the last entry that reports on the matter itself
    # Whether each time that it was closed, the first closing (or the first as complete) held the
    # deadline then in force; None where there was no such closing, or no deadline.
    closed_in_time: bool | None = None
    completed_in_time: bool | None = None
    postponed: int = 0  # extensions, and reopenings with a later deadline: what policy limits
    relapses: int = 0  # how often a look back found that it was not done after all
    reopenings: int = 0  # how often it was taken up again otherwise
    settled: frozenset[str] = frozenset()  # the fields for which an entry's value holds
    earliest: str | None = None  # the earliest day that the entry could name which set the deadline


def is_legal(status: Status, event: str, *, measure: bool) -> bool:
    """Whether `event` may follow on `status`."""
    made = EVENTS[event]
    if measure and not made.of_measures:
        return False
    # What was closed on the whole may still be closed for good.
    return status.state in made.allowed or (
        event == "close" and status.state == "closed" and status.result == "substantial"
    )


def first_status(item: Issue | Measure) -> Status:
    """An item before its first entry: what was amended later is as it was before."""
    status = Status("open", item.lead, tuple(item.support), item.due)
    for entry in reversed(item.log):
        if type(entry) is model.Amend:
            status = _amended(status, entry.field, entry.was)
    return status


def step(status: Status, entry: BaseEntry) -> Status:
    """`status` after a legal `entry`."""
    seen = entry.date if entry.reports else status.looked_at
    # By exact type: asking a pydantic class whether something is its instance is slow.
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
            settled=status.settled | {"due"}, earliest=entry.date,
        )  # fmt: skip
    if type(entry) is model.Amend:
        if entry.field == DEADLINE:
            return status if amiss(status, entry) else status._replace(deadline=entry.now)
        return _amended(status, entry.field, entry.now)
    return status._replace(state=entry.leads_to or status.state, looked_at=seen)


def _closed(status: Status, entry: model.Close) -> Status:
    """`status` after a closing, which is held against the deadline in force."""
    first, complete = status.closed_on is None, entry.result == "complete"
    deadline = status.deadline
    closed_in_time, completed_in_time = status.closed_in_time, status.completed_in_time
    if deadline is not None:
        held = entry.date <= deadline
        if first:
            closed_in_time = held and closed_in_time is not False
        if complete:
            completed_in_time = held and completed_in_time is not False
    # Most logs end so, and to replace fields by their names takes three times as long.
    return Status(
        "closed", status.lead, status.support, deadline, entry.result,
        status.closed_on or entry.date, entry.date if complete else None, status.extensions,
        entry.date, closed_in_time, completed_in_time, status.postponed, status.relapses,
        status.reopenings, status.settled, status.earliest,
    )  # fmt: skip


def _amended(status: Status, field: str, held: object) -> Status:
    """`status` where the record has another value in a field, unless an entry has settled it.

    What the field cannot hold changes nothing: `check` finds that.
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
    """Why an amendment of the deadline in force cannot be; None where it can, and of any other.

    It sets right what was mistyped in an entry, to an earlier day that the entry could have named,
    while the item is ongoing; what the record itself says is amended as its field `due`, and more
    time is an extension.
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
    """Whether an entry takes an item up again with a later deadline than the one in force, as an
    extension would give it."""
    if type(entry) is not model.Reopen and type(entry) is not model.Review:
        return False
    return entry.to is not None and status.deadline is not None and entry.to > status.deadline


TELLING = frozenset(name for name, made in EVENTS.items() if made.tells)
# What tells what was done. The rest office and department write to each other.
RESULTS = frozenset({"progress", "close"})


class Step(NamedTuple):
    """One entry of a log: where it stands, the status that it finds, the one that it leads to.

    `after` is None where the entry is illegal; it then changes nothing, so that one mistake is
    reported once.
    """

    at: int
    entry: BaseEntry
    before: Status
    after: Status | None

    @property
    def takes_up(self) -> bool:
        """Whether it takes up again what was closed or waived."""
        was, now = self.before, self.after
        return now is not None and was.state not in ONGOING and now.state in ONGOING


def entries_until(item: Issue | Measure, day: str | None) -> list[tuple[int, BaseEntry]]:
    """The entries up to the end of `day` (None: all), each with its index in the log.

    Entries of later days are left out wherever in the list they stand.
    """
    return [(i, entry) for i, entry in enumerate(item.log) if day is None or entry.date <= day]


def history(item: Issue | Measure, day: str | None = None) -> Iterator[Step]:
    """The steps of a log up to the end of `day`; None takes the whole log."""
    status = first_status(item)
    measure = isinstance(item, Measure)
    for index, entry in entries_until(item, day):
        after = step(status, entry) if is_legal(status, entry.event, measure=measure) else None
        yield Step(index, entry, status, after)
        status = after or status


def fold(item: Issue | Measure, day: str | None = None) -> Status:
    """The status of an item at the end of `day`; None takes the whole log."""
    status = None
    for one in history(item, day):
        status = one.after or one.before
    return status or first_status(item)


def last_told(
    item: Issue | Measure, day: str | None = None, events: Container[str] = TELLING
) -> BaseEntry | None:
    """The last entry up to the end of `day` whose note tells how the matter itself stands, of those
    `events` that do; None where nothing was told since it was last taken up, closed or
    waived."""
    told: BaseEntry | None = None
    for one in history(item, day):
        if one.after is None:
            continue
        turned = (one.before.state in ONGOING) != (one.after.state in ONGOING)
        if turned or one.entry.event == "close":
            told = None  # what was said on the way there, or of a closing set aside, holds no more
        if one.entry.note and one.entry.event in events:
            told = one.entry
    return told


def since_taken_up(item: Issue | Measure, day: str | None = None) -> list[Step]:
    """The legal steps up to the end of `day` (None: of the whole log) since the item was last taken
    up again, with that one; all of them where it never was."""
    steps = [one for one in history(item, day) if one.after is not None]
    return steps[max((i for i, one in enumerate(steps) if one.takes_up), default=0) :]


def taken_up_again(item: Issue | Measure, day: str | None = None) -> list[Step]:
    """The steps up to the end of `day` (None: of the whole log) by which an item that was closed or
    waived was taken up again."""
    return [one for one in history(item, day) if one.takes_up]


def closings_in_force(item: Issue | Measure, day: str | None = None) -> list[Step]:
    """The closings that stand at the end of `day` (None: of the whole log): what is reopened, or
    relapses, sets those before it right."""
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
    """Every state that an item had on `day`: as it began, and after each of its entries."""
    states: list[str] = ["open"]
    for one in history(item, day):
        if one.after is not None:
            states = [*states, one.after.state] if one.entry.date == day else [one.after.state]
    return set(states)
