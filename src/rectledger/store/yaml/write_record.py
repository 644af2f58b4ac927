"""From records to the canonical form in which rectledger writes them.

UTF-8, LF, keys in the order of the models, two-space indent, lists indented under their key, no
line folding. Keys that are not set are left out. Every YAML reader, of version 1.1 or 1.2, reads a
text as text, and a date field as a date.
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
# The keys of date fields in the models, some of which also allow months; never anything else.
DAY_KEYS = frozenset({
    "date", "to", "opened", "due", "dated", "began", "ended", "feedback", "known_until", "as_of",
})  # fmt: skip
# These hold the exact value of another field: nothing is left out of it.
_KEPT_WHOLE = frozenset({"was", "now"})
# Texts that some reader takes for another type if unquoted: the types of YAML 1.1 as specified, and
# those of PyYAML, Psych, go-yaml 2 and SnakeYAML. Numbers are matched more broadly than in any of
# them, because no two agree.
_NO_TEXT = re.compile(
    r"""
      ~ | null | y | n | yes | no | true | false | on | off  # nothing, true and false
    | << | =                                                 # merge and value
    | :.+                                                    # a symbol
    | [-+]?\.(inf|nan)
    | [-+]?(0b[01_,]+ | 0o[0-7_,]+ | 0x[0-9a-f_,]+)
    | [-+]?[0-9_,.]+(e[-+]?[0-9_]+)?
    | [-+]?[0-9][0-9_,]*(:[0-9]{1,2})+(\.[0-9_]*)?           # base 60, such as a time of day
    | -?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}                       # a date, or a date and time
      (([Tt] | [ \t]+)[0-9]{1,2}(:[0-9]{1,2}){1,2}(\.[0-9]*)?
       ([ \t]*(Z | [-+][0-9]{1,2}(:?[0-9]{1,2})?))?)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def render(record: BaseModel) -> str:
    """The text of a record's file; reading it back gives an equal record."""
    return _dump(said(record))


def pair(key: str, value: Any, column: int = 0, *, quoted: bool = False) -> str:
    """The lines of a key with its value, the key at `column`; if `quoted`, all texts quoted."""
    return _moved(_dump({key: value}, quoted=quoted), column)


def items(values: list[Any], column: int) -> str:
    """The lines of a list's items, each dash at `column`."""
    # Measures closed with their issue get the same entry, and rendering one takes 3 ms.
    asked = repr(values)
    if _last.get("values") != asked:
        _last.update(values=asked, lines=_dump({"": values}).partition("\n")[2])
    return _moved(_last["lines"], column - INDENT)


_last: dict[str, str] = {}


def _moved(text: str, by: int) -> str:
    """Lines indented by `by`, or unindented if it is negative; empty lines stay empty."""
    if by < 0:
        return re.sub(f"^ {{{-by}}}", "", text, flags=re.MULTILINE)
    return re.sub("^(?=.)", " " * by, text, flags=re.MULTILINE)


def _dump(value: dict[str, Any], *, quoted: bool = False) -> str:
    # A new one each time: it keeps state from the last document.
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.indent(mapping=INDENT, sequence=2 * INDENT, offset=INDENT)
    yaml.width = 2**20
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(_plain(value, quoted=quoted), out)
    return out.getvalue()


class _Representer(RoundTripRepresenter):
    """Writes floats with a decimal point, without which YAML 1.1 does not read them as floats."""


def _float(representer: RoundTripRepresenter, data: float) -> ScalarNode:
    node: ScalarNode = representer.represent_float(data)
    if "." not in node.value:
        node.value = node.value.replace("e", ".0e", 1)
    return node


_Representer.add_representer(float, _float)


def _plain(value: Any, *, quoted: bool, whole: bool = False, day: bool = False) -> Any:
    """`value` prepared for dumping: a valid date unquoted if `day`, texts quoted where needed to
    stay texts, keys without a value left out unless `whole`; with `quoted`, all texts and dates in
    quotes."""
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
    """Whether a key holds a date; for `was` and `now`, whether the `amended` field does."""
    return str(amended if key in _KEPT_WHOLE else key) in DAY_KEYS
