"""What every verb needs: the ledger laid out under its lock, who acts, and evidence handed in."""

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

WAIT = 60.0  # seconds for another writer, unless RECTLEDGER_WAIT says otherwise
_LOCK = "rectledger.lock"


@contextmanager
def locked(desk: Desk, tell: Callable[[str], None]) -> Iterator[None]:
    """No other process changes the ledger meanwhile. What is only shown needs no lock.

    `tell` is told for which process is waited. Raises SurroundingsError where the lock is not had.
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
    """The repository around a ledger; None where there is none. Raises SurroundingsError where it
    cannot be used, unless nothing is to be committed."""
    try:
        return find_repository.find(root)
    except SurroundingsError:
        if options.no_commit:
            return None
        raise


def who_acts(desk: Desk) -> str:
    """Who an entry is by that names nobody: the member whose address git has, or, in a ledger
    without members, the name that git has. Raises UsageError where that is nobody."""
    settings = desk.rules
    name, address = desk.around.identity() if desk.around else ("", "")
    if not settings.members:
        if not name:
            raise UsageError("by-nobody")
        return name
    member = _with_address(address, settings)
    if member:
        return member.id
    known = ", ".join(member.id for member in settings.members)
    raise UsageError("by-no-member" if address else "by-which-member", address=address, known=known)


def to_be_told(desk: Desk, saved: SavedChange, twice: Sequence[str]) -> SavedChange:
    """A change that was saved, with how the issues stand now and in whose name it was entered;
    `twice` are files handed in more than once."""
    counted = None
    if saved.outcome != "only-shown":
        with suppress(OSError):  # it is done, whether or not it can be counted
            counted = _count(desk)
    entry = saved.change.edits[0].entry
    other = _in_anothers_name(entry.by, desk) if entry else None
    return replace(saved, counted=counted, twice=twice, other=other)


def _in_anothers_name(by: str, desk: Desk) -> Member | None:
    """The member whose address git has, where that is another than the entry says."""
    if not desk.settings.members or desk.around is None:
        return None
    member = _with_address(desk.around.identity()[1], desk.settings)
    return member if member and member.id != by else None


def _with_address(address: str, settings: Settings) -> Member | None:
    found = (one for one in settings.members if has_address(one, address))
    return next(found, None) if address else None


def _count(desk: Desk) -> Count | None:
    """The issues as they stand; None where some of them cannot be read, so that no count is."""
    listed = list_records(desk.source)
    issues, unreadable = read(desk.source, listed.issues, Issue)
    # How an issue stands hangs on no measure.
    if unreadable or any(not one.file.startswith(MEASURES) for one in listed.unreadable):
        return None
    day = shown(desk, desk.settings)
    return Count.of(items_on(Ledger(desk.settings, issues, {}), day)[0])


def shown(desk: Desk, settings: Settings) -> str:
    """The day that the ledger shows today under `settings`: what is added counts from it on."""
    if settings.known_until is None:
        return desk.today
    listed = list_records(desk.source)
    ledger, _unread = read_records(desk.source, settings, listed.issues, listed.measures)
    return day_to_show(settings, [last_entry(ledger)], desk.today)


def keep(
    source: Folder, number: int, given: Sequence[IncomingEvidence], referred: Sequence[EvidenceFile]
) -> list[IncomingEvidence]:
    """Files handed in for an issue, and where they are kept: each once. `referred` are those that
    the issue or its measures refer to already."""
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
    """A path that nothing else is kept at."""
    for digits in (8, 12, 16, 32, 64):
        path = f"{evidence_folder(number)}/{incoming_evidence.kept_name(one, digits)}"
        if path in taken:
            continue
        found = source.fingerprint(path)
        if found == one.fingerprint or not os.path.lexists(source.root / path):
            break
    return path
