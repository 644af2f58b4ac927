"""Departments ranked by how much of what they lead is closed."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from rectledger.core.summary.counts import Group


class Ranked(NamedTuple):
    """A department and its rank; None where it has none."""

    rank: int | None
    group: Group


def ranking(departments: Iterable[Group]) -> list[Ranked]:
    """The departments by the rate of their issues closed, the highest first; those of one rate
    share a rank, and the next one is as many places down: 1, 1, 3.

    Who leads no issue has no rank and comes last. Where nothing is closed yet, nobody has one: all
    would be first. Departments of one rank, and those without, stay in the order given.
    """
    rows = list(departments)
    rates = {row.id: Fraction(row.issues.closed, row.issues.total) for row in _leading(rows)}
    if not any(rates.values()):
        return [Ranked(None, row) for row in rows]
    leading = sorted(_leading(rows), key=lambda row: -rates[row.id])
    ranked = [
        Ranked(1 + sum(rate > rates[row.id] for rate in rates.values()), row) for row in leading
    ]
    return [*ranked, *(Ranked(None, row) for row in rows if row.id not in rates)]


def _leading(rows: Iterable[Group]) -> list[Group]:
    return [row for row in rows if row.issues.total]
