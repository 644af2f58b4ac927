"""What happened to each item between two states of a ledger: its new entries, and changes that no
entry accounts for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rectledger.core.diff.record_diff import RecordDiff
from rectledger.core.lifecycle import Step, history
from rectledger.core.model import Issue, Ledger, Measure, Record, same


class Fault(NamedTuple):
    """Something that no rectledger command does to a record: a code, as in `check --base`, and the
    values that its message needs."""

    code: str
    args: dict[str, object]


@dataclass(frozen=True)
class Happened:
    """What happened to the item in one file. `was` and `now` are None if there was or is none.

    `entered` are the new entries, each with the status before and after it. `along` are the
    measures that got the same last entry as this issue; they have `with_issue` set.
    """

    file: str
    was: Record | None
    now: Record | None
    entered: tuple[Step, ...] = ()
    faults: tuple[Fault, ...] = ()
    along: tuple[str, ...] = ()
    with_issue: bool = False

    @property
    def record(self) -> Record:
        """The item as it is, or else as it was."""
        record = self.now or self.was
        assert record is not None  # noqa: S101  # at least one of the two is set
        return record

    @property
    def added(self) -> bool:
        return self.was is None and not any(fault.code == "record-moved" for fault in self.faults)


def happened(before: Ledger, after: Ledger) -> list[Happened]:
    """What happened to every item that differs between the two, by number.

    Nothing can be said of a file that is unreadable on either side.
    """
    olds: dict[str, Record] = {**before.issues, **before.measures}
    news: dict[str, Record] = {**after.issues, **after.measures}
    unknown = before.unreadable | after.unreadable
    moved = _moved(olds, news)
    found = []
    for file in {**olds, **news}:
        was, now = olds.get(file), news.get(file)
        if file in unknown or file.partition("/")[0] in unknown or file in moved.values():
            continue
        one = _of_item(file, was, now)
        if file in moved:
            one = _of_item(file, olds[moved[file]], now)
            fault = Fault("record-moved", {"was": moved[file], "now": file})
            one = replace(one, was=None, faults=(fault, *one.faults))
        if was is None or one.entered or one.faults:
            found.append(one)
    found.sort(key=lambda one: one.record.sort_key)
    return _gathered(found)


def _moved(before: Mapping[str, Record], after: Mapping[str, Record]) -> dict[str, str]:
    """The files whose record was in another file, which is gone: new name to old name."""
    gone = {record.ref: file for file, record in before.items() if file not in after}
    new = {record.ref: file for file, record in after.items() if file not in before}
    return {file: gone[ref] for ref, file in new.items() if ref in gone}


def _of_item(file: str, was: Record | None, now: Record | None) -> Happened:
    if now is None:
        return Happened(file, was, None, faults=(Fault("record-gone", {"file": file}),))
    steps = list(history(now))
    if was is None:
        return Happened(file, None, now, tuple(steps), tuple(_illegal(steps)))
    if type(was) is not type(now) or was.ref != now.ref:
        fault = Fault("renumbered", {"file": file, "was": was.ref, "now": now.ref})
        return Happened(file, was, now, faults=(fault,))
    if same(was, now):
        return Happened(file, was, now)
    pair = RecordDiff(file, was, now)
    entered = [steps[at] for at in pair.added]
    faults = [
        Fault("entry-altered", {"was": was.log[old], "now": now.log[new]})
        for old, new in pair.altered.items()
    ]
    faults += (Fault("entry-moved", {"entry": was.log[old]}) for old in pair.moved)
    faults += (Fault("entry-gone", {"entry": was.log[old]}) for old in pair.gone)
    faults += (Fault("entry-between", {"entry": now.log[at]}) for at in pair.between)
    faults += _illegal(entered)
    faults += (
        Fault("field-edited", {"field": one.field, "was": one.was, "now": one.now})
        for one in pair.edited
    )
    return Happened(file, was, now, tuple(entered), tuple(faults))


def _illegal(steps: Iterable[Step]) -> Iterator[Fault]:
    for one in steps:
        if one.after is None:
            yield Fault("illegal-event", {"entry": one.entry, "state": one.before.state})


def _gathered(found: Sequence[Happened]) -> list[Happened]:
    """The same, with each measure that only went along with its issue marked, and listed there."""
    issues = {one.record.ref: one for one in found if isinstance(one.record, Issue)}
    along: dict[str, list[str]] = {}
    gathered = []
    for one in found:
        issue = issues.get(one.record.ref.partition(".")[0])
        if issue and _went_along(one, issue):
            along.setdefault(issue.record.ref, []).append(one.record.ref)
            one = replace(one, with_issue=True)
        gathered.append(one)
    return [replace(one, along=tuple(along.get(one.record.ref, ()))) for one in gathered]


def _went_along(measure: Happened, issue: Happened) -> bool:
    """Whether all that happened to a measure came with its issue's last new entry."""
    if not isinstance(measure.record, Measure) or measure.added or measure.faults:
        return False
    if len(measure.entered) != 1 or not issue.entered:
        return False
    own, its = measure.entered[0].entry, issue.entered[-1].entry
    alike = (its, its.model_copy(update={"note": None}))
    return own.measures != "stay" and any(same(own, one) for one in alike)
