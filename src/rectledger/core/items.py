"""An issue or a measure as it stood on a day: what lists, counts and pages show."""

from collections.abc import Iterator
from dataclasses import dataclass

from rectledger.core import deadlines
from rectledger.core.lifecycle import ONGOING, Status, fold
from rectledger.core.model import (
    Figure,
    Instrument,
    Issue,
    Ledger,
    Measure,
    Policy,
    Settings,
    Text,
)
from rectledger.core.policy import counts_as_closed


@dataclass(frozen=True, slots=True)
class Item:
    """An item on a day. Days are texts; `days_over` counts from the deadline in force."""

    ref: str
    record: Issue | Measure
    issue: Issue | None  # its own for an issue; None for a measure whose issue is not there
    status: Status
    leader: Text | None
    counted: bool  # counts as closed, by policy
    standing: bool  # kept up as routine: only while it counts as closed
    overdue: bool
    due_soon: bool
    review: str | None  # the day of the next look
    review_due: bool
    days_over: int  # 0 where nothing is over
    days_over_first: int  # against the first deadline
    review_over: int  # days since the review that is owed
    closed_on: str | None  # the closing that counts, by policy; else the one that there is
    instruments: tuple[Instrument, ...]  # what a measure had brought by then
    figures: tuple[Figure, ...]
    next: Text | None  # what came next then, for what was ongoing

    @property
    def on_time(self) -> bool | None:
        """Closed on time; None where it is not closed or had no deadline."""
        if self.closed_on is None or self.status.deadline is None:
            return None
        return self.closed_on <= self.status.deadline

    @property
    def sort_key(self) -> tuple[int, int]:
        """By number: 2 before 10, 21.2 before 21.10."""
        if isinstance(self.record, Measure):
            return self.record.issue, self.record.number
        return self.record.id, 0


def leader_of(record: Issue | Measure, lead: str, settings: Settings) -> Text | None:
    """The member of the leadership in charge: the item's own, else the lead department's."""
    if record.leader is not None:
        return record.leader
    department = settings.departments.get(lead)
    return department.leader if department else None


def _closed_on(status: Status, policy: Policy) -> str | None:
    """Where policy counts what is substantially complete, that closing is the one to be on time."""
    if policy.substantial_counts:
        return status.closed_on
    return status.completed_on or status.closed_on


def item_on(record: Issue | Measure, issue: Issue | None, settings: Settings, day: str) -> Item:
    """`record` as it stood at the end of `day`; `issue` is the one it belongs to, or itself."""
    policy = settings.policy
    status = fold(record, day)
    counted = counts_as_closed(status.state, status.result, policy)
    standing = isinstance(record, Issue) and record.standing and counted
    overdue = deadlines.is_overdue(status, day)
    review = None
    if isinstance(record, Issue):
        kind = settings.kinds.get(record.kind)
        review = deadlines.next_review(record, status, kind, policy, standing=standing)
    # A record says what came of it, but not when: it is known from the first entry on, and an
    # instrument not before its own day. A log that says nothing puts nothing off.
    reported = not record.log or any(entry.date <= day for entry in record.log)
    instruments: tuple[Instrument, ...] = ()
    figures: tuple[Figure, ...] = ()
    if isinstance(record, Measure) and reported:
        instruments = tuple(i for i in record.instruments if not i.dated or i.dated <= day)
        figures = tuple(record.figures)
    return Item(
        ref=record.ref,
        record=record,
        issue=issue,
        status=status,
        leader=leader_of(record, status.lead, settings),
        counted=counted,
        closed_on=_closed_on(status, policy),
        instruments=instruments,
        figures=figures,
        next=record.next if reported and status.state in ONGOING else None,
        standing=standing,
        overdue=overdue,
        review_over=deadlines.days_between(review, day) if review and review <= day else 0,
        due_soon=deadlines.is_due_soon(status, day, policy.due_soon_days),
        review=review,
        review_due=review is not None and review <= day,
        days_over=deadlines.days_between(status.deadline, day)
        if overdue and status.deadline
        else 0,
        days_over_first=max(0, deadlines.days_between(record.due, day))
        if overdue and record.due
        else 0,
    )


def items_on(ledger: Ledger, day: str) -> tuple[list[Item], list[Item]]:
    """The issues and the measures that count on `day`, each in order of number.

    An item counts from the day on which its issue was opened. A measure whose issue cannot be
    read is counted too: nothing is left out in silence.
    """
    by_id: dict[int, Issue] = {}
    for issue in ledger.issues.values():
        by_id.setdefault(issue.id, issue)

    def there() -> Iterator[tuple[Issue | Measure, Issue | None]]:
        for issue in ledger.issues.values():
            yield issue, issue
        for measure in ledger.measures.values():
            yield measure, by_id.get(measure.issue)

    found = [
        item_on(record, issue, ledger.settings, day)
        for record, issue in there()
        if issue is None or issue.opened <= day
    ]
    found.sort(key=lambda item: item.sort_key)
    return (
        [item for item in found if isinstance(item.record, Issue)],
        [item for item in found if isinstance(item.record, Measure)],
    )
