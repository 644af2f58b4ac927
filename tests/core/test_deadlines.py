"""Dates: month arithmetic, what is overdue, what is due soon, and when a review is due."""

from calendar import monthrange
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DUE, entry, issue, settings
from rectledger.core.deadlines import (
    add_days,
    add_months,
    days_between,
    is_due_soon,
    is_overdue,
    next_review,
)
from rectledger.core.lifecycle import fold
from rectledger.core.model import BaseEntry
from strategies import days

LONG_AGO, FAR_OFF = "1900-01-01", "2199-12-31"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2021-07-30", 3, "2021-10-30"),
        ("2021-07-30", 6, "2022-01-30"),
        ("2021-08-31", 6, "2022-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-02-29", 48, "2024-02-29"),
        ("1999-12-31", 2, "2000-02-29"),
        ("1899-12-31", 2, "1900-02-28"),
        ("2021-10-31", 1, "2021-11-30"),
        ("2021-11-30", 1, "2021-12-30"),
        ("2021-12-01", 1, "2022-01-01"),
        ("2021-01-15", 11, "2021-12-15"),
        ("2021-01-15", 12, "2022-01-15"),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day: str, months: int, then: str) -> None:
    assert add_months(day, months) == then


def test_counting_from_the_first_day_each_time_differs_from_counting_step_by_step() -> None:
    assert add_months("2021-08-31", 7) == "2022-03-31"
    assert add_months(add_months("2021-08-31", 6), 1) == "2022-03-28"


@given(days(LONG_AGO, FAR_OFF), st.integers(0, 240))
def test_months_later_lies_in_the_right_month(day: str, months: int) -> None:
    def month_of(text: str) -> int:
        return int(text[:4]) * 12 + int(text[5:7])

    assert month_of(add_months(day, months)) == month_of(day) + months


@given(days(LONG_AGO, FAR_OFF), st.integers(0, 240))
def test_months_later_keeps_the_day_unless_the_month_is_too_short(day: str, months: int) -> None:
    then = add_months(day, months)
    last = monthrange(int(then[:4]), int(then[5:7]))[1]
    assert int(then[8:]) == min(int(day[8:]), last)


@pytest.mark.parametrize(
    ("day", "more", "then"),
    [
        ("2021-12-31", 1, "2022-01-01"),
        ("2020-02-28", 1, "2020-02-29"),
        ("2021-02-28", 1, "2021-03-01"),
        ("2021-03-01", -1, "2021-02-28"),
        ("2021-07-30", 0, "2021-07-30"),
    ],
)
def test_days_later_follow_the_calendar(day: str, more: int, then: str) -> None:
    assert add_days(day, more) == then


@given(days(LONG_AGO, FAR_OFF), st.integers(-4000, 4000))
def test_days_between_undoes_adding_days(day: str, more: int) -> None:
    assert days_between(day, add_days(day, more)) == more


@given(days(LONG_AGO, FAR_OFF), days(LONG_AGO, FAR_OFF))
def test_adding_the_days_between_leads_from_one_day_to_the_other(first: str, last: str) -> None:
    assert add_days(first, days_between(first, last)) == last


def overdue(day: str, **changes: Any) -> bool:
    return is_overdue(fold(issue(**changes), day), day)


def test_on_its_deadline_nothing_is_overdue() -> None:
    assert not overdue(DUE)


def test_overdue_starts_the_day_after_the_deadline() -> None:
    assert overdue("2021-11-01")


def test_without_a_deadline_nothing_is_ever_overdue() -> None:
    assert not overdue("2099-12-31", due=None)


@pytest.mark.parametrize("event", ["start", "progress", "submit", "reassign"])
def test_work_under_way_does_not_end_being_overdue(event: str) -> None:
    assert overdue("2021-11-01", log=[entry(event, "2021-08-01")])


@pytest.mark.parametrize("event", ["close", "waive"])
def test_being_overdue_ends_with_the_closing_or_the_waiver(event: str) -> None:
    log = [entry(event, "2021-11-15")]
    assert overdue("2021-11-14", log=log)
    assert not overdue("2021-11-15", log=log)


def test_being_overdue_ends_with_an_extension_until_the_new_deadline_has_passed() -> None:
    log = [entry("extend", "2021-11-15", to="2021-12-31")]
    assert overdue("2021-11-14", log=log)
    assert not overdue("2021-12-31", log=log)
    assert overdue("2022-01-01", log=log)


def due_soon(day: str, within: int, **changes: Any) -> bool:
    return is_due_soon(fold(issue(**changes), day), day, within)


@pytest.mark.parametrize(
    ("day", "soon"),
    [
        ("2021-09-30", False),
        ("2021-10-01", True),
        ("2021-10-30", True),
        (DUE, True),
        ("2021-11-01", False),
    ],
)
def test_due_soon_is_from_so_many_days_before_the_deadline_to_the_deadline(
    day: str, soon: bool
) -> None:
    assert due_soon(day, 30) is soon


def test_within_no_days_only_the_deadline_itself_is_due_soon() -> None:
    assert due_soon(DUE, 0)
    assert not due_soon("2021-10-30", 0)


def test_without_a_deadline_nothing_is_due_soon() -> None:
    assert not due_soon(DUE, 3000, due=None)


@pytest.mark.parametrize("event", ["close", "waive"])
def test_what_is_closed_or_waived_is_not_due_soon(event: str) -> None:
    assert not due_soon(DUE, 30, log=[entry(event, "2021-10-01")])


@given(days(), days(), st.integers(0, 365))
def test_nothing_is_both_overdue_and_due_soon(due: str, day: str, within: int) -> None:
    assert not (overdue(day, due=due) and due_soon(day, within, due=due))


def review(log: list[BaseEntry], months: int = 6, **changes: Any) -> str | None:
    """The next review of an issue whose whole log is known."""
    ledgers = settings(policy={"standing_review_months": months})
    one = issue(log=log, **changes)
    status, kind = fold(one), ledgers.kinds.get(one.kind)
    standing = one.standing and status.state == "closed"
    return next_review(one, status, kind, ledgers.policy, standing=standing)


LONG_TERM: dict[str, Any] = {"kind": "long-term", "due": None}
CLOSED = entry("close", "2021-08-31")


def test_a_standing_issue_is_reviewed_so_many_months_after_its_closing() -> None:
    assert review([CLOSED], standing=True) == "2022-02-28"


def test_how_many_months_after_is_the_policys_to_say() -> None:
    assert review([CLOSED], months=3, standing=True) == "2021-11-30"


def test_a_standing_issue_is_reviewed_again_so_many_months_after_the_last_review() -> None:
    assert review([CLOSED, entry("review", "2022-03-10")], standing=True) == "2022-09-10"


def test_evidence_added_later_does_not_put_off_the_review_of_a_standing_issue() -> None:
    assert review([CLOSED, entry("attach", "2022-01-10")], standing=True) == "2022-02-28"


def test_a_standing_issue_is_not_reviewed_before_it_is_closed() -> None:
    assert review([entry("start", "2021-08-31")], standing=True) is None


def test_a_closed_issue_that_is_not_standing_is_not_reviewed() -> None:
    assert review([CLOSED]) is None


def test_a_closed_long_term_issue_that_is_not_standing_is_not_reviewed() -> None:
    assert review([CLOSED], **LONG_TERM) is None


def test_a_long_term_issue_is_reviewed_so_many_months_after_its_opening() -> None:
    assert review([], **LONG_TERM) == "2022-01-30"


def test_a_long_term_issue_is_reviewed_so_many_months_after_the_last_report_on_it() -> None:
    log = [entry("start", "2021-08-31"), entry("progress", "2021-12-15")]
    assert review(log, **LONG_TERM) == "2022-06-15"


def test_reassigning_a_long_term_issue_does_not_put_off_its_review() -> None:
    assert review([entry("reassign", "2021-12-15")], **LONG_TERM) == "2022-01-30"


def test_a_long_term_issue_with_a_deadline_has_no_review() -> None:
    assert review([], kind="long-term", due="2022-12-31") is None


def test_a_waived_long_term_issue_has_no_review() -> None:
    assert review([entry("waive", "2021-08-31")], **LONG_TERM) is None


def test_an_issue_of_a_kind_without_reviews_has_none_even_without_a_deadline() -> None:
    assert review([], due=None) is None


def test_an_issue_of_an_unknown_kind_has_no_review() -> None:
    assert review([], kind="five-year", due=None) is None


def test_a_long_term_issue_whose_review_is_long_past_is_not_overdue() -> None:
    assert not overdue("2030-01-01", **LONG_TERM)


def test_the_calendar_ends_with_the_year_9999() -> None:
    assert add_days("9999-12-15", 30) == add_months("9999-12-15", 1) == "9999-12-31"
    assert add_days("2021-10-31", 10_000_000) == "9999-12-31"
