"""What every verb needs: the ledger laid out under its lock, who acts, and evidence handed in."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from rectledger.core.changes.save_result import HandedIn, KeptFile
from rectledger.core.items import items_on
from rectledger.core.log_order import last_entry
from rectledger.core.model import EvidenceFile, Issue, Ledger, Measure, Member, Settings
from rectledger.core.model.layout import MEASURES
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
from rectledger.workspace.reading.load_ledger import list_records

WAIT = 60.0  # seconds for another writer, unless RECTLEDGER_WAIT says otherwise
_LOCK = "rectledger.lock"


@contextmanager
def laid_out(
    root: Path,
    around: Repository | None,
    numbers: Sequence[int],
    how: SaveOptions,
    *,
    adding: Literal["issue", "measure"] | None = None,
    tell: Callable[[str], None],
) -> Iterator[Desk]:
    """The ledger in `root`, in the repository `around` it, laid out for a change to the issues of
    these numbers, while no other process changes it. What is only shown needs no lock.

    `tell` is told for which process is waited. Raises SurroundingsError where the lock is not had.
    """
    desk = Desk(Folder(root), around if how.commit else None, tuple(numbers), adding)
    if how.dry_run:
        yield desk
        return
    place = around.git_dir / _LOCK if around else root / f".{_LOCK}"
    with lock.held(place, _wait(os.environ), tell):
        yield desk


def _wait(environ: Mapping[str, str]) -> float:
    """How many seconds to wait for the lock."""
    said = environ.get("RECTLEDGER_WAIT")
    if not said:
        return WAIT
    if not said.isdecimal() or len(said) > 6:
        raise UsageError("bad-wait", value=said)
    return float(said)


def around(root: Path, how: SaveOptions) -> Repository | None:
    """The repository around a ledger; None where there is none. Raises SurroundingsError where it
    cannot be used, unless nothing is to be committed."""
    try:
        return find_repository.find(root)
    except SurroundingsError:
        if how.commit:
            raise
        return None


def who_acts(by: str | None, settings: Settings, around: Repository | None) -> str:
    """Who an entry is by: the one named; else the member whose address git has, or, in a ledger
    without members, the name that git has. Raises UsageError where that is nobody."""
    if by is not None:
        return by
    name, address = around.identity() if around else ("", "")
    if not settings.members:
        if not name:
            raise UsageError("by-nobody")
        return name
    member = _with_address(address, settings)
    if member:
        return member.id
    known = ", ".join(member.id for member in settings.members)
    raise UsageError("by-no-member" if address else "by-which-member", address=address, known=known)


def in_anothers_name(by: str, settings: Settings, around: Repository | None) -> Member | None:
    """The member whose address git has, where that is another than the entry says."""
    if not settings.members or around is None:
        return None
    member = _with_address(around.identity()[1], settings)
    return member if member and member.id != by else None


def _with_address(address: str, settings: Settings) -> Member | None:
    found = (one for one in settings.members if has_address(one, address))
    return next(found, None) if address else None


def count(source: Folder, settings: Settings, day: str) -> Count | None:
    """The issues as they stand; None where some of them cannot be read, so that no count is."""
    listed = list_records(source)
    issues, unreadable = read(source, listed.issues, Issue)
    # How an issue stands hangs on no measure.
    if unreadable or any(not one.file.startswith(MEASURES) for one in listed.unreadable):
        return None
    return Count.of(items_on(Ledger(settings, issues, {}), day)[0])


def shown(source: Folder, settings: Settings, today: str) -> str:
    """The day that the ledger shows when it is really `today`: what is added counts from it on."""
    if settings.known_until is None:
        return today
    listed = list_records(source)
    issues, _unread = read(source, listed.issues, Issue)
    measures, _unread = read(source, listed.measures, Measure)
    return day_to_show(settings, [last_entry(Ledger(settings, issues, measures))], today)


def keep(
    source: Folder, number: int, given: Sequence[HandedIn], referred: Sequence[EvidenceFile]
) -> list[KeptFile]:
    """Where files handed in for an issue are kept: each once. `referred` are those that the issue
    or its measures refer to already."""
    kept: dict[str, KeptFile] = {}
    by_hash = {(one.size, one.sha256): one.path for one in referred}
    for one in given:
        if one.sha256 in kept:
            continue
        known = (one.size, one.sha256)
        there = by_hash.get(known)
        before = there is not None and source.fingerprint(there) == known
        path = there if there is not None and before else None
        path = path or _free(source, number, one, {k.path for k in kept.values()})
        kept[one.sha256] = KeptFile(path, one, before, lost=path == there and not before)
    return list(kept.values())


def _free(source: Folder, number: int, one: HandedIn, taken: set[str]) -> str:
    """A path that nothing else is kept at."""
    for digits in (8, 12, 16, 32, 64):
        path = f"evidence/{number:03}/{incoming_evidence.kept_name(one, digits)}"
        if path in taken:
            continue
        found = source.fingerprint(path)
        if found == (one.size, one.sha256) or not os.path.lexists(source.root / path):
            break
    return path
