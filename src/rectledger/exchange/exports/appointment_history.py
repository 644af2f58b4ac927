"""The appointments of a ledger for a calendar: each item's deadline and its next follow-up review.

An appointment that no longer holds is included as long as the log shows it, so that a calendar that
already has it can cancel it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from rectledger.core.amendments import as_it_stood
from rectledger.core.items import Item, in_place_first, item_on, items_on
from rectledger.core.lifecycle import history
from rectledger.core.model import Amend, Issue, Ledger, Measure, same
from rectledger.core.model.events import ONGOING

R = TypeVar("R", Issue, Measure)

What = Literal["deadline", "review"]
# The fields that determine the date of an appointment, and whose it is.
_SETTLING = frozenset({"due", "lead", "opened", "kind", "standing"})


class Appointment(NamedTuple):
    """A deadline or a review. If it is no longer `held`, `day` is the date that it last had.
    `changes` grows with the item's log, by two per entry. For an item that was reassigned, it is
    one less in the calendar of the previous lead department, so that the new department's event
    wins if both are imported. `changed` is the date of the last entry."""

    item: Item
    what: What
    day: str
    held: bool
    changes: int
    changed: str


def appointments(
    ledger: Ledger, day: str, *, department: str | None = None, measures: bool = False
) -> Iterator[Appointment]:
    """The appointments of the issues, in order, and with `measures` also those of measures. With
    `department`, only those of items that it leads, or led while the appointment held."""
    issues, below = items_on(ledger, day)
    for item in _each_once(issues, ledger.issues):
        yield from _of(item, department)
    for item in _each_once(below, ledger.measures) if measures else ():
        yield from _of(item, department)


def _each_once(items: Sequence[Item], records: Mapping[str, R]) -> Iterator[Item]:
    """Each item once: if two share a number, one of them is a copy."""
    meant = {one.ref: one for one in reversed(in_place_first(records))}
    for item in items:
        if item.ref in meant and same(as_it_stood(meant[item.ref], item.day), item.record):
            del meant[item.ref]
            yield item


def _of(item: Item, department: str | None) -> Iterator[Appointment]:
    entries = item.record.log
    opened = item.opened or item.settings.inspection.feedback
    changed = entries[-1].date if entries else opened
    theirs = department in (None, item.status.lead)
    changes = 2 * len(entries) if theirs else 2 * _handed_over(item, department) - 1
    kinds: tuple[What, ...] = ("deadline", "review")
    for what in kinds:
        held = _day(item, what, department)
        day = held or next((d for one in _before(item) if (d := _day(one, what, department))), None)
        if day is not None:
            yield Appointment(item, what, day, held is not None, changes, changed)


def _handed_over(item: Item, department: str | None) -> int:
    """The position, from 1, of the last entry that took an item from `department`; 0 if none."""
    leads = [(one.before.lead, (one.after or one.before).lead) for one in history(item.record)]
    return max((n for n, (was, now) in enumerate(leads, 1) if was == department != now), default=0)


def _day(item: Item, what: What, department: str | None) -> str | None:
    """The date of an appointment that holds; None if there is none."""
    if department is not None and item.status.lead != department:
        return None
    if what == "review":
        return item.review
    return item.status.deadline if item.status.state in ONGOING else None


def _before(item: Item) -> Iterator[Item]:
    """An item as it was before its last entry, then before the one before that, and so on."""
    record = item.record
    log = list(record.log)
    while log:
        undone = log.pop()
        changes: dict[str, object] = {"log": list(log)}
        if isinstance(undone, Amend) and undone.field in _SETTLING:
            changes[undone.field] = undone.was
        record = record.model_copy(update=changes)
        issue = record if isinstance(record, Issue) else item.issue
        yield item_on(record, issue, item.settings, item.day)
