"""Which entries of two logs are the same, in the order in which both have them."""

from collections.abc import Sequence
from typing import NamedTuple

from rectledger.core.model import BaseEntry, identity

# What settles nothing, and so may come to stand before what was settled meanwhile: as two branches
# that are merged have both noted it.
REPORTS = frozenset({"progress", "attach"})


class Aligned(NamedTuple):
    """How a log came out of an earlier one. All are indices, in order.

    `kept` pairs an entry of the earlier log with the same entry of the later one; `new` are entries
    of the later log alone, `lost` those of the earlier log alone.
    """

    kept: list[tuple[int, int]]
    new: list[int]
    lost: list[int]


def align(before: Sequence[BaseEntry], after: Sequence[BaseEntry]) -> Aligned:
    """Hold two logs against each other. An entry that was altered is lost, and another is new."""
    olds, news = [*map(identity, before)], [*map(identity, after)]
    kept: list[tuple[int, int]] = []
    at = 0
    for index, entry in enumerate(news):
        if at < len(olds) and olds[at] == entry:
            kept.append((at, index))
            at += 1
    if at < len(olds):
        kept = _longest(olds, news)
    common = {index for _, index in kept}
    there = {index for index, _ in kept}
    return Aligned(
        kept,
        [index for index in range(len(news)) if index not in common],
        [index for index in range(len(olds)) if index not in there],
    )


def _longest(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    """As many pairs as there can be, where something is lost."""
    from difflib import SequenceMatcher  # seldom needed

    blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    return [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
