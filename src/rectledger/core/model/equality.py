"""When two values of a ledger are the same: the one equality that everything goes by.

Python takes 1, 1.0 and true for one; whoever reads a file does not.
"""

import json

from pydantic import BaseModel

_PLAIN = frozenset({str, int, bool, type(None)})


def identity(value: object) -> str:
    """One text for all values that say the same, and another for every other value.

    `value` is a record, a part of one, or what a field may hold. In which order a mapping has its
    keys makes no difference, nor does a default that is written out.
    """
    return json.dumps(value, default=_held, ensure_ascii=False, sort_keys=True)


def same(one: object, other: object) -> bool:
    """Whether two values say the same."""
    if type(one) is type(other) and type(one) in _PLAIN:  # most fields, and sooner told
        return one == other
    return one is other or identity(one) == identity(other)


def _held(model: object) -> object:
    if isinstance(model, BaseModel):
        return model.model_dump()
    raise TypeError(f"no value of a ledger: {type(model)}")
