"""What the base has stays: no record goes, no entry changes, no field without an amendment."""

from collections.abc import Iterator

from rectledger.core.amendments import amendable, handed_over, with_fields
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
    """Every entry of the base stands in the log, unchanged and in its order."""
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
    """Before the base's last entry nothing comes in but what two branches may both have noted."""
    for pair in request.pairs:
        for index in pair.between:
            args: dict[str, object] = {"ref": pair.new.ref, "event": pair.new.log[index].event}
            yield Finding("entry-between", pair.file, ("log", index, "date"), args)


def fields(request: Request) -> Iterator[Finding]:
    """A field changes only where an amendment of this request names it, and says what it was.

    That it is what the last of them made it, `check` finds of every ledger.
    """
    for pair in request.pairs:
        for name, _was, _now, how, at in pair.edited:
            args: dict[str, object] = {"ref": pair.new.ref, "field": name}
            if how == "silent":
                yield Finding("field-edited", pair.file, (name,), args)
            elif how == "from":
                yield Finding("amended-from", pair.file, ("log", at, "was"), args)


def closed_forms(request: Request) -> Iterator[Finding]:
    """What a new record said when it was closed, it says in the end: before that it may be put
    right in any way, and after it by an amendment."""
    for one, contents in _closings(request):
        now, told = first_form(one.record), set[str]()
        for then in map(first_form, contents if request.before(one.record) is None else ()):
            told |= {key for key in {**then, **now} if not same(then.get(key), now.get(key))}
        for name in sorted(told):
            yield Finding("field-edited", one.file, (name,), {"ref": one.record.ref, "field": name})


def closed_under(request: Request) -> Iterator[Finding]:
    """Whoever closes does so under a deadline and a lead: nothing comes to stand before a new
    closing that would have given it others."""
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
    """The new closings, each with its record as the commits had it that brought it in."""
    for one in request.added:
        if isinstance(one.entry, Close):
            found = request.origins.of_entry(one.file, one.entry, one.nth)
            contents = (request.origins.content(one.file, commit) for commit in found.by)
            yield one, [each for each in contents if each is not None]


def _found_by(record: Record, entry: BaseEntry, nth: int) -> Status | None:
    """The status that an entry finds, which stands in a log for the `nth` time; None for none."""
    key = identity(entry)
    steps = [step for step in history(record) if identity(step.entry) == key]
    return steps[nth - 1].before if len(steps) >= nth else None


def names(request: Request) -> Iterator[Finding]:
    """No new file has a name that is another's, or nobody's, on some machine."""
    yield from request.clashes


def amendments(request: Request) -> Iterator[Finding]:
    """What a new amendment makes of a field, the field can hold; and it is no hand-over."""
    for one in request.added:
        entry = one.entry
        if not isinstance(entry, Amend) or entry.field not in amendable(one.record):
            continue  # the checks find that
        args: dict[str, object] = {"ref": one.record.ref, "field": entry.field}
        if with_fields(one.record, {entry.field: entry.now}) is None:
            yield Finding("bad-amendment", one.file, ("log", one.at, "now"), args)
        status = _found_by(one.record, entry, one.nth)
        if status is not None and handed_over(status, entry.field):
            yield Finding("amended-while-ongoing", one.file, ("log", one.at, "field"), args)
