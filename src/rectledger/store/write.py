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

from rectledger.core.model.fields import DAY_PATTERN
from rectledger.core.model.said import said

INDENT = 2
_DAY = re.compile(DAY_PATTERN)
# The two parsers do not agree on which of these are numbers, so none is written bare.
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9_]*\.?[0-9_]+\.?([eE][-+]?[0-9]+)?")
# What these hold is somebody's value as it was: nothing is left out of it.
_KEPT_WHOLE = frozenset({"was", "now"})


def render(record: BaseModel) -> str:
    """The text of a record's file; reading it gives an equal record."""
    return _dump(said(record))


def pair(key: str, value: Any, column: int = 0, *, quoted: bool = False) -> str:
    """The lines of a key with its value, the key at `column`; on demand no text without quotes."""
    return _moved(_dump({key: value}, quoted=quoted), column)


def items(values: list[Any], column: int) -> str:
    """The lines of a list's items, each dash at `column`."""
    # Measures that are closed with their issue get the same entry, and to render one takes 3 ms.
    asked = repr(values)
    if _last.get("values") != asked:
        _last.update(values=asked, lines=_dump({"": values}).partition("\n")[2])
    return _moved(_last["lines"], column - INDENT)


_last: dict[str, str] = {}


def _moved(text: str, by: int) -> str:
    """Lines moved to the right, or to the left where `by` is below zero; empty ones stay empty."""
    if by < 0:
        return re.sub(f"^ {{{-by}}}", "", text, flags=re.MULTILINE)
    return re.sub("^(?=.)", " " * by, text, flags=re.MULTILINE)


def _dump(value: dict[str, Any], *, quoted: bool = False) -> str:
    # A fresh one each time: a reader or writer keeps what the last document declared.
    yaml = YAML()
    yaml.indent(mapping=INDENT, sequence=2 * INDENT, offset=INDENT)
    yaml.width = 2**20
    yaml.allow_unicode = True
    out = io.StringIO()
    plain = _plain(value)
    yaml.dump(_in_quotes(plain) if quoted else plain, out)
    return out.getvalue()


def _in_quotes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_quotes(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_quotes(item) for item in value]
    if isinstance(value, date):
        value = value.isoformat()
    return SingleQuotedScalarString(value) if isinstance(value, str) else value


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
