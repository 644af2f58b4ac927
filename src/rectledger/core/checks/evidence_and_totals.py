"""Whether evidence exists unaltered, and totals match what the source declares."""

from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.core.model import EvidenceFile, Ledger
from rectledger.core.model.layout import KEPT, SETTINGS_FILE
from rectledger.core.summary import control_totals as summary


def named_evidence(ledger: Ledger) -> set[str]:
    """The paths of all evidence files, and sources, that entries name."""
    pieces = (piece for *_, entry in ledger.entries for piece in entry.evidence or ())
    named = {piece.path for piece in pieces if isinstance(piece, EvidenceFile)}
    return named | {entry.source.path for *_, entry in ledger.entries if entry.source}


def evidence_files(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Every file that an entry names exists unaltered; every file belongs to an entry."""
    for file, _record, index, entry in ledger.entries:
        for i, piece in enumerate(entry.evidence or ()):
            if not isinstance(piece, EvidenceFile) or _unread(ledger, piece.path):
                continue
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
    if not _records_unread(ledger):  # an unread record might name it
        for path in sorted(set(ledger.evidence) - named_evidence(ledger)):
            yield Finding("evidence-unreferenced", path)


def sources(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """Every source that an entry names exists unaltered; each is told of once."""
    told: set[tuple[str, str]] = set()
    for file, _record, index, entry in ledger.entries:
        one = entry.source
        if one is None or (one.path, one.sha256) in told or _unread(ledger, one.path):
            continue
        told.add((one.path, one.sha256))
        found, key = ledger.evidence.get(one.path), ("log", index, "source", "path")
        args: dict[str, object] = {"path": one.path}
        if found is None:
            yield Finding("source-missing", file, key, args)
        elif found[1] != one.sha256:
            args |= {"sha256": found[1], "was_sha256": one.sha256}
            yield Finding("source-altered", file, key, args)


def evidence_dates(ledger: Ledger, today: str) -> Iterator[Finding]:
    """No document or web page given as evidence has a future date."""
    for file, record, index, entry in ledger.entries:
        for i, piece in enumerate(entry.evidence or ()):
            dated = None if isinstance(piece, EvidenceFile) else piece.dated
            if dated is not None and dated > today[: len(dated)]:
                key = ("log", index, "evidence", i, "dated")
                args: dict[str, object] = {"ref": record.ref, "dated": dated, "today": today}
                yield Finding("evidence-future", file, key, args)


def _unread(ledger: Ledger, path: str) -> bool:
    """Whether a file, or a folder that it is in, could not be read."""
    parts = path.split("/")
    return any("/".join(parts[: n + 1]) in ledger.unreadable for n in range(len(parts)))


def control_totals(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """What the source declares matches what the files add up to."""
    totals = summary.control_totals(ledger.settings, summary.tallies(ledger))
    if totals and _records_unread(ledger):
        key: tuple[str | int, ...] = ("control_totals",)
        said: dict[str, object] = {"n": len(totals)}
        yield Finding("control-totals-unchecked", SETTINGS_FILE, key, said, severity="note")
        return
    for index, total in enumerate(totals):
        said = {
            "name": total.declared.name, "declared": total.declared.total,
            "counted": total.counted, "as_of": total.declared.as_of,
        }  # fmt: skip
        key = ("control_totals", index, "total")
        if total.holds is False:
            yield Finding("control-total", SETTINGS_FILE, key, said)
        elif total.holds is None:
            yield Finding("control-total-unpublished", SETTINGS_FILE, key, said, severity="note")


def _records_unread(ledger: Ledger) -> bool:
    return any(not file.startswith(KEPT) for file in ledger.unreadable)
