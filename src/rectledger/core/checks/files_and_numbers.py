"""Whether every file matches its name, and no number is missing or used twice."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from rectledger.core.findings import Finding, Severity
from rectledger.core.model import Deleted, Issue, Ledger, Record, is_imported
from rectledger.core.model.layout import ISSUES, MEASURES, SETTINGS_FILE, ref_in
from rectledger.core.portable_names import clashes


def file_names(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A file is named after the record in it."""
    for file, record in ledger.records.items():
        if file != record.file:
            yield Finding("file-name", file, _key(record), {"ref": record.ref, "home": record.file})
    for file in ledger.stray:
        yield Finding("stray-file", file)


def names_elsewhere(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No two file names are the same on another system, and none is impossible there. Existing
    files only get a note."""
    files = sorted([*ledger.records, *ledger.evidence, *ledger.stray])
    for one in clashes(files, (), ""):
        yield replace(one, severity="note")


def leftovers(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No change was interrupted before it was complete."""
    for file in ledger.leftovers:
        yield Finding("left-over", file, severity="note")


def duplicate_numbers(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No number is used twice."""
    first: dict[str, str] = {}
    # Records in their proper file come first, so that the copy is reported.
    for file, record in sorted(ledger.records.items(), key=lambda one: one[0] != one[1].file):
        if record.ref in first:
            args: dict[str, object] = {"ref": record.ref, "other": first[record.ref]}
            yield Finding("duplicate", file, _key(record), args)
        first.setdefault(record.ref, file)


def number_gaps(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Numbers run from 1 without a gap: a missing one was lost, or never entered."""
    for one in _series(ledger):
        for before, number in pairwise([0, *sorted({*one.files, *one.unread})]):
            if number > before + 1 and number in one.files:
                first, last = f"{one.of}{before + 1}", f"{one.of}{number - 1}"
                missing = first if first == last else f"{first}–{last}"
                args: dict[str, object] = {"missing": missing, "before": f"{one.of}{number}"}
                gone = next((n for n in range(before + 1, number) if n in one.deleted), None)
                if gone is not None:
                    args |= _by_whom(one, gone)
                # The numbers of a source are kept as they are.
                kept = gone is None and is_imported(ledger.records[one.files[number]])
                severity: Severity = "note" if kept else "error"
                key = ("number" if one.of else "id",)
                yield Finding("gap", one.files[number], key, args, severity)


def deleted_numbers(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Deleting the last record leaves no gap to show it, and its number would be used again."""
    if ledger.deletions and not ledger.deletions.whole:
        yield Finding("history-in-part", SETTINGS_FILE, severity="note")
    for one in _series(ledger):
        last = max({*one.files, *one.unread}, default=0)
        for number in sorted(one.deleted):
            if number > last and (MEASURES if one.of else ISSUES) not in ledger.unreadable:
                args = {"ref": f"{one.of}{number}", **_by_whom(one, number)}
                yield Finding("record-deleted", one.deleted[number][0], args=args)


def given_again(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """The number of a deleted record is not used by another."""
    if ledger.deletions:
        for file, record in ledger.records.items():
            if who := ledger.deletions.others.get(file):
                args: dict[str, object] = {"ref": record.ref, **who._asdict()}
                yield Finding("number-given-again", file, _key(record), args)


def _key(record: Record) -> tuple[str]:
    """The key of a record's number."""
    return ("id",) if isinstance(record, Issue) else ("number",)


class _Series(NamedTuple):
    """Numbers that run from 1: those of all issues, or of one issue's measures. `of` is the prefix
    of each; `files` and `deleted` have its file, and `deleted` also how it was deleted."""

    of: str
    files: dict[int, str]
    unread: set[int]
    deleted: dict[int, tuple[str, Deleted]]


def _by_whom(one: _Series, number: int) -> dict[str, object]:
    who = one.deleted[number][1]
    return {"deleted": f"{one.of}{number}", "commit": who.commit, "command": who.command}


def _series(ledger: Ledger) -> list[_Series]:
    """The series of the issues, then those of their measures."""
    series: dict[str, _Series] = {}

    def place(ref: str) -> tuple[_Series, int]:
        of, dot, number = ref.rpartition(".")
        if of not in series:
            series[of] = _Series(of + dot, {}, set(), {})
        return series[of], int(number)

    there = {record.ref: file for file, record in ledger.records.items()}
    for ref, file in there.items():
        one, number = place(ref)
        one.files[number] = file
    for ref in filter(None, map(ref_in, ledger.unreadable)):
        one, number = place(ref)
        one.unread.add(number)
    deleted = ledger.deletions.deleted if ledger.deletions else {}
    gone = {ref: (file, who) for file, who in deleted.items() if (ref := ref_in(file))}
    for ref, by in gone.items():
        issue = ref.rpartition(".")[0]
        if issue not in gone or issue in there:  # otherwise it was deleted with its issue
            one, number = place(ref)
            one.deleted[number] = by
    return [series[of] for of in sorted(series, key=lambda of: int(of or 0))]


def orphans(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A measure belongs to an issue of this ledger."""
    known = {issue.ref for issue in ledger.issues.values()} | {*map(ref_in, ledger.unreadable)}
    for file, measure in ledger.measures.items():
        if str(measure.issue) not in known and ISSUES not in ledger.unreadable:
            yield Finding("orphan", file, ("issue",), {"ref": measure.ref, "issue": measure.issue})
