"""Merging two logs with a common origin: the order of the result, and when it is a conflict."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import close, entry, issue
from rectledger.core.log_merge import Why, breaks_a_rule, comes_on_top, entry_of, merge_logs
from rectledger.core.model import BaseEntry

START = entry("start", "2021-08-01")


def note(day: str, said: str = "x") -> BaseEntry:
    return entry("progress", f"2021-08-{day}", note=said)


def event(name: str, day: str, **more: object) -> BaseEntry:
    return entry(name, f"2021-08-{day}", **more)


def merged(
    ours: Sequence[BaseEntry], theirs: Sequence[BaseEntry], base: Sequence[BaseEntry] = (START,)
) -> list[BaseEntry] | Why:
    """The merge of both, which is the same whichever side is ours."""
    picks, other_way = merge_logs(base, ours, theirs), merge_logs(base, theirs, ours)
    if isinstance(picks, str) or isinstance(other_way, str):
        assert picks == other_way
        return picks  # type: ignore[return-value]
    found = [entry_of(pick, ours, theirs) for pick in picks]
    assert found == [entry_of(pick, theirs, ours) for pick in other_way]
    assert all((pick.ours, pick.theirs) != (None, None) for pick in picks)
    return found


P2, P3, P4, P5 = (note(day) for day in ("02", "03", "04", "05"))
EXTEND = event("extend", "04")
CLOSE = close("2021-08-04")
ATTACH = event("attach", "05")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([START, P2, P4], [START, P3], [START, P2, P3, P4]),
        ([START, P4], [START, event("attach", "03")], [START, event("attach", "03"), P4]),
        ([START, CLOSE], [START], [START, CLOSE]),
        ([START, CLOSE], [START, P3], [START, P3, CLOSE]),
        # On the same date, entries that settle nothing come first, whatever precedes them on their
        # side.
        ([START, CLOSE], [START, P4], [START, P4, CLOSE]),
        ([START, note("04", "a"), EXTEND], [START, P4], [START, P4, note("04", "a"), EXTEND]),
        # On the same date, each side's entries keep their order.
        (
            [START, note("04", "d"), note("04", "a")],
            [START, note("04", "c"), note("04", "b")],
            [START, note("04", "c"), note("04", "b"), note("04", "d"), note("04", "a")],
        ),
        # An entry that both sides have counts once, and stays where both have it.
        ([START, P3, CLOSE], [START, P2, P3], [START, P2, P3, CLOSE]),
        ([START, CLOSE, P5], [START, CLOSE, ATTACH], [START, CLOSE, ATTACH, P5]),
        # Entries merged earlier stay between those already there.
        ([P2, START], [START, P3], [P2, START, P3]),
    ],
)  # fmt: skip
def test_both_sides_entries_stand_by_date(
    ours: list[BaseEntry], theirs: list[BaseEntry], expected: list[BaseEntry]
) -> None:
    assert merged(ours, theirs) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ([START, CLOSE], [START, close("2021-08-05")], "settled"),
        ([START, EXTEND], [START, event("reassign", "04")], "settled"),
        # A report of a later date: the closing would slip in below it.
        ([START, CLOSE], [START, P5], "overtaken"),
        ([START, EXTEND], [START, P2, P5], "overtaken"),
        ([], [START, P2], "altered"),
        ([entry("start", "2021-08-01", by="Liu")], [START, P2], "altered"),
        ([START, note("02", "a"), note("02", "b")], [START, note("02", "b"), note("02", "a")],
         "order"),
        ([START, P2, P2], [START, P2], "order"),
    ],
)  # fmt: skip
def test_what_has_no_one_order_is_said(
    ours: list[BaseEntry], theirs: list[BaseEntry], why: str
) -> None:
    assert merged(ours, theirs) == why


def test_what_each_side_may_say_by_itself_may_be_wrong_in_one_log() -> None:
    started, reported = issue(log=[event("start", "05")]), issue(log=[P3])
    both = issue(log=[P3, event("start", "05")])
    assert breaks_a_rule(started, reported, both)
    assert not breaks_a_rule(both, reported, both), "what was wrong before is not new"
    later = issue(opened="2021-08-04", log=[P4])
    assert breaks_a_rule(later, reported, issue(opened="2021-08-04", log=[P3, P4]))
    amended = event("amend", "05", field="title", was="A", now="B")
    assert breaks_a_rule(issue(title="B", log=[amended]), issue(title="A"), issue(log=[amended]))


def test_a_log_comes_on_top_of_another_where_only_reports_came_in_between() -> None:
    assert comes_on_top([START, P4], [START, P2, P4, CLOSE])
    assert not comes_on_top([START, P5], [START, EXTEND, P5])
    assert not comes_on_top([START, P5], [START, CLOSE])
    assert comes_on_top([], [CLOSE])


LOGS = st.lists(
    st.sampled_from([P2, P3, note("03", "y"), P4, EXTEND, CLOSE, event("attach", "03")]),
    max_size=4,
).map(lambda log: sorted(log, key=lambda one: one.date))


@given(LOGS, LOGS, LOGS)
def test_no_entry_is_lost_or_counted_twice(
    base: list[BaseEntry], ours: list[BaseEntry], theirs: list[BaseEntry]
) -> None:
    def after(more: list[BaseEntry]) -> list[BaseEntry]:
        return sorted([*base, *more], key=lambda one: one.date)

    one, other = after(ours), after(theirs)
    found = merged(one, other, base)
    if isinstance(found, str):
        return
    most = Counter(map(repr, one)) | Counter(map(repr, other))
    assert Counter(map(repr, found)) == most
    days = [entry.date for entry in found]
    assert days == sorted(days)
    for side in (one, other):
        rest = iter(found)
        assert all(any(mine == there for there in rest) for mine in side), "not in order"
