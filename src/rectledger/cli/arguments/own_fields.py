"""From `severity=high`, as typed, to the value of an office's own field."""

import math
import re
from collections.abc import Sequence
from typing import Any

from rectledger.cli.arguments import code_lookup, values
from rectledger.core.model import OwnField, Settings
from rectledger.errors import UsageError

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)


def given(typed: Sequence[str], settings: Settings) -> dict[str, Any]:
    """The fields given as `NAME=VALUE`, by code or name; a text in two languages as `NAME=zh=…` and
    `NAME=en=…`. Raises UsageError for what the ledger does not declare, or no such field holds."""
    texts: dict[str, list[str]] = {}
    for one in typed:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError("field-without-value", value=one)
        texts.setdefault(code_lookup.own_field("--field", name, settings), []).append(value)
    return {
        name: read("--field", held, settings.fields[name], name) for name, held in texts.items()
    }


def read(option: str, typed: Sequence[str], field: OwnField, name: str) -> Any:
    """The value that `field` is to hold. Raises UsageError, naming the option."""
    if field.type == "text":
        return values.text(option, typed)
    if len(typed) > 1:
        raise UsageError("two-texts", option=option)
    one = values.line(option, typed[0])
    if field.type == "day":
        return values.day(option, one)
    if field.type == "choice":
        return code_lookup.choice(option, one, field)
    if not _NUMBER.fullmatch(one.strip()):
        raise UsageError("bad-number", option=option, value=one, field=name)
    return _number(one.strip().replace(",", ""))


def _number(digits: str) -> int | float:
    number = float(digits)
    return int(digits) if "." not in digits and math.isfinite(number) else number
