"""The journal: the entries of many logs in one order."""

from collections.abc import Iterable

from rectledger.core.items import Item
from rectledger.core.lifecycle import entries_until
from rectledger.core.model import BaseEntry, Ledger, Record


def journal(items: Iterable[Item], day: str) -> list[tuple[Record, BaseEntry]]:
    """Every entry of `items` up to `day`, by date; on one day by number, then as the log has it."""
    found = [
        (entry.date, item.sort_key, index, item.record, entry)
        for item in items
        for index, entry in entries_until(item.record, day)
    ]
    found.sort(key=lambda row: row[:3])
    return [(record, entry) for _date, _key, _index, record, entry in found]


def last_entry(ledger: Ledger) -> str:
    """The day of a ledger's last entry; "" where there is none."""
    records: tuple[Record, ...] = (*ledger.issues.values(), *ledger.measures.values())
    return max((entry.date for record in records for entry in record.log), default="")
