"""What came of an entry: on time or how late, or by when."""

from collections.abc import Iterator

from rectledger.core import deadlines
from rectledger.core.judged_closings import closing_that_counts, judged, on_time
from rectledger.core.lifecycle import DEADLINE, Status
from rectledger.core.model import Amend, BaseEntry, Record, Settings
from rectledger.formatting.items import JUDGED
from rectledger.formatting.values import days_over
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext


def added(status: Status) -> str:
    """By when what was added is due."""
    known = _("deadline {day}").format(day=status.deadline)
    return known if status.deadline else _("no deadline")


def counts_from(record: Record) -> Iterator[str]:
    """From which day what was added counts, and that it is late from then on."""
    if record.opened is None:
        return
    yield _("counts from {day}").format(day=record.opened)
    if record.due and record.due < record.opened:
        yield _("late from the first day: give it a later deadline if that is not meant")


def outcome(
    entry: BaseEntry, before: Status | None, after: Status, settings: Settings
) -> Iterator[str]:
    """What came of an entry that found an item in one status (None: it is not known) and led it to
    another, a line each."""
    held = on_time(after, settings.policy)
    closed_on = closing_that_counts(after, settings.policy)
    if entry.event == "close" and held is not None and after.deadline and closed_on:
        how = judged(after, settings.policy)
        if how in ("on-time-then", "late-then"):
            yield JUDGED[how]()
        elif held:
            yield _("on time: the deadline is {day}").format(day=after.deadline)
        elif how == "late-before":
            yield _("within the deadline {day}; late by an earlier closing").format(
                day=after.deadline
            )
        else:
            days = deadlines.days_between(after.deadline, closed_on)
            yield _("{days} late: the deadline was {day}").format(
                days=days_over(days), day=after.deadline
            )
    elif entry.event == "extend" and before:
        yield _("the deadline was {was}, and is {day} now; extended {times}").format(
            was=before.deadline or "–", day=after.deadline,
            times=ngettext("{n} time", "{n} times", after.extensions).format(n=after.extensions),
        )  # fmt: skip
    elif isinstance(entry, Amend) and entry.field == "due" and "due" in after.settled:
        yield _("the deadline in force stays {day}").format(day=after.deadline or "–")
    elif isinstance(entry, Amend) and entry.field == DEADLINE and before:
        yield _("the deadline was {was}, and is {day} now").format(
            was=before.deadline, day=after.deadline
        )
