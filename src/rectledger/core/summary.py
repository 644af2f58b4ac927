"""Counting: what a ledger adds up to on a day.

Counts add up: counting the parts and adding them gives the count of the whole, so that a ledger
can be counted anywhere, in any parts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from rectledger.core import deadlines
from rectledger.core.items import Item, items_on
from rectledger.core.model import (
    ByLanguage,
    ControlTotal,
    Instrument,
    Issue,
    Ledger,
    Settings,
    Text,
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many items, by state and by what else is asked about.

    open + active + submitted + closed + waived + uncounted = total. `closed` is what counts as
    closed; `uncounted` is closed on the whole where policy does not count it: it is ongoing.
    `with_deadline` are those of `closed` that had a deadline to hold, `on_time` those of them that
    held it.
    """

    total: int = 0
    open: int = 0
    active: int = 0
    submitted: int = 0
    closed: int = 0
    uncounted: int = 0
    waived: int = 0
    substantial: int = 0
    standing: int = 0
    overdue: int = 0
    due_soon: int = 0
    reviews_due: int = 0
    on_time: int = 0
    with_deadline: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Count)))

    @property
    def ongoing(self) -> int:
        """What is still to be done: total = ongoing + closed + waived."""
        return self.total - self.closed - self.waived

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Count":
        """The count of `items`."""
        tally = dict.fromkeys((f.name for f in fields(cls)), 0)
        for item in items:
            tally["total"] += 1
            state = item.status.state
            tally["uncounted" if state == "closed" and not item.counted else state] += 1
            tally["substantial"] += state == "closed" and item.status.result == "substantial"
            tally["standing"] += item.standing
            tally["overdue"] += item.overdue
            tally["due_soon"] += item.due_soon
            tally["reviews_due"] += item.review_due
            tally["on_time"] += item.counted and item.on_time is True
            tally["with_deadline"] += item.counted and item.on_time is not None
        return cls(**tally)


Key = Literal["kind", "aspect", "section", "department", "leader"]


@dataclass(frozen=True, slots=True)
class Group:
    """What one kind, aspect, section, department or leader adds up to. `name` None: nobody named.

    `supporting` counts the issues that a department supports: beside its own, never added.
    """

    id: str
    name: Text | None
    issues: Count
    measures: Count
    supporting: int = 0


def aspect_of(settings: Settings, section: str) -> str:
    """The id of the aspect that a section belongs to; empty where the section is unknown."""
    for aspect in settings.outline:
        if any(s.id == section for s in aspect.sections):
            return str(aspect.id)
    return ""


def _leader_id(leader: Text | None) -> str:
    if isinstance(leader, ByLanguage):
        return leader.en or leader.zh or ""
    return leader or ""


def _known(settings: Settings, key: Key) -> dict[str, Text | None]:
    """The groups that the ledger itself names, in its order: they are shown even with nothing."""
    if key == "kind":
        return {code: kind.name for code, kind in settings.kinds.items()}
    if key == "aspect":
        return {str(aspect.id): aspect.title for aspect in settings.outline}
    if key == "section":
        return {s.id: s.title for aspect in settings.outline for s in aspect.sections}
    if key == "department":
        return {code: department.name for code, department in settings.departments.items()}
    return {}


def _grouping(settings: Settings, key: Key) -> Callable[[Item], tuple[str, Text | None]]:
    """The group of an item: its id, and the name where the ledger does not know it."""
    if key == "department":
        return lambda item: (item.status.lead, item.status.lead)
    if key == "leader":
        names = {member.id: member.name for member in settings.members}
        return lambda item: (
            _leader_id(item.leader),
            names.get(item.leader, item.leader) if isinstance(item.leader, str) else item.leader,
        )
    of_issue: dict[str, Callable[[Issue], str]] = {
        "kind": lambda issue: issue.kind,
        "section": lambda issue: issue.section,
        "aspect": lambda issue: aspect_of(settings, issue.section),
    }
    own = of_issue[key]
    return lambda item: (own(item.issue), own(item.issue)) if item.issue else ("", None)


def groups(
    settings: Settings, issues: Sequence[Item], measures: Sequence[Item], key: Key
) -> list[Group]:
    """The items by `key`: every known group in the ledger's order, then any other, then nobody."""
    names = _known(settings, key)
    group_of = _grouping(settings, key)
    split: dict[str, tuple[list[Item], list[Item]]] = {code: ([], []) for code in names}
    for index, items in enumerate((issues, measures)):
        for item in items:
            code, name = group_of(item)
            names.setdefault(code, name if code else None)
            split.setdefault(code, ([], []))[index].append(item)
    rows = [
        Group(
            code,
            names[code],
            Count.of(own),
            Count.of(own_measures),
            sum(code in i.status.support for i in issues) if key == "department" else 0,
        )
        for code, (own, own_measures) in split.items()
    ]
    rows.sort(key=lambda group: group.id == "")  # a stable sort: nobody comes last
    return rows


@dataclass(frozen=True, slots=True)
class InstrumentUse:
    """One regulation, once: what was done to it, when, and under which measures."""

    title: str
    action: str
    dated: str | None
    refs: tuple[str, ...]


def instruments(measures: Iterable[Item]) -> list[InstrumentUse]:
    """The distinct instruments that `measures` brought, in order of their first measure.

    One title is one instrument, however many measures cite it; its day is the first one given.
    """
    found: dict[str, tuple[Instrument, list[str]]] = {}
    for item in measures:
        for instrument in item.instruments:
            first, refs = found.setdefault(instrument.title, (instrument, []))
            if first.dated is None and instrument.dated is not None:
                found[instrument.title] = (instrument, refs)
            if item.ref not in refs:
                refs.append(item.ref)
    return [InstrumentUse(i.title, i.action, i.dated, tuple(refs)) for i, refs in found.values()]


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """A control total beside what the ledger counts. `holds` None: its list is not published."""

    declared: ControlTotal
    counted: int
    holds: bool | None


def _countable(
    ledger: Ledger, issues: Sequence[Item], measures: Sequence[Item]
) -> Mapping[str, int]:
    """What each control total is held against, by the items of its day."""
    count = Count.of(issues)
    outline = ledger.settings.outline
    return {
        "issues": count.total,
        "aspects": len(outline),
        "sections": sum(len(aspect.sections) for aspect in outline),
        "closed": count.closed,
        "standing": count.standing,
        "ongoing": count.ongoing,
        "waived": count.waived,
        "substantial": count.substantial,
        "measures": len(measures),
        "instruments": len(instruments(measures)),
    }


def control_totals(
    ledger: Ledger, known: Mapping[str, tuple[list[Item], list[Item]]] | None = None
) -> list[TotalCheck]:
    """Each declared total, counted as the ledger stood on the total's own day.

    `known` are the items of days that have been asked about already.
    """
    items = known or {}
    by_day: dict[str, Mapping[str, int]] = {}
    for day in {declared.as_of for declared in ledger.settings.control_totals}:
        by_day[day] = _countable(ledger, *(items.get(day) or items_on(ledger, day)))
    checked = []
    for declared in ledger.settings.control_totals:
        counted = by_day[declared.as_of][declared.name]
        holds = counted == declared.total if declared.itemised else None
        checked.append(TotalCheck(declared, counted, holds))
    return checked


@dataclass(frozen=True)
class Overview:
    """All that `status` shows, as of a day."""

    day: str
    issues: Count
    measures: Count
    by: Mapping[Key, list[Group]]
    overdue: list[Item]
    due_soon: list[Item]
    reviews_due: list[Item]
    control_totals: list[TotalCheck]


def overview(ledger: Ledger, day: str) -> Overview:
    """What `ledger` adds up to at the end of `day`. What is over longest comes first."""
    issues, measures = items_on(ledger, day)
    shown: tuple[Key, ...] = ("kind", "aspect", "section", "department")
    return Overview(
        day=day,
        issues=Count.of(issues),
        measures=Count.of(measures),
        by={key: groups(ledger.settings, issues, measures, key) for key in shown},
        overdue=most_urgent(item for item in issues if item.overdue),
        due_soon=most_urgent(item for item in issues if item.due_soon),
        reviews_due=by_review(item for item in issues if item.review_due),
        control_totals=control_totals(ledger, {day: (issues, measures)}),
    )


def coming(items: Iterable[Item], day: str, within: int) -> list[Item]:
    """What is due, or owed a review, in the `within` days after `day`; the earliest first."""
    last = deadlines.add_days(day, within)
    found = [
        item
        for item in items
        if deadlines.is_due_soon(item.status, day, within)
        or (item.review is not None and day < item.review <= last)
    ]
    found.sort(key=lambda item: (item.review or item.status.deadline or "", item.sort_key))
    return found


def by_review(items: Iterable[Item]) -> list[Item]:
    """In order of the day on which they are owed a review; by number where it is one day."""
    return sorted(items, key=lambda item: (item.review or "", item.sort_key))


def most_urgent(items: Iterable[Item]) -> list[Item]:
    """In order of deadline, the earliest first; by number where deadlines are equal."""
    return sorted(items, key=lambda item: (item.status.deadline or "", item.sort_key))
