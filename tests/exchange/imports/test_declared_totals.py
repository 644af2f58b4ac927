"""Declared totals against what was read."""

import pytest

from rectledger.exchange.imports.found import FoundIssue, FoundItem, Reading
from rectledger.exchange.imports.source import LinePlace
from rectledger.exchange.imports.totals import declared, partitions
from rectledger.exchange.imports.wording.kinds import Kind
from rectledger.exchange.imports.wording.totals import read_totals


def reading(*said: str, closed: int = 0, active: int = 0, silent: int = 0) -> Reading:
    """A reading of issues by state, whose headline has a line for each of `said`."""
    states = ["closed"] * closed + ["active"] * active + [None] * silent
    issues = [FoundIssue(LinePlace(9), "t", state=state) for state in states]  # type: ignore[arg-type]
    totals = [(t, LinePlace(n)) for n, line in enumerate(said, 1) for t in read_totals(line)]
    return Reading(issues, totals=totals)


def ties(found: Reading) -> dict[tuple[str, float], bool | None]:
    return {(one.total.name, one.total.number): one.ties for one in declared(found)}


@pytest.mark.parametrize(
    ("said", "closed", "active", "tie"),
    [
        ("整改完成率66%", 6, 3, True),  # cut
        ("整改完成率67%", 6, 3, True),  # rounded
        ("整改完成率66.6%", 6, 3, True),
        ("整改完成率66.7%", 6, 3, True),
        ("整改完成率68%", 6, 3, False),
        ("整改完成率66.5%", 6, 3, False),
        ("整改完成率近70%", 6, 3, True),
        ("整改完成率近90%", 6, 3, False),
        ("整改完成率100%", 3, 0, True),
        ("整改完成率100%", 299, 1, False),
        ("整改完成率0%", 0, 2, True),
    ],
)
def test_rates_tie_at_the_digits_printed(said: str, closed: int, active: int, tie: bool) -> None:
    number = read_totals(said)[0].number
    assert ties(reading(said, closed=closed, active=active)) == {("rate", number): tie}


def test_zeros_are_totals() -> None:
    found = ties(reading("反馈问题3个，已完成3个，正在整改0个", closed=3))
    assert found == {("issues", 3): True, ("closed", 3): True, ("ongoing", 0): True}
    assert ties(reading("反馈问题3个，正在整改0个", closed=2, active=1))[("ongoing", 0)] is False


def test_what_is_not_itemised_ties_with_nothing() -> None:
    found = ties(reading("退回资金30.5万元，处分2人，制定制度7项", closed=1))
    assert len(found) == 3
    assert set(found.values()) == {None}


def test_without_items_nothing_ties() -> None:
    assert set(ties(reading("反馈问题3个，已完成2个，完成率66%")).values()) == {None}


def test_substantial_ones_may_count_as_closed_or_not() -> None:
    for said in ("已完成3个", "已完成2个"):
        found = reading(said, closed=3)
        found.issues[0].result = "substantial"
        assert list(ties(found).values()) == [True]
    assert list(ties(reading("已完成2个", closed=3)).values()) == [False]


def test_what_counts_apart_is_not_ongoing() -> None:
    found = reading("已完成1个、阶段性完成1个、正在整改1个", closed=1, silent=1)
    found.issues.append(FoundIssue(LinePlace(9), "t", state="open", state_said="阶段性完成"))
    assert set(ties(found).values()) == {True}


def test_kinds_measures_aspects_and_a_split_total() -> None:
    found = reading("2个方面3个问题，梳理为4项具体问题", "立行立改类1个", "整改措施5条", closed=4)
    found.issues[0].kind = Kind("立行立改", "immediate")
    found.issues[1].measures = [FoundItem(LinePlace(9), "m")] * 4
    found.issues[0].section, found.issues[1].section = "a", "b"
    assert ties(found) == {
        ("aspects", 2): True, ("issues", 3): None, ("issues", 4): True,
        ("kind", 1): True, ("measures", 5): False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "missed"),
    [
        ("反馈问题55个，已完成13个，达到序时进度41个，未达到序时进度1个", None),
        ("反馈问题55个，已完成13个，达到序时进度40个，未达到序时进度1个", (55, 54)),
        ("反馈问题41个，已完成整改25个，其中13个销号，正在整改16个", None),
        ("反馈问题9个，已完成6个", None),  # one part is no partition
        ("反馈问题9个，制定措施3条，已完成4条，正在推进2条", None),  # of another unit
        ("共收到举报件290件，已办结28件，阶段性办结5件，正在办理257件", None),
        ("共收到举报件290件，已办结28件，正在办理257件", (290, 285)),
    ],
)
def test_parts_that_miss_the_whole_are_said(said: str, missed: tuple[int, int] | None) -> None:
    found = partitions(reading(said))
    assert [(one.args["whole"], one.args["parts"]) for one in found] == ([missed] if missed else [])
    assert all((str(one.place), one.code) == ("line 1", "parts-miss-whole") for one in found)
