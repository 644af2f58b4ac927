"""From records to the one form in which rectledger writes them.

UTF-8, LF, keys in the order of the models, two-space indent, lists indented under their key, no
folding. What a record does not say is not written.
"""

import io
import re
from datetime import date
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from rectledger.core.model.entries import ENTRY_KEYS
from rectledger.core.model.fields import DAY_PATTERN

_DAY = re.compile(DAY_PATTERN)
# The two parsers do not agree on which of these are numbers, so none is written bare.
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9_]*\.?[0-9_]+\.?([eE][-+]?[0-9]+)?")
# What these hold is somebody's value as it was: nothing is left out of it.
_KEPT_WHOLE = frozenset({"was", "now"})


def render(record: BaseModel) -> str:
    """The text of a record's file; reading it gives an equal record."""
    # A fresh one each time: a reader or writer keeps what the last document declared.
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 2**20
    yaml.allow_unicode = True
    said = record.model_dump(exclude_unset=True)
    if "log" in said:
        said["log"] = [{k: entry[k] for k in ENTRY_KEYS if k in entry} for entry in said["log"]]
    out = io.StringIO()
    yaml.dump(_plain(said), out)
    return out.getvalue()


def _plain(value: Any, *, whole: bool = False) -> Any:
    """`value` as it is dumped: days bare, no key without a value unless it is kept `whole`."""
    if isinstance(value, dict):
        return {
            key: _plain(inner, whole=whole or key in _KEPT_WHOLE)
            for key, inner in value.items()
            if inner is not None or whole or key in _KEPT_WHOLE
        }
    if isinstance(value, list):
        return [_plain(item, whole=whole) for item in value]
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, str) and _LIKE_A_NUMBER.fullmatch(value):
        return SingleQuotedScalarString(value)
    return value
