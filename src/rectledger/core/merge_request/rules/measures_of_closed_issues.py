"""No measure is added or left open under an issue that is closed or waived, not even for a while.

Open measures under a closed issue, and measures reopened there, are found by the checks of any
ledger.
"""

from collections.abc import Iterator

from rectledger.core import policy
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import Status, closings_in_force, first_status, fold, history
from rectledger.core.merge_request.request import Request
from rectledger.core.model import Close, Issue, Measure
from rectledger.core.model.events import ONGOING


def under_closed(request: Request) -> Iterator[Finding]:
    """A measure is added while its issue is ongoing: before the request, or at some point in it."""
    issues = {issue.id: issue for issue in request.result.issues.values()}
    for file, record in request.new_records:
        issue = issues.get(record.issue) if isinstance(record, Measure) else None
        if issue and not any(one.state in ONGOING for one in _statuses(issue, request)):
            args: dict[str, object] = {
                "ref": record.ref, "issue": issue.id, "state": fold(issue).state
            }  # fmt: skip
            yield Finding("closed-to-measures", file, ("issue",), args)
        elif issue and isinstance(record, Measure):
            for code, said in policy.opened_while_done(record, issue):
                yield Finding(code, file, ("opened",), said)


def _statuses(issue: Issue, request: Request) -> Iterator[Status]:
    """The statuses of an issue: before the request, and after each of its new entries."""
    old = request.before(issue)
    yield fold(old) if old else first_status(issue)
    steps = list(history(issue))
    for one in request.added:
        if one.record is issue:
            yield steps[one.at].after or steps[one.at].before


def under_closings(request: Request) -> Iterator[Finding]:
    """No new closing is made over open measures, even if the same request sets it aside; for
    closings in force, the checks report that."""
    for one in request.added:
        issue = one.record
        if not isinstance(one.entry, Close) or not isinstance(issue, Issue):
            continue
        step = list(history(issue))[one.at]
        if step.after is None or step.at in {each.at for each in closings_in_force(issue)}:
            continue
        below = _below(issue, request)
        for code, args in policy.closing_over_measures(issue, below, step):
            yield Finding(code, one.file, ("log", one.at), args)


def _below(issue: Issue, request: Request) -> list[Measure]:
    return [each for each in request.result.measures.values() if each.issue == issue.id]


def under_waived(request: Request) -> Iterator[Finding]:
    """Waiving an issue also waives its open measures."""
    for one in request.added:
        issue = one.record
        if one.entry.event != "waive" or not isinstance(issue, Issue):
            continue
        if fold(issue).state != "waived":  # it has been resumed since
            continue
        for _code, args in policy.measures_for_closing(issue, _below(issue, request), None):
            yield Finding("open-under-waived", one.file, ("log", one.at), args)
