"""The journal: the entries of many logs in one order."""

from collections.abc import Iterable

from rectledger.core.items import Item, in_place_first, item_on
from rectledger.core.lifecycle import entries_until
from rectledger.core.model import BaseEntry, Ledger, Record


def journal(items: Iterable[Item], day: str) -> list[tuple[Record, BaseEntry]]:
    """Every entry of `items` up to `day`, by date, then by number, then in the log's order."""
    found = [(one, *entry) for one in items for entry in entries_until(one.record, day)]
    found.sort(key=lambda row: (row[2].date, row[0].sort_key, row[1]))
    return [(item.record, entry) for item, _index, entry in found]


def last_entry(ledger: Ledger, until: str | None = None) -> str:
    """The date of a ledger's last entry up to the end of `until` (None: of all entries); "" if
    there is none. Records that do not count by then are ignored."""
    told = [one for one in ledger.records.values() if any(entries_until(one, until))]
    if until is not None:
        issues = {one.id: one for one in reversed(in_place_first(ledger.issues))}
        items = (item_on(one, issues.get(one.sort_key[0]), ledger.settings, until) for one in told)
        told = [item.record for item in items if item.is_there]
    return max((entry.date for one in told for entry in one.log), default="")
