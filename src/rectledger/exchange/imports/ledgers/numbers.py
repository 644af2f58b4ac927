"""Numbers of issues: those of the source where they tell its issues apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rectledger.exchange.imports.found import FoundIssue
from rectledger.exchange.imports.ledgers.listings import Listings


@dataclass(frozen=True, slots=True)
class Numbered:
    """An issue, and where its number counts: its sheet, its table and the section in it."""

    issue: FoundIssue
    sheet: str
    block: tuple[int, int, int]


def settle_numbers(found: Sequence[Numbered], listings: Listings) -> list[FoundIssue]:
    """The issues, but for those whose number came before in the same section of a sheet: refused.

    Numbers that restart are none; then the label says where it counts.
    """
    kept: list[Numbered] = []
    seen: set[tuple[tuple[int | str, ...], str]] = set()
    for one in found:
        label = str(one.issue.number or one.issue.label)
        part = (*one.block, one.issue.aspect, one.issue.section)
        if label and (part, label) in seen:
            listings.refuse(one.issue.place, "number-twice", label)
            continue
        seen.add((part, label))
        kept.append(one)
    _tell_apart(kept)
    return [one.issue for one in kept]


def _tell_apart(found: Sequence[Numbered]) -> None:
    labels = Counter(one.issue.label for one in found if one.issue.label)
    numbers = Counter(one.issue.number for one in found if one.issue.number)
    if max(numbers.values(), default=0) > 1:
        for one in found:
            one.issue.number = None
    elif max(labels.values(), default=0) < 2:
        return
    sheets = len({one.block[0] for one in found}) > 1
    within = Counter((one.block[0], one.issue.label) for one in found if one.issue.label)
    restarts = max(within.values(), default=0) > 1
    for one in found:
        if one.issue.label:
            part = one.issue.section or one.issue.aspect
            path = [one.sheet if sheets else "", part if restarts else ""]
            one.issue.label = " ".join(part for part in (*path, one.issue.label) if part)
