"""Whether each log follows the rules for events, has dates in order, and closes as policy says."""

from collections import defaultdict
from collections.abc import Iterator

from rectledger.core import deadlines, policy
from rectledger.core.amendments import is_amendable, plain
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import (
    DEADLINE,
    Status,
    amiss,
    closings_in_force,
    fold,
    history,
    states_of,
)
from rectledger.core.model import (
    Amend,
    Close,
    Extend,
    Issue,
    Ledger,
    Measure,
    Record,
    Reopen,
    Review,
    same,
)
from rectledger.core.model.events import ONGOING, STATES
from rectledger.core.model.layout import SETTINGS_FILE


def dates(ledger: Ledger, today: str) -> Iterator[Finding]:
    """Dates in a log are in order, not in the future, and not before the item was opened.

    Only the first entry, an import's, may leave its day open: a later closing that did so would
    never be late.
    """
    for file, record in ledger.records.items():
        if record.opened is None:
            continue
        if record.opened > today:
            args: dict[str, object] = {"date": record.opened, "today": today}
            yield Finding("opened-future", file, ("opened",), args)
        # A measure may be added when its issue is already overdue.
        if isinstance(record, Issue) and record.due and record.due < record.opened:
            args = {"date": record.due, "opened": record.opened}
            yield Finding("due-before-opened", file, ("due",), args)
    for file, record, index, entry in ledger.entries:
        key = ("log", index, "date")
        if index and entry.date < record.log[index - 1].date:
            before = record.log[index - 1].date
            yield Finding("date-backwards", file, key, {"date": entry.date, "before": before})
        if index and entry.source and entry.source.undated:
            yield Finding("undated-later", file, ("log", index, "source", "undated"))
        if entry.date > today:
            yield Finding("date-future", file, key, {"date": entry.date, "today": today})
        if record.opened is not None and entry.date < record.opened:
            args = {"date": entry.date, "opened": record.opened}
            yield Finding("date-before-opened", file, key, args)


def transitions(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Every event is allowed in the state that the item is in."""
    issue_by_id = {issue.id: issue for issue in ledger.issues.values()}
    for file, record in ledger.records.items():
        for index, entry, status, after in history(record):
            key = ("log", index, "event")
            args: dict[str, object] = {"ref": record.ref, "event": entry.event}
            if after is None:
                args |= {"state": status.state, "allowed": sorted(entry.allowed, key=STATES.index)}
                yield Finding("illegal-event", file, key, args)
            elif isinstance(entry, Extend) and status.deadline and entry.to <= status.deadline:
                # What an amendment calls the deadline that was in force.
                field = DEADLINE if "due" in status.settled else "due"
                args = {"to": entry.to, "deadline": status.deadline, "field": field}
                yield Finding("extend-backwards", file, ("log", index, "to"), args)
            elif isinstance(entry, Reopen | Review) and entry.to and entry.to < entry.date:
                args = {"ref": record.ref, "to": entry.to, "date": entry.date}
                yield Finding("to-in-the-past", file, ("log", index, "to"), args)
            elif entry.event == "reopen" and isinstance(record, Measure):
                issue = issue_by_id.get(record.issue)
                if issue and not states_of(issue, entry.date) & ONGOING:
                    yield Finding("reopen-under-closed", file, key, {**args, "issue": issue.id})


def closings(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A closed issue has no open measure, neither on the date of a closing in force nor now."""
    by_issue: dict[int, list[Measure]] = defaultdict(list)
    for measure in ledger.measures.values():
        by_issue[measure.issue].append(measure)
    for file, issue in ledger.issues.items():
        closes = closings_in_force(issue)
        for step in closes:
            reasons = policy.closing_over_measures(issue, by_issue[issue.id], step)
            if not reasons and step is closes[-1]:
                reasons = policy.measures_for_closing(issue, by_issue[issue.id], None)
            for code, args in reasons:
                yield Finding(code, file, ("log", step.at), args)


def closing_evidence(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A closing in force has the evidence that policy requires."""
    for file, record in ledger.records.items():
        for index, entry, _before, _after in closings_in_force(record):
            for code, args in policy.evidence_for_closing(entry, ledger.settings.policy):
                yield Finding(code, file, ("log", index), {"ref": record.ref, **args})


def permissions(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Who closes, approves and extends, and how often, follows policy."""
    settings = ledger.settings
    for file, record in ledger.records.items():
        in_force = {one.at for one in closings_in_force(record)}
        for index, entry, status, after in history(record):
            if after is None or (isinstance(entry, Close) and index not in in_force):
                continue
            asked = policy.permission(record.ref, entry, record.log[:index], status, settings)
            for code, args in asked:
                yield Finding(code, file, ("log", index), {"ref": record.ref, **args})
    if policy.binds_nobody(settings):
        yield Finding("nobody-bound", SETTINGS_FILE, ("policy",), severity="note")


def amendments(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A field's amendments follow on from each other, and the last one gives its present value; the
    deadline in force was amended only while that was allowed."""
    for file, record in ledger.records.items():
        last: dict[str, object] = {}
        at: dict[str, int] = {}
        for index, entry, status, _after in history(record):
            if not isinstance(entry, Amend):
                continue
            key = ("log", index, "field")
            args: dict[str, object] = {"ref": record.ref, "field": entry.field}
            if entry.field == DEADLINE:
                if code := amiss(status, entry):
                    yield Finding(code, file, key, args | _deadlines(status, entry))
                continue
            if not is_amendable(record, entry.field):
                yield Finding("not-amendable", file, key, args)
                continue
            if entry.field in last and not same(last[entry.field], entry.was):
                yield Finding("amendment-gap", file, ("log", index, "was"), args)
            last[entry.field], at[entry.field] = entry.now, index
        for name, now in last.items():
            if not same(plain(record, name), now):
                args = {"ref": record.ref, "field": name}
                yield Finding("amendment-undone", file, ("log", at[name], "now"), args)


def _deadlines(status: Status, entry: Amend) -> dict[str, object]:
    return {
        "state": status.state, "deadline": status.deadline or "–",
        "was": entry.was or "–", "now": entry.now or "–", "earliest": status.earliest or "–",
    }  # fmt: skip


def far_deadlines(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No deadline of an ongoing item is so far off that it is probably a typo; a note."""
    issues = {issue.id: issue for issue in ledger.issues.values()}
    for file, record in ledger.records.items():
        issue = record if isinstance(record, Issue) else issues.get(record.issue)
        given = record.opened or (issue.opened if issue else None)
        if given is None or not any(deadlines.is_far(given, day) for day in _deadlines_of(record)):
            continue
        status = fold(record)
        if status.state not in ONGOING:
            continue
        last: tuple[tuple[str | int, ...], str | None, str] = (("due",), record.due, given)
        for index, entry, before, after in history(record):
            if after and "due" in after.settled and after.deadline != before.deadline:
                name = "now" if isinstance(entry, Amend) else "to"
                last = (("log", index, name), status.deadline, entry.date)
        for key, deadline, since in dict.fromkeys([(("due",), record.due, given), last]):
            if deadline is not None and deadlines.is_far(since, deadline):
                args: dict[str, object] = {
                    "ref": record.ref, "deadline": deadline, "years": deadlines.FAR_YEARS,
                }  # fmt: skip
                yield Finding("deadline-far", file, key, args, severity="note")


def _deadlines_of(record: Record) -> Iterator[str]:
    """Every deadline that a record was ever given, except by a correction."""
    days = (record.due, *(getattr(entry, "to", None) for entry in record.log))
    return (day for day in days if day is not None)


def measures_after_issues(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No ongoing measure is due later than its ongoing issue; a note."""
    issues = {issue.id: fold(issue) for issue in ledger.issues.values()}
    for file, measure in ledger.measures.items():
        issue = issues.get(measure.issue)
        if issue is None or issue.state not in ONGOING or issue.deadline is None:
            continue
        status = fold(measure)
        if status.state in ONGOING and status.deadline and status.deadline > issue.deadline:
            args: dict[str, object] = {
                "ref": measure.ref, "deadline": status.deadline,
                "issue": measure.issue, "of_issue": issue.deadline,
            }  # fmt: skip
            yield Finding("due-after-issue", file, (), args, severity="note")
