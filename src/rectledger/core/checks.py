"""The checks of one ledger: a list of functions, each of which says all that it finds.

A check takes the ledger and the real day, and gives findings; it knows nothing of lines (they
are looked up where findings are shown) and nothing of words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from rectledger.core import policy, summary
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import fold, history
from rectledger.core.model import (
    Amend,
    BaseEntry,
    Close,
    EvidenceFile,
    Extend,
    Issue,
    Ledger,
    Measure,
    Reassign,
    Waive,
)

Check = Callable[[Ledger, str], Iterator[Finding]]
Record = Issue | Measure


def records(ledger: Ledger) -> Iterator[tuple[str, Record]]:
    """Every issue and measure with the file it came from."""
    yield from ledger.issues.items()
    yield from ledger.measures.items()


def entries(ledger: Ledger) -> Iterator[tuple[str, Record, int, BaseEntry]]:
    """Every entry of every log: file, record, index, entry."""
    for file, record in records(ledger):
        for index, entry in enumerate(record.log):
            yield file, record, index, entry


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def file_names(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A file is named after what is in it."""
    for file, record in records(ledger):
        if file != record.file:
            key = "id" if isinstance(record, Issue) else "number"
            yield Finding("file-name", file, (key,), {"ref": record.ref, "home": record.file})
    for file in ledger.stray:
        yield Finding("stray-file", file)


def duplicate_numbers(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No number is given twice."""
    first: dict[str, str] = {}
    for file, record in records(ledger):
        if record.ref in first:
            key = "id" if isinstance(record, Issue) else "number"
            yield Finding(
                "duplicate", file, (key,), {"ref": record.ref, "other": first[record.ref]}
            )
        first.setdefault(record.ref, file)


def number_gaps(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Numbers run from 1 without a gap: what is missing was lost, or never entered."""

    def missing(numbers: set[int]) -> list[int]:
        return [n for n in range(1, max(numbers, default=0)) if n not in numbers]

    issues = {issue.id: file for file, issue in ledger.issues.items()}
    for number in missing(set(issues)):
        after = min(n for n in issues if n > number)
        yield Finding("gap", issues[after], ("id",), {"ref": str(number), "before": str(after)})
    by_issue: dict[int, dict[int, str]] = defaultdict(dict)
    for file, measure in ledger.measures.items():
        by_issue[measure.issue][measure.number] = file
    for issue, files in by_issue.items():
        for number in missing(set(files)):
            after = min(n for n in files if n > number)
            args: dict[str, object] = {"ref": f"{issue}.{number}", "before": f"{issue}.{after}"}
            yield Finding("gap", files[after], ("number",), args)


def orphans(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A measure stands under an issue of this ledger."""
    known = {issue.id for issue in ledger.issues.values()}
    for file, measure in ledger.measures.items():
        if measure.issue not in known:
            yield Finding("orphan", file, ("issue",), {"ref": measure.ref, "issue": measure.issue})


def known_words(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Sections, kinds and departments are ones that ledger.yaml names."""
    settings = ledger.settings
    known: dict[str, list[str]] = {
        "section": [s.id for aspect in settings.outline for s in aspect.sections],
        "kind": list(settings.kinds),
        "department": list(settings.departments),
    }

    def unknown(what: str, word: str, file: str, key: tuple[str | int, ...]) -> Iterator[Finding]:
        if word not in known[what]:
            args: dict[str, object] = {
                "word": word, "nearest": nearest(word, known[what]), "known": known[what],
            }  # fmt: skip
            yield Finding(f"unknown-{what}", file, key, args)

    for file, record in records(ledger):
        if isinstance(record, Issue):
            yield from unknown("section", record.section, file, ("section",))
            yield from unknown("kind", record.kind, file, ("kind",))
        yield from unknown("department", record.lead, file, ("lead",))
        for i, word in enumerate(record.support):
            yield from unknown("department", word, file, ("support", i))
    for file, _record, index, entry in entries(ledger):
        if isinstance(entry, Reassign):
            if entry.lead:
                yield from unknown("department", entry.lead, file, ("log", index, "lead"))
            for i, word in enumerate(entry.support or ()):
                yield from unknown("department", word, file, ("log", index, "support", i))
    for i, member in enumerate(settings.members):
        if member.department:
            where = ("members", i, "department")
            yield from unknown("department", member.department, "ledger.yaml", where)


def outline_and_members(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No aspect, section or member is listed twice in ledger.yaml."""
    settings = ledger.settings
    listed: list[tuple[str, str, tuple[str | int, ...]]] = []
    for i, aspect in enumerate(settings.outline):
        listed.append(("aspect", str(aspect.id), ("outline", i, "id")))
        for j, section in enumerate(aspect.sections):
            listed.append(("section", section.id, ("outline", i, "sections", j, "id")))
    listed += [("member", m.id, ("members", i, "id")) for i, m in enumerate(settings.members)]
    seen: set[tuple[str, str]] = set()
    for what, word, key in listed:
        if (what, word) in seen:
            yield Finding("listed-twice", "ledger.yaml", key, {"what": what, "word": word})
        seen.add((what, word))


def known_members(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """In a ledger with members, everyone who is named is one of them."""
    ids = [member.id for member in ledger.settings.members]
    if not ids:
        return

    def unknown(word: object, file: str, key: tuple[str | int, ...]) -> Iterator[Finding]:
        if word is not None and word not in ids:
            text = word if isinstance(word, str) else ""
            args: dict[str, object] = {"word": text, "nearest": nearest(text, ids), "known": ids}
            yield Finding("unknown-member", file, key, args)

    for file, record in records(ledger):
        yield from unknown(record.leader, file, ("leader",))
    for code, department in ledger.settings.departments.items():
        yield from unknown(department.leader, "ledger.yaml", ("departments", code, "leader"))
    for file, _record, index, entry in entries(ledger):
        yield from unknown(entry.by, file, ("log", index, "by"))
        if isinstance(entry, Extend | Waive | Amend):
            yield from unknown(entry.approved_by, file, ("log", index, "approved_by"))


def missing_deadlines(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Only what is of a kind without months may have no deadline."""
    kinds = ledger.settings.kinds
    kind_of = {issue.id: issue.kind for issue in ledger.issues.values()}
    for file, record in records(ledger):
        number = record.id if isinstance(record, Issue) else record.issue
        kind = kinds.get(kind_of.get(number, ""))
        if record.due is None and kind is not None and kind.months is not None:
            yield Finding("no-deadline", file, (), {"ref": record.ref, "kind": kind_of[number]})


def dates(ledger: Ledger, today: str) -> Iterator[Finding]:
    """Days never run backwards in a log, never lie in the future, and never before the opening."""
    for file, record, index, entry in entries(ledger):
        key = ("log", index, "date")
        if index and entry.date < record.log[index - 1].date:
            before = record.log[index - 1].date
            yield Finding("date-backwards", file, key, {"date": entry.date, "before": before})
        if entry.date > today:
            yield Finding("date-future", file, key, {"date": entry.date, "today": today})
        if isinstance(record, Issue) and entry.date < record.opened:
            args: dict[str, object] = {"date": entry.date, "opened": record.opened}
            yield Finding("date-before-opened", file, key, args)


def transitions(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Every event is legal in the state in which it finds the item."""
    issue_by_id = {issue.id: issue for issue in ledger.issues.values()}
    for file, record in records(ledger):
        for index, entry, status, legal in history(record):
            key = ("log", index, "event")
            event: str = entry.event  # type: ignore[attr-defined]
            if not legal:
                args: dict[str, object] = {"ref": record.ref, "event": event, "state": status.state}
                yield Finding("illegal-event", file, key, args)
                continue
            if isinstance(entry, Extend) and status.deadline and entry.to <= status.deadline:
                args = {"to": entry.to, "deadline": status.deadline}
                yield Finding("extend-backwards", file, ("log", index, "to"), args)
            if event == "reopen" and isinstance(record, Measure) and record.issue in issue_by_id:
                issue_then = fold(issue_by_id[record.issue], entry.date).state
                if issue_then == "closed":
                    args = {"ref": record.ref, "issue": record.issue}
                    yield Finding("reopen-under-closed", file, key, args)


def closings(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A closed issue has no open measure, on the day of its closing and now."""
    by_issue: dict[int, list[Measure]] = defaultdict(list)
    for measure in ledger.measures.values():
        by_issue[measure.issue].append(measure)
    for file, issue in ledger.issues.items():
        measures = by_issue[issue.id]
        closes = [(i, e) for i, e, _, legal in history(issue) if legal and isinstance(e, Close)]
        is_closed = fold(issue).state == "closed"
        for index, entry in closes:
            reasons = policy.measures_for_closing(issue, measures, entry.date)
            if not reasons and is_closed and index == closes[-1][0]:
                reasons = policy.measures_for_closing(issue, measures, None)
            for code, args in reasons:
                yield Finding(code, file, ("log", index), args)


def closing_evidence(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """A closing brings the evidence that policy asks for."""
    for file, record, index, entry in entries(ledger):
        if isinstance(entry, Close):
            for code, args in policy.evidence_for_closing(entry, ledger.settings.policy):
                yield Finding(code, file, ("log", index), {"ref": record.ref, **args})


def evidence_files(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Every file that an entry names is there and unaltered; every file belongs to an entry."""
    named: set[str] = set()
    for file, _record, index, entry in entries(ledger):
        for i, piece in enumerate(entry.evidence or ()):
            if not isinstance(piece, EvidenceFile):
                continue
            named.add(piece.path)
            key = ("log", index, "evidence", i, "path")
            found = ledger.evidence.get(piece.path)
            if found is None:
                yield Finding("evidence-missing", file, key, {"path": piece.path})
            elif found != (piece.size, piece.sha256):
                args: dict[str, object] = {
                    "path": piece.path, "size": found[0], "sha256": found[1],
                    "was_size": piece.size, "was_sha256": piece.sha256,
                }  # fmt: skip
                yield Finding("evidence-altered", file, key, args)
    for path in sorted(set(ledger.evidence) - named):
        yield Finding("evidence-unreferenced", path)


def control_totals(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """What the source declares is what the files add up to."""
    for index, total in enumerate(summary.control_totals(ledger)):
        args: dict[str, object] = {
            "name": total.declared.name, "declared": total.declared.total,
            "counted": total.counted, "as_of": total.declared.as_of,
        }  # fmt: skip
        key = ("control_totals", index, "total")
        if total.holds is False:
            yield Finding("control-total", "ledger.yaml", key, args)
        elif total.holds is None:
            yield Finding("control-total-unpublished", "ledger.yaml", key, args, severity="note")


CHECKS: tuple[Check, ...] = (
    file_names,
    duplicate_numbers,
    number_gaps,
    orphans,
    known_words,
    outline_and_members,
    known_members,
    missing_deadlines,
    dates,
    transitions,
    closings,
    closing_evidence,
    evidence_files,
    control_totals,
)


def check(ledger: Ledger, today: str) -> list[Finding]:
    """All that every check finds in `ledger`, when it is really `today`; by file."""
    found = [finding for one in CHECKS for finding in one(ledger, today)]
    found.sort(key=lambda finding: finding.file)
    return found
