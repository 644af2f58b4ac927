"""Departments ranked by what they lead: exact rates, ties, and totals that add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.core.items import items_on
from rectledger.core.model import Ledger
from rectledger.core.summary.counts import Count, Group, grouped
from rectledger.core.summary.ranking import Ranked, ranking
from strategies import days, ledgers


def department(code: str, closed: int, total: int) -> Group:
    """A department that leads so many issues, so many of them closed."""
    return Group(code, code, True, Count(total=total, closed=closed, active=total - closed))


def ranks(*of: tuple[int, int]) -> list[tuple[int | None, str]]:
    rows = [department(f"d{n}", *one) for n, one in enumerate(of)]
    return [(one.rank, one.group.id) for one in ranking(rows)]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ([(1, 2), (2, 2)], [(1, "d1"), (2, "d0")]),
        ([(2, 2), (1, 2), (3, 3)], [(1, "d0"), (1, "d2"), (3, "d1")]),
        ([(1, 3), (2, 6), (0, 1)], [(1, "d0"), (1, "d1"), (3, "d2")]),
        ([(0, 0), (1, 2), (0, 0)], [(1, "d1"), (None, "d0"), (None, "d2")]),
        ([(0, 3), (0, 0), (0, 1)], [(None, "d0"), (None, "d1"), (None, "d2")]),
        ([], []),
    ],
    ids=["by rate", "1, 1, 3", "3 of 6 as 1 of 3", "leads nothing", "nothing closed", "nobody"],
)
def test_a_rank_is_by_rate_and_shared_where_rates_are_equal(
    of: list[tuple[int, int]], expected: list[tuple[int | None, str]]
) -> None:
    assert ranks(*of) == expected


def test_rates_that_a_float_cannot_tell_apart_are_told_apart() -> None:
    n = 10**17
    assert n / (n + 1) == (n - 1) / n
    assert ranks((n - 1, n), (n, n + 1)) == [(1, "d1"), (2, "d0")]


counts = st.integers(0, 12).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def rate(one: Ranked) -> Fraction:
    return Fraction(one.group.issues.closed, one.group.issues.total)


@given(st.lists(counts, max_size=8))
def test_a_rank_says_how_many_are_ahead(of: list[tuple[int, int]]) -> None:
    rows = [department(f"d{n}", *one) for n, one in enumerate(of)]
    found = ranking(rows)
    assert sorted(one.group.id for one in found) == sorted(row.id for row in rows)
    ranked = [one for one in found if one.rank is not None]
    assert found[: len(ranked)] == ranked
    for one in ranked:
        assert one.rank == 1 + sum(rate(other) > rate(one) for other in ranked)
    leading = [row for row in rows if row.issues.total]
    assert len(ranked) in (0, len(leading))
    assert bool(ranked) == any(row.issues.closed for row in rows)


@given(ledgers(), days())
def test_what_is_ranked_adds_up_to_the_whole(whole: Ledger, day: str) -> None:
    found = ranking(grouped(whole, day, key="department"))
    issues, measures = items_on(whole, day)
    assert sum((one.group.issues for one in found), Count()) == Count.of(issues)
    assert sum((one.group.measures for one in found), Count()) == Count.of(measures)
