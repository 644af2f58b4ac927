"""The checks of one ledger: a list of functions, each of which yields everything that it finds.

A check takes the ledger and the real date, and yields findings. It knows nothing of line numbers,
which are looked up when findings are shown, or of the text of messages.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import cast

from rectledger.core.checks import (
    codes_and_members,
    evidence_and_totals,
    files_and_numbers,
    left_open,
    logs,
    own_fields,
)
from rectledger.core.findings import Finding
from rectledger.core.items import items_by_file
from rectledger.core.model import Issue, Ledger, Measure

Check = Callable[[Ledger, str], Iterator[Finding]]

# Checks of files and their numbers, which are as they are whatever the date.
FILES: tuple[Check, ...] = (
    files_and_numbers.file_names,
    files_and_numbers.names_elsewhere,
    files_and_numbers.leftovers,
    files_and_numbers.duplicate_numbers,
    files_and_numbers.number_gaps,
    files_and_numbers.deleted_numbers,
    files_and_numbers.given_again,
    files_and_numbers.orphans,
)
CHECKS: tuple[Check, ...] = (
    *FILES,
    codes_and_members.known_words,
    left_open.kinds_and_leads,
    left_open.deadlines,
    codes_and_members.leads_and_supports,
    codes_and_members.outline_and_members,
    codes_and_members.known_members,
    own_fields.own_fields,
    logs.dates,
    logs.transitions,
    logs.closings,
    logs.closing_evidence,
    logs.permissions,
    logs.amendments,
    logs.far_deadlines,
    logs.measures_after_issues,
    evidence_and_totals.evidence_files,
    evidence_and_totals.sources,
    evidence_and_totals.evidence_dates,
    evidence_and_totals.control_totals,
)
# Checks of what policy requires of those who change a ledger, entry by entry.
POLICY: tuple[Check, ...] = (logs.closing_evidence, logs.permissions)


def check(
    ledger: Ledger, today: str, *, then: Ledger | None = None, but: Collection[Check] = ()
) -> list[Finding]:
    """All findings of every check in `ledger`, when it is really `today`; by file. `then` is the
    ledger as it stood on the date asked for, if there is one; `but` are checks to leave out."""
    asked = [(one, _asked(one, ledger, then)) for one in CHECKS if one not in but]
    found = [finding for one, of in asked for finding in one(of, today)]
    found.sort(key=lambda finding: finding.file)
    return found


def _asked(one: Check, ledger: Ledger, then: Ledger | None) -> Ledger:
    """The ledger that a check is run on. Control totals are counted with all corrections so far."""
    if then is None or one in FILES:
        return ledger
    return (
        replace(ledger, settings=then.settings)
        if one is evidence_and_totals.control_totals
        else then
    )


def breaches(ledger: Ledger, today: str) -> list[Finding]:
    """All breaches of policy in `ledger`, by new and old entries."""
    return [finding for one in POLICY for finding in one(ledger, today)]


def as_it_stood(ledger: Ledger, day: str) -> Ledger:
    """`ledger` as it stood at the end of `day`: the records that count by then, their evidence, and
    the control totals."""
    issues, measures = items_by_file(ledger, day)
    totals = [one for one in ledger.settings.control_totals if one.as_of <= day]
    then = replace(
        ledger,
        settings=ledger.settings.model_copy(update={"control_totals": totals}),
        issues={file: cast("Issue", item.record) for file, item in issues.items()},
        measures={file: cast("Measure", item.record) for file, item in measures.items()},
    )
    later = evidence_and_totals.named_evidence(ledger) - evidence_and_totals.named_evidence(then)
    return replace(then, evidence={p: f for p, f in ledger.evidence.items() if p not in later})
