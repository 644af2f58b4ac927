"""A ledger in its folder: find it, open it, and know what day it is there."""

import gc
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Ledger, Measure, Record, Settings
from rectledger.core.model.fields import DAY_PATTERN
from rectledger.errors import UsageError
from rectledger.store import evidence, files
from rectledger.store.locate import locate
from rectledger.store.read import read

SETTINGS_FILE = "ledger.yaml"


@dataclass(frozen=True)
class Opened:
    """What could be read of a ledger, and what could not.

    `ledger` is None where `ledger.yaml` itself cannot be read: nothing can be counted then.
    `unopened` is evidence that cannot be read; no total depends on it.
    """

    root: Path
    ledger: Ledger | None
    unreadable: tuple[Finding, ...]
    unopened: tuple[Finding, ...] = ()


def find(named: str | None, environ: Mapping[str, str], start: Path) -> Path:
    """The folder of the ledger: the one named, else RECTLEDGER_DIR, else upwards from `start`.

    Raises UsageError where there is none.
    """
    named = (environ.get("RECTLEDGER_DIR") or None) if named is None else named
    if named is not None:
        root = Path(named)
        if named and _holds_ledger(root):
            return root
        inner = root / "data"
        if named and _holds_ledger(inner):
            raise UsageError("no-ledger-but-inside", folder=named, inside=str(inner))
        raise UsageError("no-ledger-there", folder=named or '""')
    for folder in (start, *start.parents):
        for root in (folder, folder / "data"):
            if _holds_ledger(root):
                return root
    raise UsageError("no-ledger", folder=str(start))


def _holds_ledger(folder: Path) -> bool:
    return os.path.lexists(folder / SETTINGS_FILE)


def open_ledger(root: Path, *, with_evidence: bool = False) -> Opened:
    """Read a whole ledger; with `with_evidence`, hash its evidence too.

    Everything unreadable is collected, never raised: a file is a record or it is findings.
    """
    collecting = gc.isenabled()
    gc.disable()  # records are many, live long and form no cycles
    try:
        return _open(root, with_evidence)
    finally:
        if collecting:
            gc.enable()


def _open(root: Path, with_evidence: bool) -> Opened:
    settings, unreadable = read(
        {SETTINGS_FILE: partial(files.read_bytes, root, SETTINGS_FILE)}, Settings
    )
    issue_files, strays, cannot = _folder(root, "issues")
    measure_files, more_strays, cannot_either = _folder(root, "measures")
    issues, bad_issues = read(issue_files, Issue)
    measures, bad_measures = read(measure_files, Measure)
    unreadable += [*cannot, *cannot_either, *bad_issues, *bad_measures]
    kept, unopened = _evidence(root) if with_evidence else ({}, [])
    known = settings.get(SETTINGS_FILE)
    if known and _zone(known) is None:
        where = Finding("unknown-timezone", SETTINGS_FILE, ("timezone",), {"word": known.timezone})
        unreadable += with_places(root, [where])
        known = None
    ledger = None
    if known:
        names = frozenset(finding.file for finding in (*unreadable, *unopened))
        ledger = Ledger(known, issues, measures, kept, (*strays, *more_strays), names)
    return Opened(root, ledger, tuple(unreadable), tuple(unopened))


def _evidence(root: Path) -> tuple[dict[str, tuple[int, str]], list[Finding]]:
    """Size and hash of every file of evidence, and what of it cannot be read."""
    kept: dict[str, tuple[int, str]] = {}
    unopened: list[Finding] = []
    for path in evidence.paths(root):
        found = path if isinstance(path, Finding) else evidence.fingerprint(root, path)
        if isinstance(found, Finding):
            unopened.append(found)
        else:
            kept[str(path)] = found
    return kept, unopened


def _folder(
    root: Path, folder: str
) -> tuple[dict[str, Callable[[], bytes | Finding]], list[str], list[Finding]]:
    """A folder's records, each with how to fetch it; strays; what cannot be listed."""
    fetch: dict[str, Callable[[], bytes | Finding]] = {}
    strays: list[str] = []
    findings: list[Finding] = []
    for found in files.record_files(root, folder):
        if isinstance(found, Finding):
            findings.append(found)
        elif found[1]:
            fetch[found[0]] = partial(files.read_bytes, root, found[0])
        else:
            strays.append(found[0])
    return fetch, strays, findings


def _zone(settings: Settings) -> ZoneInfo | None:
    try:
        return ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def with_places(root: Path, findings: list[Finding]) -> list[Finding]:
    """`findings` with the line and column of what they speak of; by file, then by place.

    What speaks of a whole file (it has no key) comes first, without a place.
    """
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    placed: list[Finding] = []
    for file, own in by_file.items():
        placed += [finding for finding in own if not finding.key]
        inside = [finding for finding in own if finding.key]
        data = files.read_bytes(root, file) if inside else b""
        text = "" if isinstance(data, Finding) else data.decode("utf-8-sig", "replace")
        placed += locate(inside, text)
    return placed


def today(settings: Settings, environ: Mapping[str, str]) -> str:
    """The real day in the ledger's time zone; RECTLEDGER_TODAY sets it, for output that repeats.

    Raises UsageError where that is no day.
    """
    named = environ.get("RECTLEDGER_TODAY")
    if named:
        return valid_day("RECTLEDGER_TODAY", named)
    return datetime.now(_zone(settings)).date().isoformat()


def valid_day(option: str, day: str) -> str:
    """`day` itself. Raises UsageError, naming the option that gave it, where it is none."""
    if not re.fullmatch(DAY_PATTERN, day):
        raise UsageError("bad-day", option=option, value=day)
    return day


def day_to_show(ledger: Ledger, real: str) -> str:
    """The day that commands look at unless told: today, or the last day that the ledger knows.

    A ledger that records what was known on one day is shown as of that day, or as of its last
    entry where that is later.
    """
    known_until = ledger.settings.known_until
    if known_until is None:
        return real
    records: list[Record] = [*ledger.issues.values(), *ledger.measures.values()]
    dates = (entry.date for record in records for entry in record.log)
    return min(max([known_until, *dates]), real)
