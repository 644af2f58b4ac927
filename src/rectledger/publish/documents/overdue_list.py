"""The list of open and overdue items: longest overdue first, with the reasons."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.filters import Filters
from rectledger.core.items import Item, items_on
from rectledger.core.lifecycle import last_told
from rectledger.core.model import Ledger
from rectledger.core.summary.overdue_and_due_soon import by_review, place_of_unfinished
from rectledger.formatting import items as phrases
from rectledger.formatting.values import text_of
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.tables.table import Column, Field, tabulated


@dataclass(frozen=True)
class Unfinished:
    """Ongoing issues and measures, and the issues due for review (ongoing or kept up as routine),
    each in order."""

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
    """The number of items in all and by light; `unlit` have no deadline to meet."""

    total: int
    overdue: int
    due_soon: int
    later: int
    unlit: int


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> Unfinished:
    """The ongoing items of `ledger` on `day`."""
    settings, both = ledger.settings, items_on(ledger, day)
    wanted = Filters(department=asked.department, state="ongoing")
    issues, measures = (_in_order(wanted.pick(items, settings, day)) for items in both)
    led = Filters(department=asked.department).pick(both[0], settings, day)
    return Unfinished(issues, measures, by_review(item for item in led if item.review_due))


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=place_of_unfinished)


def content(found: Unfinished, about: About) -> Content:
    """The content of the list."""
    internal = about.asked.internal
    of_issues, of_measures = _of_issues(internal=internal), _of_measures(internal=internal)
    return Content(
        words={
            "issue_counts": _lights(found.issues),
            "measure_counts": _lights(found.measures),
            "due_soon_days": about.settings.policy.due_soon_days,
            "reviews_due": len(found.reviews),
        },
        tables={
            "issues": tabulated([*of_issues, *_on_a_page()], found.issues),
            "measures": tabulated([*of_measures, *_on_a_page()], found.measures),
            "reviews": tabulated(_of_reviews(), found.reviews),
            "issue_sheet": tabulated([*of_issues, *_on_a_sheet()], found.issues),
            "measure_sheet": tabulated([*of_measures, *_on_a_sheet()], found.measures),
        },
        wide=True,
        sheets={
            "issue_sheet": _("Ongoing issues"),
            "measure_sheet": _("Ongoing measures"),
            "reviews": _("Reviews due"),
        },
    )


def _lights(rows: Sequence[Item]) -> Lights:
    lit = Counter(row.light for row in rows)
    return Lights(len(rows), lit["overdue"], lit["due-soon"], lit["later"], lit[None])


def _of_issues(*, internal: bool) -> list[Field[Item]]:
    number = Column(_("No."), "number", width=8)
    return [Field(number, lambda item: item.sort_key[0]), *_named(internal=internal)]


def _of_measures(*, internal: bool) -> list[Field[Item]]:
    number = Column(_("No."), width=8)  # text: 1.10 is not 1.1
    return [Field(number, lambda item: item.ref), *_named(internal=internal)]


def _named(*, internal: bool) -> Iterator[Field[Item]]:
    """The item, and who is responsible."""
    yield Field(Column(_("Title"), width=40), phrases.title)
    yield Field(Column(_("Kind"), width=16), phrases.kind)
    yield Field(Column(_("Lead department"), width=20), phrases.lead)
    if internal:
        yield Field(Column(_("Leader in charge"), width=14), phrases.in_charge)


def _on_a_page() -> list[Field[Item]]:
    """The columns that fit on paper; the progress and next steps are long."""
    return [
        Field(Column(_("Deadline")), phrases.in_force),
        Field(Column(_("Overdue by")), lambda item: phrases.over(item) or "–"),
        Field(
            Column(_("State")), lambda item: _("; ").join([_state_and_again(item), _light(item)])
        ),
        *_told(),
    ]


def _on_a_sheet() -> list[Field[Item]]:
    """All details in separate columns."""
    return [
        Field(Column(_("First deadline"), "day"), lambda item: item.record.due),
        Field(Column(_("Deadline"), "day"), lambda item: item.status.deadline),
        Field(Column(_("Extensions"), "number", width=10), lambda item: item.status.extensions),
        Field(Column(_("Days overdue"), "number", width=10), lambda item: item.days_over),
        Field(
            Column(_("Days past the first deadline"), "number", width=12),
            lambda item: item.days_over_first,
        ),
        Field(Column(_("State"), width=14), _state_and_again),
        Field(Column(_("Light"), width=16), _light),
        *_told(),
    ]


def _of_reviews() -> list[Field[Item]]:
    number, title, _kind, lead = _of_issues(internal=False)
    return [
        number,
        title,
        Field(Column(_("State"), width=14), _state),
        lead,
        Field(Column(_("Review due"), "day"), lambda item: item.review),
        Field(Column(_("Days since"), "number", width=10), lambda item: item.review_over),
    ]


def _told() -> Iterator[Field[Item]]:
    """The last report with its date, and what comes next."""
    yield Field(Column(_("Progress, or why not done"), width=50), _why)
    yield Field(Column(_("Next steps"), width=50), lambda item: text_of(item.next))


def _why(item: Item) -> str:
    told = last_told(item.record, item.day)
    words = _("{what} ({detail})")
    return words.format(what=text_of(told.note), detail=told.date) if told else ""


def _state(item: Item) -> str:
    return terms.state(item.status.state, item.status.result)


def _state_and_again(item: Item) -> str:
    return _(", ").join([_state(item), *phrases.again(item)])


def _light(item: Item) -> str:
    """The light in words, or the next review if there is none."""
    if item.light is not None:
        return terms.light(item.light, item.settings.policy.due_soon_days)
    if item.review is None:
        return _("no light")
    words = _("review due since {day}") if item.review_due else _("review {day}")
    return words.format(day=item.review)
