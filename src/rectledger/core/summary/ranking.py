"""Departments ranked by how many of the issues they lead are closed."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from rectledger.core.summary.counts import Group


class Ranked(NamedTuple):
    """A department and its rank; None where it has none."""

    rank: int | None
    group: Group


def ranking(departments: Iterable[Group]) -> list[Ranked]:
    """The departments by the share of their issues that are closed, highest first. Departments with
    the same share have the same rank, and the ranks after it are skipped: 1, 1, 3.

    Those that lead no issue have no rank and come last. While nothing is closed, nobody has a rank:
    all would be first. Departments with the same rank, or without one, stay in the order given.
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
