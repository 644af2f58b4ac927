"""What came of an entry: on time or how late, or by when."""

from collections.abc import Iterator

from rectledger.core import deadlines
from rectledger.core.items import closing_that_counts, judged, on_time
from rectledger.core.lifecycle import DEADLINE, Status
from rectledger.core.model import Amend, BaseEntry, Settings
from rectledger.phrases.texts import days_over
from rectledger.words import gettext as _
from rectledger.words import ngettext


def added(status: Status) -> str:
    """By when what was added is due."""
    known = _("deadline {day}").format(day=status.deadline)
    return known if status.deadline else _("no deadline")


def outcome(
    entry: BaseEntry, before: Status | None, after: Status, settings: Settings
) -> Iterator[str]:
    """What came of an entry that found an item in one status (None: it is not known) and led it to
    another, a line each."""
    held = on_time(after, settings.policy)
    closed_on = closing_that_counts(after, settings.policy)
    if entry.event == "close" and held is not None and after.deadline and closed_on:
        how = judged(after, settings.policy)
        if held:
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
    elif isinstance(entry, Amend) and entry.field == DEADLINE and before:
        yield _("the deadline was {was}, and is {day} now").format(
            was=before.deadline, day=after.deadline
        )
