"""The bulletin: departments get the numbers that core counts, and the changes add up."""

from typing import Any

import pytest
from hypothesis import given

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.items import items_on
from rectledger.core.model import Ledger
from rectledger.core.summary.counts import Count
from rectledger.publish.content import Content, Figures, figures
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.bulletin import Before, content, gather
from strategies import days, ledgers

DAY = "2021-10-15"
ASKED = DocumentOptions()


def bulletin(
    whole: Ledger, day: str = DAY, *, since: str | None = None, asked: DocumentOptions = ASKED
) -> Content:
    """The content of a ledger's bulletin."""
    before = Before(gather(whole, since, asked=asked), since) if since else None
    about = About(whole.settings, day, asked)
    return content(gather(whole, day, asked=asked), about, before)


def column(found: Content, header: str, table: str = "ranking") -> list[Any]:
    held = found.tables[table]
    at = [one.header for one in held.columns].index(header)
    return [row[at] for row in held.rows]


def listed(found: Content) -> dict[str, list[Any]]:
    """The numbers in each list."""
    return {
        name: [row[0] for row in held.rows]
        for name, held in found.tables.items()
        if not name.startswith("ranking")
    }


CASES = ledger(
    [
        issue(id=1, log=[close("2021-09-01")]),
        issue(id=2, log=[entry("extend", "2021-10-01", to="2021-12-31")]),
        issue(id=3, lead="finance", log=[close("2021-10-01")]),
        issue(id=4, lead="finance", log=[close("2021-09-01"), entry("reopen", "2021-10-02")]),
        issue(id=5, lead="finance", due="2021-10-10"),
        issue(id=6, lead="finance", log=[entry("waive", "2021-10-03")]),
    ],
    [measure(log=[close("2021-09-01")]), measure(number=2)],
)


def test_departments_come_by_rank_with_what_they_lead_and_then_the_whole() -> None:
    found = bulletin(CASES)
    assert column(found, "Rank") == [1, 2, "–", "–"]
    assert column(found, "Lead department") == ["Enforcement", "Finance", "Office", "All"]
    assert column(found, "Issues closed") == ["1/2", "1/4", "0/0", "2/6"]
    assert column(found, "Rate") == ["50.0%", "25.0%", "–", "33.3%"]
    assert column(found, "Ongoing") == [1, 2, 0, 3]
    assert column(found, "Waived") == [0, 1, 0, 1]
    assert column(found, "Overdue") == [0, 1, 0, 1]
    assert column(found, "Extended") == [1, 0, 0, 1]
    assert column(found, "Closed on time") == ["1/1", "1/1", "0/0", "2/2"]
    assert column(found, "Measures closed") == ["0/0", "1/2", "0/0", "1/2"]


def test_a_workbook_has_each_number_in_a_cell_of_its_own() -> None:
    found = bulletin(CASES, since="2021-09-15")
    assert column(found, "Rank", "ranking_sheet") == [1, 2, "–", "–"]
    assert column(found, "Issues led", "ranking_sheet") == [2, 4, 0, 6]
    assert column(found, "Issues closed", "ranking_sheet") == [1, 1, 0, 2]
    assert column(found, "Closed, with a deadline", "ranking_sheet") == [1, 1, 0, 2]
    assert column(found, "Closed on time", "ranking_sheet") == [1, 1, 0, 2]
    assert column(found, "Measures led", "ranking_sheet") == [0, 2, 0, 2]
    assert column(found, "Measures closed", "ranking_sheet") == [0, 1, 0, 1]
    assert column(found, "Closed: change", "ranking_sheet") == [0, 0, 0, 0]
    assert column(found, "Overdue: change", "ranking_sheet") == [0, 1, 0, 1]
    table = found.tables["ranking_sheet"]
    numbers = {one.header for one in table.columns if one.form == "number"}
    assert {"Issues closed", "Closed: change", "Measures closed"} <= numbers
    assert "ranking" not in found.sheets


def test_what_was_closed_says_when_whether_in_time_and_how() -> None:
    late = issue(id=1, due="2021-09-20", log=[close("2021-10-01", result="substantial")])
    under = settings(policy={"substantial_counts": True})
    whole = ledger([late, issue(id=2, due=None, log=[close("2021-10-02")])], under=under)
    table = bulletin(whole, since="2021-09-15").tables["closed"]
    assert [list(row[3:]) for row in table.rows] == [
        ["2021-10-01", "no", "substantially complete"],
        ["2021-10-02", "–", "closed"],
    ]


def test_a_ranking_has_the_same_columns_whatever_there_is_to_count() -> None:
    # An office's own template that uses the seventh column today will find it there tomorrow.
    few, many = (bulletin(whole).tables["ranking"] for whole in (ledger(), CASES))
    assert few.columns == many.columns


def test_a_rate_on_a_sheet_is_a_number_to_be_sorted_by() -> None:
    found = bulletin(CASES)
    assert column(found, "Rate", "ranking_sheet") == [0.5, 0.25, None, 0.333]


def test_without_an_earlier_day_all_that_is_over_and_extended_is_listed() -> None:
    assert listed(bulletin(CASES)) == {
        "closed": [], "reopened": [], "otherwise": [], "overdue": [5], "extended": [2],
        "due_soon": [],
    }  # fmt: skip


def test_a_workbook_has_a_sheet_for_each_list_that_there_can_be() -> None:
    assert list(bulletin(CASES).sheets.items()) == [
        ("ranking_sheet", "By department"), ("overdue", "Overdue"), ("extended", "Extended"),
        ("due_soon", "Due soon"),
    ]  # fmt: skip
    assert list(bulletin(CASES, since="2021-09-15").sheets.items()) == [
        ("ranking_sheet", "By department"), ("closed", "Newly closed"),
        ("reopened", "No longer closed"), ("otherwise", "Other changes"), ("overdue", "Overdue"),
        ("extended", "Newly extended"), ("due_soon", "Due soon"),
    ]  # fmt: skip


def test_each_list_says_of_an_issue_what_it_is_about() -> None:
    twice = [entry("extend", day, to=to) for day, to in
             (("2021-08-20", "2021-09-10"), ("2021-09-05", "2021-09-30"))]  # fmt: skip
    again = [close("2021-08-15"), entry("reopen", "2021-10-02", to="2022-03-31")]
    whole = ledger([issue(id=1, due="2021-08-31", log=twice), issue(id=2, log=again)])
    found = bulletin(whole, since="2021-08-25")

    def rows(name: str) -> list[dict[str, Any]]:
        headers = [one.header for one in found.tables[name].columns]
        return [dict(zip(headers, row, strict=True)) for row in found.tables[name].rows]

    title, lead = "Money received was not paid out", "Enforcement"
    one, two = ({"No.": n, "Title": title, "Lead department": lead} for n in (1, 2))
    assert rows("overdue") == [one | {
        "Deadline": "2021-09-30", "Days overdue": 15, "Days past the first deadline": 45,
        "Became overdue?": "yes",
    }]  # fmt: skip
    assert rows("extended") == [
        one | {"First deadline": "2021-08-31", "Deadline": "2021-09-30", "Extensions": 2}
    ]
    assert rows("reopened") == [two | {"Deadline": "2022-03-31", "Relapses": 0, "Reopenings": 1}]


def test_a_department_that_the_ledger_does_not_know_is_ranked_by_its_code() -> None:
    found = bulletin(ledger([issue(lead="gone")]))
    assert column(found, "Lead department") == ["Enforcement", "Finance", "Office", "gone", "All"]


def test_what_changed_since_a_day_is_listed_and_counted() -> None:
    found = bulletin(CASES, since="2021-09-15")
    assert listed(found) == {
        "closed": [3], "reopened": [4], "otherwise": [6], "overdue": [5], "extended": [2],
        "due_soon": [],
    }  # fmt: skip
    assert column(found, "Closed: change") == ["0", "0", "0", "0"]
    assert column(found, "Overdue: change") == ["0", "+1", "0", "+1"]
    assert column(found, "Rank: change") == ["unchanged", "unchanged", "–", "–"]


def test_what_is_still_overdue_is_listed_and_what_became_so_is_marked() -> None:
    whole = ledger([issue(id=1, due="2021-10-10"), issue(id=2, due="2021-09-01")])
    found = bulletin(whole, since="2021-09-15")
    assert listed(found)["overdue"] == [2, 1]
    assert column(found, "Became overdue?", "overdue") == ["no", "yes"]
    alone = bulletin(whole).tables["overdue"]
    assert "Became overdue?" not in [one.header for one in alone.columns]


def test_a_workbook_says_since_when_and_which_policy_it_follows() -> None:
    assert list(bulletin(CASES, since="2021-09-15").lines) == [
        "Changes since 15 September 2021",
        "0 substantially complete (counted as ongoing, by policy)",
    ]
    assert len(bulletin(CASES).lines) == 1
    then = Before(gather(CASES, "2021-09-15", asked=ASKED), "2021-09-15", "3f2a91bc00")
    about = About(CASES.settings, DAY)
    first, _policy = content(gather(CASES, DAY, asked=ASKED), about, then).lines
    assert first == "Changes since commit 3f2a91bc00 (as of 15 September 2021)"


def test_what_was_closed_and_taken_up_again_meanwhile_is_said() -> None:
    back = [close("2021-10-01"), entry("reopen", "2021-10-10", to="2021-12-31")]
    whole = ledger(
        [
            issue(id=1, log=back),
            issue(id=2, opened="2021-09-20", log=back),
            issue(id=3, log=[*back, close("2021-10-12")]),
            issue(id=4, log=[close("2021-09-01"), *back[1:]]),
            issue(id=5, log=[close("2021-08-01"), entry("reopen", "2021-08-10", to="2021-12-31")]),
        ]
    )
    found = bulletin(whole, since="2021-09-15")
    assert [[row[0], row[3]] for row in found.tables["otherwise"].rows] == [
        [1, "closed, then reopened; open → under way; deadline 2021-10-31 → 2021-12-31"],
        [2, "added; under way; closed, then reopened"],
    ]
    assert column(found, "No.", "closed") == [3]
    assert column(found, "No.", "reopened") == [4]


def test_what_changed_otherwise_says_what_it_was_and_is() -> None:
    log = [entry("start", "2021-10-01"), entry("reassign", "2021-10-02", lead="finance")]
    whole = ledger(
        [
            issue(id=1, opened="2021-10-01"),
            issue(id=2, log=log),
            issue(id=3, log=[entry("waive", "2021-10-03")]),
            issue(id=4, log=[close("2021-10-01", result="substantial")]),
            issue(id=5),
            issue(id=6, opened="2021-10-01", log=[close("2021-10-02")]),
        ]
    )
    table = bulletin(whole, since="2021-09-15").tables["otherwise"]
    assert [[row[0], row[3]] for row in table.rows] == [
        [1, "added; open"],
        [2, "reassigned from Enforcement to Finance; open → under way"],
        [3, "open → waived"],
        [4, "open → substantially complete"],
    ]


def test_what_was_closed_anew_or_moved_without_an_extension_is_told() -> None:
    again = [close("2021-09-01"), entry("reopen", "2021-10-01", to="2021-12-01")]
    amended = entry("amend", "2021-10-02", field="due", was="2021-10-31", now="2021-11-30")
    whole = ledger(
        [
            issue(id=1, log=[*again, close("2021-10-03")]),
            issue(id=2, due="2021-11-30", log=[amended]),
            issue(id=3, log=[entry("extend", "2021-10-01", to="2021-12-31")]),
            issue(id=4, title="B", log=[entry("amend", "2021-10-02", was="A", now="B")]),
            issue(id=5, lead="finance", log=[entry(
                "amend", "2021-10-02", field="lead", was="enforcement", now="finance"
            )]),
        ],
        [measure(issue=3, title="B", log=[entry("amend", "2021-10-02", was="A", now="B")])],
    )  # fmt: skip
    as_it_was = ledger(
        [
            issue(id=1, log=[close("2021-09-01")]), issue(id=2), issue(id=3),
            issue(id=4, title="A"), issue(id=5),
        ],
        [measure(issue=3, title="A")],
    )  # fmt: skip
    then = Before(gather(as_it_was, "2021-09-15", asked=ASKED), "2021-09-15")
    found = content(gather(whole, DAY, asked=ASKED), About(whole.settings, DAY), then)
    assert [[row[0], row[3]] for row in found.tables["otherwise"].rows] == [
        [1, "reopened, then closed on 2021-10-03; deadline 2021-10-31 → 2021-12-01"],
        [2, "deadline 2021-10-31 → 2021-11-30, amended"],
        [3, "measure 3.1 amended: title"],
        [4, "amended: title"],
        [5, "lead Enforcement → Finance, amended"],
    ]


def test_a_department_is_told_what_it_handed_over() -> None:
    log = [entry("reassign", "2021-10-01", lead="finance")]
    whole = ledger([issue(id=1, due="2021-10-01", log=log), issue(id=2, lead="finance")])
    for code in ("enforcement", "finance"):
        found = bulletin(whole, since="2021-09-15", asked=DocumentOptions(department=code))
        rows = found.tables["otherwise"].rows
        assert [[row[0], row[3]] for row in rows] == [[1, "reassigned from Enforcement to Finance"]]
        assert listed(found)["overdue"] == ([1] if code == "finance" else [])


def test_fewer_closed_and_fewer_overdue_have_a_sign() -> None:
    over = issue(id=1, due="2021-09-01", log=[close("2021-10-01")])
    back = issue(id=2, lead="finance", log=[close("2021-09-01"), entry("reopen", "2021-10-02")])
    found = bulletin(ledger([over, back]), since="2021-09-15")
    assert column(found, "Overdue: change")[0] == "–1"
    assert column(found, "Closed: change") == ["+1", "–1", "0", "0"]
    assert column(found, "Rank: change")[:2] == ["▲ up 1 place", "▼ down 1 place"]
    assert column(found, "Lead department")[:2] == ["Enforcement", "Finance"]


def test_a_department_that_led_nothing_then_is_new_in_the_ranking() -> None:
    first = issue(id=1, log=[close("2021-09-01")])
    later = issue(id=2, lead="finance", opened="2021-10-01")
    found = bulletin(ledger([first, later]), since="2021-09-15")
    assert column(found, "Rank: change") == ["unchanged", "newly ranked", "–", "–"]
    gone = issue(id=2, lead="finance", log=[entry("reassign", "2021-10-01", lead="enforcement")])
    found = bulletin(ledger([first, gone]), since="2021-09-15")
    assert column(found, "Rank: change") == ["unchanged", "no longer ranked", "–", "–"]


def test_where_nobody_had_a_rank_nobody_moved() -> None:
    found = bulletin(ledger([issue(log=[close("2021-10-01")])]), since="2021-09-15")
    assert column(found, "Rank")[0] == 1
    assert set(column(found, "Rank: change")) == {"–"}


def test_for_one_department_its_rank_is_among_all_and_the_rest_is_left_out() -> None:
    found = bulletin(CASES, since="2021-09-15", asked=DocumentOptions(department="finance"))
    assert column(found, "Lead department") == ["Finance"]
    assert column(found, "Rank") == [2]
    assert found.words["issues"] == Figures(
        total=4, closed=1, ongoing=2, waived=1, overdue=1, due_soon=0, extended=0, reviews_due=0,
        standing=0, substantial=0, closed_of="1/4", rate="25.0%", on_time_of="1/1",
        held_of="0/1", again="1 reopened (1 time)",
    )  # fmt: skip
    assert found.words["measures"] == Figures(
        total=2, closed=1, ongoing=1, waived=0, overdue=0, due_soon=1, extended=0, reviews_due=0,
        standing=0, substantial=0, closed_of="1/2", rate="50.0%", on_time_of="1/1",
        held_of="0/0", again="",
    )  # fmt: skip
    assert listed(found)["extended"] == []


def test_a_hand_over_makes_nothing_new() -> None:
    over = [entry("extend", "2021-08-20", to="2021-09-30")]
    over += [entry("reassign", "2021-10-12", lead="finance")]
    whole = ledger([issue(due="2021-08-31", log=over)])
    for asked in (ASKED, DocumentOptions(department="finance")):
        held = bulletin(whole, since="2021-10-10", asked=asked)
        found = listed(held)
        assert found["extended"] == []
        assert set(column(held, "Became overdue?", "overdue")) <= {"no"}


def test_what_is_due_soon_comes_by_its_deadline_with_the_days_left() -> None:
    due = ["2021-11-14", "2021-10-15", "2021-11-15"]
    whole = ledger([issue(id=n, due=day) for n, day in enumerate(due, 1)])
    found = bulletin(whole)
    assert listed(found)["due_soon"] == [2, 1]
    assert column(found, "Days left", "due_soon") == [0, 30]


@pytest.mark.parametrize("counts", [True, False])
def test_what_is_substantially_complete_is_said_with_what_policy_makes_of_it(counts: bool) -> None:
    under = settings(policy={"substantial_counts": counts})
    log = [close("2021-10-01", result="substantial")]
    found = bulletin(ledger([issue(log=log)], under=under))
    assert found.words["issues"].closed == counts  # type: ignore[attr-defined]
    assert ("counted as closed" in str(found.words["substantial"])) is counts


def test_of_an_empty_ledger_the_zeros_are_said() -> None:
    found = bulletin(ledger(), since="2021-09-15")
    assert column(found, "Issues closed") == ["0/0"] * 4
    assert found.words["issues"] == Figures(
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "0/0", "–", "0/0", "0/0", ""
    )  # fmt: skip


@given(ledgers(), days(), days())
def test_what_happened_adds_up_to_what_changed(whole: Ledger, one: str, other: str) -> None:
    since, day = sorted([one, other])
    found = bulletin(whole, day, since=since)
    was, now = (Count.of(items_on(whole, at)[0]) for at in (since, day))
    happened = listed(found)
    assert len(happened["closed"]) - len(happened["reopened"]) == now.closed - was.closed
    assert len(happened["due_soon"]) == now.due_soon
    assert found.words["issues"] == figures(now)
    assert len(happened["overdue"]) == now.overdue
    assert len(listed(bulletin(whole, day))["extended"]) == now.extended


def test_a_department_is_called_what_it_is_called_now() -> None:
    handed = entry("reassign", "2021-10-02", lead="finance")
    was = ledger([issue()])
    name = {"zh": "财务处", "en": "Treasury"}
    now = ledger([issue(log=[handed])], under=settings(departments={
        "enforcement": {"name": "Enforcement"}, "finance": {"name": name},
        "office": {"name": "Office"},
    }))  # fmt: skip
    before = Before(gather(was, "2021-10-01", asked=ASKED), "2021-10-01", "abc")
    found = content(gather(now, DAY, asked=ASKED), About(now.settings, DAY, ASKED), before)
    assert column(found, "What changed", "otherwise") == ["reassigned from Enforcement to Treasury"]
    handed = entry("reassign", "2021-10-02", lead="enforcement")
    back = ledger([issue(lead="finance", log=[handed])], under=now.settings)
    old = Before(gather(ledger([issue(lead="finance")]), "2021-10-01", asked=ASKED), "2021-10-01")
    found = content(gather(back, DAY, asked=ASKED), About(now.settings, DAY, ASKED), old)
    assert column(found, "What changed", "otherwise") == ["reassigned from Treasury to Enforcement"]


@given(ledgers(), days())
def test_bulletins_of_parts_add_up(whole: Ledger, day: str) -> None:
    parts = [
        ledger(
            [one for one in whole.issues.values() if one.id == n],
            [one for one in whole.measures.values() if one.issue == n],
            under=whole.settings,
        )
        for n in (1, 2, 3)
    ]
    first, second, third = (gather(part, day, asked=ASKED) for part in parts)
    assert first + second + third == gather(whole, day, asked=ASKED)
    assert third + first + second == gather(whole, day, asked=ASKED)
