"""Which fields of a record can be amended, and what a field holds as an amendment records it."""

from pydantic import BaseModel

from rectledger.core.model import Record

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


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_unset=True)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value
