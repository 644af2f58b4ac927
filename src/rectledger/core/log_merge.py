"""Two logs that grew out of one, made one again: in which order, or why that is for people.

No entry is lost, altered or counted twice, and no side's entries change places. What comes out is
what `check --base` would accept against either side: `progress` and `attach` are let in between
entries that were there, and everything else only comes on top of what the other side knew.
"""

from collections import Counter
from collections.abc import Sequence
from heapq import merge
from itertools import pairwise
from typing import Literal, NamedTuple, cast

from rectledger.core.checks import logs
from rectledger.core.diff.log_diff import REPORTS, align
from rectledger.core.findings import Finding
from rectledger.core.model import BaseEntry, Issue, Ledger, Record, Settings, identity

# Why there is no one order: an entry that was there before is not there any more, or altered; both
# sides have the same entries in another order; both sides have settled something; one has reported
# later than the other has settled something; the log would break a rule that neither side breaks.
Why = Literal["altered", "order", "settled", "overtaken", "rules"]
_FAR = "9999-12-31"


class Pick(NamedTuple):
    """An entry of the merged log: its index in either log; None where that one has it not."""

    ours: int | None
    theirs: int | None


def merge_logs(
    base: Sequence[BaseEntry], ours: Sequence[BaseEntry], theirs: Sequence[BaseEntry]
) -> list[Pick] | Why:
    """The entries of both logs in one order, or why there is none. `base` is what both began with.

    They stand by date; on one day, first those of a side that has nothing but reports. Which side
    is `ours` makes no difference to the order.
    """
    shared = _shared(base, ours, theirs)
    if isinstance(shared, str):
        return shared
    in_ours, in_theirs = ({pair[side] for pair in shared} for side in (0, 1))
    ours_report = only_reports([one for i, one in enumerate(ours) if i not in in_ours])
    theirs_report = only_reports([one for i, one in enumerate(theirs) if i not in in_theirs])
    if not (ours_report or theirs_report):
        return "settled"

    def place(pick: Pick) -> tuple[str, str]:
        entry = entry_of(pick, ours, theirs)
        # Where both report, any order will do, if it is the same in every clone.
        return entry.date, repr(entry) if ours_report and theirs_report else ""

    picks: list[Pick] = []
    for before, after in pairwise([(-1, -1), *shared, (len(ours), len(theirs))]):
        mine = [Pick(i, None) for i in range(before[0] + 1, after[0])]
        others = [Pick(None, i) for i in range(before[1] + 1, after[1])]
        sides = (others, mine) if theirs_report else (mine, others)
        picks += [*merge(*sides, key=place), Pick(*after)]
    del picks[-1]  # the end of both
    merged = [entry_of(pick, ours, theirs) for pick in picks]
    if not all(comes_on_top(side, merged) for side in (ours, theirs)):
        return "overtaken"
    most = Counter(map(identity, ours)) | Counter(map(identity, theirs))
    return picks if Counter(map(identity, merged)) == most else "order"


def only_reports(entries: Sequence[BaseEntry]) -> bool:
    """Whether there is nothing among them but what settles nothing."""
    return all(entry.event in REPORTS for entry in entries)


def comes_on_top(before: Sequence[BaseEntry], after: Sequence[BaseEntry]) -> bool:
    """Whether a log still has every entry of an earlier one, in order, and before the last of them
    nothing new but reports."""
    aligned = align(before, after)
    last = aligned.kept[-1][1] if aligned.kept else -1
    return not aligned.lost and only_reports([after[i] for i in aligned.new if i < last])


def entry_of(pick: Pick, ours: Sequence[BaseEntry], theirs: Sequence[BaseEntry]) -> BaseEntry:
    """The entry that a pick means."""
    return theirs[pick.theirs or 0] if pick.ours is None else ours[pick.ours]


def _shared(
    base: Sequence[BaseEntry], ours: Sequence[BaseEntry], theirs: Sequence[BaseEntry]
) -> list[tuple[int, int]] | Why:
    """The indices of what both have: what they began with, and what came to both alike since."""
    in_ours, in_theirs = align(base, ours), align(base, theirs)
    if in_ours.lost or in_theirs.lost:
        return "altered"
    said, theirs_said = [*map(identity, ours)], [*map(identity, theirs)]
    shared: list[tuple[int, int]] = []
    anchors = [(i, j) for (_, i), (_, j) in zip(in_ours.kept, in_theirs.kept, strict=True)]
    for before, after in pairwise([(-1, -1), *anchors, (len(ours), len(theirs))]):
        mine, others = range(before[0] + 1, after[0]), range(before[1] + 1, after[1])
        known = {said[i] for i in mine} & {theirs_said[i] for i in others}
        both = [i for i in mine if said[i] in known]
        both_theirs = [i for i in others if theirs_said[i] in known]
        if [said[i] for i in both] != [theirs_said[i] for i in both_theirs]:
            return "order"
        shared += [*zip(both, both_theirs, strict=True), after]
    return shared[:-1]


def breaks_a_rule(ours: Record, theirs: Record, merged: Record) -> bool:
    """Whether the checks find something in the merged record that they find in neither side."""
    known = _found(ours) | _found(theirs)
    return not _found(merged) <= known


def _found(record: Record) -> set[tuple[str, str]]:
    """What is wrong with a record by itself: the code of each finding, and the entry."""
    issues = {record.file: record} if isinstance(record, Issue) else {}
    measures = {} if isinstance(record, Issue) else {record.file: record}
    # What is asked here goes by no settings, and by no clock.
    alone = Ledger(cast("Settings", None), issues, measures)
    checks = (logs.dates, logs.transitions, logs.amendments)
    return {(one.code, _where(record, one)) for check in checks for one in check(alone, _FAR)}


def _where(record: Record, finding: Finding) -> str:
    return str(finding.key) if finding.entry is None else identity(record.log[finding.entry])
