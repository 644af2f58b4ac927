"""A ledger compared with an earlier state of itself: all that there is to tell of it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from rectledger.core.diff.counts_diff import Standing, then_and_now
from rectledger.core.diff.item_diff import Happened
from rectledger.core.diff.reviewers import Needed
from rectledger.core.diff.settings_diff import SettingsEdit
from rectledger.core.findings import Finding
from rectledger.core.items import Item
from rectledger.core.model import EvidenceFile, Settings, Text
from rectledger.core.summary.counts import Group
from rectledger.core.summary.overdue_and_due_soon import most_urgent


class Origin(NamedTuple):
    """Where a side was read: what to put before a file so that a person finds it; and of a commit,
    as it was asked for, its hash and its day. None of these for the files on disk. `parted`: what
    was asked for has gone on since. `into`: what it is merged into."""

    prefix: str
    rev: str | None = None
    sha: str | None = None
    committed: str | None = None
    parted: bool = False
    into: str | None = None


@dataclass(frozen=True)
class Side:
    """One side: its settings and how it stands on its day; None where that cannot be read. What
    cannot be read is in `unreadable`."""

    origin: Origin
    settings: Settings | None
    day: str
    stands: Standing | None
    unreadable: tuple[Finding, ...]


Change = Literal["added", "altered", "removed"]


class EvidenceChange(NamedTuple):
    """What became of a file of evidence; `piece` is what a new entry says of it."""

    path: str
    change: Change
    piece: EvidenceFile | None


class DepartmentDiff(NamedTuple):
    """A department before and after; None where a side does not know it."""

    before: Group | None
    after: Group | None

    @property
    def id(self) -> str:
        known = self.after or self.before
        return known.id if known else ""

    @property
    def name(self) -> Text | None:
        known = self.after or self.before
        return known.name if known else None


@dataclass(frozen=True)
class Compared:
    """What became of a ledger. `before` is None where there was none.

    `settings` are those that its words are taken from; `edited` says that ledger.yaml differs, be
    it in a comment alone. `conflicts` are files that both sides have changed, so that one cannot be
    merged into the other; what is told then is what became of the later side alone. Of these files
    `uncommitted` are at odds only as they lie on disk: what is committed can be merged.
    """

    before: Side | None
    after: Side
    settings: Settings
    happened: list[Happened]
    edits: list[SettingsEdit]
    edited: bool
    evidence: list[EvidenceChange]
    reviewers: list[Needed]
    conflicts: tuple[str, ...] = ()
    uncommitted: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.after.unreadable and not (self.before and self.before.unreadable)

    @property
    def became_overdue(self) -> list[Item]:
        """The issues that are overdue, and were not."""
        return _only(self.after, self.before)

    @property
    def no_longer_overdue(self) -> list[Item]:
        """The issues that were overdue, as they were, and are not; not those that are gone, or
        cannot be read any more."""
        gone = {one.record.ref for one in self.happened if one.now is None}
        unread = {finding.file for finding in self.after.unreadable}
        found = _only(self.before, self.after)
        return [one for one in found if one.ref not in gone and one.record.file not in unread]

    @property
    def departments(self) -> list[DepartmentDiff]:
        """The departments whose issues or measures stand otherwise than before."""
        sides = [
            {one.id: one for one in side.stands.departments} if side and side.stands else {}
            for side in (self.before, self.after)
        ]
        pairs = ((sides[0].get(code), sides[1].get(code)) for code in {**sides[1], **sides[0]})
        return [DepartmentDiff(*pair) for pair in pairs if _counts(pair[0]) != _counts(pair[1])]

    @property
    def untouched(self) -> bool:
        """Whether nothing was done to the ledger, as far as all of it can be read."""
        touched = self.happened or self.edited or self.evidence
        return self.complete and self.before is not None and not touched


def _only(one: Side | None, other: Side | None) -> list[Item]:
    """What is overdue on one side alone. Of a side that cannot be counted nothing is known."""
    if one is None or one.stands is None or (other is not None and other.stands is None):
        return []
    pairs = then_and_now(other.stands if other else None, one.stands)
    # Where a number is given twice, it is told once.
    alone = {pair.now.ref: pair.now for pair in pairs if pair.newly_overdue}
    return most_urgent(alone.values())


def _counts(one: Group | None) -> list[tuple[int, int, int]]:
    counts = (one.issues, one.measures) if one else ()
    return [(count.total, count.closed, count.overdue) for count in counts]
