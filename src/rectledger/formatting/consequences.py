"""The effect of an entry: closed on time or late, or the new deadline."""

from collections.abc import Iterator

from rectledger.core import deadlines
from rectledger.core.judged_closings import Judged, closing_that_counts, judged
from rectledger.core.lifecycle import DEADLINE, Status
from rectledger.core.model import Amend, BaseEntry, Issue, Record, Settings
from rectledger.formatting.items import JUDGED
from rectledger.formatting.values import days_over, times
from rectledger.i18n.language import N_, ngettext
from rectledger.i18n.language import gettext as _


def added(status: Status) -> str:
    """The deadline of a new item."""
    known = _("deadline {day}").format(day=status.deadline)
    return known if status.deadline else _("no deadline")


def by_kind(record: Record, settings: Settings) -> Iterator[str]:
    """How a new issue's deadline was counted, if not from the date on which it was opened."""
    kind = settings.kinds.get(record.kind) if isinstance(record, Issue) else None
    feedback = settings.inspection.feedback
    if kind is None or not kind.months or record.opened == feedback:
        return
    if record.due == deadlines.add_months(feedback, kind.months):
        yield ngettext(
            "    ({months} month from the feedback on {feedback})",
            "    ({months} months from the feedback on {feedback})",
            kind.months,
        ).format(months=kind.months, feedback=feedback)


def counts_from(record: Record) -> Iterator[str]:
    """The date a new item was opened, and a warning if it was overdue by then."""
    if record.opened is None:
        return
    yield _("counts from {day}").format(day=record.opened)
    if record.due and record.due < record.opened:
        yield _("overdue from the first day")
        command = f"rectledger amend {record.ref} --field opened --now DATE --approved-by WHO"
        yield _(
            "    (to correct the opening date: {command} --note TEXT; the deadline: --field due)"
        ).format(command=command)


# Here the deadline is shown as well; the other judgements are worded as for an item.
_CLOSED: dict[Judged, str] = {
    **JUDGED,
    "on-time": N_("on time: the deadline is {day}"),
    "late": N_("{days} late: the deadline was {day}"),
    "late-before": N_("within the deadline {day}; late because of an earlier closing"),
}


def outcome(
    entry: BaseEntry, before: Status | None, after: Status, settings: Settings
) -> Iterator[str]:
    """The effect of an entry, one line each, from the item's status before (None: unknown) and
    after it."""
    how = judged(after, settings.policy)
    closed_on = closing_that_counts(after, settings.policy)
    if entry.event == "close" and how and after.deadline and closed_on:
        days = days_over(deadlines.days_between(after.deadline, closed_on))
        yield _(_CLOSED[how]).format(day=after.deadline, days=days)
    elif entry.event == "extend" and before:
        yield _("deadline changed from {was} to {day}; extended {times}").format(
            was=before.deadline or "–", day=after.deadline, times=times(after.extensions)
        )
    elif getattr(entry, "to", None) and before and after.deadline != before.deadline:
        words = _("deadline changed from {was} to {day}")
        yield words.format(was=before.deadline or "–", day=after.deadline)
    elif isinstance(entry, Amend) and entry.field == "kind" and after.deadline:
        yield _("the deadline stays {day}; to correct it too, amend the field due").format(
            day=after.deadline
        )
    elif isinstance(entry, Amend) and entry.field == "due" and "due" in after.settled:
        yield _("the deadline in force stays {day}").format(day=after.deadline or "–")
    elif isinstance(entry, Amend) and entry.field == DEADLINE and before:
        words = _("deadline amended from {was} to {day}")
        yield words.format(was=before.deadline, day=after.deadline)
