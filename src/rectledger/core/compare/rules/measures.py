"""What no measure is under an issue that is done with: added, or left open while it is waived.

What lies open under a closed issue, and what is reopened there, the checks find in any ledger.
"""

from collections.abc import Iterator

from rectledger.core import policy
from rectledger.core.compare.request import Request
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import ONGOING, Status, first_status, fold, history
from rectledger.core.model import Issue, Measure


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


def _statuses(issue: Issue, request: Request) -> Iterator[Status]:
    """What an issue was when the request began, and after each of its new entries."""
    old = request.before(issue)
    yield fold(old) if old else first_status(issue)
    steps = list(history(issue))
    for one in request.added:
        if one.record is issue:
            yield steps[one.at].after or steps[one.at].before


def under_waived(request: Request) -> Iterator[Finding]:
    """An issue that is waived takes its open measures along."""
    for one in request.added:
        issue = one.record
        if one.entry.event != "waive" or not isinstance(issue, Issue):
            continue
        if fold(issue).state != "waived":  # it was taken up again since
            continue
        below = [each for each in request.result.measures.values() if each.issue == issue.id]
        for _code, args in policy.measures_for_closing(issue, below, None):
            yield Finding("open-under-waived", one.file, ("log", one.at), args)
