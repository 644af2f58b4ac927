"""Whether every file is what its name says, and no number is missing or given twice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rectledger.core.checks.walk import records
from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Ledger


def file_names(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A file is named after what is in it."""
    for file, record in records(ledger):
        if file != record.file:
            key = "id" if isinstance(record, Issue) else "number"
            yield Finding("file-name", file, (key,), {"ref": record.ref, "home": record.file})
    for file in ledger.stray:
        yield Finding("stray-file", file)


def leftovers(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No change was cut off before it was whole."""
    for file in ledger.leftovers:
        yield Finding("left-over", file, severity="note")


def duplicate_numbers(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No number is given twice."""
    first: dict[str, str] = {}
    # What is in the file where it belongs comes first, so that a copy is what is named.
    for file, record in sorted(records(ledger), key=lambda one: one[0] != one[1].file):
        if record.ref in first:
            key = "id" if isinstance(record, Issue) else "number"
            yield Finding(
                "duplicate", file, (key,), {"ref": record.ref, "other": first[record.ref]}
            )
        first.setdefault(record.ref, file)


def number_gaps(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Numbers run from 1 without a gap: what is missing was lost, or never entered."""
    issues = {issue.id: file for file, issue in ledger.issues.items()}
    yield from _gaps(issues, "", "id", _unread(ledger, r"issues/(\d+)\.yaml"))
    by_issue: dict[int, dict[int, str]] = defaultdict(dict)
    for file, measure in ledger.measures.items():
        by_issue[measure.issue][measure.number] = file
    for issue, files in by_issue.items():
        unread = _unread(ledger, rf"measures/0*{issue}-(\d+)\.yaml")
        yield from _gaps(files, f"{issue}.", "number", unread)


def _gaps(files: Mapping[int, str], of: str, key: str, unread: set[int]) -> Iterator[Finding]:
    for before, number in pairwise([0, *sorted({*files, *unread})]):
        if number > before + 1 and number in files:
            first, last = f"{of}{before + 1}", f"{of}{number - 1}"
            missing = first if first == last else f"{first}–{last}"
            args: dict[str, object] = {"missing": missing, "before": f"{of}{number}"}
            yield Finding("gap", files[number], (key,), args)


def _unread(ledger: Ledger, pattern: str) -> set[int]:
    """The numbers of the files that could not be read, by their names."""
    found = (re.fullmatch(pattern, file) for file in ledger.unreadable)
    return {int(match[1]) for match in found if match}


def orphans(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A measure stands under an issue of this ledger."""
    known = {issue.id for issue in ledger.issues.values()}
    known |= _unread(ledger, r"issues/(\d+)\.yaml")
    for file, measure in ledger.measures.items():
        if measure.issue not in known and "issues" not in ledger.unreadable:
            yield Finding("orphan", file, ("issue",), {"ref": measure.ref, "issue": measure.issue})
