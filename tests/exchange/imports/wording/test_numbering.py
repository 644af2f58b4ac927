"""The marks that number a text, its titles and its measures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.wording.measure_series import measures_in
from rectledger.exchange.imports.wording.numbering import marker, unwrap
from rectledger.i18n.chinese_numerals import chinese


@pytest.mark.parametrize(
    ("line", "kind", "number", "label", "text"),
    [
        ("一、预算管理方面", "part", 1, "一、", "预算管理方面"),
        ("六十一、关于“甲”。", "part", 61, "六十一、", "关于“甲”。"),
        ("一百零二、甲", "part", 102, "一百零二、", "甲"),
        ("（一）活动组织", "section", 1, "（一）", "活动组织"),
        ("(十二)甲", "section", 12, "(十二)", "甲"),
        ("　　（二） 甲", "section", 2, "（二）", "甲"),
        ("1.甲", "item", 1, "1.", "甲"),
        ("1、甲", "item", 1, "1、", "甲"),
        ("１．甲", "item", 1, "１．", "甲"),
        ("57. 甲", "item", 57, "57.", "甲"),
        ("1.2024年以来甲", "item", 1, "1.", "2024年以来甲"),
        ("(1)甲", "sub", 1, "(1)", "甲"),
        ("（１）甲", "sub", 1, "（１）", "甲"),
        ("⑴甲", "sub", 1, "(1)", "甲"),
        ("⒉甲", "item", 2, "2.", "甲"),
        ("2)甲", "paren", 2, "2)", "甲"),
        ("①甲", "circled", 1, "①", "甲"),
        ("㉑甲", "circled", 21, "㉑", "甲"),
        ("一是重排线路。", "ordinal", 1, "一是", "重排线路。"),
        ("二是制度执行力不够问题:", "heading", 2, "二是", "制度执行力不够问题:"),
        ("第一方面问题:党组作用发挥不充分", "aspect", 1, "第一方面问题", "党组作用发挥不充分"),
        ("第二个方面：甲", "aspect", 2, "第二个方面", "甲"),
        ("第三部分 甲", "part", 3, "第三部分", "甲"),
        ("反馈问题一：甲", "heading", 1, "反馈问题一", "甲"),
        ("问题2：甲", "heading", 2, "问题2", "甲"),
        ("关于工作责任不清问题:", "heading", None, "", "关于工作责任不清问题:"),
        ("第7项关于“甲”问题", "source", 7, "第7项", "关于“甲”问题"),
        ("第二十七项：甲", "source", 27, "第二十七项", "甲"),
        ("序号十", "source", 10, "序号十", ""),
        ("序号：3 甲", "source", 3, "序号：3", "甲"),
        ("Recommendation 1: Count the float.", "source", 1, "Recommendation 1", "Count the float."),
        ("RECOMMENDATION NO. 12 Count", "source", 12, "RECOMMENDATION NO. 12", "Count"),
        ("Finding 2024-001: Late", "source", None, "Finding 2024-001", "Late"),
        ("QH-01 备用金", "source", None, "QH-01", "备用金"),
        ("V-3", "source", None, "V-3", ""),
        ("GAO-20-123, title", None, None, "", ""),
    ],
)
def test_marks(line: str, kind: str | None, number: int | None, label: str, text: str) -> None:
    read = marker(line)
    assert (read and read.kind) == kind
    if read:
        assert (read.number, read.label, read.text) == (number, label, text)
        assert line[read.start :].rstrip() == text


@pytest.mark.parametrize(
    "line",
    [
        "1.5公里步道",
        "2024.9.30前完成",
        "2024年9月30日",
        "20240930",
        "3.0版上线",
        "0.4公顷",
        "1991、1992年",
        "第17、18件",
        "第二期学习",
        "第1项每季做",
        "一项工作",
        "一二、甲",
        "Recommendations are listed",
        "In 3 weeks",
        "三重一大制度",
        "（2024年12月16日公告）",
        "（试行）",
        "关于工作责任不清问题：一是甲",
        "AC-2a-b",
        "",
        "：",
    ],
)
def test_what_is_no_mark(line: str) -> None:
    assert marker(line) is None


@given(st.integers(1, 400), st.sampled_from(["甲", "关于“甲”的问题", "提高认识", "x"]))
def test_numbers_of_every_size(n: int, text: str) -> None:
    for line, kind in (
        (f"{chinese(n)}、{text}", "part"),
        (f"（{chinese(n)}）{text}", "section"),
        (f"{n}.{text}", "item"),
        (f"({n}){text}", "sub"),
        (f"{chinese(n)}是{text}", "ordinal"),
        (f"第{chinese(n)}项：{text}", "source"),
    ):
        read = marker(line)
        assert read is not None
        assert (read.kind, read.number, read.text) == (kind, n, text)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("关于“送戏下乡只到镇区”的问题", "送戏下乡只到镇区"),
        ("关于“送戏下乡只到镇区”问题的整改", "送戏下乡只到镇区"),
        ("针对“甲”问题", "甲"),
        ("“甲”问题", "甲"),
        ("关于“甲”。", "甲"),
        ("关于“甲“乙”丙”的问题", "甲“乙”丙"),
        ('关于"甲"乙"丙"的问题', '甲"乙"丙'),
        ("关于“甲”的问题整改情况", "甲"),
        ("关于「甲」的问题：", "甲"),
        ("贯彻落实不到位的整改", "贯彻落实不到位"),
        ("关于“甲”“乙”的问题", "关于“甲”“乙”的问题"),
        ("落实“院庭领导监督制度”的问题", "落实“院庭领导监督制度”的问题"),
        ("关于“三重一大”制度执行不到位的问题", "关于“三重一大”制度执行不到位的问题"),
        ("“一案双查”力度不足", "“一案双查”力度不足"),
        ("的整改", "的整改"),
        ("“”", "“”"),
        ("甲", "甲"),
        ("", ""),
    ],
)
def test_a_title_without_its_wrapper(title: str, bare: str) -> None:
    assert unwrap(title) == bare


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "一是盘了一次库，少的查清去向。二是新购的入账。",
            ["盘了一次库，少的查清去向。", "新购的入账。"],
        ),
        ("该问题已整改到位。一是甲。二是乙。", ["甲。", "乙。"]),
        ("一是甲；二是乙；三是丙", ["甲", "乙", "丙"]),
        (
            "（1）改为轮流备课。（2）开课前互审。（3）收意见条。",
            ["改为轮流备课。", "开课前互审。", "收意见条。"],
        ),
        ("①甲②乙", ["甲", "乙"]),
        ("①甲；②乙", ["甲", "乙"]),
        ("1.当月核销；2.超期停借", ["当月核销", "超期停借"]),
        ("1.逐份核对\n2.缺的补录\n3.每季对账", ["逐份核对", "缺的补录", "每季对账"]),
        ("1、甲；2、乙", ["甲", "乙"]),
        ("1) a; 2) b", ["a", "b"]),
        (
            "(1) 2024/12/15: feed from personnel\n(2) 2025-03-31: disable",
            ["2024/12/15: feed from personnel", "2025-03-31: disable"],
        ),
        (
            "1.甲。一是子。二是丑。2.乙。一是寅。二是卯。",
            ["甲。一是子。二是丑。", "乙。一是寅。二是卯。"],
        ),
        ("一是甲。（1）子。（2）丑。二是乙。", ["甲。（1）子。（2）丑。", "乙。"]),
        ("一是建成1.5公里。二是修订3.0版。", ["建成1.5公里。", "修订3.0版。"]),
        ("1.修1.5公里；2.至2024.9.30完成", ["修1.5公里", "至2024.9.30完成"]),
        ("见图①和图②", []),
        ("甲；乙；丙", []),
        ("一是甲。", []),
        ("1.贴标签", []),
        ("二是甲。三是乙。", []),
        ("一是甲。三是乙。", []),
        ("一是甲。二是乙。一是丙。二是丁。", []),
        ("1.甲；3.乙", []),
        ("按照方案第（1）、（2）项办理", []),
        ("第1、2、3项每季做", []),
        ("完成1.5公里，2.3公里待建", []),
        ("2024.9.30", []),
        ("唯一是他，不二是她", []),
        ("1.；2.", []),
        ("", []),
    ],
)
def test_measures_of_a_text(text: str, measures: list[str]) -> None:
    found = measures_in(text)
    assert [one.text for one in found] == measures
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert all(text[one.start : one.end] == one.text for one in found)


STYLES = ["{cn}是", "{n}.", "{n}、", "（{n}）", "{n}）", "({n})"]


@given(st.sampled_from(STYLES), st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_only_a_series_from_one_is_split(style: str, numbers: list[int]) -> None:
    marks = [style.format(n=n, cn=chinese(n)) for n in numbers]
    found = measures_in("\n".join(f"{mark}甲乙。" for mark in marks))
    assert len(found) == (len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0)


@given(st.integers(2, 30), st.sampled_from(STYLES), st.sampled_from(["", "前言。", "前言：\n"]))
def test_every_series_is_split(count: int, style: str, before: str) -> None:
    text = before + "".join(
        f"{style.format(n=n, cn=chinese(n))}第{n}条措施。" for n in range(1, count + 1)
    )
    assert [one.text for one in measures_in(text)] == [
        f"第{n}条措施。" for n in range(1, count + 1)
    ]


@given(st.text(st.sampled_from("一二三是1２.、（(）)①②；;\n 甲。问题关于“”的")))
def test_no_text_breaks_the_readers(text: str) -> None:
    assert unwrap(text) in text
    read = marker(text)
    assert read is None or text[read.start :].rstrip() == read.text
    assert all(text[one.start : one.end] == one.text for one in measures_in(text))
