"""Which fields of a record can be amended, what an amendment records as a field's value, and what a
record said before it was amended."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from rectledger.core.lifecycle import Status, entries_until, is_legal
from rectledger.core.model import Amend, BaseEntry, ByLanguage, Issue, Ledger, Measure, Record
from rectledger.core.model.own_fields import PREFIX, own_name

R = TypeVar("R", bound=Issue | Measure)

# A number identifies an item permanently, and the log is where amendments are recorded.
# `fields` is amended field by field.
_NEVER = frozenset({"id", "issue", "number", "log", "fields"})
# Lists of mappings, which cannot be given as one value on the command line.
BY_HAND = frozenset({"instruments", "figures"})


def amendable(record: Record) -> list[str]:
    """The fields of a record that an amendment may change, in order: an office's own as
    `fields.NAME`, if the record has them."""
    return [*amendable_in(type(record)), *(f"{PREFIX}{name}" for name in record.fields)]


def amendable_in(model: type[Record]) -> list[str]:
    """The fields that an amendment may change in all records of this type, in order."""
    return [name for name in model.model_fields if name not in _NEVER]


def is_amendable(record: Record, field: str) -> bool:
    """Whether an amendment may change a field: also an office's own that the record lacks now."""
    return bool(own_name(field)) or field in amendable_in(type(record))


def handed_over(status: Status, field: str) -> bool:
    """Whether a field says who leads or supports an ongoing item: changing that is not a correction
    but a reassignment from now on (`reassign`)."""
    return field in ("lead", "support") and is_legal(status, "reassign", measure=False)


def plain(record: Record, field: str) -> object:
    """The value of a field, as a file would have it; None if it is not given."""
    own = own_name(field)
    if own is not None:
        held = record.fields.get(own)
        return held.model_dump(exclude_unset=True) if isinstance(held, ByLanguage) else held
    return record.model_dump(exclude_unset=True, include={field}).get(field)


def raw_with(raw: Mapping[str, Any], held: Mapping[str, object]) -> dict[str, Any]:
    """What a file holds, with other values in some fields; None removes a field."""
    own = {own_name(name): value for name, value in held.items() if own_name(name)}
    made = {**raw, **{name: value for name, value in held.items() if not own_name(name)}}
    if own:
        fields = {**raw.get("fields", {}), **own}
        made["fields"] = {name: value for name, value in fields.items() if value is not None}
    return {name: value for name, value in made.items() if value is not None and value != {}}


def with_fields(record: Record, held: Mapping[str, object]) -> Record | None:
    """`record` with other values in some of its fields, given as a file would have them; None
    removes a field. Returns None if the record cannot hold them."""
    raw = raw_with(record.model_dump(exclude_unset=True, exclude={"log"}), held)
    try:
        made = type(record).model_validate(raw)
    except ValidationError:
        return None
    return made.model_copy(update={"log": record.log}) if record.log else made


def as_it_stood(record: R, day: str) -> R:
    """`record` as it stood at the end of `day`: without later entries, and with later amendments
    undone where the field can still hold the old value."""
    if all(entry.date <= day for entry in record.log):
        return record
    kept = dict(entries_until(record, day))
    later = [entry for index, entry in enumerate(record.log) if index not in kept]
    then: Record = record
    for entry in reversed(later):
        if isinstance(entry, Amend) and is_amendable(record, entry.field):
            then = with_fields(then, {entry.field: entry.was}) or then
    return cast("R", then.model_copy(update={"log": list(kept.values())}))


def set_right(ledger: Ledger) -> Ledger:
    """`ledger` with every amendment applied to all of its past, as if nothing had been wrong."""

    def whole(records: Mapping[str, R]) -> dict[str, R]:
        return {file: _set_right(record) for file, record in records.items()}

    return replace(ledger, issues=whole(ledger.issues), measures=whole(ledger.measures))


def _set_right(record: R) -> R:
    if not any(isinstance(entry, Amend) for entry in record.log):
        return record
    log = [_never_wrong(one, record) for one in record.log]
    return cast("R", record.model_copy(update={"log": log}))


def _never_wrong(entry: BaseEntry, record: Record) -> BaseEntry:
    """An amendment as if the field had always had its present value; other entries unchanged."""
    if not isinstance(entry, Amend) or not is_amendable(record, entry.field):
        return entry
    held = plain(record, entry.field)
    return entry.model_copy(update={"was": held, "now": held})
