"""The list of unfinished items: each once, in order, with the reason and the next step."""

from typing import Any

import pytest
from hypothesis import given

from builders import DUE, close, entry, issue, ledger, measure, settings
from rectledger.core.filters import Filters, picked
from rectledger.core.items import items_on
from rectledger.core.model import Ledger
from rectledger.core.summary.counts import Count
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.overdue_list import Lights, content, gather
from strategies import days, ledgers

DAY = "2021-11-03"


def listing(whole: Ledger, day: str = DAY, **asked: Any) -> Content:
    """The content of a ledger's list."""
    wanted = DocumentOptions(**asked)
    return content(gather(whole, day, asked=wanted), About(whole.settings, day, wanted))


def column(found: Content, header: str, table: str = "issue_sheet") -> list[Any]:
    held = found.tables[table]
    at = [one.header for one in held.columns].index(header)
    return [row[at] for row in held.rows]


def test_what_is_over_longest_comes_first_and_what_has_no_deadline_last() -> None:
    whole = ledger(
        [
            issue(id=1, due=None, kind="long-term", log=[entry("start", "2021-08-15")]),
            issue(id=2, due="2021-12-03"),
            issue(id=3, due=DAY),
            issue(id=4, log=[close(DUE)]),
            issue(id=5, log=[entry("waive", DUE)]),
            issue(id=6, due="2021-12-04"),
            issue(id=7, due="2021-11-02"),
            issue(id=8, due="2021-09-01"),
            issue(id=10, due="2021-11-02", log=[entry("submit", "2021-11-01")]),
            issue(id=9, log=[entry("extend", "2021-10-01", to="2021-11-01")]),
        ]
    )
    found = listing(whole)
    assert column(found, "No.") == [8, 9, 7, 10, 3, 2, 6, 1]
    assert column(found, "Days overdue") == [63, 2, 1, 1, 0, 0, 0, 0]
    soon, later = "yellow: due within 30 days", "green: due later"
    assert column(found, "Light") == ["red: overdue"] * 4 + [soon, soon, later, "review 2022-02-15"]
    assert column(found, "First deadline")[:2] == ["2021-09-01", DUE]
    assert column(found, "Deadline")[:2] == ["2021-09-01", "2021-11-01"]
    assert column(found, "Extensions") == [0, 1, 0, 0, 0, 0, 0, 0]
    assert column(found, "State")[3] == "submitted"
    assert found.words["issue_counts"] == Lights(total=8, overdue=4, due_soon=2, later=1, unlit=1)
    assert found.words["measure_counts"] == Lights(0, 0, 0, 0, 0)


def test_a_page_says_the_same_in_fewer_columns() -> None:
    log = [entry("extend", "2021-10-01", to="2021-11-01"), entry("submit", "2021-10-02")]
    rows = listing(ledger([issue(log=log)], [measure()])).tables
    assert [list(row) for row in rows["issues"].rows] == [
        [1, "Money received was not paid out", "Immediate", "Enforcement",
         "2021-11-01 (first deadline 2021-10-31), 1 extension",
         "2 days (3 days past the first deadline)",
         "submitted; red: overdue",
         "all of it is done (2021-10-02)", ""]
    ]  # fmt: skip
    assert [row[0] for row in rows["measures"].rows] == ["1.1"]


def test_why_it_is_not_done_is_what_was_told_of_it_last() -> None:
    log = [
        entry("progress", "2021-09-01", note="the tender is out"),
        entry("return", "2021-09-02", note="not legal here"),
        entry("attach", "2021-10-02", note="the minutes"),
        entry("progress", "2021-12-01", note="later"),
    ]
    found = listing(ledger([issue(log=log, next="sign the contract"), issue(id=2)]))
    assert column(found, "Progress, or why not done") == ["the tender is out (2021-09-01)", ""]
    assert column(found, "Next steps") == ["sign the contract", ""]


def test_measures_stand_in_a_table_of_their_own() -> None:
    whole = ledger([issue()], [measure(), measure(number=2, log=[close(DUE)])])
    found = listing(whole)
    assert column(found, "No.", "measure_sheet") == ["1.1"]
    assert column(found, "Kind", "measure_sheet") == ["Immediate"]


@pytest.mark.parametrize("internal", [True, False])
def test_leaders_are_named_only_where_names_are_asked_for(internal: bool) -> None:
    found = listing(ledger([issue(leader="Zhao Lei")]), internal=internal)
    assert ("Zhao Lei" in str(found.tables)) is internal
    assert ("Leader in charge" in str(found.tables)) is internal


def test_only_what_a_department_leads_is_listed_when_one_is_asked_for() -> None:
    whole = ledger(
        [issue(), issue(id=2, lead="finance")], [measure(), measure(number=2, lead="office")]
    )
    found = listing(whole, department="finance")
    assert column(found, "No.") == [2]
    assert column(found, "No.", "measure_sheet") == ["1.1"]


def test_what_is_closed_on_the_whole_is_listed_where_policy_does_not_count_it() -> None:
    log = [close("2021-10-01", result="substantial", note="one paper is left")]
    found = listing(ledger([issue(log=log)]))
    assert column(found, "State") == ["substantially complete"]
    assert column(found, "Light") == ["no light"]
    assert column(found, "Progress, or why not done") == ["one paper is left (2021-10-01)"]
    under = settings(policy={"substantial_counts": True})
    assert column(listing(ledger([issue(log=log)], under=under)), "No.") == []


@given(ledgers(), days())
def test_every_unfinished_item_is_there_once_and_what_is_over_comes_first(
    whole: Ledger, day: str
) -> None:
    found = listing(whole, day)
    for name, measures in (("issue_sheet", False), ("measure_sheet", True)):
        wanted = picked(Filters(state="ongoing"), whole, day, measures=measures)
        assert sorted(map(str, column(found, "No.", name))) == sorted(item.ref for item in wanted)
        over = column(found, "Days overdue", name)
        assert over == sorted(over, reverse=True)
        count = Count.of(items_on(whole, day)[measures])
        lights = found.words["issue_counts" if name == "issue_sheet" else "measure_counts"]
        assert isinstance(lights, Lights)
        assert (lights.total, lights.overdue, lights.due_soon) == (
            count.ongoing, count.overdue, count.due_soon,
        )  # fmt: skip
        assert lights.total == sum(lights[1:])


@given(ledgers(), days())
def test_lists_of_parts_add_up(whole: Ledger, day: str) -> None:
    asked = DocumentOptions(internal=True)
    together = gather(ledger(under=whole.settings), day, asked=asked)
    for one in reversed(whole.issues.values()):
        together = together + gather(ledger([one], under=whole.settings), day, asked=asked)
    found = gather(whole, day, asked=asked)
    assert (together.issues, together.reviews) == (found.issues, found.reviews)
    assert len(found.reviews) == Count.of(items_on(whole, day)[0]).reviews_due


def test_what_is_owed_a_review_is_listed_closed_or_not() -> None:
    standing = issue(id=1, standing=True, log=[close("2021-03-01")])
    long_term = issue(id=2, kind="long-term", due=None, opened="2021-01-01")
    found = listing(ledger([standing, long_term, issue(id=3, kind="long-term", due=None)]))
    rows = found.tables["reviews"].rows
    assert [list(row) for row in rows] == [
        [2, "Money received was not paid out", "open", "Enforcement", "2021-07-01", 125],
        [1, "Money received was not paid out", "closed", "Enforcement", "2021-09-01", 63],
    ]
    assert column(found, "Light") == ["review due since 2021-07-01", "review 2022-01-30"]
    assert found.words["reviews_due"] == 2
    theirs = listing(ledger([standing, issue(id=4, lead="finance")]), department="finance")
    assert theirs.tables["reviews"].rows == []


def test_a_workbook_has_a_sheet_for_issues_for_measures_and_for_reviews() -> None:
    assert list(listing(ledger()).sheets.items()) == [
        ("issue_sheet", "Ongoing issues"), ("measure_sheet", "Ongoing measures"),
        ("reviews", "Reviews due"),
    ]  # fmt: skip
