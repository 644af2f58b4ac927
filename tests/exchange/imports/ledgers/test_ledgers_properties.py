"""What holds for every table, whatever stands in it."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from rectledger.exchange.imports.found import FoundIssue
from rectledger.exchange.imports.ledgers import read_tables
from rectledger.exchange.imports.source import Range, Sheet, Value
from rectledger.exchange.imports.style import Style

HEADERS = [
    "序号", "方面", "具体问题", "主要问题", "整改类型", "整改措施", "责任分工", "责任领导",
    "牵头部门", "配合部门", "责任人", "完成时限", "完成时间", "整改期限", "整改状态",
    "完成情况", "是否完成", "是否销号", "已完成", "整改中", "销号日期", "验收人", "整改目标",
    "备注", "Title", "Status", "Resolution", "IsMitigated", "MitigatedDate", "False Positive",
    "Effective", "Due Date", "Severity", "乙栏", "",
]  # fmt: skip
WORDS = [
    "已完成", "完成", "整改中", "长期坚持", "延期", "√", "×", "●", "是", "否", "合计", "小计",
    "一、方面", "（一）甲", "注：1.", "填表人：", "2024-05-06", "9月30日", "03/04/2025",
    "45565", "1.甲；2.乙", "各科室", "财务科（牵头）", "Done", "Fixed", "TRUE", "共3项",
    "完成2", "'=1+1", "100%", "甲\n乙", "—",
]  # fmt: skip
OTHERS = st.one_of(
    st.none(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.text(max_size=9),
)  # fmt: skip
CELLS: st.SearchStrategy[Value] = st.one_of(st.none(), st.sampled_from(WORDS), OTHERS)
RANGES = st.builds(Range, *[st.integers(-1, 9)] * 4)


@st.composite
def tables(draw: st.DrawFn) -> Sheet:
    """A sheet that has headers somewhere, often, and anything below, merged anyhow."""
    width = draw(st.integers(1, 9))
    above = draw(st.lists(st.lists(CELLS, max_size=width), max_size=2))
    header = draw(st.lists(st.sampled_from(HEADERS), min_size=width, max_size=width))
    header = ["具体问题", "整改措施", *header] if draw(st.booleans()) else header
    rows = draw(st.lists(st.lists(CELLS, max_size=width + 3), max_size=9))
    places = st.tuples(st.integers(0, 11), st.integers(0, 9))
    return Sheet(
        draw(st.sampled_from(["", "财务科", "Sheet1"])),
        [*above, header, *rows],
        draw(st.lists(RANGES, max_size=4)),
        hidden=draw(st.booleans()),
        hidden_rows=draw(st.frozensets(st.integers(0, 20), max_size=2)),
        hidden_columns=draw(st.frozensets(st.integers(0, 20), max_size=2)),
        unstored=draw(st.frozensets(places, max_size=2)),
        comments=draw(st.dictionaries(places, st.text(max_size=5), max_size=2)),
        filtered=draw(st.booleans()),
        colours=draw(st.booleans()),
    )


STYLES = st.sampled_from(
    [
        Style(),
        Style.from_profile({"table": {"layout": "pairs"}}),
        Style.from_profile(
            {
                "table": {
                    "header": {"row": 2, "rows": 2},
                    "ticks": {"乙栏": "complete"},
                    "sheets": {"state": {"财务科": "complete"}},
                    "columns": {"fields.mine": ["甲栏"], "refuse_if_yes": ["是否销号"]},
                }
            }
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(tables(), max_size=3), STYLES, st.booleans())
def test_no_table_is_too_much(sheets: list[Sheet], style: Style, since_1904: bool) -> None:
    reading = read_tables(sheets, style, date_1904=since_1904)
    for issue in reading.issues:
        assert issue.title
        assert issue.result is None or issue.state == "closed"
        assert issue.closed_on is None or issue.state == "closed"
        for day in (issue.due, issue.opened, issue.closed_on):
            assert day is None or dt.date.fromisoformat(day).isoformat() == day
    numbers = [issue.number for issue in reading.issues if issue.number]
    assert len(numbers) == len(set(numbers))
    assert all(str(one.place) and one.code for one in (*reading.listed, *reading.refused))


ISSUES = st.lists(
    st.fixed_dictionaries(
        {
            "具体问题": st.sampled_from(["灯坏", "门锁坏", "账不平"]),
            "整改措施": st.sampled_from(["换", "1.修；2.查", None]),
            "牵头部门": st.sampled_from(["后勤科", "财务科、办公室", None]),
            "完成时限": st.sampled_from(["2024-05-06", "9月", None]),
            "整改状态": st.sampled_from(["已完成", "整改中", "不详", None]),
        }
    ),
    min_size=1,
    max_size=5,
)


def sheet_of(issues: list[dict[str, str | None]], headers: list[str]) -> Sheet:
    """A table with these columns; those that no issue has are filled with their header's word."""
    rows: list[list[Value]] = [["序号", *headers]]
    rows += [[n, *(one.get(h, f"{h}内") for h in headers)] for n, one in enumerate(issues, 1)]
    return Sheet("表", rows)


def told(issue: FoundIssue) -> tuple[object, ...]:
    """All of an issue but where it stands, and its notes in no order."""
    measures = [one.title for one in issue.measures]
    return (
        issue.number, issue.title, issue.state, issue.result, issue.due, issue.lead, issue.support,
        issue.kind, issue.standing, measures, issue.progress, issue.fields, sorted(issue.notes),
    )  # fmt: skip


@settings(deadline=None)
@given(ISSUES, st.permutations(["甲栏", "乙栏", "丙栏"]), st.data())
def test_where_unknown_columns_stand_changes_no_item(
    issues: list[dict[str, str | None]], unknown: list[str], data: st.DataObject
) -> None:
    known = list(issues[0])
    plain = read_tables([sheet_of(issues, [*known, *sorted(unknown)])], Style())
    mixed = list(known)
    for header in unknown:
        mixed.insert(data.draw(st.integers(0, len(mixed))), header)
    moved = read_tables([sheet_of(issues, mixed)], Style())
    assert len(plain.issues) == len(issues)
    assert [told(issue) for issue in moved.issues] == [told(issue) for issue in plain.issues]


NO_STATE = [
    "整改措施",
    "责任单位",
    "完成时限",
    "备注",
    "整改目标",
    "整改类型",
    "整改状态",
    "整改进展",
    "是否完成",
    "已完成",
]
SAYS_NONE = [
    "推进",
    "正在办",
    "●",
    "100%",
    "60%",
    "2024-05-06",
    "否",
    "×",
    "未完成",
    "后勤科",
    "长期坚持",
    "绿",
    None,
]


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(SAYS_NONE), min_size=len(NO_STATE), max_size=len(NO_STATE)),
        min_size=1,
    )
)
def test_nothing_is_closed_without_a_word_or_a_tick(rows: list[list[str | None]]) -> None:
    table: list[list[Value]] = [["序号", "问题描述", *NO_STATE]]
    table += [[n, "灯坏", *row] for n, row in enumerate(rows, 1)]
    reading = read_tables([Sheet("表", table)], Style())
    assert len(reading.issues) == len(rows)
    assert {issue.state for issue in reading.issues} <= {None, "open", "active", "submitted"}
