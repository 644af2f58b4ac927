"""An item in words: state, deadline, closing, place in the outline, results."""

from collections.abc import Iterator

from rectledger.core.items import Item
from rectledger.core.judged_closings import Judged
from rectledger.core.model import Settings
from rectledger.core.summary.counts import aspects
from rectledger.formatting import values
from rectledger.formatting.values import days_over, department, figure, leader, text_of, value
from rectledger.i18n import terms
from rectledger.i18n.language import N_, ngettext
from rectledger.i18n.language import gettext as _


def state(item: Item) -> str:
    """An item's state, with routine, overdue, relapses and reopenings."""
    return _(", ").join([state_now(item), *again(item)])


def state_now(item: Item) -> str:
    """An item's state, with routine and overdue, but without relapses and reopenings."""
    words = terms.state(item.status.state, item.status.result)
    if item.standing:
        words += _(", routine")
    if item.overdue:
        words += _(", overdue")
    return words


def again(item: Item) -> Iterator[str]:
    """How often an item relapsed, and how often it was reopened otherwise; nothing if never."""
    relapses, reopenings = item.status.relapses, item.status.reopenings
    if relapses:
        yield ngettext("relapsed {n} time", "relapsed {n} times", relapses).format(n=relapses)
    if reopenings:
        words = ngettext("reopened {n} time", "reopened {n} times", reopenings)
        yield words.format(n=reopenings)


def deadline(item: Item) -> str:
    """The deadline in force, the first one if it changed, and how long it is overdue."""
    if item.status.deadline is None:
        return _("none; reviewed instead") if item.review else ""
    words = in_force(item)
    if item.overdue:
        words += _(", {days} overdue").format(days=days_over(item.days_over)) + _over_first(item)
    return words


def over(item: Item) -> str:
    """How many days an item is overdue, by the deadline in force and, if that changed, by the first
    one too; "" if it is not overdue."""
    return days_over(item.days_over) + _over_first(item) if item.overdue else ""


def _over_first(item: Item) -> str:
    if item.days_over_first in (0, item.days_over):
        return ""
    return _(" ({days} past the first deadline)").format(days=days_over(item.days_over_first))


def in_force(item: Item) -> str:
    """The deadline in force, the first one if it changed, and extensions; "" if none."""
    status, due = item.status, item.record.due
    if status.deadline is None:
        return ""
    words = status.deadline
    if due and due != status.deadline and "due" in status.settled:
        words += _(" (first deadline {due})").format(due=due)
    if status.extensions:
        times = ngettext("{n} extension", "{n} extensions", status.extensions)
        words += _(", {times}").format(times=times.format(n=status.extensions))
    return words


# Judgements that cannot be seen from the deadline and closing dates shown.
JUDGED: dict[Judged, str] = {
    "late-before": N_("late because of an earlier closing"),
    "on-time-then": N_("on time by the deadline before amendment"),
    "late-then": N_("late by the deadline before amendment"),
}


def in_time(judged: Judged | None) -> str:
    """Whether an item was closed on time, yes or no, with the reason if the dates do not show it;
    "" if unknown."""
    if judged is None:
        return ""
    answer = value(judged in ("on-time", "on-time-then"))
    if judged not in JUDGED:
        return answer
    return _("{answer}: {why}").format(answer=answer, why=_(JUDGED[judged]))


def closed(item: Item) -> str:
    """When an item was closed, on time or late; "" if it is not closed."""
    if item.closed_on is None:
        return ""
    words = item.closed_on
    if item.judged in JUDGED:
        words += _(", ") + _(JUDGED[item.judged])
    elif item.judged is not None:
        words += _(", on time") if item.on_time else _(", late")
    if item.status.result == "substantial":
        words += _(", substantially complete")
    return words


def title(item: Item) -> str:
    """An item's title."""
    return text_of(item.record.title)


def lead(item: Item) -> str:
    """The department that leads an item."""
    return department(item.settings, item.status.lead)


def supporting(item: Item) -> list[str]:
    """The departments that support an item."""
    return [department(item.settings, code) for code in item.status.support]


def in_charge(item: Item) -> str:
    """The member of the leadership in charge of an item."""
    return leader(item.settings, item.leader)


def kind(item: Item) -> str:
    """The name of the kind of an item's issue; "" for a measure without its issue."""
    return values.kind(item.settings, item.issue.kind) if item.issue else ""


def aspect(settings: Settings, code: str) -> str:
    """The title of the aspect of a section; "" for an unknown section."""
    ident = aspects(settings).get(code, "")
    return next((text_of(a.title) for a in settings.outline if str(a.id) == ident), "")


def section(settings: Settings, code: str) -> str:
    """A section's title, or its code if it is not in ledger.yaml."""
    sections = (s for aspect in settings.outline for s in aspect.sections)
    return next((text_of(s.title) for s in sections if s.id == code), code)


def results(item: Item) -> Iterator[str]:
    """A measure's instruments and figures as of the item's date, one line each."""
    yield from instruments(item)
    yield from figures(item)


def instruments(item: Item) -> Iterator[str]:
    """A measure's instruments as of the item's date, one line each."""
    for instrument in item.instruments:
        done = [terms.action(instrument.action), instrument.dated]
        detail = _(", ").join(part for part in done if part)
        yield _("{what} ({detail})").format(what=instrument.title, detail=detail)


def figures(item: Item) -> Iterator[str]:
    """A measure's figures as of the item's date, one line each."""
    for one in item.figures:
        unit = text_of(one.unit)
        # No space before a sign such as % or a Chinese unit; one before a Latin word.
        space = " " if unit and unit[0].isascii() and unit[0].isalpha() else ""
        words = _("{name}: {value}").format(
            name=text_of(one.name), value=figure(one.value) + space + unit
        )
        if one.change is not None:
            words = _("{what} ({detail})").format(what=words, detail=text_of(one.change))
        yield words
