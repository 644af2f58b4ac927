"""Control totals in the words of a source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.wording.totals import read_total_cell, read_totals

Short = tuple[str, float]


def short(text: str) -> list[Short]:
    return [(one.name, one.number) for one in read_totals(text)]


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("反馈的3个方面7个具体问题", [("aspects", 3), ("issues", 7)]),
        (
            "3个方面13项主要问题,梳理分解为57项整改问题",
            [("aspects", 3), ("headings", 13), ("issues", 57)],
        ),
        (
            "已完成整改4个、阶段性完成1个、正在整改2个",
            [("closed", 4), ("stage", 1), ("ongoing", 2)],
        ),
        ("制定整改措施16条，建立和修订制度5项", [("measures", 16), ("instruments", 5)]),
        (
            "退回多领补贴0.46万元，给予批评教育2人、处分0人",
            [("amount", 0.46), ("people", 2), ("people", 0)],
        ),
        ("报告共反映问题9个，涉及金额512.60万元", [("issues", 9), ("amount", 512.6)]),
        (
            "已完成整改6个，部分整改2个，未整改1个（整改期限未到）",
            [("closed", 6), ("partly", 2), ("not-done", 1)],
        ),
        ("整改完成率66%；推动建章立制7项", [("rate", 66), ("instruments", 7)]),
        ("反馈我县的整改任务共5项", [("issues", 5)]),
        ("未完成但达到序时进度2项，未达到序时进度1项", [("on-schedule", 2), ("behind", 1)]),
        (
            "市法院57个整改问题中，属于立行立改和3个月集中整改的48个项目均已高质量完成",
            [("issues", 57), ("closed", 48)],
        ),
        ("9项深化整改和长期整改项目正在按期整改中", [("ongoing", 9)]),
        ("分解确定175项整改落实具体措施", [("measures", 175)]),
        (
            "11项问题、31个具体问题、86项细化整改措施",
            [("issues", 11), ("issues", 31), ("measures", 86)],
        ),
        ("6个方面18个突出问题，164项整改措施", [("aspects", 6), ("issues", 18), ("measures", 164)]),
        ("梳理为31项", [("issues", 31)]),
        ("十二个方面三十二个问题", [("aspects", 12), ("issues", 32)]),
        ("已基本完成6项，整改完成率46%", [("substantial", 6), ("rate", 46)]),
        (
            "已办结75件，阶段性办结19件，正在办理3件",
            [("closed", 75), ("stage", 19), ("ongoing", 3)],
        ),
        ("受理举报3,411件", [("cases", 3411)]),
        ("尚未整改0个", [("not-done", 0)]),
        ("已完成16条措施", [("measures-closed", 16)]),
        ("已完成整改问题4个", [("closed", 4)]),
        ("已销号13项", [("accepted", 13)]),
        ("每半年3个月集中整改，9次召开会议，218个岗位", []),
        ("一个问题一个问题抓整改", []),
        ("第3项每季做", []),
        ("2024年11月30日", []),
        ("首次填报率为100%", []),
        ("", []),
    ],
)
def test_figures_in_chinese(text: str, totals: list[Short]) -> None:
    assert short(text) == totals


def test_a_subset_is_of_the_figure_before() -> None:
    text = "整改任务共5项。已完成整改2项（其中销号1项），未完成但达到序时进度2项"
    issues, closed, accepted, ongoing = read_totals(text)
    assert (accepted.name, accepted.role, accepted.of) == ("accepted", "subset", 1)
    assert [one.role for one in (issues, closed, ongoing)] == ["total"] * 3
    assert closed.said == "已完成整改2项"
    assert accepted.said == "其中销号1项"
    assert [one.said for one in read_totals("3个方面7个具体问题")] == ["3个方面", "7个具体问题"]
    standing = read_totals("48个项目均已完成，其中14项同步作为常态化工作持续推进；9项正在整改中")
    assert [(one.name, one.role, one.of) for one in standing] == [
        ("closed", "total", None),
        ("standing", "subset", 0),
        ("ongoing", "total", None),
    ]
    row = read_totals("问题9个，其中立行立改5个、长期整改4个，措施3条")
    assert [(one.name, one.role, one.of) for one in row] == [
        ("issues", "total", None),
        ("kind", "subset", 0),
        ("kind", "subset", 0),
        ("measures", "total", None),
    ]


def test_remainders_and_figures_that_are_not_exact() -> None:
    done, rest = read_totals("已完成39个，其余6个均取得明显进展")
    assert (rest.name, rest.number, rest.role, rest.of) == ("stage", 6, "remainder", 0)
    assert done.role == "total"
    (rate,) = read_totals("整改率近60%")
    assert (rate.name, rate.role, rate.about) == ("rate", "rate", True)


def test_kinds_are_counted_by_kind() -> None:
    totals = read_totals("立行立改类5个、分阶段整改类3个、持续整改类1个")
    assert [(t.name, t.kind and t.kind.words, t.number) for t in totals] == [
        ("kind", "立行立改", 5),
        ("kind", "分阶段整改", 3),
        ("kind", "持续整改", 1),
    ]


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("This memo reports on the six recommendations of two audits.", [("issues", 6)]),
        (
            "Management reports that three have been implemented, one is partially implemented, "
            "one is in progress and one no longer applies.",
            [("closed", 3), ("partly", 1), ("ongoing", 1), ("waiver", 1)],
        ),
        ("None was found not implemented.", [("not-done", 0)]),
        ("No recommendations are overdue.", [("overdue", 0)]),
        ("11 of the 28 recommendations have been implemented", [("issues", 28), ("closed", 11)]),
        ("Twenty-one findings remain open", [("not-done", 21)]),
        ("39 percent implemented", [("rate", 39)]),
        ("Implemented             3", [("closed", 3)]),
        ("Not implemented         0", [("not-done", 0)]),
        ("Partially implemented   1", [("partly", 1)]),
        ("No longer applicable    1", [("waiver", 1)]),
        ("Total                   6", [("issues", 6)]),
        ("Issued November 14, 2023", []),
        ("We looked at forty of them.", []),
        ("The code is changed on the day on which somebody leaves.", []),
        ("Audit 23-04: Cash handling at branches", []),
    ],
)
def test_figures_in_english(text: str, totals: list[Short]) -> None:
    assert short(text) == totals


def test_part_of_a_whole_in_english() -> None:
    whole, part = read_totals("11 of the 28 recommendations have been implemented")
    assert (part.role, part.of, whole.role) == ("subset", 0, "total")


@pytest.mark.parametrize(
    ("cell", "totals"),
    [
        (8, [("count", 8)]),
        ("8", [("count", 8)]),
        (8.0, [("count", 8)]),
        ("合计 8", [("issues", 8)]),
        ("已完成3", [("closed", 3)]),
        ("完成2", [("closed", 2)]),
        ("推进2", [("ongoing", 2)]),
        ("滞后1", [("behind", 1)]),
        ("5个问题", [("issues", 5)]),
        ("11条措施", [("measures", 11)]),
        ("5项", []),
        ("共8项", [("issues", 8)]),
        ("Total: 5", [("issues", 5)]),
        ("Closed 4", [("closed", 4)]),
        ("合计", []),
        (None, []),
        (True, []),
    ],
)
def test_cells_of_a_row_of_totals(cell: object, totals: list[Short]) -> None:
    assert [(one.name, one.number) for one in read_total_cell(cell)] == totals


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_every_number_is_kept(one: int, other: int) -> None:
    assert short(f"问题{one}个，已完成整改{other}个") == [("issues", one), ("closed", other)]
    assert short(f"{one} are implemented, {other} are in progress") == [
        ("closed", one),
        ("ongoing", other),
    ]


@given(st.text(st.sampled_from("3个问题已完成整改，。其中（）、1.5%万元项 of the implemented")))
def test_no_text_breaks_the_readers(text: str) -> None:
    for one in (*read_totals(text), *read_total_cell(text)):
        assert text[one.start : one.end].strip() == one.said
        assert one.of is None or one.of >= 0


def test_a_rate_in_brackets_is_of_what_stands_before_it() -> None:
    found = read_totals("Of these, 2 of the 5 recommendations have been implemented (40%).")
    assert [(one.name, one.number) for one in found][-1] == ("rate", 40)


def test_a_figure_as_long_as_a_file_is_none() -> None:
    assert read_totals("9" * 10_000 + "个问题") == []
