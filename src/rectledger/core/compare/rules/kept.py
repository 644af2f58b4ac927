"""What the base has stays: no record goes, no entry changes, no field without an amendment."""

from collections.abc import Iterator

from rectledger.core.amending import amendable, plain
from rectledger.core.compare.alignment import REPORTS
from rectledger.core.compare.request import Pair, Request
from rectledger.core.findings import Finding
from rectledger.core.model import Amend, BaseEntry, Record


def records(request: Request) -> Iterator[Finding]:
    """No record disappears or moves."""
    now = {record.ref: file for file, record in request.result.issues.items()}
    now |= {record.ref: file for file, record in request.result.measures.items()}
    there = {*request.result.issues, *request.result.measures, *request.result.unreadable}
    before: dict[str, Record] = {**request.base.issues, **request.base.measures}
    for file, record in before.items():
        if file in request.result.unreadable:
            continue
        if record.ref not in now:
            yield Finding("record-gone", file, args={"ref": record.ref})
        elif file == record.file and file not in there:
            yield Finding("record-moved", file, args={"ref": record.ref, "to": now[record.ref]})


def entries(request: Request) -> Iterator[Finding]:
    """Every entry of the base stands in the log, unchanged and in its order."""
    for pair in request.pairs:
        for lost in pair.log.lost:
            entry = pair.old.log[lost]
            args: dict[str, object] = {
                "ref": pair.new.ref, "event": entry.event, "date": entry.date
            }  # fmt: skip
            index = pair.altered.get(lost)
            if index is None:
                yield Finding("entry-gone", pair.file, ("log",), args)
                continue
            keys = _differing(entry, pair.new.log[index])
            if keys:
                args["keys"] = keys
                yield Finding("entry-altered", pair.file, ("log", index, keys[0]), args)
            else:
                yield Finding("entry-moved", pair.file, ("log", index, "date"), args)


def _differing(one: BaseEntry, other: BaseEntry) -> list[str]:
    """The keys in which two entries differ."""
    old, new = one.model_dump(exclude_unset=True), other.model_dump(exclude_unset=True)
    return [key for key in {**old, **new} if repr(old.get(key)) != repr(new.get(key))]


def order(request: Request) -> Iterator[Finding]:
    """Before the base's last entry nothing comes in but what two branches may both have noted."""
    for pair in request.pairs:
        last = max((index for _, index in pair.log.kept), default=-1)
        for index in pair.added:
            entry = pair.new.log[index]
            if index < last and entry.event not in REPORTS:
                args: dict[str, object] = {"ref": pair.new.ref, "event": entry.event}
                yield Finding("entry-between", pair.file, ("log", index, "date"), args)


def fields(request: Request) -> Iterator[Finding]:
    """A field changes only where an amendment of this request names it, and says what it was."""
    for pair in request.pairs:
        new = [(index, pair.new.log[index]) for index in pair.added]
        amended: dict[str, tuple[int, Amend]] = {}
        for index, entry in new:
            if isinstance(entry, Amend):
                amended.setdefault(entry.field, (index, entry))  # the first says what it was
        for name in amendable(pair.old):
            args: dict[str, object] = {"ref": pair.new.ref, "field": name}
            was, now = plain(pair.old, name), plain(pair.new, name)
            if name in amended:
                index, entry = amended[name]
                if repr(entry.was) != repr(was):
                    yield Finding("amended-from", pair.file, ("log", index, "was"), args)
            elif _differs(pair, name):
                said = {**args, "was": _short(was), "now": _short(now)}
                yield Finding("field-edited", pair.file, (name,), said)


def _differs(pair: Pair, name: str) -> bool:
    return repr(getattr(pair.old, name)) != repr(getattr(pair.new, name))


def _short(value: object) -> object:
    """What a message can quote of a field; None for more."""
    return value if isinstance(value, str | bool | int) else None
