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

from rectledger.core.model.entries import ENTRY_KEYS
from rectledger.core.model.fields import DAY_PATTERN

_DAY = re.compile(DAY_PATTERN)


def render(record: BaseModel) -> str:
    """The text of a record's file; reading it gives an equal record."""
    # A fresh one each time: a reader or writer keeps what the last document declared.
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 2**20
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(_plain(record.model_dump(exclude_unset=True)), out)
    return out.getvalue()


def _plain(value: Any) -> Any:
    """Days as days, so that they are written bare, and an entry's keys in their order."""
    if isinstance(value, dict):
        keys = [k for k in ENTRY_KEYS if k in value] if "event" in value else list(value)
        return {
            key: _plain(value[key]) for key in keys if value[key] is not None or key in "was now"
        }
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str) and _DAY.match(value):
        return date.fromisoformat(value)
    return value
