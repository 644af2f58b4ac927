"""The burn-up: each day's level equals what the ledger counts on that day."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from builders import DUE, FEEDBACK, TODAY, close, entry, issue, ledger, settings
from pasts import BEGAN, LAST, Past, day_from, pasts
from rectledger.core.items import items_by_file, items_on
from rectledger.core.model import Issue, Ledger
from rectledger.core.summary.burn_up import Level, OverTime, over_time
from rectledger.core.summary.counts import Count
from strategies import arbitrary_logs, days, issues, ledgers

POLICY = settings().policy


def levels(*found: Issue, day: str = TODAY, **policy: Any) -> list[tuple[str, tuple[int, ...]]]:
    """The days on which something changes, with the levels then, without the first deadlines."""
    under = settings(policy=policy).policy
    found_on = {on: tuple(level)[:3] for on, level in over_time(found, day, under).levels()}
    days = list(found_on)
    return [
        (on, found_on[on])
        for before, on in zip([None, *days], days, strict=False)
        if before is None or found_on[before] != found_on[on]
    ]


def test_the_first_deadlines_are_told_beside_those_in_force() -> None:
    moved = issue(log=[entry("extend", "2021-09-01", to="2021-12-31"), close("2021-11-15")])
    found = [(on, level.due, level.first_due) for on, level in over_time(
        [moved, issue(id=2, log=[entry("waive", "2021-11-20")])], TODAY, POLICY
    ).levels()]  # fmt: skip
    assert found == [
        (FEEDBACK, 0, 0),
        (DUE, 1, 2),
        ("2021-11-15", 1, 2),
        ("2021-11-20", 0, 1),
        ("2021-12-31", 1, 1),
    ]


def test_an_issue_is_opened_due_and_closed_each_on_its_day() -> None:
    assert levels(issue(log=[close("2021-10-08")])) == [
        (FEEDBACK, (1, 0, 0)),
        ("2021-10-08", (1, 0, 1)),
        (DUE, (1, 1, 1)),
    ]


@pytest.mark.parametrize(
    "again",
    [
        entry("reopen", "2021-12-01", to="2022-03-31"),
        entry("review", "2021-12-01", outcome="relapsed", to="2022-03-31"),
    ],
)
def test_a_reopening_and_a_relapse_take_the_closing_away_and_move_the_deadline(again: Any) -> None:
    assert levels(issue(log=[close("2021-10-08"), again])) == [
        (FEEDBACK, (1, 0, 0)),
        ("2021-10-08", (1, 0, 1)),
        (DUE, (1, 1, 1)),
        ("2021-12-01", (1, 0, 0)),
        ("2022-03-31", (1, 1, 0)),
    ]


def test_the_deadline_is_the_one_in_force_on_the_day_asked_about() -> None:
    moved = issue(log=[entry("extend", "2021-09-01", to="2021-12-31")])
    assert levels(moved, day="2021-08-31")[-1][0] == DUE
    assert levels(moved, day="2021-09-01")[-1][0] == "2021-12-31"


def test_an_extension_takes_nothing_back_of_what_was_overdue_before_it() -> None:
    late = issue(log=[entry("extend", "2021-11-15", to="2021-12-31")])
    assert levels(late) == [
        (FEEDBACK, (1, 0, 0)),
        (DUE, (1, 1, 0)),
        ("2021-11-15", (1, 0, 0)),
        ("2021-12-31", (1, 1, 0)),
    ]


def test_what_was_due_stays_due_then_though_it_is_waived_later() -> None:
    waived = issue(log=[entry("waive", "2021-12-01")])
    assert levels(waived)[1:] == [(DUE, (1, 1, 0)), ("2021-12-01", (1, 0, 0))]


def test_what_was_closed_before_it_was_opened_counts_from_its_opening() -> None:
    early = issue(opened="2021-09-01", log=[close("2021-08-01")])
    assert levels(early)[0] == ("2021-09-01", (1, 0, 1))


def test_a_deadline_may_lie_after_the_day_but_nothing_else_does() -> None:
    found = issue(log=[close("2021-12-01")])
    assert levels(found, day="2021-09-01") == [(FEEDBACK, (1, 0, 0)), (DUE, (1, 1, 0))]
    assert levels(found, day="2021-07-29") == []


def test_what_is_waived_or_has_no_deadline_is_not_due() -> None:
    waived = issue(id=1, log=[entry("waive", "2021-09-01")])
    assert levels(waived, issue(id=2, due=None)) == [(FEEDBACK, (2, 0, 0))]


@pytest.mark.parametrize(("counted", "closed_on"), [(True, "2021-10-01"), (False, "2021-11-01")])
def test_substantial_is_closed_only_where_policy_counts_it(counted: bool, closed_on: str) -> None:
    found = issue(due=None, log=[close("2021-10-01", result="substantial"), close("2021-11-01")])
    assert levels(found, substantial_counts=counted)[1:] == [(closed_on, (1, 0, 1))]


def test_what_comes_and_goes_on_one_day_changes_nothing() -> None:
    again = [close("2021-10-08"), entry("reopen", "2021-10-08", to=DUE)]
    assert [day for day, _ in levels(issue(log=again))] == [FEEDBACK, DUE]


def test_what_was_amended_is_on_each_day_what_the_record_held_then() -> None:
    opened = {"field": "opened", "was": FEEDBACK, "now": "2021-09-20"}
    due = {"field": "due", "was": DUE, "now": "2021-11-30"}
    found = issue(opened="2021-09-20", due="2021-11-30", log=[
        entry("amend", "2021-09-01", **opened), entry("amend", "2021-11-10", **due),
    ])  # fmt: skip
    assert levels(found) == [
        (FEEDBACK, (1, 0, 0)),
        ("2021-09-01", (0, 0, 0)),
        ("2021-09-20", (1, 0, 0)),
        (DUE, (1, 1, 0)),
        ("2021-11-10", (1, 0, 0)),
        ("2021-11-30", (1, 1, 0)),
    ]
    assert levels(found, day="2021-08-31") == [(FEEDBACK, (1, 0, 0)), (DUE, (1, 1, 0))]


@settings_of_hypothesis(max_examples=300)
@given(pasts(), st.data())
def test_whatever_is_amended_each_day_of_the_past_is_as_if_it_were_asked_for(
    past: Past, data: st.DataObject
) -> None:
    asked = data.draw(st.sampled_from([LAST, "2024-12-31"]))
    day = day_from(data.draw, BEGAN, asked)
    found, then = (items_by_file(past.after, on)[0] for on in (asked, day))
    records = [item.record for item in found.values()]
    level = over_time(records, asked, past.settings.policy).at(day)  # type: ignore[arg-type]
    count = Count.of([item for file, item in then.items() if file in found])
    assert (level.opened, level.due, level.closed) == (count.total, count.fell_due, count.closed)


def _held(whole: Ledger, day: str, asked: str) -> None:
    level = over_time(whole.issues.values(), asked, whole.settings.policy).at(day)
    items = items_on(whole, day)[0]
    count = Count.of(items)
    due = [i for i in items if i.status.state != "waived" and (i.status.deadline or "9") <= day]
    assert level[:3] == (count.total, len(due), count.closed)
    assert len(due) == count.fell_due


@given(ledgers(), days(), days())
def test_on_any_day_it_is_what_the_ledger_counts_on_that_day(
    whole: Ledger, one: str, other: str
) -> None:
    _held(whole, min(one, other), max(one, other))


@given(issues(logs=arbitrary_logs()), days(), days())
def test_so_it_is_whatever_a_hand_has_left_in_the_log(found: Issue, one: str, other: str) -> None:
    _held(ledger([found]), min(one, other), max(one, other))


@given(ledgers(), days(), st.data())
def test_parts_add_up_to_the_whole(whole: Ledger, day: str, data: st.DataObject) -> None:
    found = list(whole.issues.values())
    at = data.draw(st.integers(0, len(found)))
    parts = [over_time(some, day, POLICY) for some in (found[:at], found[at:])]
    both = over_time(found, day, POLICY)
    assert list((parts[0] + parts[1]).levels()) == list(both.levels())
    assert OverTime() + both == both


@given(ledgers(), days())
def test_the_last_level_is_the_level_at_the_end(whole: Ledger, day: str) -> None:
    found = over_time(whole.issues.values(), day, whole.settings.policy)
    *_, (last, level) = [("", Level()), *found.levels()]
    assert found.at(max(last, day)) == level
