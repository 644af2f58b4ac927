"""Numbers that a request assigns and then frees again."""

from collections.abc import Iterator, Mapping

from rectledger.core.findings import Finding, Severity
from rectledger.core.merge_request.introducing_commits import History
from rectledger.core.model import Deleted
from rectledger.core.model.layout import ISSUES, MEASURES, is_in, ref_in
from rectledger.store.git.ledger_at_commit import Revision
from rectledger.workspace.reading import deleted_records


def used_up(base: Revision, result: Revision, history: History, *, sure: bool) -> Iterator[Finding]:
    """The numbers that a fast-forward would use up. With a merge commit, records that the request
    adds and deletes again leave no trace. Findings are notes, unless a fast-forward is `sure`:
    plain `check` would then report the number as deleted."""
    line = [history.head]
    while parents := history.parents.get(line[-1]):
        line.append(parents[0])
    gone = deleted_records.come_and_gone(base, result, line) if len(line) > 2 else {}
    for file, who in gone.items():
        if not _went_with_its_issue(file, gone):
            args: dict[str, object] = {"ref": ref_in(file), "commit": who.commit}
            severity: Severity = "error" if sure else "note"
            yield Finding("number-used-up", file, args=args, severity=severity)


def _went_with_its_issue(file: str, gone: Mapping[str, Deleted]) -> bool:
    issue = f"{ISSUES}/{file.partition('/')[2].partition('-')[0]}.yaml"
    return is_in(file, MEASURES) and issue in gone
