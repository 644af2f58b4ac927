"""What is still to be decided about an item: its kind, its lead department, its deadline.

A source may leave these open: for records that were imported they are told of together, in a note.
"""

from collections.abc import Iterable, Iterator

from rectledger.core.findings import Finding
from rectledger.core.lifecycle import fold
from rectledger.core.model import Issue, Ledger, Record, is_imported
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.core.model.settings import UNASSIGNED, UNSTATED


def kinds_and_leads(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Every issue has a kind, and every item a lead department."""
    for what, code in (("kind", UNSTATED), ("lead", UNASSIGNED)):
        found = [one for one in ledger.records.items() if _held(one[1], what) == code]
        for file, record in found:
            if not is_imported(record):
                yield Finding(code, file, (what,), {"ref": record.ref})
        yield from _by_source(code, (record for _file, record in found))


def _held(record: Record, what: str) -> str | None:
    if what == "lead":
        return fold(record).lead
    return record.kind if isinstance(record, Issue) else None


def deadlines(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Only items of a kind without `months` may have no deadline."""
    kinds = ledger.settings.kinds
    kind_of = {issue.id: issue.kind for issue in ledger.issues.values()}
    found: list[Record] = []
    for file, record in ledger.records.items():
        number = record.id if isinstance(record, Issue) else record.issue
        kind = kinds.get(kind_of.get(number, ""))
        if record.due is None and kind is not None and kind.months is not None:
            found.append(record)
            if not is_imported(record):
                args: dict[str, object] = {"ref": record.ref, "kind": kind_of[number]}
                yield Finding("no-deadline", file, ("due",), args)
    yield from _by_source("no-deadline", found)


def _by_source(code: str, records: Iterable[Record]) -> Iterator[Finding]:
    refs = [one.ref for one in records if is_imported(one)]
    if refs:
        args: dict[str, object] = {"n": len(refs), "refs": [*refs[:5], *["…"] * (len(refs) > 5)]}
        yield Finding(code, SETTINGS_FILE, (), args, severity="note")
