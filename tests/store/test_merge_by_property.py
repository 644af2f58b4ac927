"""Pairs of branches made by commands, then merged: nothing is lost, and nothing false is added."""

import os
from collections import Counter
from random import Random

import pytest
from branches import Files, Pair, findings, kept, ledger_of, pairs, read

from rectledger.core.merge_request.request import Request
from rectledger.core.merge_request.request_history import Author
from rectledger.core.merge_request.rules import judge
from rectledger.store.merge.conflict_markers import ConflictMarkers
from rectledger.store.merge.record_merge import MergedRecord, merge
from requests_made import of_commits

# The number of pairs, in eight shares that can run in parallel.
PAIRS = int(os.environ.get("PAIRS", "2160"))
SHARES = 8
SOMEBODY = Author("", "Somebody", "somebody@court.example")
# Rules that only two files together can break: one branch closes an issue, the other opens a
# measure. Each file is merged separately, so it is up to `check --base` to find this.
TOGETHER = {"open-measures", "reopen-under-closed"}


def merged(base: Files, ours: Files, theirs: Files) -> dict[str, MergedRecord]:
    """git's merge of each file: the driver is called if both sides have changed it."""
    found = {}
    for file, began in base.items():
        one, other = ours[file], theirs[file]
        if one in (began, other) or other == began:
            found[file] = MergedRecord(other if one == began else one)
        else:
            found[file] = merge(began, one, other, file, ConflictMarkers())
    return found


def sides(text: str) -> tuple[str, str]:
    """The text with conflict markers, resolved once to each side."""
    chosen: tuple[list[str], list[str]] = [], []
    both = within = (0, 1)
    for line in text.splitlines(keepends=True):
        mark = line[:7]
        if mark in ("<<<<<<<", "=======", ">>>>>>>"):
            within = {"<<<<<<<": (0,), "=======": (1,)}.get(mark, both)  # type: ignore[assignment]
            continue
        for side in within:
            chosen[side].append(line)
    return "".join(chosen[0]), "".join(chosen[1])


def see_that_nothing_is_lost(one: Pair, done: dict[str, MergedRecord]) -> None:
    """In a conflict, each side's entries are complete."""
    for file, result in done.items():
        if result.conflict is None:
            continue
        chosen = dict(zip(("ours", "theirs"), sides(result.data.decode()), strict=True))
        for side, files in (("ours", one.ours), ("theirs", one.theirs)):
            log = read({file: files[file]})[file].log
            found = read({file: chosen[side].encode()})[file].log
            assert found == log, result.data.decode()


def see_that_the_rules_are_kept(one: Pair, done: dict[str, MergedRecord]) -> bool:
    """`check --base` accepts the merge against either side, whichever is ours.

    Returns whether the two together break a rule that each file on its own keeps.
    """
    result = {file: what.data for file, what in done.items()}
    other_way = merged(one.base, one.theirs, one.ours)
    assert done == other_way
    after = read(result)
    for side in (one.base, one.ours, one.theirs):
        before = read(side)
        assert {file: kept(before[file], after[file]) for file in after} == dict.fromkeys(after)
        assert judge(requested(one, side, result)) == []
    new = findings(result) - (findings(one.ours) | findings(one.theirs))
    assert set(new) <= TOGETHER, (new, result)
    return bool(new)


def requested(one: Pair, base: Files, result: Files) -> Request:
    """The merge as a request against one side, or against their common base: a commit for each side
    not in the base, and the merge."""
    past = ledger_of(one.base)
    parted = 0 if base == one.base else -1
    others = [
        (SOMEBODY, ledger_of(side), [parted]) for side in (one.ours, one.theirs) if side != base
    ]
    merge_of = [*([] if len(others) == 2 else [0]), *range(1, len(others) + 1)]
    steps = [*others, (SOMEBODY, ledger_of(result), merge_of)]
    return of_commits(Request(ledger_of(base), ledger_of(result)), *steps, past=past)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_merge_without_a_conflict_keeps_the_rules_against_either_side(share: int) -> None:
    seen: Counter[str] = Counter()
    numbers = range(PAIRS // SHARES // 3)
    for one in (one for n in numbers for one in pairs(Random(share * 1_000_000 + n))):  # noqa: S311
        done = merged(one.base, one.ours, one.theirs)
        see_that_nothing_is_lost(one, done)
        conflicts = {result.conflict for result in done.values() if result.conflict}
        seen.update(conflicts)
        if not conflicts:
            driven = any(len({one.base[f], one.ours[f], one.theirs[f]}) == 3 for f in done)
            seen["by the driver" if driven else "by git"] += 1
            seen["together"] += see_that_the_rules_are_kept(one, done)
    # Otherwise the test would prove nothing.
    assert seen["by the driver"] > PAIRS // SHARES // 10, seen
    assert seen["merge-settled"] > PAIRS // SHARES // 10, seen
    assert seen["merge-overtaken"] > 0
