"""The message of a commit: what it is about, in trailers, for whoever reads the history."""

from rectledger.core import record_fingerprint
from rectledger.core.changes.proposed_change import Change, issue_of
from rectledger.core.model import Issue, Record
from rectledger.core.model.layout import issue_file
from rectledger.workspace.changing.records_to_change import Desk


def _about(desk: Desk, change: Change) -> list[Record]:
    """The records that a change is about: those that it touches, and the issues that they stand
    under."""
    records: dict[str, Record] = {edit.new.ref: edit.new for edit in change.edits}
    for number in dict.fromkeys(issue_of(edit.new) for edit in change.edits):
        issue = None if str(number) in records else desk.record(issue_file(number), Issue)
        if issue is not None:
            records[issue.ref] = issue
    return sorted(records.values(), key=lambda one: one.sort_key)


def message(desk: Desk, change: Change) -> str:
    """The commit's message: the verb and what it is about, and the rest in trailers; among them
    which records it is about, for a number may be given twice.

    No title and no note goes in: what some of them say would stop a pipeline or call somebody.
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
