"""What the base has stays: no record goes, no entry changes, no field without an amendment."""

from collections.abc import Iterator

from rectledger.core.amending import amendable, with_fields
from rectledger.core.checks import walk
from rectledger.core.compare.pair import Pair
from rectledger.core.compare.request import Request
from rectledger.core.findings import Finding
from rectledger.core.first_form import first_form
from rectledger.core.model import Amend, BaseEntry, Close, Settings, same


def records(request: Request) -> Iterator[Finding]:
    """No record disappears or moves."""
    now = {record.ref: file for file, record in walk.records(request.result)}
    there = {*request.result.issues, *request.result.measures, *request.result.unreadable}
    for file, record in walk.records(request.base):
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


def _about(pair: Pair, lost: int) -> dict[str, object]:
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
    for one in request.added:
        if not isinstance(one.entry, Close) or request.before(one.record) is not None:
            continue
        now, told = first_form(one.record), set[str]()
        for commit in request.origins.of_entry(one.file, one.entry, one.nth).by:
            content = request.origins.content(one.file, commit)
            then = now if content is None or isinstance(content, Settings) else first_form(content)
            told |= {key for key in {**then, **now} if not same(then.get(key), now.get(key))}
        for name in sorted(told):
            yield Finding("field-edited", one.file, (name,), {"ref": one.record.ref, "field": name})


def names(request: Request) -> Iterator[Finding]:
    """No new file has a name that is another's, or nobody's, on some machine."""
    for file, code, other in request.clashes:
        yield Finding(code, file, args={"other": other})


def amendments(request: Request) -> Iterator[Finding]:
    """What a new amendment makes of a field, the field can hold."""
    for one in request.added:
        entry = one.entry
        if not isinstance(entry, Amend) or entry.field not in amendable(one.record):
            continue  # the checks find that
        if with_fields(one.record, {entry.field: entry.now}) is None:
            args: dict[str, object] = {"ref": one.record.ref, "field": entry.field}
            yield Finding("bad-amendment", one.file, ("log", one.at, "now"), args)
