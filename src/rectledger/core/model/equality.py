"""When two values of a ledger are the same: the one definition of equality, used everywhere.

Python treats 1, 1.0 and True as equal; a reader of the file does not.
"""

import json

from pydantic import BaseModel

_PLAIN = frozenset({str, int, bool, type(None)})


def identity(value: object) -> str:
    """A text that is the same for all values that mean the same, and for no others.

    `value` is a record, a part of one, or anything that a field may hold. The order of a mapping's
    keys makes no difference, nor does writing out a default.
    """
    return json.dumps(value, default=_held, ensure_ascii=False, sort_keys=True)


def same(one: object, other: object) -> bool:
    """Whether two values mean the same."""
    if type(one) is type(other) and type(one) in _PLAIN:  # most fields, and faster
        return one == other
    return one is other or identity(one) == identity(other)


def _held(model: object) -> object:
    if isinstance(model, BaseModel):
        return model.model_dump()
    raise TypeError(f"no value of a ledger: {type(model)}")
