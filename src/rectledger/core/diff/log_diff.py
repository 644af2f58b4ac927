"""Which entries two logs have in common, in the order in which both have them."""

from collections.abc import Sequence
from typing import NamedTuple

from rectledger.core.model import BaseEntry, identity

# Events that settle nothing, so they may come before what was settled meanwhile: they do when
# branches that both report are merged.
REPORTS = frozenset({"progress", "attach"})


class Aligned(NamedTuple):
    """How a log grew out of an earlier one. All values are indices, in order.

    `kept` pairs an entry of the earlier log with the same entry of the later one; `new` are entries
    only in the later log, `lost` entries only in the earlier one.
    """

    kept: list[tuple[int, int]]
    new: list[int]
    lost: list[int]


def align(before: Sequence[BaseEntry], after: Sequence[BaseEntry]) -> Aligned:
    """Compare two logs. An entry that was changed counts as one lost and one new."""
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
    """As many pairs as possible, when something is lost."""
    from difflib import SequenceMatcher  # seldom needed

    blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    return [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
