"""What holds of any text: it is read without an error, and nothing is closed without a word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.imports.notices.reading_texts import TEXTS, answers, as_text, read
from rectledger.exchange.imports.notices import headline
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.totals import declared, partitions


def _words(said: str) -> list[str]:
    return said.split("|")


MARKS = _words(
    "|一、|二、|（一）|（二）|1.|2.|1、|2、|(1)|①|一是|第一方面问题：|第7项|序号三|QH-01 "
)
MARKS += ["Recommendation 1: ", "问题一：", "关于甲问题："]
LABELS = _words(
    "|整改状态：|整改情况：|整改措施：|责任单位：|责任人：|完成时限：|反馈问题：|下一步："
)
LABELS += ["备注：", "Status: ", "Owner: ", "Due: ", "联系电话：", "问题清单", "整改任务"]
# No wording here says that anything is done.
OPEN = _words("正在整改|未完成|长期坚持|阶段性成果|2024年9月30日|2024年底；2025年底|各科室|。|；")
OPEN += _words("区财政局、区住建局|关于“甲‘乙’丙”的问题|该项为立行立改事项|该问题|一是|二是")
OPEN += _words("3个方面7个问题|其余3个|66%|In progress|（立行立改）|下一步，|1.5|\t|xxxxxxxxxx")
CLOSED = _words(
    "已完成|整改完毕|已销号|该项已整改到位|全部完成整改|均已办结|Implemented|（已完成）"
)
CLOSED += ["基本完成", "完成率100%", "Closed", "Verified"]
HOSTILE = _words(
    "整改状态：|该项|（一）问题。整改措施:x|1.a\n整改状态：已完成\n|一、a\n（一）b\n1.c\n"
)
HOSTILE += _words("3个问题，其中1项，|9|整改措施：\n1.a\n|(已完成|a、|   x|关于“|A-1 x\n")
PROFILES = [answers(path.stem).get("profile") for path in sorted(TEXTS.glob("*.txt"))]
PROFILES = [None, *filter(None, PROFILES)]


def texts(words: list[str]) -> st.SearchStrategy[str]:
    """Texts whose lines are a mark, a label and some words."""
    words_of_line = st.lists(st.sampled_from(words), max_size=4).map("".join)
    line = st.builds(lambda *parts: "".join(parts), st.sampled_from(MARKS),
                     st.sampled_from(LABELS), words_of_line)  # fmt: skip
    return st.lists(line, max_size=25).map("\n".join)


@given(st.one_of(texts(OPEN + CLOSED), st.text(max_size=300)), st.sampled_from(PROFILES))
def test_no_text_makes_the_reader_raise(said: str, profile: dict[str, object] | None) -> None:
    reading = read(said, profile)
    assert all(one.title or one.label for one in reading.issues) or reading.listed
    assert len(declared(reading)) == len(reading.totals)
    partitions(reading)
    headline(as_text(said), Style())


@given(texts(OPEN))
def test_nothing_is_closed_without_a_word_for_it(said: str) -> None:
    assert [one for one in read(said).issues if one.state == "closed"] == []


@given(texts(OPEN + CLOSED))
def test_numbers_are_one_for_each_issue(said: str) -> None:
    numbers = [one.number for one in read(said).issues]
    assert None not in numbers
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("name", [path.stem for path in TEXTS.glob("*.txt")])
def test_lines_of_the_site_change_no_issue(name: str) -> None:
    said, profile = (TEXTS / f"{name}.txt").read_text("utf-8"), answers(name).get("profile")
    around = f"首页 > 政务公开\n{said}\n【打印】 【关闭】\n上一篇：无\n下一篇：已完成整改"
    before = read(said, profile).issues
    after = read(around, profile).issues
    assert [(i.title, i.state, i.due, i.progress) for i in after] == [
        (i.title, i.state, i.due, i.progress) for i in before
    ]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_for_a_hostile_text_is_bounded(piece: str) -> None:
    many = piece * (5_000_000 // len(piece.encode()))
    long_enough = piece * (450_000 // len(piece))
    for said in (many, long_enough):
        begun = time.perf_counter()
        read(said)
        assert time.perf_counter() - begun < 30


def test_a_text_that_is_too_long_is_read_in_part_and_says_so() -> None:
    said = "题目\n" + "1.a\n整改状态：已完成\n" * 15_000
    reading = read(said)
    assert [(str(one.place), one.code) for one in reading.listed] == [
        ("line 20001", "text-too-long")
    ]
    assert len(reading.issues) == 10_000
