"""The log of a record that is drafted: what the source says of its state, in one entry."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from rectledger.core.model.value_types import FORBIDDEN
from rectledger.exchange.imports.found import FoundItem
from rectledger.exchange.imports.source import Place
from rectledger.i18n.language import gettext as _

_FORBIDDEN = re.compile(FORBIDDEN)


@dataclass(frozen=True)
class Origin:
    """Where the entries of a draft come from: the source's file in the ledger, its name and hash;
    who imports it; and the date of entries that the source does not date."""

    path: str
    name: str
    sha256: str
    by: str
    day: str
    today: str

    def at(self, place: Place, *, dated: bool = True) -> dict[str, Any]:
        """The `source` of an entry."""
        found = {"path": self.path, "at": one_line(str(place)) or "–", "sha256": self.sha256}
        return found if dated else {**found, "undated": True}


def clean(text: str) -> str:
    """A text without characters that a record must not have."""
    return _FORBIDDEN.sub(" ", text).strip()


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


def note(item: FoundItem, more: Iterable[tuple[str, str]] = ()) -> str:
    """What the source says of an item beside its fields: the progress, then what has no field."""
    words = _("{name}: {value}")
    lines = [words.format(name=name, value=text) for name, text in (*item.notes, *more)]
    return "\n".join([*[item.progress] * bool(item.progress), *lines])


def log(
    item: FoundItem, opened: str, origin: Origin, *, of_measure: bool, last: str | None = None
) -> list[dict[str, Any]]:
    """The entry of a record: a closing, a submission, a report, or, for what is open, a reference
    to the source. Its date is the source's, else the import's, never before `opened`; that of a
    measure under a closed issue is not after its closing, `last`."""
    said = note(
        item, [(_("Number"), item.label)] if item.label not in ("", str(item.number)) else []
    )
    day = last or max(origin.day, opened)
    entry: dict[str, Any] = {"date": day, "by": origin.by, "source": origin.at(item.place)}
    if item.state == "closed":
        dated = item.closed_on is not None
        entry |= {
            "date": item.closed_on or day, "event": "close", "result": item.result or "complete",
            "source": origin.at(item.place, dated=dated),
        }  # fmt: skip
    elif item.state == "submitted" and not of_measure:
        entry |= {"event": "submit"}
        said = said or item.state_said or _("Submitted, according to the source.")
    elif item.state in ("active", "submitted"):
        entry |= {"event": "progress" if said else "start"}
    else:
        where = _("{name}, {place}").format(
            name=one_line(origin.name), place=one_line(str(item.place))
        )
        entry |= {"event": "attach", "evidence": [{"document": where}]}
    if said:
        entry["note"] = said
    return [entry]


def closed_with(issue: FoundItem, measure: FoundItem) -> FoundItem:
    """A measure of a closed issue: closed too, on a day that only the source can give."""
    if measure.state == "closed":
        return measure
    return replace(measure, state="closed", result=issue.result, closed_on=None)
