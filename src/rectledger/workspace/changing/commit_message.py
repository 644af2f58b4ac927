"""Commit messages, with trailers for whoever reads the history."""

from rectledger.core import record_fingerprint
from rectledger.core.changes.proposed_change import Change, issue_of
from rectledger.core.model import Issue, Record
from rectledger.core.model.layout import issue_file
from rectledger.workspace.changing.records_to_change import Desk


def _about(desk: Desk, change: Change) -> list[Record]:
    """The records that a change concerns: those that it touches, and the issues above them."""
    records: dict[str, Record] = {edit.new.ref: edit.new for edit in change.edits}
    for number in dict.fromkeys(issue_of(edit.new) for edit in change.edits):
        issue = None if str(number) in records else desk.record(issue_file(number), Issue)
        if issue is not None:
            records[issue.ref] = issue
    return sorted(records.values(), key=lambda one: one.sort_key)


def message(desk: Desk, change: Change) -> str:
    """The commit message: the command and the items it was given, and everything else in trailers.
    One trailer identifies the records, because a number may be used twice.

    Titles and notes are left out: some texts would skip a pipeline or mention someone.
    """
    subject = f"{change.verb.capitalize()} {', '.join(change.asked)}"
    entry = next((edit.entry for edit in change.edits if edit.entry), None)
    along = [edit.new.ref for edit in change.edits if edit.new.ref not in change.asked]
    trailers = [f"Ledger-Date: {entry.date}"] if entry else []
    if entry:
        by = "".join(c if c.isalnum() or c in " .-·" else " " for c in entry.by)
        trailers.append(f"Ledger-By: {' '.join(by.split())}")
    if along:
        trailers.append(f"Ledger-With: {', '.join(along)}")
    trailers.append(record_fingerprint.trailer(_about(desk, change)))
    return subject + "\n\n" + "\n".join(trailers) + "\n"
