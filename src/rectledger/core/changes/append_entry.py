"""Adding an entry at the end of logs, which is what most commands do."""

from collections.abc import Callable, Mapping, Sequence

from rectledger.core.changes.measures_that_stay import staying
from rectledger.core.changes.proposed_change import (
    Change,
    Edit,
    Family,
    Proposal,
    Refusal,
    Standards,
)
from rectledger.core.changes.refusals import judge, once
from rectledger.core.lifecycle import Status, fold, is_legal, step
from rectledger.core.model import (
    BaseEntry,
    Close,
    Extend,
    Issue,
    Measure,
    Reassign,
    Record,
    identity,
    same,
)
from rectledger.core.model.events import EVENTS, ONGOING

# Makes the entry for a record, given whether the record only goes along with its issue.
Draft = Callable[[Record, bool], BaseEntry]


def append(
    verb: str,
    named: Sequence[Record],
    families: Mapping[int, Family],
    draft: Draft,
    standards: Standards,
    *,
    with_measures: bool = False,
    resuming: bool = False,
    restoring: bool = False,
) -> Proposal:
    """Add an entry to each of the records `named`: to all of them or to none.

    Waiving an issue also waives its ongoing measures, and closing it also closes them if policy
    says so. With `with_measures`, any entry is also added to those measures that allow it and that
    it changes. `families` holds the family of each record, by the issue's number.

    `resuming`: no commits show what was there before. Records that already end in this very entry
    are then taken as written by an earlier run of the same command, and left out.
    `restoring`: a file that is referred to but lost is being provided again.
    """
    of_policy = standards.settings.policy.measures == "with"
    goes = EVENTS[verb].measures
    along = with_measures or goes == "go" or (goes == "by-policy" and of_policy)
    edits: dict[str, Edit] = {}
    carried: dict[str, str] = {}  # by measure, the reference of its issue
    for record in sorted(named, key=lambda one: isinstance(one, Issue)):
        if isinstance(record, Issue) and along:
            for measure in families[record.id].measures:
                entry = draft(measure, True)
                if measure.ref not in edits and _goes_along(measure, entry):
                    edits[measure.ref] = _with_entry(measure, entry)
                    carried[measure.ref] = record.ref
        edits[record.ref] = _with_entry(record, draft(record, False))
    done = [ref for ref, edit in edits.items() if edit.old and _was_last(edit.old, edit.entry)]
    if resuming and len(done) < len(edits):
        edits = {ref: edit for ref, edit in edits.items() if ref not in done}
    refusals = [_at_odds(edit, restoring=restoring) for edit in edits.values()]
    known = [refusal for refusal in refusals if refusal]
    at_odds = {refusal.ref for refusal in known}
    judged = [one for one in judge(edits, families, standards) if one.ref not in at_odds]
    if known or judged:
        return once([*known, *judged], carried)
    asked = tuple(record.ref for record in named if record.ref in edits)
    return Change(verb, (*edits.values(),), asked, staying(edits, families), with_measures)


def _goes_along(measure: Measure, entry: BaseEntry) -> bool:
    """Whether a measure goes along with its issue: the entry is allowed for it and changes it; an
    extension only if it gives more time. A substantially complete measure is closed again when its
    issue is closed as complete."""
    status = fold(measure)
    if not is_legal(status, entry.event, measure=True):
        return False
    if isinstance(entry, Extend):
        return status.deadline is not None and status.deadline < entry.to
    if isinstance(entry, Reassign):
        return not _so_already(status, entry)
    return status.state in ONGOING or (isinstance(entry, Close) and entry.result == "complete")


def _with_entry(record: Record, entry: BaseEntry) -> Edit:
    return Edit(record, record.model_copy(update={"log": [*record.log, entry]}), entry)


def _was_last(record: Record, entry: BaseEntry | None) -> bool:
    """Whether a record's log already ends in this entry."""
    return bool(record.log) and same(record.log[-1], entry)


def _at_odds(edit: Edit, *, restoring: bool) -> Refusal | None:
    """A specific refusal for what is already done, or can never be done; None otherwise."""
    record, entry = edit.old, edit.entry
    if record is None or entry is None:
        return None
    if isinstance(record, Measure) and not entry.of_measures:
        return Refusal(record.ref, "not-for-measures", {"event": entry.event})
    status = fold(record)
    again = isinstance(entry, Close) and status.result == "substantial"
    if entry.event == "close" and status.state == "closed" and not again:
        done_on = status.completed_on or status.closed_on
        return Refusal(record.ref, "already-closed", {"date": done_on})
    if restoring:
        return None
    if isinstance(entry, Reassign) and _so_already(status, entry):
        return Refusal(record.ref, "already-assigned", {})
    if _was_last(record, entry):
        args: dict[str, object] = {"event": entry.event, "date": entry.date}
        return Refusal(record.ref, "already-entered", args)
    if entry.event == "attach":
        kept = {identity(piece) for one in record.log for piece in one.evidence or ()}
        if kept.issuperset(map(identity, entry.evidence or ())):
            return Refusal(record.ref, "already-attached", {})
    return None


def _so_already(status: Status, entry: Reassign) -> bool:
    """Whether an item is already led and supported as the entry says."""
    after = step(status, entry)
    return (after.lead, after.support) == (status.lead, status.support)
