"""The public notice: the findings, what was done about them, and the next steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, cast

from rectledger.core.filters import Filters
from rectledger.core.items import Item, items_on, without_issue
from rectledger.core.judged_closings import closing_that_counts
from rectledger.core.lifecycle import RESULTS, last_told, taken_up_again
from rectledger.core.model import Issue, Ledger, Policy, Settings
from rectledger.core.model.events import ONGOING
from rectledger.core.summary.counts import Count, Group, add_groups, groups
from rectledger.core.summary.instruments import InstrumentUse, add_instruments, instruments
from rectledger.formatting import items as phrases
from rectledger.formatting import own_fields
from rectledger.formatting.values import department, text_of
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.publish.content import Content, figures
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.tables.table import Column, Table


class Again(NamedTuple):
    """The reopening of an issue on the date `on`, after a relapse or otherwise; it had been closed
    on `done_on`, as substantially complete if `substantial`."""

    done_on: str
    on: str
    relapsed: bool
    substantial: bool


class NoticeItem(NamedTuple):
    """An issue in the notice. `state` is a state of the lifecycle, or `substantial`; `done`,
    `substantial` (substantially complete, but not counted as closed by policy), `under_way` and
    `planned` are its measures by progress; `fields` the office's own fields, as `Name: value`."""

    ref: str
    title: str
    section: str
    heading: str
    kind: str
    state: str
    standing: bool
    overdue: bool
    deadline: str | None
    review: str | None
    review_due: bool
    done: list[str]
    substantial: list[str]
    under_way: list[str]
    planned: list[str]
    again: list[Again]
    note: str
    next: str
    lead: str
    support: list[str]
    leader: str
    fields: list[str]


@dataclass(frozen=True)
class NoticeData:
    """The data of a notice."""

    issues: list[NoticeItem]
    count: Count
    measures: Count
    kinds: list[Group]
    instruments: list[InstrumentUse]

    def __add__(self, other: "NoticeData") -> "NoticeData":
        return NoticeData(
            self.issues + other.issues,
            self.count + other.count,
            self.measures + other.measures,
            add_groups(self.kinds, other.kinds),
            add_instruments(self.instruments, other.instruments),
        )


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> NoticeData:
    """The data of a notice from `ledger`, or a part of it, as it stood on `day`."""
    settings = ledger.settings
    issues, measures = items_on(ledger, day)
    chosen = Filters(department=asked.department).pick(issues, settings, day)
    numbers = {item.sort_key[0] for item in chosen}
    below = [item for item in measures if item.sort_key[0] in numbers and item.issue]
    below += without_issue(measures, asked.department)
    below.sort(key=lambda item: item.sort_key)  # the first measure with an instrument counts
    of = {number: list(found) for number, found in groupby(below, lambda one: one.sort_key[0])}
    return NoticeData(
        [told(item, of.get(item.sort_key[0], ()), internal=asked.internal) for item in chosen],
        Count.of(chosen),
        Count.of(below),
        groups(settings, chosen, below, "kind"),
        instruments(below),
    )


def told(item: Item, measures: Sequence[Item], *, internal: bool) -> NoticeItem:
    """An issue with its measures in the notice; who leads it is only included if `internal`, so
    that no template can print it otherwise."""
    settings, status, review = item.settings, item.status, item.review
    issue = cast(Issue, item.record)
    report = last_told(item.record, item.day, RESULTS | {"waive"})

    def titles(state: str, *, counted: bool = False) -> list[str]:
        found = (one for one in measures if one.status.state == state)
        return [phrases.title(one) for one in found if one.counted == counted]

    return NoticeItem(
        ref=item.ref,
        title=phrases.title(item),
        section=issue.section,
        heading=text_of(issue.heading),
        kind=phrases.kind(item),
        state="substantial" if item.marks.substantial else status.state,
        standing=item.standing,
        overdue=item.overdue,
        deadline=status.deadline,
        review=review,
        review_due=item.review_due,
        done=titles("closed", counted=True),
        substantial=titles("closed"),
        under_way=titles("active"),
        planned=titles("open") if status.state in ONGOING else [],
        again=list(_again(issue, settings.policy)),
        note=text_of(report.note) if report else "",
        next=text_of(item.next),
        lead=phrases.lead(item) if internal else "",
        support=phrases.supporting(item) if internal else [],
        leader=phrases.in_charge(item) if internal else "",
        fields=[
            _("{name}: {value}").format(name=name, value=value)
            for name, value in own_fields.facts(item, internal=internal)
        ],
    )


def _again(issue: Issue, policy: Policy) -> Iterator[Again]:
    for one in taken_up_again(issue):
        done_on = closing_that_counts(one.before, policy)
        if done_on is not None:
            relapsed, substantial = one.entry.event == "review", one.before.result == "substantial"
            yield Again(done_on, one.entry.date, relapsed, substantial)


class NoticePart(NamedTuple):
    """An aspect with its sections, a section with its headings, or a heading with its issues.

    `number` is its place in the full outline, or 0 if it has none. `title` is "" for issues of a
    section without a heading.
    """

    number: int
    title: str
    parts: Sequence["NoticePart"] = ()
    issues: Sequence[NoticeItem] = ()


def outline(settings: Settings, issues: Sequence[NoticeItem]) -> list[NoticePart]:
    """The issues by aspect, section and heading, in the outline's order.

    Parts without issues are left out; issues whose section is not in the outline come last.
    """
    aspects = []
    left = list(issues)
    for aspect in settings.outline:
        sections = []
        for nth, section in enumerate(aspect.sections, 1):
            own = [one for one in left if one.section == section.id]
            if own:
                sections.append(NoticePart(nth, text_of(section.title), _headings(own)))
                left = [one for one in left if one.section != section.id]
        if sections:
            aspects.append(NoticePart(aspect.id, text_of(aspect.title), sections))
    if left:
        unknown = NoticePart(0, "", _headings(left))
        aspects.append(NoticePart(0, _("Issues outside the outline"), [unknown]))
    return aspects


def _headings(issues: Sequence[NoticeItem]) -> list[NoticePart]:
    """The issues of a section in order, split where the heading changes."""
    cut = groupby(issues, lambda one: one.heading)
    return [NoticePart(0, heading, issues=list(found)) for heading, found in cut]


def content(gathered: NoticeData, about: About) -> Content:
    """The content of the notice."""
    settings, inspection = about.settings, about.settings.inspection
    parts = outline(settings, gathered.issues)
    actions = [use.action for use in gathered.instruments]
    words = {
        "inspector": text_of(inspection.inspector),
        "inspected": text_of(inspection.inspected),
        "began": inspection.began,
        "ended": inspection.ended,
        "feedback": inspection.feedback,
        "contact": text_of(settings.contact),
        "issues": figures(gathered.count),
        "first_issues": min(about.first_issues or gathered.count.total, gathered.count.total),
        "at_odds": about.at_odds,
        "measures": figures(gathered.measures),
        "instruments": {code: actions.count(code) for code in ("issued", "revised", "drafted")},
        "substantial_counts": settings.policy.substantial_counts,
        "aspects": parts,
        "sections": sum(len(aspect.parts) for aspect in parts if aspect.number),
        "department": department(settings, about.asked.department or ""),
        "internal": about.asked.internal,
    }
    return Content(words, {"kinds": kinds(gathered.kinds)})


def kinds(rows: Sequence[Group]) -> Table:
    """The counts by kind of issue, and totals. Zeros are printed."""
    total = sum(rows, Group("", None))
    headers = (_("issues"), _("closed"), _("routine"), _("ongoing"), _("waived"), _("overdue"))

    def row(name: str, one: Group) -> list[str | int]:
        n = one.issues
        return [name, n.total, n.closed, n.standing, n.ongoing, n.waived, n.overdue]

    return Table(
        [Column(terms.key("kind"), width=24), *(Column(header, "number") for header in headers)],
        [
            *(row(text_of(one.name) or one.id, one) for one in rows if one.id or one.issues.total),
            row(_("All"), total),
        ],
    )
