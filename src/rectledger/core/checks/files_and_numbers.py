"""Whether every file is what its name says, and no number is missing or given twice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rectledger.core.findings import Finding
from rectledger.core.model import Deleted, Issue, Ledger
from rectledger.core.model.layout import ISSUE_FILE, ISSUES, MEASURE_FILE, MEASURES


def file_names(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A file is named after what is in it."""
    for file, record in ledger.records.items():
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
    for file, record in sorted(ledger.records.items(), key=lambda one: one[0] != one[1].file):
        if record.ref in first:
            key = "id" if isinstance(record, Issue) else "number"
            yield Finding(
                "duplicate", file, (key,), {"ref": record.ref, "other": first[record.ref]}
            )
        first.setdefault(record.ref, file)


def number_gaps(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Numbers run from 1 without a gap: what is missing was lost, or never entered."""
    for one in _series(ledger):
        for before, number in pairwise([0, *sorted({*one.files, *one.unread})]):
            if number > before + 1 and number in one.files:
                first, last = f"{one.of}{before + 1}", f"{one.of}{number - 1}"
                missing = first if first == last else f"{first}–{last}"
                args: dict[str, object] = {"missing": missing, "before": f"{one.of}{number}"}
                gone = next((n for n in range(before + 1, number) if n in one.deleted), None)
                if gone is not None:
                    args |= _by_whom(one, gone)
                yield Finding("gap", one.files[number], (one.key,), args)


def deleted_numbers(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """What was deleted last leaves no gap that would show it, and its number would be given once
    more."""
    if ledger.deletions and not ledger.deletions.whole:
        yield Finding("history-in-part", "ledger.yaml", severity="note")
    for one in _series(ledger):
        last = max({*one.files, *one.unread}, default=0)
        for number in sorted(one.deleted):
            if number > last and not one.folder_unread:
                args = {"ref": f"{one.of}{number}", **_by_whom(one, number)}
                yield Finding("record-deleted", one.deleted[number][0], args=args)


def given_again(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """The number of what was deleted is not another's."""
    if ledger.deletions:
        for file, record in ledger.records.items():
            if who := ledger.deletions.others.get(file):
                key = "id" if isinstance(record, Issue) else "number"
                args: dict[str, object] = {"ref": record.ref, **who._asdict()}
                yield Finding("number-given-again", file, (key,), args)


@dataclass(frozen=True)
class _Series:
    """Numbers that run from 1: those of all issues, or of the measures of one. `of` stands before
    a number, `key` is where it stands in a record; each number has its file, what was `deleted` too
    with who did it."""

    of: str
    key: str
    files: Mapping[int, str]
    unread: set[int]
    deleted: Mapping[int, tuple[str, Deleted]]
    folder_unread: bool


def _by_whom(one: _Series, number: int) -> dict[str, object]:
    who = one.deleted[number][1]
    return {"deleted": f"{one.of}{number}", "commit": who.commit, "command": who.command}


def _series(ledger: Ledger) -> Iterator[_Series]:
    issues = {issue.id: file for file, issue in ledger.issues.items()}
    unread = _unread(ledger, ISSUE_FILE.pattern)
    deleted = {n[0]: one for n, one in _deleted(ledger, ISSUE_FILE.pattern).items()}
    yield _Series("", "id", issues, unread, deleted, ISSUES in ledger.unreadable)
    measures: dict[int, dict[int, str]] = defaultdict(dict)
    for file, measure in ledger.measures.items():
        measures[measure.issue][measure.number] = file
    gone: dict[int, dict[int, tuple[str, Deleted]]] = defaultdict(dict)
    for (issue, number), one in _deleted(ledger, MEASURE_FILE.pattern).items():
        if issue not in deleted or issue in issues:  # else they went with their issue
            gone[issue][number] = one
    for issue in sorted({*measures, *gone}):
        unread = _unread(ledger, rf"measures/0*{issue}-(\d+)\.yaml")
        yield _Series(
            f"{issue}.", "number", measures.get(issue, {}), unread, gone.get(issue, {}),
            MEASURES in ledger.unreadable,
        )  # fmt: skip


def _deleted(ledger: Ledger, pattern: str) -> dict[tuple[int, ...], tuple[str, Deleted]]:
    """The records that were deleted, by the numbers in their names."""
    known = ledger.deletions.deleted if ledger.deletions else {}
    found = ((re.fullmatch(pattern, file), file) for file in known)
    return {tuple(map(int, m.groups())): (file, known[file]) for m, file in found if m}


def _unread(ledger: Ledger, pattern: str) -> set[int]:
    """The numbers of the files that could not be read, by their names."""
    found = (re.fullmatch(pattern, file) for file in ledger.unreadable)
    return {int(match[1]) for match in found if match}


def orphans(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A measure stands under an issue of this ledger."""
    known = {issue.id for issue in ledger.issues.values()}
    known |= _unread(ledger, ISSUE_FILE.pattern)
    for file, measure in ledger.measures.items():
        if measure.issue not in known and ISSUES not in ledger.unreadable:
            yield Finding("orphan", file, ("issue",), {"ref": measure.ref, "issue": measure.issue})
