"""The checks of one ledger: a list of functions, each of which says all that it finds.

A check takes the ledger and the real day, and gives findings; it knows nothing of lines (they
are looked up where findings are shown) and nothing of words.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TypeVar

from rectledger.core.checks import logs, names, numbers, proof
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import entries_until
from rectledger.core.model import Issue, Ledger, Measure

R = TypeVar("R", Issue, Measure)
Check = Callable[[Ledger, str], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    numbers.file_names,
    numbers.leftovers,
    numbers.duplicate_numbers,
    numbers.number_gaps,
    numbers.deleted_numbers,
    numbers.orphans,
    names.known_words,
    names.leads_and_supports,
    names.outline_and_members,
    names.known_members,
    logs.missing_deadlines,
    logs.dates,
    logs.transitions,
    logs.closings,
    logs.closing_evidence,
    logs.permissions,
    logs.amendments,
    proof.evidence_files,
    proof.control_totals,
)


def check(ledger: Ledger, today: str, *, but: Collection[Check] = ()) -> list[Finding]:
    """All that every check finds in `ledger`, when it is really `today`; by file. `but` are checks
    that are left out."""
    found = [finding for one in CHECKS if one not in but for finding in one(ledger, today)]
    found.sort(key=lambda finding: finding.file)
    return found


def as_it_stood(ledger: Ledger, day: str) -> Ledger:
    """`ledger` with what it held at the end of `day`: entries, their evidence, control totals."""

    def cut(record: R) -> R:
        kept = [entry for _index, entry in entries_until(record, day)]
        return record.model_copy(update={"log": kept})

    totals = [one for one in ledger.settings.control_totals if one.as_of <= day]
    then = replace(
        ledger,
        settings=ledger.settings.model_copy(update={"control_totals": totals}),
        issues={file: cut(issue) for file, issue in ledger.issues.items()},
        measures={file: cut(measure) for file, measure in ledger.measures.items()},
    )
    later = proof.named_evidence(ledger) - proof.named_evidence(then)
    return replace(then, evidence={p: f for p, f in ledger.evidence.items() if p not in later})
