"""What came of an entry: on time or how late, or by when."""

from collections.abc import Iterator

from rectledger.core import deadlines
from rectledger.core.judged_closings import Judged, closing_that_counts, judged
from rectledger.core.lifecycle import DEADLINE, Status
from rectledger.core.model import Amend, BaseEntry, Record, Settings
from rectledger.formatting.items import JUDGED
from rectledger.formatting.values import days_over, times
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _


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


# As it shows beside the deadline; what does not show is said as it is of an item.
_CLOSED: dict[Judged, str] = {
    **JUDGED,
    "on-time": N_("on time: the deadline is {day}"),
    "late": N_("{days} late: the deadline was {day}"),
    "late-before": N_("within the deadline {day}; late by an earlier closing"),
}


def outcome(
    entry: BaseEntry, before: Status | None, after: Status, settings: Settings
) -> Iterator[str]:
    """What came of an entry that found an item in one status (None: it is not known) and led it to
    another, a line each."""
    how = judged(after, settings.policy)
    closed_on = closing_that_counts(after, settings.policy)
    if entry.event == "close" and how and after.deadline and closed_on:
        days = days_over(deadlines.days_between(after.deadline, closed_on))
        yield _(_CLOSED[how]).format(day=after.deadline, days=days)
    elif entry.event == "extend" and before:
        yield _("the deadline was {was}, and is {day} now; extended {times}").format(
            was=before.deadline or "–", day=after.deadline, times=times(after.extensions)
        )
    elif isinstance(entry, Amend) and entry.field == "due" and "due" in after.settled:
        yield _("the deadline in force stays {day}").format(day=after.deadline or "–")
    elif isinstance(entry, Amend) and entry.field == DEADLINE and before:
        words = _("the deadline was {was}, and is {day} now")
        yield words.format(was=before.deadline, day=after.deadline)
