"""States: nothing closes an item but known words, and nothing that takes them back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.source import SourceError
from rectledger.exchange.imports.wording.kinds import Kind
from rectledger.exchange.imports.wording.state_words import read_tick
from rectledger.exchange.imports.wording.states import (
    DEFAULT,
    StateRead,
    read_state,
    state_in_progress,
    state_sentence,
    title_mark,
)

CLOSED = [
    "整改完毕",
    "已完成",
    "已完成整改",
    "完成整改",
    "整改完成",
    "整改到位",
    "已整改",
    "已整改到位",
    "现已整改完毕",
    "已经完成",
    "均已完成",
    "全部完成整改",
    "已完成整改任务",
    "整改任务已完成",
    "已办结",
    "办结",
    "已销号",
    "销号",
    "完成交账销号",
    "该问题已整改到位",
    "Implemented",
    "Completed",
    "Verified",
    "Closed",
    "Done",
]
SUBSTANTIAL = ["基本完成", "已基本完成整改", "现已基本完成整改", "基本整改到位"]


@pytest.mark.parametrize("text", [*CLOSED, "Fully implemented", "Closed - Implemented"])
@pytest.mark.parametrize("around", ["{}", " {}。", "{}（2024年9月30日）", "（{}）"])
def test_what_closes(text: str, around: str) -> None:
    read = read_state(around.format(text))
    assert (read.state, read.result, read.code) == ("closed", "complete", None)


@pytest.mark.parametrize("text", SUBSTANTIAL)
def test_what_closes_but_for_a_rest(text: str) -> None:
    read = read_state(text)
    assert (read.state, read.result) == ("closed", "substantial")
    assert read_state(f"{text}，长期坚持").standing


@pytest.mark.parametrize(
    "text",
    [
        "已完成，长期坚持",
        "已完成并长期坚持",
        "已完成整改,持续坚持",
        "整改完毕，并作为常态化整改事项持续推进",
        "已完成，纳入常态化",
        "已完成（长期坚持）",
        "已完成 长期坚持",
    ],
)
def test_standing_besides(text: str) -> None:
    read = read_state(text)
    assert (read.state, read.standing) == ("closed", True)


@pytest.mark.parametrize(
    ("text", "state", "note"),
    [
        ("正在整改", "active", None),
        ("整改中", "active", None),
        ("推进中", "active", None),
        ("持续推进", "active", None),
        ("正在办理", "active", None),
        ("目前正在推进整改中", "active", None),
        ("部分整改", "active", "partly"),
        ("部分完成", "active", "partly"),
        ("In progress", "active", None),
        ("Partially implemented", "active", "partly"),
        ("Ongoing", "active", None),
        ("达到序时进度", "active", "on-schedule"),
        ("超过序时进度", "active", "ahead"),
        ("按序时进度推进", "active", "on-schedule"),
        ("未达到序时进度", "active", "behind"),
        ("进展滞后", "active", "behind"),
        ("未到期，达到序时进度", "active", "on-schedule"),
        ("未完成但达到序时进度", "active", "on-schedule"),
        ("未到期", "open", "not-due"),
        ("尚未启动", "open", "not-begun"),
        ("待整改", "open", "not-done"),
        ("待反馈", "open", "not-done"),
        ("未整改", "open", "not-done"),
        ("未完成", "open", "not-done"),
        ("尚未完成", "open", "not-done"),
        ("没有完成", "open", "not-done"),
        ("不到位", "open", "not-done"),
        ("未整改到位", "open", "not-done"),
        ("Open", "open", "not-done"),
        ("Planned", "open", "not-begun"),
        ("Unresolved", "open", "not-done"),
        ("Not implemented", "open", "not-done"),
        ("Not yet implemented", "open", "not-done"),
        ("待验收", "submitted", None),
        ("验收中", "submitted", None),
        ("整改验证", "submitted", None),
        ("已整改待复核", "submitted", None),
        ("已完成，待验收", "submitted", None),
        ("Pending verification", "submitted", None),
        ("退回补充", "active", "returned"),
        ("Reopened", "active", "returned"),
        ("超期未整改", "open", "overdue"),
        ("逾期", "open", "overdue"),
        ("Overdue", "open", "overdue"),
        ("Delayed", "open", "overdue"),
        ("已整改未销号", "open", "not-done"),
        ("整改中，等物价部门批复", "active", None),
    ],
)
def test_what_is_ongoing(text: str, state: str, note: str | None) -> None:
    read = read_state(text)
    assert (read.state, read.note, read.code, read.result) == (state, note, None, None)


@pytest.mark.parametrize(
    ("text", "state", "code"),
    [
        ("阶段性完成", "open", "stage"),
        ("阶段性办结", "open", "stage"),
        ("取得阶段性成果", "open", "stage"),
        ("明显进展", "open", "stage"),
        ("已阶段性完成并长期坚持", "open", "stage"),
        ("延期", "active", "extension"),
        ("不予整改", "open", "waiver"),
        ("不属实", "open", "waiver"),
        ("不再适用", "open", "waiver"),
        ("Closed – not implemented", "open", "waiver"),
        ("Closed-Not Implemented", "open", "waiver"),
        ("Risk accepted", "open", "waiver"),
        ("No longer applicable", "open", "waiver"),
        ("False positive", "open", "waiver"),
        ("Not Applicable", "open", "waiver"),
        ("Won't Do", "open", "waiver"),
        ("NOT_PLANNED", "open", "waiver"),
        ("Resolved", "open", "agreed-only"),
        ("Open - Resolved", "open", "agreed-only"),
        ("Undetermined", "open", "undetermined"),
        ("On hold", "open", "undetermined"),
        ("☐", "open", "undetermined"),
        ("—", "open", "undetermined"),
        ("长期坚持", "open", "standing-alone"),
        ("持续坚持", "open", "standing-alone"),
        ("长期整改", "open", "kind-in-state"),
        ("持续整改", "open", "kind-in-state"),
        ("立行立改", "open", "kind-in-state"),
        ("100%", None, "percent"),
        ("60%", None, "percent"),
        ("0.6", None, "percent"),
        ("", None, "empty"),
        ("整改", None, "unknown-state"),
        ("该问题整改", None, "unknown-state"),
        ("绿色", None, "unknown-state"),
        ("已完成80%", None, "unknown-state"),
        ("已完成三项", None, "unknown-state"),
        ("完成了三项培训", None, "unknown-state"),
        ("完成率90%", None, "unknown-state"),
        ("已完成(部分)", None, "unknown-state"),
        ("已完成整改但仍有三家", None, "unknown-state"),
        ("2024年12月31日完成", None, "unknown-state"),
        ("2025年9月底前完成", None, "unknown-state"),
        ("Completed by 2025-12-31", None, "unknown-state"),
        ("Closed - reopened next year", "active", None),
        ("已完成但", None, "state-qualified"),
        ("已完成但未销号", None, "state-contradicted"),
        ("已整改/未整改", None, "state-contradicted"),
        ("已完成，持续推进", None, "state-contradicted"),
        ("通过验收", None, "unknown-state"),
    ],
)
def test_what_is_listed(text: str, state: str | None, code: str | None) -> None:
    read = read_state(text)
    if text == "Closed - reopened next year":  # not closed, whatever else
        assert read.state != "closed"
        return
    assert (read.state, read.code) == (state, code)


def test_a_kind_beside_a_state() -> None:
    assert read_state("长期整改，正在推进").kind == Kind("长期整改", "long-term")
    assert read_state("立行立改，已完成").state == "closed"
    assert read_state("已整改完成，并通过核查验收").state == "closed"


# What says that a thing is not done, or is to be done, or is done in part.
BEFORE = [
    "未",
    "尚未",
    "没有",
    "没",
    "不能",
    "难以",
    "无法",
    "拟",
    "拟于",
    "拟于2024年9月",
    "将",
    "将于2024年9月30日",
    "预计",
    "预计年底",
    "计划",
    "争取",
    "力争",
    "确保",
    "即将",
    "有望",
    "部分",
    "大部分",
    "阶段性",
    "近",
    "接近",
    "待",
    "推动",
    "要求",
    "督促",
    "暂未",
    "仍未",
    "还没",
    "不应",
    "除两项外",
    "2024年9月30日前",
    "力争2024年9月30日",
    "下一步将",
]
BEFORE_EN = [
    "not ",
    "not yet ",
    "partially ",
    "to be ",
    "will be ",
    "never ",
    "mostly ",
    "un",
    "in",
]
AFTER = ["80%", "率", "率100%", "三项", "了三项培训", "情况", "前", "的部分", "计划", "？", "吗"]


@given(st.data())
def test_no_negation_plan_or_part_closes(data: st.DataObject) -> None:
    subject = data.draw(st.sampled_from(["", "该问题", "该项", "此项工作", "目前", "现", "均"]))
    done = data.draw(st.sampled_from([*CLOSED[:20], *SUBSTANTIAL]))
    text = subject + data.draw(st.sampled_from(BEFORE)) + done
    text += data.draw(st.sampled_from(["", "。", "，长期坚持", "，一是甲。二是乙。", "；已报市里"]))
    assert_not_closed(text)


@given(st.sampled_from(BEFORE_EN), st.sampled_from(["implemented", "completed", "closed"]))
def test_no_negation_closes_in_english(before: str, done: str) -> None:
    for text in (before + done, f"It is {before}{done}.", f"Status - {before}{done}"):
        assert_not_closed(text)


@given(st.sampled_from(CLOSED[:20]), st.sampled_from(AFTER))
def test_no_word_that_goes_on_closes(done: str, after: str) -> None:
    assert_not_closed(done + after)


def assert_not_closed(text: str) -> None:
    mark = title_mark(f"甲（{text}）")
    reads = [read_state(text), state_in_progress(text), state_sentence(text), mark and mark.state]
    assert [read for read in reads if read and read.state == "closed"] == []


@given(st.text(st.sampled_from("未已完成整改该项为，。（）()销号到位现部分100% -")), st.booleans())
def test_no_text_breaks_the_readers(text: str, wide: bool) -> None:
    read_state(text)
    for read in (state_in_progress(text), state_sentence(text)):
        assert read is None or text[read.start : read.end].strip() == read.said.strip()
    if mark := title_mark(text):
        assert text.startswith(mark.title)


@pytest.mark.parametrize(
    ("text", "state", "code"),
    [
        ("已完成整改。区财政局把两个专项拆到单位。", "closed", None),
        ("部分整改。已收回统筹使用123.85万元；余下82.45万元", "active", None),
        ("该问题已整改到位。一是把票据系统接通。", "closed", None),
        ("未整改。整改期限为2025年12月31日，尚未到期", "open", None),
        ("未到期，达到序时进度。清淤已毕，截污管铺了六成。", "active", None),
        ("已完成整改，2024年12月经市验收后销号。", "closed", None),
        ("已完成整改，账务已调整。", "closed", None),
        ("已完成整改，规范公务接待管理。", "closed", None),
        ("已完成整改，整改率100%。", "closed", None),
        ("未整改到位,预计X月XX日整改到位。", "open", None),
        ("未达到序时进度。二十六家中九家未签合同。", "active", None),
        ("已完成，待验收。", "submitted", None),
        ("阶段性完成，下一步继续。", "open", "stage"),
        ("已完成整改，但需持续跟进。", None, "state-qualified"),
        ("已完成整改，但仍有三家未签。", None, "state-qualified"),
        ("已完成整改，其余两项年底前完成。", None, "state-qualified"),
        ("已完成整改，正在申请销号。", None, "state-qualified"),
        ("已完成整改，已收回80%。", None, "state-qualified"),
        ("已完成整改。其余问题尚未完成整改。", None, "state-contradicted"),
        ("已完成整改。目前正在整改其余两项", None, "state-contradicted"),
        ("Implemented, but two branches remain.", None, "state-qualified"),
        ("Implemented. Two branches are partially implemented.", None, "state-contradicted"),
        ("Implemented. Counting sheets came into use.", "closed", None),
        ("已完成但", None, "state-qualified"),
        ("已完成（除第3项）。", None, "state-qualified"),
        ("已完成（长期坚持）。一是甲", "closed", None),
        ("已完成整改并修订制度3项。", "closed", None),
        ("Done (mostly).", None, "state-qualified"),
        ("Implemented - in part", None, "state-qualified"),
        ("已完成整改；其余部分正在推进。", None, "state-qualified"),
        ("已完成80%。", None, "unknown-state"),
        ("拟于2025年6月30日前完成。", None, "unknown-state"),
    ],
)
def test_the_first_clause_of_a_report(text: str, state: str | None, code: str | None) -> None:
    read = state_in_progress(text)
    assert read is not None
    assert (read.state, read.code) == (state, code)
    assert text.startswith(read.said)


@pytest.mark.parametrize(
    "text",
    [
        "完成了三项培训，已整改。",
        "谈话当天由双方签字，补填的记录已经作废重做。",
        "一是重排线路，已完成。",
        "未及时报送的材料已补报。",
        "由县住建局督促完成整改工作的单位公示。",
        "Nine of fourteen branches reconcile; the others wait for new terminals.",
        "",
        "。",
    ],
)
def test_deeds_say_no_state(text: str) -> None:
    assert state_in_progress(text) is None


@pytest.mark.parametrize(
    ("text", "state", "result", "standing", "kind"),
    [
        ("该项为立行立改事项,现已整改完毕。一是", "closed", "complete", False, "immediate"),
        (
            "该项为3个月集中整改事项,现已整改完毕,并作为常态化整改事项持续推进。一是",
            "closed",
            "complete",
            True,
            "three-month",
        ),
        ("该项为立行立改事项,现已基本完成整改。", "closed", "substantial", False, "immediate"),
        ("该项为6个月深化整改事项,目前正在推进整改中。", "active", None, False, "six-month"),
        ("该项为6个月深入整改事项,目前正在推进整改中。", "active", None, False, "six-month"),
        ("该项为长期整改事项,正在持续推进整改中。", "active", None, False, "long-term"),
        ("此项为3个月集中整改事项,现已整改完毕。", "closed", "complete", False, "three-month"),
        ("一是改了。\n该问题已整改到位。", "closed", "complete", False, None),
        ("该项为市里督办的事项，已完成整改。", "closed", "complete", False, None),
    ],
)
def test_a_sentence_about_the_issue(
    text: str, state: str, result: str | None, standing: bool, kind: str | None
) -> None:
    read = state_sentence(text)
    assert read is not None
    assert (read.state, read.result, read.standing, read.code) == (state, result, standing, None)
    assert (read.kind and read.kind.code) == kind
    assert text[read.start : read.end] == read.said


def test_sentences_that_say_no_state() -> None:
    assert state_sentence("该项目已完成。") is None
    assert state_sentence("针对该项问题，已完成培训。") is None
    only = state_sentence("该项为立行立改事项。一是甲。")
    assert only is not None
    assert (only.state, only.code, only.kind) == (None, "unstated", Kind("立行立改", "immediate"))
    both = state_sentence("该问题已整改到位。\n该问题尚未整改。")
    assert both is not None
    assert (both.state, both.code) == (None, "state-contradicted")


def test_marks_at_the_end_of_a_title() -> None:
    kind = title_mark("两个专项没有细化到单位。（立行立改）")
    assert kind is not None
    assert (kind.title, kind.mark, kind.state) == ("两个专项没有细化到单位。", "立行立改", None)
    assert kind.kind == Kind("立行立改", "immediate")
    done = title_mark("甲【已完成】")
    assert done is not None
    assert done.title == "甲"
    assert done.state is not None
    assert done.state.state == "closed"
    both = title_mark("甲（立行立改，已完成）")
    assert both is not None
    assert (both.kind, both.state and both.state.state) == (
        Kind("立行立改", "immediate"),
        "closed",
    )
    for title in ("甲（不含税）", "甲（一）", "甲（未办理）乙", "甲（100%）", "甲（无）", "甲"):
        assert title_mark(title) is None


def test_the_words_of_a_profile_outrank() -> None:
    states = DEFAULT.with_words(
        {
            "Resolved": "complete",
            "已整改完成，并通过市验收": "complete standing",
            "阶段性完成": "active",
            "Closed": ["substantial", "standing"],
        }
    )
    assert read_state("resolved", states).state == "closed"
    assert read_state("阶段性完成", states) == StateRead("active", said="阶段性完成", end=5)
    assert read_state("已整改完成，并通过市验收。", states).standing
    told = state_in_progress("已整改完成，并通过市验收。一是甲", states)
    assert told is not None
    assert (told.state, told.standing) == ("closed", True)
    assert read_state("Closed", states).result == "substantial"
    assert read_state("已完成", states).state == "closed"


@pytest.mark.parametrize("said", ["done", "", "standing", "open complete", "complete gladly", 3])
def test_a_profile_that_says_anything_else_is_refused(said: object) -> None:
    with pytest.raises(SourceError) as error:
        DEFAULT.with_words({"甲": said})
    assert error.value.code == "profile-state"


@pytest.mark.parametrize(
    ("value", "tick"),
    [
        ("√", True),
        ("✓", True),
        ("是", True),
        ("Y", True),
        (True, True),
        ("TRUE", True),
        (1, True),
        ("×", False),
        ("否", False),
        ("N", False),
        (False, False),
        ("●", None),
        ("■", None),
        (None, None),
        ("", None),
        ("甲", None),
        ("√√", None),
    ],
)
def test_ticks(value: object, tick: bool | None) -> None:
    assert read_tick(value) is tick


def test_the_time_for_many_sentences_about_the_issue_is_bounded() -> None:
    begun = time.perf_counter()
    assert state_sentence("该项" * 200_000) is None
    state_sentence("该项已完成。" * 20_000)
    assert time.perf_counter() - begun < 20


def test_a_sentence_longer_than_any_says_no_state() -> None:
    assert state_in_progress("已完成，" * 2_000) is None
