"""The numbers that a request gives: which the base had given to another record that was deleted,
and which it gives and takes away again by itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from rectledger.core.findings import Finding, Severity
from rectledger.core.merge_request.introducing_commits import History
from rectledger.core.model import Deleted, Deletions
from rectledger.core.model.layout import MEASURES, RECORD_FILE, is_in, ref_in
from rectledger.store.git.ledger_at_commit import Revision
from rectledger.store.git.tree_objects import Difference
from rectledger.workspace.reading import deleted_records


def given_again(
    base: Revision, result: Revision, differences: Iterable[Difference]
) -> Callable[[], Deletions]:
    """What gives the new records that have the number of another, which was deleted before. Git is
    asked only where there are new records, and is at it from now on."""
    new = [one.file.removeprefix(base.path) for one in differences
           if one.before is None and one.file.startswith(base.path)]  # fmt: skip
    found = deleted_records.given_again(
        base, result, [one for one in new if RECORD_FILE.fullmatch(one)]
    )
    return lambda: Deletions(others=found())


def used_up(base: Revision, result: Revision, history: History, *, sure: bool) -> Iterator[Finding]:
    """The numbers that a fast-forward would use up: merged with a commit of its own, the request
    leaves no trace of what it deletes itself. They are notes, unless it is `sure` to be one: then
    plain `check` would not let the number rest."""
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
    issue = f"issues/{file.partition('/')[2].partition('-')[0]}.yaml"
    return is_in(file, MEASURES) and issue in gone
