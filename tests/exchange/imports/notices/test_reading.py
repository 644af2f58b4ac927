"""Rules of reading a notice, one at a time."""

import pytest

from exchange.imports.notices.reading_texts import read
from rectledger.exchange.imports.notices import headline, read_notice
from rectledger.exchange.imports.source import Line, Sheet, Text
from rectledger.exchange.imports.style import Style


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("该问题整改完毕后，将开展回头看。", None),
        ("该项尚未整改完毕。", "open"),
        ("该项工作已完成80%。", None),
        ("该问题已完成整改的有5家，其余正在推进。", None),
        ("该问题已完成整改，但仍有1家在推进。", None),
        ("该问题整改完毕。后经复查，尚未完成整改。", None),
        ("整改情况：待整改完毕后销号。", "open"),
        ("整改情况：已完成3项培训。", None),
        ("整改情况：培训已开展。已完成整改。", "closed"),
        ("整改情况：还有两处尚未完成。已完成整改。", None),
        ("整改情况：100%", None),
        ("整改状态：已完成\n整改情况：正在整改。", None),
        ("整改状态：正在整改\n整改情况：已完成整改。", "active"),
        ("整改状态：阶段性完成\n整改情况：完成整改。", "open"),
        ("整改状态：已完成。账已补记。", "closed"),
        ("是否完成：是", "closed"),
        ("是否完成：否", "open"),
        ("是否完成：●", None),
        ("整改状态：" + "已完成，" * 200, None),
        ("整改措施：一是甲（已完成）。二是乙。", None),
    ],
)
def test_the_state_that_words_say(said: str, state: str | None) -> None:
    (issue,) = read(f"一、问题方面\n1.甲问题\n{said}").issues
    assert issue.state == state


def test_a_state_follows_from_those_of_all_measures() -> None:
    said = "1.甲\n整改措施：\n（1）乙（已完成）\n（2）丙（{}）\n责任单位：丁局"
    done, under_way = read(said.format("已完成")).issues[0], read(said.format("整改中")).issues[0]
    assert (done.state, done.inferred, done.lead) == ("closed", True, "丁局")
    assert (under_way.state, under_way.inferred) == ("active", True)
    assert [item.title for item in done.measures] == ["乙", "丙"]
    assert [str(item.place) for item in done.measures] == ["line 3", "line 4"]


@pytest.mark.parametrize(
    ("said", "due", "codes"),
    [
        ("完成时限：2024年9月底前", "2024-09-30", []),
        ("完成时限：立行立改", None, []),
        ("完成时限：长期坚持", None, []),
        ("完成时限：2024年10月底前完成甲；2025年6月底前完成乙", None, ["two-days"]),
        ("完成时限：10月底前", None, ["no-year"]),
        ("整改期限：15日", None, ["no-day"]),
        ("整改情况：未整改。整改期限为2025年12月31日。", "2025-12-31", []),
        (
            "整改情况：正在整改。整改期限为2025年3月1日，整改期限为2025年6月1日。",
            None,
            ["two-days"],
        ),
        ("整改情况：正在整改，整改期限延长至2025年12月31日。", None, ["extension"]),
        ("整改情况：2025年12月31日前开过会。", None, []),
        ("完成时限：2024-01-01\n整改期限：2025-01-01", None, ["two-days"]),
    ],
)
def test_deadlines(said: str, due: str | None, codes: list[str]) -> None:
    reading = read(f"1.甲问题\n责任单位：乙局\n{said}")
    assert reading.issues[0].due == due
    assert [one.code for one in reading.listed] == codes


@pytest.mark.parametrize(
    ("said", "leader", "codes"),
    [
        ("责任领导：分管副馆长", "分管副馆长", []),
        ("责任领导：党委书记 李小满", "党委书记", ["person"]),
        ("责任领导：李小满（副局长）", "副局长", ["person"]),
        ("责任领导：李小满", None, ["person"]),
        ("责任部门（人）：财务科（李小满）", None, ["person"]),
    ],
)
def test_no_person_is_named(said: str, leader: str | None, codes: list[str]) -> None:
    reading = read(f"1.甲问题\n整改状态：整改中\n{said}")
    assert reading.issues[0].leader == leader
    assert [one.code for one in reading.listed] == codes
    assert "李小满" not in repr(reading)


def test_headings_of_the_source_need_no_numbers() -> None:
    rows = [(1, "整改公示"), (2, "库房管理"), (3, "温湿度记录中断"), (0, "整改状态：已完成"),
            (3, "借阅登记缺项"), (0, "整改状态：推进中"), (0, "电话：000-123")]  # fmt: skip
    lines = [Line(n, said, heading=level) for n, (level, said) in enumerate(rows, 1)]
    reading = read_notice(Text(lines), Style())
    assert [(one.title, one.section, one.state) for one in reading.issues] == [
        ("温湿度记录中断", "库房管理", "closed"),
        ("借阅登记缺项", "库房管理", "active"),
    ]
    assert (reading.title, reading.contact) == ("整改公示", "电话：000-123")


def test_codes_number_issues_only_where_there_are_several_alike() -> None:
    said = "整改表\nQH-01 甲\n状态：已完成\nQH-02 乙\n状态：整改中\nCOVID-19 期间的口罩已下架。"
    assert [(one.label, one.number) for one in read(said).issues] == [("QH-01", 1), ("QH-02", 2)]


def test_the_headline_of_a_text_whose_items_stand_in_a_table() -> None:
    table = Sheet("", [["序号", "整改任务"], [1, "甲"]], row_lines=[3, 4])
    said = "省第三督察组反馈整改任务共5项。截至2025年1月31日，已完成整改2项（其中销号1项）。"
    blocks = [Line(1, "整改任务进展公开表"), Line(2, said), table, Line(5, "监督电话：0000-1")]
    found = headline(Text(blocks), Style())
    assert (found.title, found.inspector, found.as_of) == (
        "整改任务进展公开表", "省第三督察组", "2025-01-31")  # fmt: skip
    assert [(total.name, total.number, total.of) for total, _ in found.totals] == [
        ("issues", 5, None), ("closed", 2, None), ("accepted", 1, 1)]  # fmt: skip
    assert found.contact == "监督电话：0000-1"


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (
            "于2021年3月1日至4月30日开展巡察，6月15日反馈。",
            ("2021-03-01", "2021-04-30", "2021-06-15"),
        ),
        ("于2021年11月1日至12月30日开展巡察，1月15日反馈。", ("2021-11-01", "2021-12-30", None)),
        ("于2021年11月1日至1月30日开展巡察。", (None, None, None)),
        ("公示期为2025年2月14日至2月20日。", (None, None, None)),
        ("于3月1日至4月30日开展巡察，6月15日反馈。", (None, None, None)),
    ],
)
def test_days_of_the_inspection(said: str, fields: tuple[str | None, ...]) -> None:
    reading = read(f"整改通报\n{said}\n1.甲\n整改状态：整改中")
    assert (reading.began, reading.ended, reading.feedback) == fields


@pytest.mark.parametrize(
    ("above", "state"),
    [
        ("反馈问题2个，已全部完成整改。", "closed"),
        ("反馈问题2个，已完成整改2个。", "closed"),
        ("反馈问题2个，整改完成率100%。", "closed"),
        ("反馈问题3个，已全部完成整改。", None),  # not all were read
        ("反馈问题2个，已完成整改1个。", None),
        ("反馈问题2个，已全部制定措施。", None),
        ("反馈问题2个，除1个外已全部完成整改。", None),
        ("反馈问题2个，已全部完成整改，阶段性完成1个。", None),
        ("反馈问题2个。", None),
    ],
)
def test_all_done_by_the_headline(above: str, state: str | None) -> None:
    reading = read(f"整改通报\n{above}\n1.甲\n责任单位：子局\n2.乙\n责任单位：丑局")
    assert [(one.state, one.inferred) for one in reading.issues] == [(state, bool(state))] * 2


def test_the_headline_closes_nothing_that_says_otherwise() -> None:
    above = "整改通报\n反馈问题2个，已全部完成整改。\n1.甲\n责任单位：子局\n2.乙\n整改状态："
    assert [one.state for one in read(above + "整改中").issues] == [None, "active"]
    assert [one.state for one in read(above + "已完成九成").issues] == [None, None]


def test_two_lists_that_do_not_match_are_listed() -> None:
    join = {"with": "整改如下", "by": "number", "into": "measures"}
    profile = {"text": {"parts": {"from": "存在问题"}, "issue": "{n}、{text}", "join": join}}
    reading = read("报告\n存在问题：\n1、甲。\n2、乙。\n整改如下：\n1、换新。\n3、清理。", profile)
    assert [(one.title, len(one.measures)) for one in reading.issues] == [("甲", 1), ("乙", 0)]
    assert [(str(one.place), one.code) for one in reading.listed] == [("line 7", "not-joined")]


def test_parts_that_a_profile_names_and_the_text_has_not() -> None:
    profile = {"text": {"parts": {"from": "存在问题", "to": "结语"}, "issue": "{n}、{text}"}}
    reading = read("报告\n1、甲。\n2、乙。", profile)
    assert reading.issues == []
    assert [one.code for one in reading.listed] == ["part-not-found", "no-items"]
