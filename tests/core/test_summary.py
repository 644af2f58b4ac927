"""Counting: what a ledger totals on a date, and that the parts add up."""

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DUE, close, entry, issue, ledger, measure, settings
from rectledger.core.items import Item, items_on
from rectledger.core.model import Issue, Ledger, Measure, Settings
from rectledger.core.summary.control_totals import (
    TotalCheck,
    control_totals,
    tallies,
)
from rectledger.core.summary.counts import Count, Group, Key, add_groups, grouped, groups
from rectledger.core.summary.instruments import InstrumentUse, add_instruments, brought, instruments
from rectledger.core.summary.overdue_and_due_soon import coming, most_urgent, pressing
from rectledger.core.summary.overview import overview
from strategies import days, ledgers

DAY = "2021-12-01"
ON_THE_WHOLE = close("2021-10-01", result="substantial")
COUNTED = {"substantial_counts": True}


def count(*issues: Issue, day: str = DAY, **policy: Any) -> Count:
    """The counts of these issues on a date."""
    return Count.of(items_on(ledger(issues, under=settings(policy=policy)), day)[0])


def by(key: Key, *records: Issue | Measure, under: Settings | None = None) -> dict[str, Group]:
    """The groups of these records by a key."""
    whole = ledger(
        [r for r in records if isinstance(r, Issue)],
        [r for r in records if isinstance(r, Measure)],
        under=under,
    )
    return {g.id: g for g in groups(whole.settings, *items_on(whole, DAY), key)}


@pytest.mark.parametrize(
    ("log", "state"),
    [
        ([], "open"),
        ([entry("start", "2021-08-01")], "active"),
        ([entry("submit", "2021-08-01")], "submitted"),
        ([close("2021-08-01")], "closed"),
        ([entry("waive", "2021-08-01")], "waived"),
    ],
)
def test_an_issue_is_counted_once_under_its_state(log: list[Any], state: str) -> None:
    found = count(issue(log=log))
    states = ("open", "active", "submitted", "closed", "uncounted", "waived")
    assert {name: getattr(found, name) for name in states if getattr(found, name)} == {state: 1}
    assert found.total == 1


def test_what_was_extended_is_counted_once_however_often_and_whatever_came_of_it() -> None:
    twice = [entry("extend", "2021-09-01", to="2021-11-30"), entry("extend", "2021-10-01")]
    logs = [[], twice[:1], twice, [*twice, close("2021-11-01")]]
    found = count(*(issue(id=n, log=log) for n, log in enumerate(logs, 1)))
    assert (found.extended, found.closed) == (3, 1)
    assert count(issue(log=twice), day="2021-08-31").extended == 0


@pytest.mark.parametrize(("policy", "closed"), [({}, 0), (COUNTED, 1)])
def test_substantial_counts_as_closed_only_where_policy_says(
    policy: dict[str, Any], closed: int
) -> None:
    found = count(issue(log=[ON_THE_WHOLE]), **policy)
    assert (found.closed, found.ongoing, found.uncounted) == (closed, 1 - closed, 1 - closed)
    assert found.substantial == 1


def test_substantial_that_is_counted_as_ongoing_is_still_never_overdue() -> None:
    assert count(issue(log=[ON_THE_WHOLE]), day="2022-12-31").overdue == 0


def test_what_was_substantial_and_then_completed_is_no_longer_substantial() -> None:
    found = count(issue(log=[ON_THE_WHOLE, close("2021-11-01")]))
    assert (found.substantial, found.closed, found.uncounted) == (0, 1, 0)


@pytest.mark.parametrize(
    ("log", "standing"),
    [
        ([], 0),
        ([close("2021-08-01")], 1),
        ([close("2021-08-01"), entry("reopen", "2021-09-01")], 0),
        ([entry("waive", "2021-08-01")], 0),
    ],
)
def test_standing_counts_only_while_closed(log: list[Any], standing: int) -> None:
    assert count(issue(standing=True, log=log)).standing == standing


def test_on_time_is_counted_among_the_closings_that_had_a_deadline() -> None:
    found = count(
        issue(id=1, log=[close(DUE)]),
        issue(id=2, log=[close("2021-11-01")]),
        issue(id=3, due=None, log=[close("2021-11-01")]),
        issue(id=4),
    )
    assert (found.on_time, found.with_deadline, found.closed) == (1, 2, 3)


def test_a_reopened_issue_is_neither_on_time_nor_late() -> None:
    found = count(issue(log=[close("2021-08-01"), entry("reopen", "2021-09-01")]))
    assert (found.on_time, found.with_deadline) == (0, 0)


def test_overdue_due_soon_and_reviews_due_are_counted_as_of_the_day() -> None:
    found = count(
        issue(id=1, due="2021-11-30"),
        issue(id=2, due="2021-12-31"),
        issue(id=3, due="2022-06-30"),
        issue(id=4, standing=True, log=[close("2021-06-01")], opened="2021-05-01"),
        due_soon_days=30,
    )
    assert (found.overdue, found.due_soon, found.reviews_due) == (1, 1, 1)


def test_an_issue_counts_from_the_day_on_which_it_was_opened() -> None:
    late = issue(opened="2021-09-15")
    assert count(late, day="2021-09-14").total == 0
    assert count(late, day="2021-09-15").total == 1


def test_a_measure_counts_from_its_issues_opening_even_with_an_earlier_entry() -> None:
    whole = ledger([issue(opened="2021-09-15")], [measure(log=[entry("start", "2021-08-01")])])
    assert overview(whole, "2021-09-14").measures.total == 0
    assert overview(whole, "2021-09-15").measures == Count(total=1, active=1)


@given(ledgers(), days())
def test_total_is_ongoing_closed_and_waived(whole: Ledger, day: str) -> None:
    for items in items_on(whole, day):
        found = Count.of(items)
        assert found.total == len(items) == found.ongoing + found.closed + found.waived


@given(ledgers(), days())
def test_the_states_add_up_to_the_total(whole: Ledger, day: str) -> None:
    found = overview(whole, day).issues
    ongoing = found.open + found.active + found.submitted + found.uncounted
    assert ongoing == found.ongoing
    assert ongoing + found.closed + found.waived == found.total


@given(ledgers(), days(), st.data())
def test_counts_of_any_two_parts_add_up_to_the_whole(
    whole: Ledger, day: str, data: st.DataObject
) -> None:
    items: list[Item] = [item for part in items_on(whole, day) for item in part]
    side = [data.draw(st.booleans()) for _ in items]
    left = [item for item, first in zip(items, side, strict=True) if first]
    right = [item for item, first in zip(items, side, strict=True) if not first]
    assert Count.of(left) + Count.of(right) == Count.of(items)
    assert Count.of(items) + Count() == Count.of(items)


@given(ledgers(), days())
def test_by_every_key_the_groups_add_up_to_the_whole(whole: Ledger, day: str) -> None:
    issues, measures = items_on(whole, day)
    for key in get_args(Key):
        rows = groups(whole.settings, issues, measures, key)
        assert sum((row.issues for row in rows), Count()) == Count.of(issues)
        assert sum((row.measures for row in rows), Count()) == Count.of(measures)


# For each key: the groups named in ledger.yaml, and the group of the issue below.
GROUPS: dict[Key, tuple[list[str], str]] = {
    "kind": (["immediate", "long-term"], "immediate"),
    "aspect": (["1", "2"], "2"),
    "section": (["1-1", "1-2", "2-1"], "2-1"),
    "department": (["enforcement", "finance", "office"], "enforcement"),
    "leader": ([], "Liu"),
}


@pytest.mark.parametrize("key", get_args(Key))
def test_known_groups_are_shown_in_the_ledgers_order_even_with_nothing(key: Key) -> None:
    assert list(by(key)) == GROUPS[key][0]


@pytest.mark.parametrize("key", get_args(Key))
def test_an_issue_stands_in_the_group_that_it_names(key: Key) -> None:
    found = by(key, issue(section="2-1"))
    assert [row.id for row in found.values() if row.issues.total] == [GROUPS[key][1]]


@pytest.mark.parametrize(("key", "code"), [("kind", "immediate"), ("aspect", "2")])
def test_a_measure_stands_in_the_kind_and_aspect_of_its_issue(key: Key, code: str) -> None:
    assert by(key, issue(section="2-1"), measure())[code].measures.total == 1


def test_a_measure_stands_with_its_own_lead_not_its_issues() -> None:
    found = by("department", issue(lead="enforcement"), measure(lead="finance"))
    assert (found["enforcement"].measures.total, found["finance"].measures.total) == (0, 1)


def test_after_a_reassignment_an_issue_stands_with_its_new_lead() -> None:
    found = by("department", issue(log=[entry("reassign", "2021-09-01", lead="finance")]))
    assert (found["enforcement"].issues.total, found["finance"].issues.total) == (0, 1)


def test_supporting_is_shown_beside_and_never_added() -> None:
    finance = by("department", issue(id=1, support=["finance"]), issue(id=2, lead="finance"))[
        "finance"
    ]
    assert (finance.issues.total, finance.supporting) == (1, 1)


def test_what_nobody_leads_comes_last_and_without_a_name() -> None:
    rows = list(by("leader", issue(id=1, lead="office"), issue(id=2)).values())
    assert [(row.id, row.name) for row in rows] == [("Liu", "Liu"), ("", None)]


def test_an_unknown_section_is_shown_under_its_own_name_after_the_known() -> None:
    rows = list(by("section", issue(section="9-9")).values())
    assert (rows[-1].id, rows[-1].name, rows[-1].issues.total) == ("9-9", "9-9", 1)


def test_a_leader_who_is_a_member_is_shown_by_name() -> None:
    liu = {"id": "liu", "name": "Liu Wei"}
    assert by("leader", issue(leader="liu"), under=settings(members=[liu]))["liu"].name == "Liu Wei"


def cites(number: int, *titles: str, dated: str | None = None) -> Measure:
    """A measure that cites instruments."""
    cited = [{"title": title, "action": "issued", "dated": dated} for title in titles]
    return measure(number=number, instruments=cited, log=[entry("start", "2021-08-01")])


def test_instruments_are_distinct_by_title_in_order_of_their_first_measure() -> None:
    whole = ledger([issue()], [cites(1, "B", "A"), cites(2, "A", "C"), cites(10, "B")])
    found = instruments(items_on(whole, DAY)[1])
    assert [(i.title, i.refs) for i in found] == [
        ("B", ("1.1", "1.10")),
        ("A", ("1.1", "1.2")),
        ("C", ("1.2",)),
    ]


def test_one_title_in_two_forms_is_one_instrument() -> None:
    titles = ("《Caf\u00e9办法（试行）》", "《Cafe\u0301办法(试行)》")
    below = [cites(1, titles[0]), cites(2, titles[1])]
    (found,) = instruments(items_on(ledger([issue()], below), DAY)[1])
    assert (found.title, found.refs) == (titles[0], ("1.1", "1.2"))
    under = settings(control_totals=[{"name": "instruments", "total": 1, "as_of": DAY}])
    assert [one.holds for one in totals_of(ledger([issue()], below, under=under))] == [True]
    parts = [brought(ledger([issue()], [one]), DAY) for one in below]
    assert add_instruments(*parts) == [found]


def test_a_title_cited_twice_by_one_measure_names_it_once() -> None:
    found = instruments(items_on(ledger([issue()], [cites(1, "A", "A")]), DAY)[1])
    assert found == [InstrumentUse("A", "issued", None, ("1.1",))]


def test_an_instruments_day_is_the_first_one_given() -> None:
    whole = ledger(
        [issue()],
        [cites(1, "A"), cites(2, "A", dated="2021-08"), cites(3, "A", dated="2021-09")],
    )
    assert instruments(items_on(whole, DAY)[1])[0].dated == "2021-08"


def test_an_instrument_is_there_from_the_first_report_on_its_measure_and_from_its_own_day() -> None:
    reported = measure(
        instruments=[{"title": "A", "action": "issued", "dated": "2021-11"}],
        log=[entry("start", "2021-10-15")],
    )

    def titles(day: str) -> list[str]:
        items = items_on(ledger([issue()], [reported]), day)[1]
        return [one.title for one in instruments(items)]

    assert [titles(day) for day in ("2021-10-14", "2021-10-31", "2021-11-01")] == [[], [], ["A"]]


def total(name: str, declared: int, as_of: str = DAY, **more: Any) -> dict[str, Any]:
    return {"name": name, "total": declared, "as_of": as_of, **more}


def totals_of(whole: Ledger) -> list[TotalCheck]:
    """The control totals of a ledger, each on its own date."""
    return control_totals(whole.settings, tallies(whole))


NAMES = {
    "issues": 5, "aspects": 2, "sections": 3, "closed": 2, "standing": 1, "ongoing": 2,
    "waived": 1, "substantial": 1, "measures": 2, "instruments": 1,
}  # fmt: skip


@pytest.mark.parametrize(("name", "counted"), NAMES.items())
def test_each_control_total_is_held_against_what_it_names(name: str, counted: int) -> None:
    found = [
        issue(id=1),
        issue(id=2, log=[close("2021-08-01")], standing=True),
        issue(id=3, log=[close("2021-08-01")]),
        issue(id=4, log=[ON_THE_WHOLE]),
        issue(id=5, log=[entry("waive", "2021-08-01")]),
    ]
    under = settings(control_totals=[total(name, counted), total(name, counted + 1)])
    whole = ledger(found, [cites(1, "A"), cites(2, "A")], under=under)
    assert [(t.counted, t.holds) for t in totals_of(whole)] == [
        (counted, True),
        (counted, False),
    ]


def test_a_control_total_is_counted_on_its_own_day_whatever_day_is_asked_about() -> None:
    under = settings(control_totals=[total("closed", 0, DUE), total("closed", 1, "2021-11-01")])
    whole = ledger([issue(log=[close("2021-11-01")])], under=under)
    assert [t.counted for t in overview(whole, "2022-06-30").control_totals] == [0, 1]
    assert [t.counted for t in overview(whole, "2021-08-01").control_totals] == [0, 1]


@pytest.mark.parametrize("declared", [0, 175])
def test_an_unpublished_total_is_counted_but_holds_nothing(declared: int) -> None:
    unpublished = total("measures", declared, itemised=False)
    found = totals_of(ledger(under=settings(control_totals=[unpublished])))[0]
    assert (found.counted, found.holds) == (0, None)


def test_what_is_over_longest_comes_first_and_by_number_where_equal() -> None:
    dues = {10: "2021-09-01", 2: "2021-09-01", 3: "2021-08-01", 4: "2021-10-01"}
    whole = ledger([issue(id=number, due=due) for number, due in dues.items()])
    assert [item.ref for item in overview(whole, DAY).overdue] == ["3", "2", "10", "4"]
    backwards = items_on(whole, DAY)[0][::-1]
    assert [item.ref for item in most_urgent(backwards)] == ["3", "2", "10", "4"]


def test_overdue_comes_by_the_deadline_in_force_not_by_the_first() -> None:
    moved = entry("extend", "2021-08-01", to="2021-11-15")
    whole = ledger([issue(id=1, due="2021-08-02", log=[moved]), issue(id=2)])
    assert [item.ref for item in most_urgent(items_on(whole, DAY)[0])] == ["2", "1"]


def test_coming_is_what_is_due_or_owed_a_review_within_so_many_days_the_earliest_first() -> None:
    long_term: dict[str, Any] = {"kind": "long-term", "due": None}
    found = [
        issue(id=1, due="2021-12-11"),
        issue(id=2, due="2021-12-12"),
        issue(id=3, **long_term, opened="2021-06-05"),
        issue(id=4, **long_term, opened="2021-06-01"),
        issue(id=5, due="2021-12-01"),
        issue(id=6, due="2021-11-30"),
    ]
    assert [i.ref for i in coming(items_on(ledger(found), DAY)[0], DAY, 10)] == ["5", "3", "1"]


def test_reviews_due_come_the_longest_owed_first() -> None:
    long_term: dict[str, Any] = {"kind": "long-term", "due": None}
    whole = ledger([issue(id=n, opened=f"2021-0{6 - n}-01", **long_term) for n in (1, 2, 3)])
    assert [item.ref for item in overview(whole, DAY).reviews_due] == ["3", "2", "1"]


@st.composite
def halves(draw: st.DrawFn) -> tuple[Ledger, Ledger, Ledger]:
    """A ledger, and two ledgers that divide its issues, with their measures, between them."""
    whole = draw(ledgers())
    numbers = {issue.id for issue in whole.issues.values()}
    cut = draw(st.sampled_from([0, *sorted(numbers)]))
    first, second = (
        replace(
            whole,
            issues={f: i for f, i in whole.issues.items() if (i.id <= cut) == early},
            measures={f: m for f, m in whole.measures.items() if (m.issue <= cut) == early},
        )
        for early in (True, False)
    )
    return whole, first, second


@given(halves(), days(), st.none() | st.integers(0, 3))
def test_overviews_of_parts_add_up_to_that_of_the_whole(
    cut: tuple[Ledger, Ledger, Ledger], day: str, most: int | None
) -> None:
    whole, first, second = cut
    assert overview(first, day, most=most) + overview(second, day, most=most) == overview(
        whole, day, most=most
    )


@given(halves(), days(), st.booleans())
def test_what_presses_in_parts_adds_up(
    cut: tuple[Ledger, Ledger, Ledger], day: str, measures: bool
) -> None:
    whole, first, second = (pressing(part, day, within=60, measures=measures) for part in cut)
    assert first + second == whole


@given(halves(), days(), st.sampled_from(get_args(Key)))
def test_groups_of_parts_add_up(cut: tuple[Ledger, Ledger, Ledger], day: str, key: Key) -> None:
    whole, first, second = (grouped(part, day, key=key) for part in cut)
    assert add_groups(first, second) == whole


@given(halves(), days())
def test_instruments_of_parts_add_up(cut: tuple[Ledger, Ledger, Ledger], day: str) -> None:
    whole, first, second = (brought(part, day) for part in cut)
    assert add_instruments(first, second) == whole
