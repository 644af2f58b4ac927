"""Merging two logs that grew out of one: in which order, or why people have to decide.

No entry is lost, changed or counted twice, and neither side's entries are reordered. `check --base`
would accept the result against either side: only `progress` and `attach` may come between existing
entries, and everything else comes after all that the other side has.
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

# Why there is no single order. altered: an earlier entry is gone or changed. order: the sides have
# the same entries in different orders. settled: both sides settled something. overtaken: one side
# reports on a later date than the other settled something. rules: the merged log would break a rule
# that neither side breaks.
Why = Literal["altered", "order", "settled", "overtaken", "rules"]
_FAR = "9999-12-31"


class Pick(NamedTuple):
    """An entry of the merged log, by its index in each log; None if that log does not have it."""

    ours: int | None
    theirs: int | None


def merge_logs(
    base: Sequence[BaseEntry], ours: Sequence[BaseEntry], theirs: Sequence[BaseEntry]
) -> list[Pick] | Why:
    """The entries of both logs in one order, or why there is none. `base` is their common ancestor.

    They are sorted by date; on the same date, a side that has only reports comes first. Swapping
    `ours` and `theirs` makes no difference to the order.
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
        # If both sides only report, any order will do that is the same in every clone.
        return entry.date, repr(entry) if ours_report and theirs_report else ""

    picks: list[Pick] = []
    for before, after in pairwise([(-1, -1), *shared, (len(ours), len(theirs))]):
        mine = [Pick(i, None) for i in range(before[0] + 1, after[0])]
        others = [Pick(None, i) for i in range(before[1] + 1, after[1])]
        sides = (others, mine) if theirs_report else (mine, others)
        picks += [*merge(*sides, key=place), Pick(*after)]
    del picks[-1]  # the end of both logs, which is not an entry
    merged = [entry_of(pick, ours, theirs) for pick in picks]
    if not all(comes_on_top(side, merged) for side in (ours, theirs)):
        return "overtaken"
    most = Counter(map(identity, ours)) | Counter(map(identity, theirs))
    return picks if Counter(map(identity, merged)) == most else "order"


def only_reports(entries: Sequence[BaseEntry]) -> bool:
    """Whether all of these entries are reports, which settle nothing."""
    return all(entry.event in REPORTS for entry in entries)


def comes_on_top(before: Sequence[BaseEntry], after: Sequence[BaseEntry]) -> bool:
    """Whether a log still has every entry of an earlier one, in order, and before the last of them
    nothing new except reports."""
    aligned = align(before, after)
    last = aligned.kept[-1][1] if aligned.kept else -1
    return not aligned.lost and only_reports([after[i] for i in aligned.new if i < last])


def entry_of(pick: Pick, ours: Sequence[BaseEntry], theirs: Sequence[BaseEntry]) -> BaseEntry:
    """The entry that a pick refers to."""
    return theirs[pick.theirs or 0] if pick.ours is None else ours[pick.ours]


def _shared(
    base: Sequence[BaseEntry], ours: Sequence[BaseEntry], theirs: Sequence[BaseEntry]
) -> list[tuple[int, int]] | Why:
    """The indices of the entries that both have: those of the base, and those that both added."""
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
    """What the checks find in a record by itself: the code of each finding, and the entry."""
    issues = {record.file: record} if isinstance(record, Issue) else {}
    measures = {} if isinstance(record, Issue) else {record.file: record}
    # These checks depend neither on settings nor on a clock.
    alone = Ledger(cast("Settings", None), issues, measures)
    checks = (logs.dates, logs.transitions, logs.amendments)
    return {(one.code, _where(record, one)) for check in checks for one in check(alone, _FAR)}


def _where(record: Record, finding: Finding) -> str:
    return str(finding.key) if finding.entry is None else identity(record.log[finding.entry])
