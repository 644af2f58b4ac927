"""An issue or a measure as it stood on a date: what lists, counts and pages show."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeVar

from rectledger.core import deadlines
from rectledger.core.amendments import as_it_stood
from rectledger.core.judged_closings import Judged, closing_that_counts, judged, on_time
from rectledger.core.lifecycle import Status, fold
from rectledger.core.model import (
    Figure,
    Instrument,
    Issue,
    Ledger,
    Measure,
    Record,
    Settings,
    Text,
)
from rectledger.core.model.events import ONGOING
from rectledger.core.policy import counts_as_closed

R = TypeVar("R", Issue, Measure)
Light = Literal["overdue", "due-soon", "later"]


class CountKey(NamedTuple):
    """What an item counts as. Many items share the same key, which makes counting fast."""

    state: str
    substantial: bool
    counted: bool  # counts as closed, by policy
    standing: bool  # routine; only while it counts as closed
    overdue: bool
    due_soon: bool
    review_due: bool
    on_time: bool | None  # None if it does not count as closed or had no deadline
    extended: bool  # its deadline was extended at least once
    fell_due: bool  # its deadline has been reached, and it is not waived
    relapses: int  # how often a follow-up review found that it was not done
    reopenings: int  # how often it was reopened otherwise


class Item(NamedTuple):
    """An item on a date: `record` and `issue` are as they stood then, without later entries or
    amendments. Dates are strings; `days_over` counts from the deadline in force."""

    record: Issue | Measure
    issue: Issue | None  # for an issue, itself; None for a measure whose issue is missing
    status: Status
    marks: CountKey
    review: str | None  # date of the next follow-up review
    closed_on: str | None  # date of the closing that counts by policy, else of the first one
    settings: Settings
    day: str

    @property
    def ref(self) -> str:
        """The reference that people use: `21` or `21.2`."""
        return self.record.ref

    @property
    def counted(self) -> bool:
        return self.marks.counted

    @property
    def standing(self) -> bool:
        return self.marks.standing

    @property
    def overdue(self) -> bool:
        return self.marks.overdue

    @property
    def due_soon(self) -> bool:
        return self.marks.due_soon

    @property
    def review_due(self) -> bool:
        return self.marks.review_due

    @property
    def on_time(self) -> bool | None:
        """Closed on time, each time; None if it does not count as closed or had no deadline."""
        return self.marks.on_time

    @property
    def judged(self) -> Judged | None:
        """The same, with the reason if the deadline and closing shown suggest otherwise."""
        return judged(self.status, self.settings.policy)

    @property
    def light(self) -> Light | None:
        """How an ongoing item stands against its deadline: red, yellow or green.

        None if it is not ongoing or has no deadline.
        """
        if self.status.deadline is None or self.status.state not in ONGOING:
            return None
        if self.overdue:
            return "overdue"
        return "due-soon" if self.due_soon else "later"

    @property
    def leader(self) -> Text | None:
        """The leader in charge: the item's own, or else that of the lead department."""
        if self.record.leader is not None:
            return self.record.leader
        department = self.settings.departments.get(self.status.lead)
        return department.leader if department else None

    @property
    def days_over(self) -> int:
        """Days since the deadline in force; 0 if it is not overdue."""
        return self._days_since(self.status.deadline)

    @property
    def days_over_first(self) -> int:
        """Days since the first deadline of an overdue item, except those at whose end it was
        closed or waived; 0 if the first deadline is not past."""
        due = self.record.due
        days = self._days_since(due)
        if due is None or days <= 0 or not self.status.relapses + self.status.reopenings:
            return max(0, days)
        return days - deadlines.days_done(self.record, due, self.day)

    def _days_since(self, deadline: str | None) -> int:
        if not self.overdue or deadline is None:
            return 0
        return deadlines.days_between(deadline, self.day)

    @property
    def review_over(self) -> int:
        """Days since the review was due; 0 if none is due."""
        if self.review is None or not self.review_due:
            return 0
        return deadlines.days_between(self.review, self.day)

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments of a measure by then, without any that is dated later."""
        if not isinstance(self.record, Measure) or not self.reported:
            return ()
        return tuple(i for i in self.record.instruments if not i.dated or i.dated <= self.day)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that a measure had reported by then."""
        if not isinstance(self.record, Measure) or not self.reported:
            return ()
        return tuple(self.record.figures)

    @property
    def next(self) -> Text | None:
        """The next step as of then, for an ongoing item."""
        return self.record.next if self.reported and self.status.state in ONGOING else None

    @property
    def opened(self) -> str | None:
        """The date from which it counts: its own or its issue's, whichever is later; None if
        neither is known."""
        own, of_issue = self.record.opened, self.issue.opened if self.issue else None
        return max(own, of_issue) if own and of_issue else own or of_issue

    @property
    def is_there(self) -> bool:
        """Whether it counts by then."""
        return (self.opened or self.day) <= self.day

    @property
    def reported(self) -> bool:
        """Whether its results and its next step were known by then."""
        # A record does not say when its results came: take them as known from the first entry on.
        return bool(self.record.log)

    @property
    def sort_key(self) -> tuple[int, int]:
        """By number: 2 before 10, 21.2 before 21.10."""
        return self.record.sort_key


def item_on(record: Issue | Measure, issue: Issue | None, settings: Settings, day: str) -> Item:
    """`record` as it stood at the end of `day`; `issue` is the one it belongs to, or itself."""
    then = as_it_stood(record, day)
    of = issue and as_it_stood(issue, day)
    return _item(then, of, settings, day)


def _item(record: Issue | Measure, issue: Issue | None, settings: Settings, day: str) -> Item:
    """The same for records that are already as they stood on `day`."""
    policy = settings.policy
    status = fold(record)
    state, result = status.state, status.result
    counted = counts_as_closed(state, result, policy)
    standing, review = False, None
    if type(record) is Issue:  # isinstance() is slow on pydantic classes when it is false
        standing = record.standing and counted
        kind = settings.kinds.get(record.kind)
        review = deadlines.next_review(record, status, kind, policy, standing=standing)
    closed_on = closing_that_counts(status, policy)
    marks = CountKey(
        state=state,
        substantial=state == "closed" and result == "substantial",
        counted=counted,
        standing=standing,
        overdue=deadlines.is_overdue(status, day),
        due_soon=deadlines.is_due_soon(status, day, policy.due_soon_days),
        review_due=review is not None and review <= day,
        on_time=on_time(status, policy),
        extended=status.extensions > 0,
        fell_due=deadlines.fell_due(status, day),
        relapses=status.relapses,
        reopenings=status.reopenings,
    )
    return Item(record, issue, status, marks, review, closed_on, settings, day)


def computed(item: Item) -> dict[str, Any]:
    """What is computed for an item from its log and the ledger's rules, by JSON key."""
    status = item.status
    return {
        "ref": item.ref,
        "state": status.state,
        "result": status.result,
        "counted": item.counted,
        "lead": status.lead,
        "support": list(status.support),
        "deadline": status.deadline,
        "extensions": status.extensions,
        "relapses": status.relapses,
        "reopenings": status.reopenings,
        "due_soon": item.due_soon,
        "overdue": item.overdue,
        "days_over": item.days_over,
        "closed_on": item.closed_on,
        "on_time": item.on_time,
        "standing": item.standing,
        "next_review": item.review,
        "review_due": item.review_due,
    }


def without_issue(measures: Iterable[Item], lead: str | None) -> list[Item]:
    """Those `measures` whose issue is missing or unreadable, and that the department `lead` leads
    (None: any department). They are counted separately."""
    return [one for one in measures if one.issue is None and lead in (None, one.status.lead)]


def items_by_file(ledger: Ledger, day: str) -> tuple[dict[str, Item], dict[str, Item]]:
    """The issues and the measures that count on `day`, by file.

    An item counts from the date on which it was opened, a measure not before its issue. A measure
    whose issue cannot be read is counted too: nothing is dropped silently.
    """
    then = {file: as_it_stood(issue, day) for file, issue in ledger.issues.items()}
    by_id = {record.id: record for record in reversed(in_place_first(then))}

    def on_day(found: Iterable[tuple[str, Issue | Measure, Issue | None]]) -> dict[str, Item]:
        items = ((file, _item(one, issue, ledger.settings, day)) for file, one, issue in found)
        return {file: item for file, item in items if item.is_there}

    measures = ((file, as_it_stood(one, day)) for file, one in ledger.measures.items())
    return (
        on_day((file, issue, issue) for file, issue in then.items()),
        on_day((file, measure, by_id.get(measure.issue)) for file, measure in measures),
    )


def items_on(ledger: Ledger, day: str) -> tuple[list[Item], list[Item]]:
    """The same, each sorted by number."""
    issues, measures = (list(found.values()) for found in items_by_file(ledger, day))
    for items in (issues, measures):
        items.sort(key=lambda item: item.record.sort_key)
    return issues, measures


def everything(ledger: Ledger, day: str) -> list[Item]:
    """All items that count on `day`: the issues, then the measures."""
    issues, measures = items_on(ledger, day)
    return [*issues, *measures]


def family(ledger: Ledger, _day: str, *, number: int) -> list[Record]:
    """The issue with this number and its measures, in order."""
    found: list[Record] = [one for one in in_place_first(ledger.issues) if one.id == number]
    found += [one for one in in_place_first(ledger.measures) if one.issue == number]
    return sorted(found, key=lambda one: one.sort_key)


def in_place_first(records: Mapping[str, R]) -> list[R]:
    """The records, those in their proper file first: if two have the same number, the other one is
    the copy."""
    return [one for _, one in sorted(records.items(), key=lambda pair: pair[0] != pair[1].file)]


def in_place(ledger: Ledger) -> bool:
    """Whether every file is named after its record."""
    return all(file == record.file for file, record in ledger.records.items())
