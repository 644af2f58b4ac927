"""From records to the one form in which rectledger writes them.

UTF-8, LF, keys in the order of the models, two-space indent, lists indented under their key, no
folding. What a record does not say is not written. Every reader of YAML, be it of 1.1 or of 1.2,
reads a text as a text, and a day that is one by the model as a day.
"""

import io
import re
from datetime import date
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from rectledger.core.model.said import said
from rectledger.core.model.value_types import DAY_PATTERN

INDENT = 2
_DAY = re.compile(DAY_PATTERN)
# The keys that hold days by the model, months too; they hold nothing else anywhere.
DAY_KEYS = frozenset({
    "date", "to", "opened", "due", "dated", "began", "ended", "feedback", "known_until", "as_of",
})  # fmt: skip
# What these hold is somebody's value as it was: nothing is left out of it.
_KEPT_WHOLE = frozenset({"was", "now"})
# Texts that some reader takes for something else where they stand bare: the types of YAML 1.1, as
# its specification has them, and PyYAML, Psych, go-yaml 2 and SnakeYAML besides. Of numbers more
# than any of them: no two agree.
_NO_TEXT = re.compile(
    r"""
      ~ | null | y | n | yes | no | true | false | on | off  # nothing, true and false
    | << | =                                                 # merge and value
    | :.+                                                    # a symbol
    | [-+]?\.(inf|nan)
    | [-+]?(0b[01_,]+ | 0o[0-7_,]+ | 0x[0-9a-f_,]+)
    | [-+]?[0-9_,.]+(e[-+]?[0-9_]+)?
    | [-+]?[0-9][0-9_,]*(:[0-9]{1,2})+(\.[0-9_]*)?           # in sixties, as a time of day
    | -?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}                       # a day, and a moment of it
      (([Tt] | [ \t]+)[0-9]{1,2}(:[0-9]{1,2}){1,2}(\.[0-9]*)?
       ([ \t]*(Z | [-+][0-9]{1,2}(:?[0-9]{1,2})?))?)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


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
    yaml.Representer = _Representer
    yaml.indent(mapping=INDENT, sequence=2 * INDENT, offset=INDENT)
    yaml.width = 2**20
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(_plain(value, quoted=quoted), out)
    return out.getvalue()


class _Representer(RoundTripRepresenter):
    """Writes floats so that they are floats to YAML 1.1 too, which wants a full stop in each."""


def _float(representer: RoundTripRepresenter, data: float) -> ScalarNode:
    node: ScalarNode = representer.represent_float(data)
    if "." not in node.value:
        node.value = node.value.replace("e", ".0e", 1)
    return node


_Representer.add_representer(float, _float)


def _plain(value: Any, *, quoted: bool, whole: bool = False, day: bool = False) -> Any:
    """`value` as it is dumped: days bare where it is a `day` by the model, texts so that they stay
    texts, no key without a value unless it is kept `whole`; with `quoted` no value bare that is a
    text or a day."""
    if isinstance(value, dict):
        return {
            _plain(key, quoted=False): _plain(
                inner, quoted=quoted, whole=whole or key in _KEPT_WHOLE,
                day=_is_day(key, value.get("field")),
            )
            for key, inner in value.items()
            if inner is not None or whole or key in _KEPT_WHOLE
        }  # fmt: skip
    if isinstance(value, list):
        return [_plain(item, quoted=quoted, whole=whole) for item in value]
    if not isinstance(value, str):
        return value
    if day and not quoted and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return SingleQuotedScalarString(value) if quoted or _NO_TEXT.fullmatch(value) else value


def _is_day(key: str, amended: object) -> bool:
    """Whether a key holds a day; where it is what was `amended`, by that field."""
    return str(amended if key in _KEPT_WHOLE else key) in DAY_KEYS
