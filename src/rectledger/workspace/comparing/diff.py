"""Comparing a ledger with an earlier state of itself: the events, and the counts on each side."""

from collections.abc import Callable
from functools import partial
from operator import add
from typing import NamedTuple

from rectledger.core.diff.counts_diff import Standing, overdue_alone, unchanged
from rectledger.core.diff.item_diff import Happened, happened
from rectledger.core.diff.ledger_diff import Change, Compared, EvidenceChange, Origin, Side
from rectledger.core.diff.reviewers import reviewers
from rectledger.core.diff.settings_diff import edited, signers
from rectledger.core.findings import Finding
from rectledger.core.items import in_place
from rectledger.core.log_order import last_entry
from rectledger.core.model import EvidenceFile, Ledger, Settings
from rectledger.core.model.layout import SETTINGS_FILE, SIGNERS_FILE, is_kept
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Source
from rectledger.workspace.comparing.base_and_head import Sides, families
from rectledger.workspace.reading import load_in_parts
from rectledger.workspace.reading.clock import day_of, day_to_show
from rectledger.workspace.reading.load_ledger import (
    TellProgress,
    list_records,
    read_settings,
    refuse_later_format,
    unwatched,
)


def compare(
    sides: Sides,
    today: Callable[[Settings], str],
    *,
    named: str | None = None,
    progress: TellProgress = unwatched,
) -> Compared | tuple[Finding, ...]:
    """Compare the two sides of a ledger, as of the date `named`, or the one that it is shown for;
    `today` returns the real date. If neither side's ledger.yaml can be read, returns all that is
    wrong with them. Raises LaterFormatError if either has a later format."""
    then, bad_then, there = _settings_then(sides)
    now, bad_now = _settings_now(sides)
    # Check `before` first: if the two are merged, `after` may have the format from it.
    refuse_later_format(bad_then, sides.before.prefix)
    refuse_later_format(bad_now, sides.after.prefix)
    settings = now or then
    if settings is None:
        return (*bad_then, *bad_now)
    ask = _Ask(sides, then or settings, now or settings, there, named, today(settings), progress)
    asked = ask.quickly() if now else None
    if asked is None:
        asked = ask.whole(known=now is not None)
    read = asked.read
    found = happened(read.before, read.after)
    changed = {one.file for one in sides.differences} if there else set()
    differs = bool(changed & {SETTINGS_FILE, SIGNERS_FILE})
    edits = edited(then, now) if then and now else []
    if SIGNERS_FILE in changed:
        edits += signers(*(_text(side, SIGNERS_FILE) for side in (sides.before, sides.after)))
    was = Side(
        _origin(sides.before, settings)._replace(parted=bool(sides.conflicts)), then, asked.earlier,
        asked.before if then else None, (*bad_then, *read.bad_before),
    )  # fmt: skip
    into = sides.before.commit.rev if sides.merged else None
    is_now = Side(
        _origin(sides.after, settings)._replace(into=into), now, asked.day,
        asked.after if now else None, (*bad_now, *read.bad_after),
    )  # fmt: skip
    conflicts, uncommitted = (
        tuple(file.removeprefix(sides.before.path) for file in files)
        for files in (sides.conflicts, sides.uncommitted)
    )
    return Compared(
        was if there else None, is_now, settings, found, edits, differs, _evidence(sides, found),
        reviewers(found, then or settings, edited=differs), conflicts, uncommitted,
    )  # fmt: skip


class _Read(NamedTuple):
    """What was read of the two sides, and what could not be read."""

    before: Ledger
    after: Ledger
    bad_before: tuple[Finding, ...]
    bad_after: tuple[Finding, ...]

    @property
    def in_place(self) -> bool:
        return in_place(self.before) and in_place(self.after)


class _Asked(NamedTuple):
    """What was read, and the counts and date of each side."""

    read: _Read
    before: Standing
    after: Standing
    earlier: str
    day: str


class _Ask(NamedTuple):
    """A comparison to make, and the settings to use; `there`: whether there was a ledger before."""

    sides: Sides
    then: Settings
    now: Settings
    there: bool
    named: str | None
    real: str
    progress: TellProgress

    def quickly(self) -> _Asked | None:
        """Read what both sides have in common only once, and in parts. None if file names do not
        match their contents: they do not show then what the sides have in common."""
        numbers = self.sides.numbers
        read = self._read(numbers)
        if not self.there or 0 in numbers or not read.in_place:
            return None
        last, named = last_entry(read.before), self.named
        until = self._until(last)
        while True:
            job = partial(unchanged, settings=self.then, until=until, but=numbers)
            asked = load_in_parts.ask(
                self.sides.after, self.now, job, add,
                real=self.real, named=named, progress=self.progress,
            )  # fmt: skip
            same, day, named = asked.answer, asked.day, asked.day
            if not same.in_place:
                return None
            exact = self._until(max(last, same.last_entry))
            if min(day, exact) == min(day, until):
                break
            until = exact  # the unchanged part has later entries
        earlier = min(day, until)
        return _Asked(
            read._replace(bad_after=asked.unreadable),
            overdue_alone(read.before, earlier) + same.before,
            overdue_alone(read.after, day) + same.after,
            earlier,
            day,
        )

    def whole(self, *, known: bool) -> _Asked:
        """The same, by reading both sides completely. `known` says whether `now` holds the later
        side's own settings."""
        listed = [list_records(source) for source in (self.sides.before, self.sides.after)]
        files = (file for one in listed for file in (*one.issues, *one.measures))
        read = self._read(frozenset(map(load_in_parts.number_in, files)))
        lasts = [last_entry(read.after)]
        shown = day_to_show(self.now, lasts, self.real) if known else self.real
        day = self.named or shown
        earlier = min(day, self._until(last_entry(read.before)))
        before, after = overdue_alone(read.before, earlier), overdue_alone(read.after, day)
        return _Asked(read, before, after, earlier, day)

    def _until(self, last: str) -> str:
        """The date that the earlier side would have been shown for on the day of its commit."""
        committed = min(day_of(self.sides.before.commit.committed, self.then), self.real)
        return day_to_show(self.then, [last], committed)

    def _read(self, numbers: frozenset[int]) -> _Read:
        """The issues with these numbers, with their measures, on each side; none on the earlier
        side if there was no ledger yet."""
        before, bad_before = families(
            self.sides.before, self.then, numbers if self.there else frozenset()
        )
        after, bad_after = families(self.sides.after, self.now, numbers)
        return _Read(before, after, tuple(bad_before) if self.there else (), tuple(bad_after))


def _text(source: Source, file: str) -> str:
    """The text of a file; "" if it does not exist."""
    data = source.read(file)
    return "" if isinstance(data, Finding) else data.decode("utf-8", "replace")


def _settings_now(sides: Sides) -> tuple[Settings | None, list[Finding]]:
    """The settings on the later side, and what is wrong with them. If a commit has no ledger.yaml,
    it has not just vanished: the commit removed the ledger."""
    settings, bad = read_settings(sides.after)
    if isinstance(sides.after, Folder):
        return settings, bad
    return settings, [
        Finding("ledger-gone", one.file) if one.code == "vanished" else one for one in bad
    ]


def _settings_then(sides: Sides) -> tuple[Settings | None, list[Finding], bool]:
    """The earlier side's settings, what is wrong with them, and whether there were any."""
    top = sides.before.entries("")
    if isinstance(top, Finding) or all(one.name != SETTINGS_FILE for one in top):
        return None, [], False
    return *read_settings(sides.before), True


def _origin(source: Source, settings: Settings) -> Origin:
    if source.commit is None:
        return Origin(source.prefix)
    commit = source.commit
    return Origin(source.prefix, commit.rev, commit.sha, day_of(commit.committed, settings))


def _evidence(sides: Sides, found: list[Happened]) -> list[EvidenceChange]:
    """The changes to evidence files."""
    pieces = {
        piece.path: piece
        for one in found
        for step in one.entered
        for piece in step.entry.evidence or ()
        if isinstance(piece, EvidenceFile)
    }
    changes = []
    for one in sides.differences:
        # Hidden files are not part of a ledger, wherever they are.
        if not is_kept(one.file) or "/." in one.file:
            continue
        change: Change | None = "added"
        if one.before is not None:
            change = _touched(sides, one.file)
        if change is not None:
            changes.append(EvidenceChange(one.file, change, pieces.get(one.file)))
    return changes


def _touched(sides: Sides, file: str) -> Change | None:
    """How an existing evidence file changed; None if only its mode did."""
    was, now = (source.fingerprint(file) for source in (sides.before, sides.after))
    if isinstance(now, Finding) and now.code == "vanished":
        return "removed"
    return None if was == now else "altered"
