"""A ledger compared with an earlier state of itself: everything there is to report."""

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
    """Where a side was read: the prefix that makes its file names paths for the user and, for a
    commit, the revision as it was given, its hash and its date; None for the files on disk.
    `parted`: the given revision has moved on from there. `into`: what it is merged into."""

    prefix: str
    rev: str | None = None
    sha: str | None = None
    committed: str | None = None
    parted: bool = False
    into: str | None = None


@dataclass(frozen=True)
class Side:
    """One side: its settings, and how it stands on its date; None if that cannot be read.
    `unreadable` says what cannot be read."""

    origin: Origin
    settings: Settings | None
    day: str
    stands: Standing | None
    unreadable: tuple[Finding, ...]


Change = Literal["added", "altered", "removed"]


class EvidenceChange(NamedTuple):
    """What happened to an evidence file; `piece` is what a new entry says of it."""

    path: str
    change: Change
    piece: EvidenceFile | None


class DepartmentDiff(NamedTuple):
    """A department before and after; None if that side does not know it."""

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
    """What happened to a ledger. `before` is None if there was none.

    `settings` are those used for names in the output; `edited`: ledger.yaml differs, even if only
    in a comment. `conflicts` are files changed on both sides, so that they cannot be merged; what
    is reported then is only what happened on the later side. Of these files, `uncommitted` conflict
    only as they are on disk: what is committed can be merged.
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
        """The issues that are overdue, and were not before."""
        return _only(self.after, self.before)

    @property
    def no_longer_overdue(self) -> list[Item]:
        """The issues that were overdue, as they were, and no longer are; without those that are
        gone or can no longer be read."""
        gone = {one.record.ref for one in self.happened if one.now is None}
        unread = {finding.file for finding in self.after.unreadable}
        found = _only(self.before, self.after)
        return [one for one in found if one.ref not in gone and one.record.file not in unread]

    @property
    def departments(self) -> list[DepartmentDiff]:
        """The departments whose issues or measures stand differently than before."""
        sides = [
            {one.id: one for one in side.stands.departments} if side and side.stands else {}
            for side in (self.before, self.after)
        ]
        pairs = ((sides[0].get(code), sides[1].get(code)) for code in {**sides[1], **sides[0]})
        return [DepartmentDiff(*pair) for pair in pairs if _counts(pair[0]) != _counts(pair[1])]

    @property
    def untouched(self) -> bool:
        """Whether nothing was done to the ledger, and all of it could be read."""
        touched = self.happened or self.edited or self.evidence
        return self.complete and self.before is not None and not touched


def _only(one: Side | None, other: Side | None) -> list[Item]:
    """What is overdue on one side only. Of a side that cannot be counted, nothing is known."""
    if one is None or one.stands is None or (other is not None and other.stands is None):
        return []
    pairs = then_and_now(other.stands if other else None, one.stands)
    # If a number is used twice, report it once.
    alone = {pair.now.ref: pair.now for pair in pairs if pair.newly_overdue}
    return most_urgent(alone.values())


def _counts(one: Group | None) -> list[tuple[int, int, int]]:
    counts = (one.issues, one.measures) if one else ()
    return [(count.total, count.closed, count.overdue) for count in counts]
