"""Rules of tables, each by the smallest table that shows it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from rectledger.exchange.imports.found import Reading
from rectledger.exchange.imports.ledgers import read_tables
from rectledger.exchange.imports.source import Range, Sheet, Value
from rectledger.exchange.imports.style import Style

HEAD: list[Value] = ["序号", "问题描述", "整改措施", "责任单位", "完成时限", "整改状态"]
Rows = Sequence[Sequence[Value]]


def read(rows: Rows, *merged: Range, profile: dict[str, Any] | None = None, **of: Any) -> Reading:
    sheet = Sheet(of.pop("name", ""), rows, merged, **of)
    return read_tables([sheet], Style.from_profile(profile or {}))


def listed(reading: Reading) -> list[tuple[str, str]]:
    return [(str(one.place), one.code) for one in reading.listed]


def states(reading: Reading) -> list[str | None]:
    return [issue.state for issue in reading.issues]


@pytest.mark.parametrize(
    ("header", "value", "state", "code"),
    [
        ("整改状态", "已完成", "closed", None),
        ("整改状态", "√", None, "unknown-mark"),
        ("整改状态", "100%", None, "percent"),
        ("整改状态", "绿灯", None, "unknown-state"),
        ("整改状态", "Risk Accepted", "open", "waiver"),
        ("完成情况", "已完成整改，已发文。", "closed", None),
        ("完成情况", "100%", None, None),
        ("完成情况", "已完成整改，但需持续跟进。", None, None),
        ("是否完成", "√", "closed", None),
        ("是否完成", "否", "open", None),
        ("是否完成", "部分完成", "active", None),
        ("是否完成", "●", None, "unknown-state"),
        ("已完成", "✓", "closed", None),
        ("已完成", "●", None, "unknown-mark"),
        ("已完成", "2024-05-06", None, "unknown-mark"),
        ("整改进展", "已整改到位。", "closed", None),
        ("整改进展", "√", None, "unknown-mark"),
        ("Implemented?", "Y", "closed", None),
        ("Status", "Closed – Not Implemented", "open", "waiver"),
        ("Status", "Resolved", "open", "agreed-only"),
    ],
)
def test_the_state_of_a_value(header: str, value: str, state: str | None, code: str | None) -> None:
    head: list[Value] = ["序号", "问题描述", "责任单位", "完成时限", header]
    reading = read([head, [1, "灯坏", "后勤科", None, value]])
    assert states(reading) == [state]
    codes = [one.code for one in reading.listed]
    assert codes == ([code] if code else codes and ["state-qualified"])


def test_a_legend_says_what_marks_mean() -> None:
    head: list[Value] = ["序号", "问题描述", "责任单位", "进展"]
    rows: list[list[Value]] = [head, [1, "甲", "一科", "●"], [2, "乙", "一科", "○"], []]
    assert states(read(rows)) == [None, None]
    reading = read([*rows, ["说明：●表示已完成；○表示未启动"]])
    assert states(reading) == ["closed", "open"]
    assert listed(reading) == [("A5", "notes-left-out")]


def test_colours_are_said_to_mean_something_only_where_a_legend_does() -> None:
    rows: list[list[Value]] = [HEAD, [1, "甲", None, "一科", None, "整改中"]]
    assert listed(read([["红色教育基地整改台账"], *rows])) == []
    assert listed(read([["红色表示滞后"], *rows])) == [("B3", "colours")]


def test_done_says_the_department_until_it_is_accepted() -> None:
    head: list[Value] = ["序号", "问题描述", "责任单位", "是否完成", "验收情况"]
    said = [("是", "合格"), ("是", None), ("是", "不合格"), ("否", None)]
    reading = read([head, *([n, "甲", "一科", *one] for n, one in enumerate(said, 1))])
    assert states(reading) == ["closed", "submitted", "open", "open"]
    assert ("E4", "review-failed") in listed(reading)


def test_closing_and_acceptance_are_two_things() -> None:
    head: list[Value] = ["序号", "问题描述", "整改状态", "销号状态"]
    said = [("已整改", "已销号"), ("已整改", "未销号"), ("已整改", None), ("未整改", "已销号")]
    reading = read([head, *([n, "甲", *one] for n, one in enumerate(said, 1))])
    assert states(reading) == ["closed", "submitted", "submitted", "open"]
    assert listed(reading) == [("C5", "state-contradicted")]


def test_a_number_merged_over_two_problems_is_of_the_first() -> None:
    rows: list[list[Value]] = [HEAD, [1, "甲", None, "一科"], [None, "乙", None, "一科"], [2, "丙"]]
    reading = read(rows, Range(1, 0, 2, 0))
    assert [issue.number for issue in reading.issues] == [1, None, 2]
    assert listed(reading) == [("B3", "no-number")]
    assert reading.refused == []


def test_numbers_restart_by_report_without_being_twice_the_same() -> None:
    head: list[Value] = ["Report Number", "Recommendation Number", "Recommendation", "Status"]
    rows: list[list[Value]] = [head, ["A", 1, "x", "Open"], ["B", 1, "y", "Open"]]
    assert [issue.label for issue in read(rows).issues] == ["A 1", "B 1"]
    twice = read([*rows, ["B", 1, "z", "Open"]])
    assert [(str(one.place), one.code) for one in twice.refused] == [("C4", "number-twice")]


def test_a_number_is_a_day_beside_days_only() -> None:
    alone: list[list[Value]] = [HEAD, [1, "甲", None, "一科", 45565]]
    assert read(alone).issues[0].due is None
    reading = read([*alone, [2, "乙", None, "一科", dt.date(2024, 9, 1)]])
    assert [issue.due for issue in reading.issues] == ["2024-09-30", "2024-09-01"]
    assert listed(read(alone)) == [("E2", "no-day")]


def test_the_days_of_1904() -> None:
    rows: list[list[Value]] = [
        HEAD,
        [1, "甲", None, "一科", 44103],
        [2, "乙", None, None, "2024-9-1"],
    ]
    reading = read_tables([Sheet("", rows)], Style(), date_1904=True)
    assert reading.issues[0].due == "2024-09-30"


def test_what_is_hidden_is_read_and_said() -> None:
    rows: list[list[Value]] = [HEAD, [1, "甲", None, "一科", None, None], [2, "乙"]]
    reading = read(
        rows,
        name="表",
        hidden=True,
        hidden_rows=frozenset({2, 90}),
        hidden_columns=frozenset({3, 90}),
        filtered=True,
        unstored=frozenset({(1, 4), (1, 5), (2, 4)}),
    )
    assert len(reading.issues) == 2
    assert listed(reading) == [
        ("表!E2", "unstored-formula"),
        ("表!F2", "unstored-formula"),
        ("表!A1", "hidden-sheet"),
        ("表!A3", "hidden-rows"),
        ("表!D1", "hidden-columns"),
        ("表!A1", "filtered"),
    ]
    assert [one.args.get("count") for one in reading.listed] == [2, None, None, 1, 1, None]


def test_a_header_may_come_again_and_another_begins_a_table() -> None:
    other: list[Value] = ["编号", "隐患描述", "责任科室", "当前状态"]
    rows: list[list[Value]] = [
        HEAD,
        [1, "甲"],
        HEAD,
        [2, "乙"],
        [],
        other,
        ["H1", "丙", "一科", "验收中"],
    ]
    reading = read(rows)
    assert [issue.title for issue in reading.issues] == ["甲", "乙", "丙"]
    assert states(reading)[-1] == "submitted"


def test_cells_beyond_the_header_are_listed_and_kept_out() -> None:
    reading = read([HEAD, [1, "甲", "换", "一科", None, "整改中", "多", "余"]])
    assert listed(reading) == [("G2", "ragged-row")]
    assert reading.issues[0].notes == []


def test_rows_of_a_blank_form_are_no_items() -> None:
    reading = read([HEAD, [1, "甲"], [2], [3], ["4", None, None, None, None, "未完成"]])
    assert [issue.title for issue in reading.issues] == ["甲"]
    assert reading.refused == []
    refused = read([HEAD, [1, "甲"], [2, None, "换", "一科"]]).refused
    assert [(str(one.place), one.code) for one in refused] == [("A3", "no-title")]


def test_a_table_of_a_text_has_lines_for_places() -> None:
    reading = read([HEAD, [1, "甲", None, "各科室"]], row_lines=[12, 15])
    assert listed(reading) == [("line 15", "collective")]
    assert str(reading.issues[0].place) == "line 15"


def test_a_sheet_without_a_header_is_said_but_for_hidden_ones_and_tables_of_texts() -> None:
    rows: list[list[Value]] = [["甲", 3], ["乙", 4]]
    assert listed(read(rows, name="汇总")) == [("汇总!A1", "no-header")]
    assert listed(read(rows, name="汇总", hidden=True)) == []
    assert listed(read(rows, row_lines=[3, 4])) == []


def test_columns_without_a_field_are_listed_once_and_not_without_end() -> None:
    unknown: list[Value] = [f"甲{n}" for n in range(20)]
    head: list[Value] = [*HEAD, *unknown]
    row: list[Value] = [1, "灯坏", None, None, None, None, *("x" for _ in unknown)]
    sheets = [Sheet("一", [head, row]), Sheet("二", [head, [2, *row[1:]]])]
    reading = read_tables(sheets, Style())
    assert len(reading.listed) == 9
    assert reading.listed[-1].args["more"] == unknown[8:]
    assert [len(issue.notes) for issue in reading.issues] == [20, 20]


POAM = {
    "table": {
        "sheets": {
            "read": ["Open", "Done"], "skip": ["Changes"],
            "state": {"Open": "open", "Done": "complete"},
        },
        "header": {"row": 3, "rows": 1},
        "columns": {
            "number": ["Ref"], "problem": ["Gap"], "due": ["When"], "measures": ["Steps"],
            "closed_on": ["Status day"], "fields.asset": ["Asset"], "note": ["Milestone Changes"],
            "refuse_if_yes": ["Deviation"],
        },
        "ticks": {"Halfway": "active"},
    },
    "words": {"days": {"order": "mdy"}},
}  # fmt: skip


def test_what_a_profile_says_of_sheets_and_columns() -> None:
    head: list[Value] = [
        "Ref",
        "Gap",
        "When",
        "Steps",
        "Status day",
        "Asset",
        "Milestone Changes",
        "Deviation",
    ]

    late: list[Value] = ["R-1", "a", "03/04/2025", "(1) 2024-12-15: b (2) 2025-01-31: c"]
    late += ["01/06/2025", "x", "(1) moved", "Pending"]
    done: list[Value] = ["R-2", "d", None, None, "01/06/2025", None, None, "No"]
    waived: list[Value] = ["R-3", "e", None, None, None, None, None, "Yes"]
    above: list[list[Value]] = [["Plan"], [], head]
    reading = read_tables(
        [
            Sheet("Open", [*above, late]),
            Sheet("Done", [*above, done, waived]),
            Sheet("Changes", [*above, ["R-9", "f"]]),
            Sheet("Other", [*above, ["R-8", "g"]]),
        ],
        Style.from_profile(POAM),
    )
    first, second, third = reading.issues
    assert (first.state, first.due, first.closed_on) == ("open", "2025-03-04", None)
    assert [(one.title, one.due) for one in first.measures] == [
        ("b", "2024-12-15"),
        ("c", "2025-01-31"),
    ]
    assert first.fields == {"asset": "x"}
    assert (second.state, second.result, second.closed_on) == ("closed", "complete", "2025-01-06")
    assert third.state == "open"
    assert sorted(listed(reading)) == [
        ("Done!H5", "exception"),
        ("Open!G4", "extension"),
        ("Open!H4", "exception"),
        ("Other!A1", "sheet-not-read"),
    ]


def test_a_tick_means_what_the_profile_says() -> None:
    rows: list[list[Value]] = [["No", "Finding", "Owner", "Halfway"], [1, "a", "Ops", "●"]]
    profile = {"table": {"ticks": {"Halfway": "active"}}}
    assert states(read(rows, profile=profile)) == ["active"]
    assert states(read(rows)) == [None]


def test_what_differs_row_by_row_is_the_measures() -> None:
    rows: list[list[Value]] = [
        HEAD,
        [1, "甲", "修", "一科", "2024-05-01", "已完成"],
        [None, None, "查", "二科", "2024-06-01", None],
    ]
    issue = read(rows, Range(1, 0, 2, 0), Range(1, 1, 2, 1), Range(1, 5, 2, 5)).issues[0]
    assert (issue.state, issue.inferred, issue.lead, issue.due) == ("closed", False, "一科", None)
    assert [(one.lead, one.due) for one in issue.measures] == [
        ("一科", "2024-05-01"),
        ("二科", "2024-06-01"),
    ]
    unmerged = read(rows, Range(1, 0, 2, 0), Range(1, 1, 2, 1)).issues[0]
    assert (unmerged.state, unmerged.inferred) == ("active", False)


def test_a_header_of_two_rows_without_merges() -> None:
    rows: list[list[Value]] = [
        ["序号", "问题", "责任分工", None, "进展", None, "备注"],
        [None, None, "牵头单位", "配合单位", "已完成", "整改中", None],
        [1, "甲", "一科", "二科", "√", None, "略"],
        [2, "乙", "一科", None, None, "√", None],
    ]
    reading = read(rows)
    first = reading.issues[0]
    assert (first.number, first.lead, first.support) == (1, "一科", ("二科",))
    assert first.notes == [("备注", "略")]
    assert states(reading) == ["closed", "active"]


def test_two_columns_of_deadlines_must_agree() -> None:
    head: list[Value] = ["No", "Finding", "Due date", "Target date"]
    reading = read(
        [head, [1, "a", "2024-05-01", "2024-05-01"], [2, "b", "2024-05-01", "2024-06-01"]]
    )
    assert [issue.due for issue in reading.issues] == ["2024-05-01", None]
    assert listed(reading) == [("D3", "deadlines-differ")]
