"""An office's own fields for what a source has besides the usual columns: goal, cause, amount."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rectledger.exchange.imports.found import FoundIssue, FoundItem
from rectledger.exchange.imports.wording.width import half_width
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

# What the readers call them, and what the ledger does. Names of people are internal.
_NAMES: dict[str, str] = {
    "goal": N_("Goal"),
    "cause": N_("Cause"),
    "basis": N_("Basis"),
    "amount": N_("Amount"),
    "evidence": N_("Evidence named"),
    "acceptor": N_("Accepted by"),
}
_INTERNAL = frozenset({"acceptor"})
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)


def declared(issues: Iterable[FoundIssue]) -> dict[str, dict[str, Any]]:
    """The fields that ledger.yaml has to declare: numbers where every value is one, else texts."""
    values: dict[str, list[str]] = {}
    kinds: dict[str, set[str]] = {}
    for issue in issues:
        for kind, item in (("issue", issue), *(("measure", one) for one in issue.measures)):
            for name, text in item.fields.items():
                values.setdefault(_code(name), []).append(text)
                kinds.setdefault(_code(name), set()).add(kind)
    return {
        code: {
            "name": _(_NAMES[code]) if code in _NAMES else code,
            "of": sorted(kinds[code]),
            "type": "number" if all(_number(text) is not None for text in held) else "text",
            **({"internal": True} if code in _INTERNAL else {}),
        }
        for code, held in values.items()
    }


def held(item: FoundItem, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What a record has under `fields`."""
    made: dict[str, Any] = {}
    for name, text in item.fields.items():
        number = _number(text) if known[_code(name)]["type"] == "number" else None
        made[_code(name)] = text if number is None else number
    return made


def _code(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _number(text: str) -> int | float | None:
    digits = half_width(text).strip()
    if not _NUMBER.fullmatch(digits):
        return None
    plain = digits.replace(",", "")
    return float(plain) if "." in plain else int(plain)
