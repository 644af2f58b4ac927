"""The list of what is open and overdue: what is over longest first, and why it is not done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.filters import Filters
from rectledger.core.items import Item, items_on
from rectledger.core.lifecycle import last_told
from rectledger.core.model import Issue, Ledger
from rectledger.core.summary.overdue_and_due_soon import by_review, place_of_unfinished
from rectledger.formatting import items as phrases
from rectledger.formatting import values
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.tables.table import Cell, Column, Table


@dataclass(frozen=True)
class Unfinished:
    """All that is still to be done: issues and measures, and the issues, ongoing or kept up as
    routine, that were to be looked at again by now, each in their order."""

    issues: list[Item]
    measures: list[Item]
    reviews: list[Item]

    def __add__(self, other: "Unfinished") -> "Unfinished":
        return Unfinished(
            _in_order([*self.issues, *other.issues]),
            _in_order([*self.measures, *other.measures]),
            by_review([*self.reviews, *other.reviews]),
        )


class Lights(NamedTuple):
    """How many there are in all, and of each light; `unlit` have no deadline to hold."""

    total: int
    overdue: int
    due_soon: int
    later: int
    unlit: int


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> Unfinished:
    """What is still to be done of `ledger` on `day`."""
    settings, both = ledger.settings, items_on(ledger, day)
    wanted = Filters(department=asked.department, state="ongoing")
    issues, measures = (_in_order(wanted.pick(items, settings, day)) for items in both)
    led = Filters(department=asked.department).pick(both[0], settings, day)
    return Unfinished(issues, measures, by_review(item for item in led if item.review_due))


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=place_of_unfinished)


def content(found: Unfinished, about: About) -> Content:
    """What the list holds."""
    within, internal = about.settings.policy.due_soon_days, about.asked.internal
    return Content(
        words={
            "issue_counts": _lights(found.issues),
            "measure_counts": _lights(found.measures),
            "due_soon_days": within,
            "reviews_due": len(found.reviews),
        },
        tables={
            "issues": _page(found.issues, within, of_issues=True, internal=internal),
            "measures": _page(found.measures, within, of_issues=False, internal=internal),
            "reviews": _reviews(found.reviews),
            "issue_sheet": _sheet(found.issues, within, of_issues=True, internal=internal),
            "measure_sheet": _sheet(found.measures, within, of_issues=False, internal=internal),
        },
        wide=True,
        sheets={
            "issue_sheet": _("Open issues"),
            "measure_sheet": _("Open measures"),
            "reviews": _("Reviews due"),
        },
    )


def _reviews(found: Sequence[Item]) -> Table:
    columns = [
        *_named(of_issues=True)[:2],
        Column(_("State"), width=14),
        Column(_("Lead department"), width=20),
        Column(_("Review due"), "day"),
        Column(_("Days since"), "number", width=10),
    ]

    def cells(item: Item) -> list[Cell]:
        state = terms.state(item.status.state, item.status.result)
        number, title, _kind, lead = _names(item)[:4]
        return [number, title, state, lead, item.review, item.review_over]

    return Table(columns, [cells(one) for one in found])


def _lights(rows: Sequence[Item]) -> Lights:
    lit = [row.light for row in rows]
    return Lights(
        total=len(lit),
        overdue=lit.count("overdue"),
        due_soon=lit.count("due-soon"),
        later=lit.count("later"),
        unlit=lit.count(None),
    )


def _page(rows: Sequence[Item], within: int, *, of_issues: bool, internal: bool) -> Table:
    """The rows in as many columns as paper has room for: why and what next are long."""
    columns = [
        *_named(of_issues=of_issues, internal=internal),
        Column(_("Deadline")),
        Column(_("Over")),
        Column(_("State")),
        *_told(),
    ]

    def cells(row: Item) -> list[Cell]:
        state = _("; ").join([_state(row), _light(row, within)])
        over = phrases.over(row) or "–"
        return [*_names(row, internal=internal), phrases.in_force(row), over, state, *_why(row)]

    return Table(columns, [cells(row) for row in rows])


def _sheet(rows: Sequence[Item], within: int, *, of_issues: bool, internal: bool) -> Table:
    """The rows with all that is known of each in a column of its own."""
    columns = [
        *_named(of_issues=of_issues, internal=internal),
        Column(_("First deadline"), "day"),
        Column(_("Deadline"), "day"),
        Column(_("Extensions"), "number", width=10),
        Column(_("Days over"), "number", width=10),
        Column(_("Days over the first deadline"), "number", width=12),
        Column(_("State"), width=14),
        Column(_("Light"), width=16),
        *_told(),
    ]

    def cells(row: Item) -> list[Cell]:
        days: list[Cell] = [row.record.due, row.status.deadline, row.status.extensions]
        over: list[Cell] = [row.days_over, row.days_over_first]
        state: list[Cell] = [_state(row), _light(row, within)]
        return [*_names(row, internal=internal), *days, *over, *state, *_why(row)]

    return Table(columns, [cells(row) for row in rows])


def _named(*, of_issues: bool, internal: bool = False) -> list[Column]:
    return [
        Column(_("No."), "number" if of_issues else "text", width=8),
        Column(_("Title"), width=40),
        Column(_("Kind"), width=16),
        Column(_("Lead department"), width=20),
        *([Column(_("Leader in charge"), width=14)] if internal else []),
    ]


def _names(item: Item, *, internal: bool = False) -> list[Cell]:
    # A measure's number is text: 1.10 is not 1.1.
    return [
        item.sort_key[0] if isinstance(item.record, Issue) else item.ref,
        values.text_of(item.record.title),
        phrases.kind(item),
        values.department(item.settings, item.status.lead),
        *([values.leader(item.settings, item.leader)] if internal else []),
    ]


def _state(item: Item) -> str:
    state = terms.state(item.status.state, item.status.result)
    return _(", ").join([state, *phrases.again(item)])


def _why(item: Item) -> list[Cell]:
    """What was told of it last, and when; and what comes next."""
    told = last_told(item.record, item.day)
    words = _("{what} ({detail})")
    why = words.format(what=values.text_of(told.note), detail=told.date) if told else ""
    return [why, values.text_of(item.next)]


def _told() -> list[Column]:
    return [
        Column(_("Progress, or why not done"), width=50),
        Column(_("What comes next"), width=50),
    ]


def _light(row: Item, within: int) -> str:
    """The light in words; the next review of what has none."""
    if row.light is not None:
        return terms.light(row.light, within)
    if row.review is None:
        return _("no light")
    words = _("review due since {day}") if row.review_due else _("review {day}")
    return words.format(day=row.review)
