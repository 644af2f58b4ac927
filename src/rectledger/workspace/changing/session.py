"""What every changing command needs: the locked ledger, the author of the entry, and evidence."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from rectledger.core.changes.saved_change import IncomingEvidence, SavedChange
from rectledger.core.items import items_on
from rectledger.core.log_order import last_entry
from rectledger.core.model import EvidenceFile, Issue, Ledger, Member, Settings
from rectledger.core.model.layout import MEASURES, evidence_folder
from rectledger.core.policy import has_address
from rectledger.core.summary.counts import Count
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store import incoming_evidence, lock
from rectledger.store.git import find_repository
from rectledger.store.git.repository import Repository
from rectledger.store.ledger_folder import Folder
from rectledger.store.yaml.read_record import read
from rectledger.workspace.changing.records_to_change import Desk
from rectledger.workspace.changing.save_options import SaveOptions
from rectledger.workspace.reading.clock import day_to_show
from rectledger.workspace.reading.load_ledger import list_records, read_records

WAIT = 60.0  # seconds to wait for another writer, unless RECTLEDGER_WAIT is set
_LOCK = "rectledger.lock"


@contextmanager
def locked(desk: Desk, tell: Callable[[str], None]) -> Iterator[None]:
    """Keep other processes from changing the ledger. A dry run needs no lock.

    `tell` is called with the process that is waited for. Raises SurroundingsError if the lock
    cannot be acquired.
    """
    if desk.options.dry_run:
        yield
        return
    around = desk.around
    place = around.git_dir / _LOCK if around else desk.source.root / f".{_LOCK}"
    with lock.held(place, _wait(os.environ), tell):
        yield


def _wait(environ: Mapping[str, str]) -> float:
    """How many seconds to wait for the lock."""
    said = environ.get("RECTLEDGER_WAIT")
    if not said:
        return WAIT
    if not said.isdecimal() or len(said) > 6:
        raise UsageError("bad-wait", value=said)
    return float(said)


def around(root: Path, options: SaveOptions) -> Repository | None:
    """The repository around a ledger; None if there is none. Raises SurroundingsError if it cannot
    be used, unless nothing is to be committed."""
    try:
        return find_repository.find(root)
    except SurroundingsError:
        if options.no_commit:
            return None
        raise


def who_acts(desk: Desk) -> str:
    """The author of an entry without `--by`: the member with git's configured address, or, in a
    ledger without members, git's configured name. Raises UsageError if there is none."""
    settings = desk.rules
    name, address = desk.around.identity() if desk.around else ("", "")
    if not settings.members:
        if not name:
            raise UsageError("by-nobody")
        return name
    member = _with_address(address, settings)
    if member:
        return member.id
    known = {member.id: member.name for member in settings.members}
    raise UsageError("by-no-member" if address else "by-which-member", address=address, known=known)


def to_be_told(desk: Desk, saved: SavedChange, twice: Sequence[str]) -> SavedChange:
    """A saved change, with the current counts of issues and, if the entry names someone else, the
    member with git's configured address. `twice` are the files provided more than once."""
    counted = None
    if saved.outcome != "only-shown":
        with suppress(OSError):  # the change is saved, even if the issues cannot be counted
            counted = _count(desk)
    entry = saved.change.edits[0].entry
    other = _in_anothers_name(entry.by, desk) if entry else None
    return replace(saved, counted=counted, twice=twice, other=other)


def _in_anothers_name(by: str, desk: Desk) -> Member | None:
    """The member with git's configured address, if the entry names someone else."""
    if not desk.settings.members or desk.around is None:
        return None
    member = _with_address(desk.around.identity()[1], desk.settings)
    return member if member and member.id != by else None


def _with_address(address: str, settings: Settings) -> Member | None:
    found = (one for one in settings.members if has_address(one, address))
    return next(found, None) if address else None


def _count(desk: Desk) -> Count | None:
    """The current counts of issues; None if some cannot be read, since counts would be wrong."""
    listed = list_records(desk.source)
    issues, unreadable = read(desk.source, listed.issues, Issue)
    # The state of an issue does not depend on its measures.
    if unreadable or any(not one.file.startswith(MEASURES) for one in listed.unreadable):
        return None
    day = shown(desk, desk.settings)
    return Count.of(items_on(Ledger(desk.settings, issues, {}), day)[0])


def shown(desk: Desk, settings: Settings) -> str:
    """The date that the ledger is shown for today under `settings`; new records start then."""
    if settings.known_until is None:
        return desk.today
    listed = list_records(desk.source)
    ledger, _unread = read_records(desk.source, settings, listed.issues, listed.measures)
    return day_to_show(settings, [last_entry(ledger)], desk.today)


def keep(
    source: Folder, number: int, given: Sequence[IncomingEvidence], referred: Sequence[EvidenceFile]
) -> list[IncomingEvidence]:
    """The files provided as evidence for an issue, with the paths to keep them at, each once.
    `referred` is the evidence that the issue or its measures already refer to."""
    kept: dict[str, IncomingEvidence] = {}
    by_hash = {(one.size, one.sha256): one.path for one in referred}
    for one in given:
        if one.sha256 in kept:
            continue
        there = by_hash.get(one.fingerprint)
        before = there is not None and source.fingerprint(there) == one.fingerprint
        path = there if there is not None and before else None
        path = path or _free(source, number, one, {k.path for k in kept.values()})
        lost = path == there and not before
        kept[one.sha256] = replace(one, path=path, before=before, lost=lost)
    return list(kept.values())


def _free(source: Folder, number: int, one: IncomingEvidence, taken: set[str]) -> str:
    """A path that no other file occupies."""
    for digits in (8, 12, 16, 32, 64):
        path = f"{evidence_folder(number)}/{incoming_evidence.kept_name(one, digits)}"
        if path in taken:
            continue
        found = source.fingerprint(path)
        if found == one.fingerprint or not os.path.lexists(source.root / path):
            break
    return path
