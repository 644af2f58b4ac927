"""The ledger's workbook: which column holds what, and what is left out."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import strategies
from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.model import Ledger
from rectledger.i18n import language
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.ledger_workbook import WorkbookData, gather
from rectledger.publish.documents.ledger_workbook import made as written

DAY = "2022-01-31"
ISSUES = [
    "序号", "方面", "主要问题", "小标题", "具体问题", "整改类型", "整改措施", "责任领导",
    "牵头部门", "配合部门", "列入日期", "首次时限", "完成时限", "延期次数",
    "反弹次数", "重新整改次数", "超期天数",
    "超首次时限天数",
    "是否常态化", "整改进展", "完成情况", "佐证材料", "销号日期", "是否按期", "验收人", "下一步",
    "下次“回头看”", "备注",
]  # fmt: skip
MEASURES = [
    "序号", "措施序号", "方面", "主要问题", "小标题", "具体问题", "整改类型", "整改措施",
    "责任领导", "牵头部门", "配合部门", "列入日期", "首次时限", "完成时限", "延期次数",
    "反弹次数", "重新整改次数", "超期天数",
    "超首次时限天数", "制度文件", "主要数据", "整改进展", "完成情况", "佐证材料", "销号日期",
    "是否按期", "验收人", "下一步", "备注",
]  # fmt: skip
PEOPLE = {"责任领导"}


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    language.use("zh")


def made(one: Ledger, day: str = DAY, **asked: Any) -> Workbook:
    want = DocumentOptions(**asked)
    data = written(gather(one, day, asked=want), About(one.settings, day, want), None)
    return load_workbook(BytesIO(data))


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by header; dates as text."""
    header, *found = book[sheet].iter_rows(values_only=True)
    return [
        {
            name: str(cell)[:10] if hasattr(cell, "year") else cell
            for name, cell in zip(header, row, strict=True)
        }
        for row in found
    ]


def small() -> Ledger:
    """Issue 1 was closed late, after an extension; 2 is overdue. Each department supports the
    other's."""
    extended = entry("extend", "2021-10-30", note="标书未到", to="2021-12-31")
    first = issue(
        support=["finance"],
        standing=True,
        heading="资金",
        log=[extended, close("2022-01-10", by="Wang", note="已办结")],
    )
    second = issue(
        id=2,
        title="Two",
        lead="finance",
        support=["enforcement", "finance"],
        next="催办",
        log=[entry("attach", "2021-08-01", evidence=[{"document": "方案"}])],
    )
    return ledger(
        [first, second],
        [
            measure(
                instruments=[{"title": "《办法》", "action": "issued", "dated": "2021-07"}],
                figures=[{"name": "案件", "value": 434, "unit": "宗", "change": "+9.53%"}],
                log=[entry("start", "2021-08-01")],
            ),
            measure(number=10, title="Ten"),
            measure(number=2, title="Two", lead="enforcement"),
        ],
    )


def test_the_columns_are_those_that_offices_know_and_names_are_only_for_internal_use() -> None:
    book = made(small(), internal=True)
    assert list(rows(book, "问题台账")[0]) == ISSUES
    assert list(rows(book, "措施台账")[0]) == MEASURES
    public = made(small())
    assert list(rows(public, "问题台账")[0]) == [name for name in ISSUES if name not in PEOPLE]
    assert list(rows(public, "措施台账")[0]) == [name for name in MEASURES if name not in PEOPLE]


def test_no_name_is_anywhere_in_a_workbook_that_is_not_internal() -> None:
    def held(**asked: Any) -> str:
        return str([list(sheet.values) for sheet in made(small(), **asked)])

    assert all(name in held(internal=True) for name in ("Liu", "Chen", "Wang"))
    assert not any(name in held() for name in ("Liu", "Chen", "Wang"))


def test_an_issue_says_its_deadlines_how_it_went_and_what_proves_it() -> None:
    first, second = rows(made(small(), internal=True), "问题台账")
    assert first == {
        "序号": 1, "方面": "First aspect", "主要问题": "One", "小标题": "资金",
        "具体问题": "Money received was not paid out", "整改类型": "Immediate",
        "整改措施": "1.1 Write a rule for paying out\n1.2 Two\n1.10 Ten", "责任领导": "Liu",
        "牵头部门": "Enforcement", "配合部门": "Finance", "列入日期": "2021-07-30",
        "首次时限": "2021-10-31",
        "完成时限": "2021-12-31", "延期次数": 1,
        "反弹次数": None, "重新整改次数": None, "超期天数": None, "超首次时限天数": None,
        "是否常态化": "是",
        "整改进展": "2021-10-30 延期（时限至2021-12-31）：标书未到\n2022-01-10 销号：已办结",
        "完成情况": "已销号", "佐证材料": "Report", "销号日期": "2022-01-10", "是否按期": "否",
        "验收人": "Wang", "下一步": None, "下次“回头看”": "2022-07-10", "备注": None,
    }  # fmt: skip
    assert (second["完成情况"], second["超期天数"], second["下一步"]) == ("未启动", 92, "催办")
    assert (second["延期次数"], second["销号日期"], second["是否按期"]) == (0, None, None)


def test_it_is_as_of_its_day() -> None:
    first, _second = rows(made(small(), "2021-11-01", internal=True), "问题台账")
    assert (first["完成情况"], first["完成时限"], first["验收人"]) == ("未启动", "2021-12-31", None)
    assert first["佐证材料"] is None


def test_a_measure_says_its_issue_and_what_it_brought() -> None:
    found = rows(made(small()), "措施台账")
    assert [(row["序号"], row["措施序号"]) for row in found] == [(1, 1), (1, 2), (1, 10)]
    assert (found[0]["具体问题"], found[0]["超期天数"]) == ("Money received was not paid out", 92)
    assert found[0]["制度文件"] == "《办法》（印发、2021-07）"
    assert found[0]["主要数据"] == "案件：434宗（+9.53%）"


def test_a_department_has_what_it_leads_and_what_it_supports_each_once() -> None:
    book = made(small())
    assert book.sheetnames[:5] == ["说明", "问题台账", "措施台账", "Enforcement", "Finance"]
    parts = {
        name: [(row["序号"], row["职责分工"]) for row in rows(book, name)]
        for name in ("Enforcement", "Finance")
    }
    assert parts == {
        "Enforcement": [(1, "牵头"), (2, "配合")],
        # Measures it leads under another department's issue have rows of their own.
        "Finance": [(1, "配合"), (1, "牵头措施"), (1, "牵头措施"), (2, "牵头")],
    }
    *_, own, _last = rows(book, "Finance")
    assert (own["具体问题"], own["整改措施"]) == ("Money received was not paid out", "1.10 Ten")


def test_a_department_that_only_supports_a_measure_has_a_sheet_too() -> None:
    whole = ledger([issue()], [measure(support=["office", "finance"]), measure(number=2)])
    book = made(whole)
    assert [(row["职责分工"], row["整改措施"]) for row in rows(book, "Office")] == [
        ("配合措施", "1.1 Write a rule for paying out"),
    ]
    # A supporting department gets the issue's row, with all its measures.
    book = made(ledger([issue(support=["office"])], [measure(support=["office"])]))
    assert [row["职责分工"] for row in rows(book, "Office")] == ["配合"]


def test_it_is_kept_up_as_routine_only_while_it_is_closed() -> None:
    one = issue(standing=True, log=[close("2021-10-01")])
    for day, said in (("2021-09-30", "否"), ("2021-10-01", "是")):
        (row,) = rows(made(ledger([one]), day), "问题台账")
        assert row["是否常态化"] == said


def test_what_is_closed_on_the_whole_says_so_and_who_accepted_it_for_good() -> None:
    log = [
        entry("progress", "2021-08-01", note="过半"),
        entry("attach", "2021-08-02", note="补交材料"),
        close("2021-10-08", by="office", result="substantial"),
    ]
    for_good = close("2021-10-08", by="acceptor")
    book = made(ledger([issue(id=1, log=log), issue(id=2, log=[*log, for_good])]))
    said = ("整改进展", "完成情况", "验收人")
    assert [[row[name] for name in said] for row in rows(book, "问题台账")] == [
        ["2021-08-01 进展：过半\n2021-10-08 销号（基本完成）", "基本完成", "整改办"],
        ["2021-08-01 进展：过半\n2021-10-08 销号（基本完成）\n2021-10-08 销号", "已销号", "验收人"],
    ]
    assert [row[0] for row in book["说明"].values][:3] == [
        "Rectification", "截至2022年1月31日", "基本完成1个（按台账规则计入在整改）",
    ]  # fmt: skip


def test_of_one_department_there_is_what_it_leads_and_no_other_sheet() -> None:
    book = made(small(), department="enforcement")
    assert book.sheetnames == ["说明", "问题台账", "措施台账", "选项"]
    assert [row["序号"] for row in rows(book, "问题台账")] == [1]
    assert [row["措施序号"] for row in rows(book, "措施台账")] == [2]
    # An issue lists all its measures, whoever leads them.
    assert rows(book, "问题台账")[0]["整改措施"].count("\n") == 2


def test_what_may_be_edited_is_chosen_from_what_the_ledger_knows() -> None:
    book = made(small())
    lists = dict.fromkeys(rows(book, "选项")[0])
    assert list(lists) == ["整改类型", "牵头部门", "是否常态化", "完成情况"]
    offered = {name: [row[name] for row in rows(book, "选项") if row[name]] for name in lists}
    assert offered["整改类型"] == ["Immediate", "Long-term"]
    assert offered["牵头部门"] == ["Enforcement", "Finance", "Office"]
    assert offered["是否常态化"] == ["是", "否"]
    assert offered["完成情况"] == ["未启动", "整改中", "待验收", "已销号", "不再整改", "基本完成"]
    for sheet in ("问题台账", "Finance"):
        assert len(book[sheet].data_validations.dataValidation) == 4
    assert len(book["措施台账"].data_validations.dataValidation) == 3


def test_what_the_ledger_does_not_know_is_said_by_its_code() -> None:
    odd = issue(lead="gone", support=["lost"], kind="odd", section="9-9")
    (row,) = rows(made(ledger([odd], [measure(issue=7)])), "问题台账")
    assert [row[name] for name in ("牵头部门", "配合部门", "整改类型", "主要问题", "方面")] == [
        "gone", "lost", "odd", "9-9", None,
    ]  # fmt: skip
    book = made(ledger([odd], [measure(issue=7)]))
    # A measure whose issue is missing is on its lead department's sheet.
    assert book.sheetnames[3:6] == ["Finance", "gone", "lost"]
    assert [(row["序号"], row["具体问题"]) for row in rows(book, "措施台账")] == [(7, None)]


def test_an_empty_ledger_has_its_headers() -> None:
    book = made(ledger())
    assert [row[0] for row in book["问题台账"].values] == ["序号"]


def test_in_english_the_headers_are_english() -> None:
    language.use("en")
    header = [cell.value for cell in made(small(), internal=True)["Ledger of issues"][1]]
    assert header[:6] == ["Number", "Aspect", "Section", "Heading", "Specific issue", "Kind"]
    assert len(header) == len(ISSUES)


@given(strategies.ledgers(), strategies.days(), st.integers(0, 3), st.booleans())
def test_what_is_gathered_of_two_parts_is_that_of_the_whole(
    one: Ledger, day: str, cut: int, internal: bool
) -> None:
    asked = DocumentOptions(internal=internal)

    def part(ledger_: Ledger, *, low: bool) -> WorkbookData:
        issues = {file: i for file, i in ledger_.issues.items() if (i.id <= cut) == low}
        measures = {file: m for file, m in ledger_.measures.items() if (m.issue <= cut) == low}
        return gather(ledger(issues, measures, under=ledger_.settings), day, asked=asked)

    assert part(one, low=True) + part(one, low=False) == gather(one, day, asked=asked)


def test_departments_of_the_same_name_have_sheets_of_their_own() -> None:
    twice = settings(departments={"a": {"name": "Office"}, "b": {"name": "OFFICE"}})
    book = made(ledger([issue(lead="a"), issue(id=2, lead="b")], under=twice))
    assert book.sheetnames[3:5] == ["Office", "OFFICE (2)"]
    same = settings(departments={"a": {"name": "Office"}, "b": {"name": "Office"}})
    book = made(ledger([issue(lead="a"), issue(id=2, lead="b")], under=same))
    assert book.sheetnames[3:5] == ["a Office", "b Office"]
