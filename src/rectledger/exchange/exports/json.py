"""A complete ledger as JSON, for programs: settings and items as in the files, with the values
computed for each item.

The format is a contract. Keys and codes are English; texts keep every language.
"""

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any, get_args

from rectledger.core.filters import Filters
from rectledger.core.items import Item, computed, items_on
from rectledger.core.model import Ledger, Measure, Role, Settings, Text
from rectledger.core.model.own_fields import own_name
from rectledger.core.model.said import said

VERSION = 1
Json = dict[str, Any]
_ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True)
class Lines:
    """The items of a ledger, or of part of one, each as a line of JSON, sorted by number."""

    issues: list[str]
    measures: list[str]

    def __add__(self, other: "Lines") -> "Lines":
        return Lines([*self.issues, *other.issues], [*self.measures, *other.measures])


def lines(ledger: Ledger, day: str, *, filters: Filters, internal: bool = False) -> Lines:
    """The items that match `filters`, with the entries up to `day`.

    `internal` includes the names of people.
    """
    settings = ledger.settings
    issues, measures = (
        [_line(_item(item, internal)) for item in filters.pick(found, settings, day)]
        for found in items_on(ledger, day)
    )
    return Lines(issues, measures)


def document(
    found: Lines, settings: Settings, day: str, *, complete: bool, commit: str | None = None,
    department: str | None = None, internal: bool = False,
) -> bytes:  # fmt: skip
    """A complete file, in UTF-8, one item per line. `commit` is where it was read from, if any."""
    told = said(settings)
    head: Json = {
        "version": VERSION,
        "as_of": day,
        "complete": complete,
        **({"at": commit} if commit else {}),
        "department": department,
        "internal": internal,
        "ledger": told if internal else _settings_without_names(told),
    }
    parts = [
        *(f"{_line(key)}: {_line(value)}" for key, value in head.items()),
        f'"issues": {_list(found.issues)}',
        f'"measures": {_list(found.measures)}',
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(items: Sequence[str]) -> str:
    return "[\n" + ",\n".join(items) + "\n]" if items else "[]"


def _item(item: Item, internal: bool) -> Json:
    """An item as its file had it on the date, and what is computed from it."""
    record = item.record
    # An explicit null means the same as a missing key.
    told = {key: held for key, held in said(record).items() if held is not None}
    if not record.log:
        told.pop("log", None)
    if not item.reported:
        told.pop("next", None)
    if isinstance(record, Measure):
        brought = {"instruments": item.instruments, "figures": item.figures}
        told |= {key: [said(one) for one in of] for key, of in brought.items() if key in told}
    if not internal:
        told = _without_names(told, item.settings)
    leads = {"leader": _plain(item.leader)} if internal else {}
    return told | {"computed": computed(item) | leads}


def _plain(text: Text | None) -> object:
    return text if text is None or isinstance(text, str) else said(text)


def _without_names(told: Json, settings: Settings) -> Json:
    """An item without the names of people: `by` and `approved_by` are kept if they are roles."""
    roles = set(_ROLES) - {member.id for member in settings.members}
    told = _but(told, {"leader"})
    internal = {name for name, one in settings.fields.items() if one.internal}
    if "fields" in told:
        told["fields"] = _but(told["fields"], internal)
    if "log" in told:
        told["log"] = [_entry_without_names(entry, roles, internal) for entry in told["log"]]
    return told


def _entry_without_names(entry: Json, roles: Set[str], internal: Set[str]) -> Json:
    left_out = {key for key in ("by", "approved_by") if entry.get(key) not in roles}
    field = str(entry.get("field", ""))
    if field == "leader" or own_name(field) in internal:
        left_out |= {"was", "now"}
    return _but(entry, left_out)


def _settings_without_names(told: Json) -> Json:
    departments = {code: _but(one, {"leader"}) for code, one in told["departments"].items()}
    return _but(told, {"members"}) | {"departments": departments}


def _but(told: Json, left_out: Set[str]) -> Json:
    return {key: value for key, value in told.items() if key not in left_out}
