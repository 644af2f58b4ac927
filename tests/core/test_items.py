"""An issue or a measure as it stood on a date."""

from typing import Any

import pytest
from hypothesis import given

from builders import DUE, close, entry, issue, ledger, measure, settings
from rectledger.core.items import Item, everything, family, items_on
from rectledger.core.model import Issue, Ledger, Measure
from strategies import days, ledgers

DAY = "2021-12-01"


def on(record: Issue, day: str = DAY, **policy: Any) -> Item:
    """One issue as it stood on a date."""
    return items_on(ledger([record], under=settings(policy=policy)), day)[0][0]


def refs(items: list[Item]) -> list[str]:
    return [item.ref for item in items]


def test_issues_and_measures_come_in_order_of_number_not_of_text() -> None:
    below = [(2, 10), (2, 2), (10, 1), (1, 1)]
    issues, measures = items_on(
        ledger(
            [issue(id=number) for number in (10, 2, 1)],
            [measure(issue=of, number=number) for of, number in below],
        ),
        DAY,
    )
    assert refs(issues) == ["1", "2", "10"]
    assert refs(measures) == ["1.1", "2.2", "2.10", "10.1"]


def test_an_issue_is_there_from_the_day_on_which_it_was_opened() -> None:
    whole = ledger([issue(opened="2021-09-15")])
    assert refs(items_on(whole, "2021-09-14")[0]) == []
    assert refs(items_on(whole, "2021-09-15")[0]) == ["1"]


def test_a_measure_is_there_from_its_issues_opening() -> None:
    whole = ledger([issue(opened="2021-09-15")], [measure(log=[entry("start", "2021-08-01")])])
    assert refs(items_on(whole, "2021-09-14")[1]) == []
    assert refs(items_on(whole, "2021-09-15")[1]) == ["1.1"]


def test_a_measure_whose_issue_is_not_there_is_not_left_out() -> None:
    found = items_on(ledger(measures=[measure(issue=7)]), DAY)[1]
    assert refs(found) == ["7.1"]
    assert found[0].issue is None


def test_an_item_knows_the_issue_that_it_belongs_to() -> None:
    above, below = issue(), measure()
    issues, measures = items_on(ledger([above], [below]), DAY)
    assert (issues[0].issue, measures[0].issue) == (above, above)


def test_the_leader_is_the_lead_departments() -> None:
    assert on(issue(lead="finance")).leader == "Chen"


def test_the_leader_is_the_issues_own_where_it_names_one() -> None:
    assert on(issue(lead="finance", leader="Zhao")).leader == "Zhao"


def test_after_a_reassignment_the_leader_is_the_new_departments() -> None:
    moved = issue(log=[entry("reassign", "2021-11-01", lead="finance")])
    assert on(moved, "2021-10-31").leader == "Liu"
    assert on(moved, "2021-11-01").leader == "Chen"


@pytest.mark.parametrize("lead", ["office", "nobody"])
def test_there_is_no_leader_where_the_department_has_none_or_is_unknown(lead: str) -> None:
    assert on(issue(lead=lead)).leader is None


def test_days_over_count_from_the_deadline() -> None:
    over = on(issue())
    assert (over.overdue, over.days_over, over.days_over_first) == (True, 31, 31)


def test_days_over_count_from_the_deadline_in_force_and_from_the_first_one_too() -> None:
    over = on(issue(log=[entry("extend", "2021-10-01", to="2021-11-30")]))
    assert (over.days_over, over.days_over_first) == (1, 31)


def test_no_days_are_over_before_the_deadline_in_force_has_passed() -> None:
    extended = on(issue(log=[entry("extend", "2021-10-01", to="2021-12-31")]))
    assert (extended.overdue, extended.days_over, extended.days_over_first) == (False, 0, 0)


def test_days_over_count_from_an_extension_where_there_was_no_first_deadline() -> None:
    over = on(issue(due=None, log=[entry("extend", "2021-10-01", to="2021-11-30")]))
    assert (over.days_over, over.days_over_first) == (1, 0)


@pytest.mark.parametrize(
    ("closed", "on_time"), [(DUE, True), ("2021-11-01", False), ("2021-12-02", None)]
)
def test_on_time_is_yes_no_or_not_closed_yet(closed: str, on_time: bool | None) -> None:
    assert on(issue(log=[close(closed)])).on_time is on_time


@pytest.mark.parametrize(("counts", "on_time"), [(True, True), (False, None)])
def test_what_policy_does_not_count_as_closed_is_not_closed_on_time(
    counts: bool, on_time: bool | None
) -> None:
    found = issue(log=[close("2021-10-08", result="substantial")])
    assert on(found, substantial_counts=counts).on_time is on_time


def test_a_closing_without_a_deadline_is_neither_on_time_nor_late() -> None:
    assert on(issue(due=None, log=[close("2021-11-01")])).on_time is None


def test_a_measure_is_never_standing_and_owes_no_review() -> None:
    whole = ledger([issue(standing=True)], [measure(log=[close("2021-01-01")])])
    found = items_on(whole, "2030-01-01")[1][0]
    assert (found.standing, found.review, found.review_due) == (False, None, False)


def test_a_review_is_due_on_its_day() -> None:
    standing = issue(standing=True, log=[close("2021-08-31")])
    assert on(standing, "2022-02-27").review_due is False
    assert on(standing, "2022-02-28").review_due is True


def test_a_missed_review_never_makes_an_issue_overdue() -> None:
    missed = on(issue(kind="long-term", due=None), "2030-01-01")
    assert (missed.review_due, missed.overdue, missed.days_over) == (True, False, 0)


def test_how_soon_is_soon_is_the_policys_to_say() -> None:
    assert on(issue(), "2021-10-25", due_soon_days=6).due_soon
    assert not on(issue(), "2021-10-25", due_soon_days=5).due_soon


def test_of_two_files_with_one_number_both_are_shown() -> None:
    twice = {"issues/001.yaml": issue(), "issues/002.yaml": issue()}
    assert refs(items_on(ledger(twice), DAY)[0]) == ["1", "1"]


@given(ledgers(), days())
def test_an_item_is_over_exactly_where_it_has_days_over(whole: Ledger, day: str) -> None:
    for item in [*items_on(whole, day)[0], *items_on(whole, day)[1]]:
        assert item.overdue == (item.days_over > 0)


@given(ledgers(), days(), days())
def test_what_is_there_on_a_day_is_there_on_every_later_day(
    whole: Ledger, one: str, other: str
) -> None:
    first, last = sorted((one, other))
    for before, after in zip(items_on(whole, first), items_on(whole, last), strict=True):
        assert set(refs(before)) <= set(refs(after))


@given(ledgers(), days())
def test_as_of_a_day_later_entries_change_nothing(whole: Ledger, day: str) -> None:
    def until(record: Issue | Measure) -> Any:
        return record.model_copy(update={"log": [e for e in record.log if e.date <= day]})

    shorter = ledger(
        [until(one) for one in whole.issues.values()],
        [until(one) for one in whole.measures.values()],
        under=whole.settings,
    )
    for now, then in zip(items_on(whole, day), items_on(shorter, day), strict=True):
        assert [(i.ref, i.status, i.review) for i in now] == [
            (i.ref, i.status, i.review) for i in then
        ]


def test_a_closing_is_held_against_the_extended_deadline() -> None:
    log = [entry("extend", DUE, to="2021-12-31"), close("2021-11-20")]
    assert on(issue(log=log)).on_time is True


@pytest.mark.parametrize(("counts", "on_time"), [(True, True), (False, False)])
def test_of_two_closings_the_one_that_policy_counts_is_on_time_or_late(
    counts: bool, on_time: bool
) -> None:
    log = [close("2021-10-30", result="substantial"), close("2021-11-20")]
    assert on(issue(log=log), substantial_counts=counts).on_time is on_time


FAR = "2099-12-31"
AGAIN = [
    entry("reopen", "2021-11-20", to=FAR),
    entry("review", "2021-11-20", outcome="relapsed", to=FAR),
]


@pytest.mark.parametrize("again", AGAIN, ids=lambda entry: entry.event)
def test_what_was_closed_late_stays_late_however_often_it_is_closed_again(again: Any) -> None:
    found = on(issue(log=[close("2021-11-01"), again, close("2021-11-20")]))
    assert (found.on_time, found.judged, found.status.deadline) == (False, "late-before", FAR)


@pytest.mark.parametrize("again", AGAIN, ids=lambda entry: entry.event)
@pytest.mark.parametrize(("last", "on_time"), [("2021-11-25", True), ("2021-11-26", False)])
def test_each_closing_is_held_against_the_deadline_of_its_time(
    again: Any, last: str, on_time: bool
) -> None:
    near = again.model_copy(update={"to": "2021-11-25"})
    found = on(issue(log=[close(DUE), near, close(last)]))
    assert (found.on_time, found.judged) == (on_time, "on-time" if on_time else "late")


def test_what_is_taken_up_again_is_not_on_time_yet() -> None:
    assert on(issue(log=[close("2021-11-01"), AGAIN[0]])).on_time is None
    waived = [close("2021-11-01"), AGAIN[0], entry("waive", "2021-11-21")]
    assert on(issue(log=waived)).on_time is None


def test_a_closing_before_there_was_a_deadline_is_not_held_against_the_next() -> None:
    log = [close("2021-11-01"), entry("reopen", "2021-11-02", to="2021-11-25"), close("2021-11-20")]
    assert on(issue(due=None, log=log)).on_time is True


@pytest.mark.parametrize(("counts", "on_time"), [(True, False), (False, True)])
def test_a_closing_on_the_whole_is_held_against_a_later_one_where_policy_counts_it(
    counts: bool, on_time: bool
) -> None:
    log = [close("2021-11-01", result="substantial"), AGAIN[0], close("2021-11-21")]
    assert on(issue(log=log), substantial_counts=counts).on_time is on_time


@pytest.mark.parametrize(
    ("amended_on", "on_time"), [("2021-10-15", True), ("2021-11-01", True), ("2021-11-02", False)]
)
def test_an_amended_deadline_judges_later_closings_alone(amended_on: str, on_time: bool) -> None:
    said = entry("amend", amended_on, field="due", was=DUE, now=FAR)
    log = sorted([said, close("2021-11-01")], key=lambda one: one.date)
    assert on(issue(due=FAR, log=log)).on_time is on_time


def test_an_amended_deadline_does_not_make_an_earlier_closing_late_either() -> None:
    said = entry("amend", "2021-11-02", field="due", was=DUE, now="2021-09-30")
    found = on(issue(due="2021-09-30", log=[close("2021-10-20"), said]))
    assert (found.on_time, found.judged) == (True, "on-time-then")


def test_between_two_results_the_deadline_may_be_amended() -> None:
    said = entry("amend", "2021-11-02", field="due", was=DUE, now="2021-12-31")
    log = [close("2021-11-01", result="substantial"), said, close("2021-11-20")]
    one = issue(due="2021-12-31", log=log)
    assert [on(one, substantial_counts=counts).on_time for counts in (True, False)] == [False, True]


def test_what_is_substantially_complete_is_reviewed_only_where_it_counts() -> None:
    one = issue(standing=True, log=[close("2021-10-30", result="substantial")])
    assert on(one, substantial_counts=False).review is None
    assert on(one, substantial_counts=True).review == "2022-04-30"


def brought(day: str, log: list[Any]) -> tuple[list[str], int, bool]:
    """The instruments, the number of figures and whether a next step is shown, on a date."""
    one = measure(
        instruments=[{"title": "A", "action": "issued", "dated": "2021-11"}],
        figures=[{"name": "x", "value": 1}],
        next="y",
        log=log,
    )
    item = items_on(ledger([issue()], [one]), day)[1][0]
    return [i.title for i in item.instruments], len(item.figures), item.next is not None


def test_what_came_of_a_measure_and_what_comes_next_are_known_from_its_first_entry_on() -> None:
    log = [entry("start", "2021-10-15"), close("2021-11-20")]
    assert brought("2021-10-14", log) == ([], 0, False)
    assert brought("2021-10-15", log) == ([], 1, True)
    assert brought("2021-11-01", log) == (["A"], 1, True)
    assert brought("2021-11-20", log) == (["A"], 1, False)


def test_what_nobody_has_entered_anything_of_has_told_nothing() -> None:
    assert brought("2021-12-01", []) == ([], 0, False)


def counted(day: str, *found: Any) -> list[str]:
    """The references of what counts on a date."""
    issues = [one for one in found if isinstance(one, Issue)]
    measures = [one for one in found if isinstance(one, Measure)]
    return [item.ref for item in everything(ledger(issues, measures), day)]


def test_a_measure_counts_from_its_own_day_on_and_never_before_its_issue() -> None:
    later = measure(number=2, opened="2021-10-01")
    early = measure(number=3, opened="2021-01-01")
    assert counted("2021-09-30", issue(), measure(), later, early) == ["1", "1.1", "1.3"]
    assert counted("2021-10-01", issue(), measure(), later, early) == ["1", "1.1", "1.2", "1.3"]
    late = issue(opened="2021-11-01", due="2022-01-31")
    assert counted("2021-10-31", late, measure(), later, early) == []


def test_a_measure_whose_issue_is_not_there_counts_from_its_own_day_on() -> None:
    assert counted("2021-09-30", measure(), measure(number=2, opened="2021-10-01")) == ["1.1"]


def test_before_an_amendment_an_item_is_what_it_was() -> None:
    said = {"field": "due", "was": "2021-08-31", "now": DUE}
    amended = issue(due=DUE, log=[entry("amend", "2021-10-01", **said)])
    before = items_on(ledger([amended]), "2021-09-30")[0][0]
    after = items_on(ledger([amended]), "2021-10-01")[0][0]
    assert (before.record.due, before.status.deadline, before.overdue) == (
        "2021-08-31", "2021-08-31", True,
    )  # fmt: skip
    assert (after.record.due, after.overdue, before.record.log) == (DUE, False, [])


def test_days_in_which_it_stood_closed_are_not_days_over_the_first_deadline() -> None:
    log = [close("2021-11-10"), entry("review", "2021-12-10", outcome="relapsed", to="2021-12-20")]
    item = items_on(ledger([issue(due=DUE, log=log)]), "2021-12-31")[0][0]
    assert item.overdue
    # From the day after 31 October to 9 November, and from 10 December on.
    assert item.days_over_first == 9 + 22
    assert (item.status.relapses, item.status.reopenings) == (1, 0)


def test_of_two_issues_of_one_number_the_copy_counts_for_no_measure() -> None:
    copy, own = issue(kind="long-term"), issue()
    whole = ledger({"issues/001 (2).yaml": copy, "issues/001.yaml": own}, [measure()])
    assert items_on(whole, DAY)[1][0].issue is own
    assert family(whole, DAY, number=1)[0] is own


@pytest.mark.parametrize(
    ("log", "day", "light"),
    [
        ([], "2021-11-01", "overdue"),
        ([], DUE, "due-soon"),
        ([], "2021-10-01", "due-soon"),
        ([], "2021-09-30", "later"),
        ([entry("extend", "2021-10-01")], "2021-11-01", "later"),
        ([close("2021-10-01")], "2021-11-01", None),
        ([close("2021-10-01", result="substantial")], "2021-11-01", None),
        ([entry("waive", "2021-10-01")], "2021-11-01", None),
    ],
)
def test_a_light_tells_how_what_is_ongoing_stands_against_its_deadline(
    log: list[Any], day: str, light: str | None
) -> None:
    assert on(issue(log=log), day).light == light


def test_what_has_no_deadline_has_no_light() -> None:
    assert on(issue(kind="long-term", due=None)).light is None


@given(ledgers(), days())
def test_a_light_says_what_the_counts_say(whole: Ledger, day: str) -> None:
    for item in (one for part in items_on(whole, day) for one in part):
        assert (item.light == "overdue", item.light == "due-soon") == (item.overdue, item.due_soon)
