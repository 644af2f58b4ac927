"""Which fields of a record can be amended, what a field holds as an amendment records it, and what
a record was before it was amended."""

from collections.abc import Mapping
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError

from rectledger.core.lifecycle import entries_until
from rectledger.core.model import Amend, Issue, Measure, Record

R = TypeVar("R", Issue, Measure)

# A number names an item for good, and the log is what amendments are recorded in.
_NEVER = frozenset({"id", "issue", "number", "log"})
# Lists of several keys each: no one value on a command line says what they are to hold.
BY_HAND = frozenset({"instruments", "figures"})


def amendable(record: Record) -> list[str]:
    """The fields that an amendment may change, in order."""
    return amendable_in(type(record))


def amendable_in(model: type[Record]) -> list[str]:
    """The fields that an amendment may change in such records, in order."""
    return [name for name in model.model_fields if name not in _NEVER]


def plain(record: Record, field: str) -> object:
    """What a field holds, as a file would have it; None where it is not given."""
    return _plain(getattr(record, field)) if field in record.model_fields_set else None


def with_fields(record: Record, held: Mapping[str, object]) -> Record | None:
    """`record` with other values in some of its fields, None taking one out; None where it cannot
    hold them. They are given as a file would have them."""
    raw = {**record.model_dump(exclude_unset=True, exclude={"log"}), **held}
    try:
        made = type(record).model_validate({k: v for k, v in raw.items() if v is not None})
    except ValidationError:
        return None
    return made.model_copy(update={"log": record.log}) if record.log else made


def as_it_stood(record: R, day: str) -> R:
    """`record` as it stood at the end of `day`: with the entries of its log up to then, and what
    was amended later as it was before, where the field can still hold that."""
    kept = dict(entries_until(record, day))
    was: dict[str, object] = {}
    for index, entry in enumerate(record.log):
        if index not in kept and isinstance(entry, Amend) and entry.field in amendable(record):
            was.setdefault(entry.field, entry.was)
    then = record
    for field, held in was.items():
        then = cast("R | None", with_fields(then, {field: held})) or then
    return then.model_copy(update={"log": list(kept.values())})


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_unset=True)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value
