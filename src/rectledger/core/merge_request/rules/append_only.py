"""What the base has stays: no record or entry is lost, and no field changes without amendment."""

from collections.abc import Iterator

from rectledger.core.amendments import handed_over, is_amendable, with_fields
from rectledger.core.diff.record_diff import RecordDiff
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import Status, history
from rectledger.core.merge_request.request import Added, Request
from rectledger.core.model import Amend, BaseEntry, Close, Record, identity, same
from rectledger.core.record_fingerprint import first_form


def records(request: Request) -> Iterator[Finding]:
    """No record disappears or moves."""
    now = {record.ref: file for file, record in request.result.records.items()}
    there = {*request.result.records, *request.result.unreadable}
    for file, record in request.base.records.items():
        if {file, file.partition("/")[0]} & request.result.unreadable:
            continue
        if record.ref not in now:
            yield Finding("record-gone", file, args={"ref": record.ref})
        elif file == record.file and file not in there:
            yield Finding("record-moved", file, args={"ref": record.ref, "to": now[record.ref]})


def entries(request: Request) -> Iterator[Finding]:
    """Every entry of the base is still in the log, unchanged and in order."""
    for pair in request.pairs:
        for lost in pair.gone:
            yield Finding("entry-gone", pair.file, ("log",), _about(pair, lost))
        for lost, index in pair.moved.items():
            yield Finding("entry-moved", pair.file, ("log", index, "date"), _about(pair, lost))
        for lost, index in pair.altered.items():
            keys = _differing(pair.old.log[lost], pair.new.log[index])
            args = {**_about(pair, lost), "keys": keys}
            yield Finding("entry-altered", pair.file, ("log", index, keys[0]), args)


def _about(pair: RecordDiff, lost: int) -> dict[str, object]:
    entry = pair.old.log[lost]
    return {"ref": pair.new.ref, "event": entry.event, "date": entry.date}


def _differing(one: BaseEntry, other: BaseEntry) -> list[str]:
    """The keys in which two entries differ."""
    old, new = one.model_dump(exclude_unset=True), other.model_dump(exclude_unset=True)
    return [key for key in {**old, **new} if not same(old.get(key), new.get(key))]


def order(request: Request) -> Iterator[Finding]:
    """Only reports, which two branches may both make, are added before the base's last entry."""
    for pair in request.pairs:
        for index in pair.between:
            args: dict[str, object] = {"ref": pair.new.ref, "event": pair.new.log[index].event}
            yield Finding("entry-between", pair.file, ("log", index, "date"), args)


def fields(request: Request) -> Iterator[Finding]:
    """A field changes only with an amendment in this request that names it and its old value.

    That it has the value of the last amendment is a check of every ledger.
    """
    for pair in request.pairs:
        for name, _was, _now, how, at in pair.edited:
            args: dict[str, object] = {"ref": pair.new.ref, "field": name}
            if how == "silent":
                yield Finding("field-edited", pair.file, (name,), args)
            elif how == "from":
                yield Finding("amended-from", pair.file, ("log", at, "was"), args)


def closed_forms(request: Request) -> Iterator[Finding]:
    """A new record keeps what it said when it was closed: until then it may be corrected in any
    way, and after that only by an amendment."""
    for one, contents in _closings(request):
        now, told = first_form(one.record), set[str]()
        for then in map(first_form, contents if request.before(one.record) is None else ()):
            told |= {key for key in {**then, **now} if not same(then.get(key), now.get(key))}
        for name in sorted(told):
            yield Finding("field-edited", one.file, (name,), {"ref": one.record.ref, "field": name})


def closed_under(request: Request) -> Iterator[Finding]:
    """A closing keeps the deadline and the lead under which it was made: nothing is inserted before
    a new closing that would change them."""
    for one, contents in _closings(request):
        now = _found_by(one.record, one.entry, one.nth)
        found = [_found_by(each, one.entry, one.nth) for each in contents]
        for name in ("deadline", "lead"):
            held = getattr(now, name, None)
            was = [getattr(then, name) for then in found if then and getattr(then, name) != held]
            if was:
                args: dict[str, object] = {"ref": one.record.ref, "field": name}
                args |= {"was": was[0] or "–", "now": held or "–"}
                yield Finding("closed-otherwise", one.file, ("log", one.at), args)


def _closings(request: Request) -> Iterator[tuple[Added, list[Record]]]:
    """The new closings, each with its record in the commits that introduced it."""
    for one in request.added:
        if isinstance(one.entry, Close):
            found = request.origins.of_entry(one.file, one.entry, one.nth)
            contents = (request.origins.content(one.file, commit) for commit in found.by)
            yield one, [each for each in contents if each is not None]


def _found_by(record: Record, entry: BaseEntry, nth: int) -> Status | None:
    """The status before the `nth` occurrence of an entry in a log; None if there is none."""
    key = identity(entry)
    steps = [step for step in history(record) if identity(step.entry) == key]
    return steps[nth - 1].before if len(steps) >= nth else None


def names(request: Request) -> Iterator[Finding]:
    """No new file has a name that clashes with another, or is impossible, on some system."""
    yield from request.clashes


def amendments(request: Request) -> Iterator[Finding]:
    """A field can hold the value of a new amendment, which is not a reassignment."""
    for one in request.added:
        entry = one.entry
        if not isinstance(entry, Amend) or not is_amendable(one.record, entry.field):
            continue  # the checks report that
        args: dict[str, object] = {"ref": one.record.ref, "field": entry.field}
        if with_fields(one.record, {entry.field: entry.now}) is None:
            yield Finding("bad-amendment", one.file, ("log", one.at, "now"), args)
        status = _found_by(one.record, entry, one.nth)
        if status is not None and handed_over(status, entry.field):
            yield Finding("amended-while-ongoing", one.file, ("log", one.at, "field"), args)
