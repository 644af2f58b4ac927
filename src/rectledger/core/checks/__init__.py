"""The checks of one ledger: a list of functions, each of which says all that it finds.

A check takes the ledger and the real day, and gives findings; it knows nothing of lines (they
are looked up where findings are shown) and nothing of words.
"""

from collections.abc import Callable, Iterator

from rectledger.core.checks import logs, names, numbers, proof
from rectledger.core.findings import Finding
from rectledger.core.model import Ledger

Check = Callable[[Ledger, str], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    numbers.file_names,
    numbers.duplicate_numbers,
    numbers.number_gaps,
    numbers.orphans,
    names.known_words,
    names.outline_and_members,
    names.known_members,
    logs.missing_deadlines,
    logs.dates,
    logs.transitions,
    logs.closings,
    logs.closing_evidence,
    proof.evidence_files,
    proof.control_totals,
)


def check(ledger: Ledger, today: str) -> list[Finding]:
    """All that every check finds in `ledger`, when it is really `today`; by file."""
    found = [finding for one in CHECKS for finding in one(ledger, today)]
    found.sort(key=lambda finding: finding.file)
    return found
