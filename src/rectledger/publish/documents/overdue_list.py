"""The list of what is open and overdue: what is over longest first, and why it is not done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.filters import Filters
from rectledger.core.items import Item, Light, items_on
from rectledger.core.lifecycle import last_told
from rectledger.core.model import Issue, Ledger
from rectledger.core.summary.overdue_and_due_soon import by_review, place_of_unfinished
from rectledger.formatting import items as phrases
from rectledger.formatting import values
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.publish.content import Content
from rectledger.publish.context import About, Asked
from rectledger.publish.tables.table import Cell, Column, Table


class Row(NamedTuple):
    """An item that is still to be done. `order` is its place among all of them."""

    order: tuple[bool, str, tuple[int, int]]
    number: int | str  # of an issue; a measure's is text: 1.10 is not 1.1
    title: str
    state: str
    kind: str
    lead: str
    leader: str
    first: str | None
    deadline: str | None
    in_force: str
    extensions: int
    days_over: int
    days_over_first: int
    over: str  # the same, in words
    light: Light | None
    review: str | None
    review_due: bool
    why: str
    next: str


class Owed(NamedTuple):
    """An issue, ongoing or kept up as routine, that was to be looked at again by `day`."""

    day: str
    number: int
    title: str
    state: str
    lead: str
    over: int  # days since then


@dataclass(frozen=True)
class Unfinished:
    """All that is still to be done: issues and measures, and the reviews that are owed, each in
    their order."""

    issues: list[Row]
    measures: list[Row]
    reviews: list[Owed]

    def __add__(self, other: "Unfinished") -> "Unfinished":
        return Unfinished(
            _in_order([*self.issues, *other.issues]),
            _in_order([*self.measures, *other.measures]),
            sorted([*self.reviews, *other.reviews]),
        )


class Lights(NamedTuple):
    """How many there are in all, and of each light; `unlit` have no deadline to hold."""

    total: int
    overdue: int
    due_soon: int
    later: int
    unlit: int


def gather(ledger: Ledger, day: str, *, asked: Asked) -> Unfinished:
    """What is still to be done of `ledger` on `day`."""
    settings, both = ledger.settings, items_on(ledger, day)
    wanted = Filters(department=asked.department, state="ongoing")
    issues, measures = (
        _in_order(_row(item) for item in wanted.pick(items, settings, day)) for items in both
    )
    led = Filters(department=asked.department).pick(both[0], settings, day)
    owed = by_review(item for item in led if item.review_due)
    return Unfinished(issues, measures, [_owed(item) for item in owed])


def _owed(item: Item) -> Owed:
    return Owed(
        day=item.review or "",
        number=item.sort_key[0],
        title=values.text_of(item.record.title),
        state=terms.state(item.status.state, item.status.result),
        lead=values.department(item.settings, item.status.lead),
        over=item.review_over,
    )


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.order)


def _row(item: Item) -> Row:
    settings, status = item.settings, item.status
    return Row(
        order=place_of_unfinished(item),
        number=item.sort_key[0] if isinstance(item.record, Issue) else item.ref,
        title=values.text_of(item.record.title),
        state=_(", ").join([terms.state(status.state, status.result), *phrases.again(item)]),
        kind=phrases.kind(item),
        lead=values.department(settings, status.lead),
        leader=values.leader(settings, item.leader),
        first=item.record.due,
        deadline=status.deadline,
        in_force=phrases.in_force(item),
        extensions=status.extensions,
        days_over=item.days_over,
        days_over_first=item.days_over_first,
        over=phrases.over(item) or "–",
        light=item.light,
        review=item.review,
        review_due=item.review_due,
        why=_why(item),
        next=values.text_of(item.next),
    )


def _why(item: Item) -> str:
    """What was told of it last, and when."""
    told = last_told(item.record, item.day)
    if told is None:
        return ""
    return _("{what} ({detail})").format(what=values.text_of(told.note), detail=told.date)


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


def _reviews(found: Sequence[Owed]) -> Table:
    columns = [
        Column(_("No."), "number", width=8),
        Column(_("Title"), width=50),
        Column(_("State"), width=14),
        Column(_("Lead department"), width=20),
        Column(_("Review due"), "day"),
        Column(_("Days since"), "number", width=10),
    ]
    return Table(
        columns, [(one.number, one.title, one.state, one.lead, one.day, one.over) for one in found]
    )


def _lights(rows: Sequence[Row]) -> Lights:
    lit = [row.light for row in rows]
    return Lights(
        total=len(lit),
        overdue=lit.count("overdue"),
        due_soon=lit.count("due-soon"),
        later=lit.count("later"),
        unlit=lit.count(None),
    )


def _page(rows: Sequence[Row], within: int, *, of_issues: bool, internal: bool) -> Table:
    """The rows in as many columns as paper has room for: why and what next are long."""
    columns = [
        *_named(of_issues=of_issues, internal=internal),
        Column(_("Deadline")),
        Column(_("Over")),
        Column(_("State")),
        *_told(),
    ]

    def cells(row: Row) -> list[Cell]:
        state = _("; ").join([row.state, _light(row, within)])
        named = _names(row, internal=internal)
        return [*named, row.in_force, row.over, state, row.why, row.next]

    return Table(columns, [cells(row) for row in rows])


def _sheet(rows: Sequence[Row], within: int, *, of_issues: bool, internal: bool) -> Table:
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

    def cells(row: Row) -> list[Cell]:
        days: list[Cell] = [row.first, row.deadline, row.extensions]
        over: list[Cell] = [row.days_over, row.days_over_first]
        named = _names(row, internal=internal)
        return [*named, *days, *over, row.state, _light(row, within), row.why, row.next]

    return Table(columns, [cells(row) for row in rows])


def _named(*, of_issues: bool, internal: bool) -> list[Column]:
    return [
        Column(_("No."), "number" if of_issues else "text", width=8),
        Column(_("Title"), width=40),
        Column(_("Kind"), width=16),
        Column(_("Lead department"), width=20),
        *([Column(_("Leader in charge"), width=14)] if internal else []),
    ]


def _names(row: Row, *, internal: bool) -> list[Cell]:
    return [row.number, row.title, row.kind, row.lead, *([row.leader] if internal else [])]


def _told() -> list[Column]:
    return [
        Column(_("Progress, or why not done"), width=50),
        Column(_("What comes next"), width=50),
    ]


def _light(row: Row, within: int) -> str:
    """The light in words; the next review of what has none."""
    if row.light is not None:
        return terms.light(row.light, within)
    if row.review is None:
        return _("no light")
    words = _("review due since {day}") if row.review_due else _("review {day}")
    return words.format(day=row.review)
