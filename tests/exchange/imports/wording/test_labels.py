"""Labels and headers name fields; what they leave open is said to be open."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.wording.labels import (
    DEFAULT,
    EITHER,
    field_of,
    labels_in,
    split_label,
)

FIELDS = {
    "problem": "反馈问题 具体问题 存在问题 问题描述 隐患描述 整改任务 整改问题 问题表现",
    "heading": "主要问题",
    "state": "整改状态 销号状态 当前状态 是否完成 整改结果",
    "progress": "整改落实情况 整改进展 整改进展情况 整改完成情况 整改成效 整改措施及成效 办理情况",
    "measures": "整改措施 重点措施 归零措施 推进措施",
    "kind": "整改类型 整改类别 整改性质",
    "due": "完成时限 整改时限 到期日 办理时限 预计完成时间",
    "closed_on": "完成日期 销号日期 办结时间 实际完成时间",
    "lead": "牵头部门 牵头单位 责任部门 责任单位 责任科室 主办 整改责任单位 整改实施主体",
    "support": "配合部门 配合 协办 参与",
    "leader": "责任领导 牵头领导 分管领导",
    "next": "下一步 下一步打算 下一步工作 接下来",
    "goal": "整改目标 目标任务",
    "cause": "产生原因",
    "basis": "依据条款",
    "amount": "涉及金额",
    "evidence": "佐证材料",
    "note": "剩余天数 预警 备注 问题来源 问题类别 问题类型",
    "none": "公示时间 公示期 联系电话 来源 发布日期 浏览次数 截止日期",
    "number": "序号 编号 问题编号",
    "aspect": "方面",
    "standing": "是否常态化",
    "acceptor": "验收人",
    "state-or-progress": "完成情况 整改情况",
    "due-or-closed": "完成时间 整改时间",
    "due-or-days": "整改期限",
    "leader-or-lead": "责任人",
    "kind-or-note": "问题等级 隐患级别",
}
ENGLISH = {
    "problem": [
        "Finding",
        "Weakness Name",
        "Recommendation",
        "Nonconformity",
        "Observation",
        "Title",
    ],
    "state": ["Status", "Implementation status"],
    "progress": ["Management update", "Comments", "Corrective action taken"],
    "measures": ["Corrective Action", "Planned Milestones", "Action plan", "Planned Action"],
    "due": [
        "Due",
        "Due Date",
        "Target Date",
        "Target Completion Date",
        "Scheduled Completion Date",
        "Anticipated Completion Date",
    ],
    "revised_due": ["Revised target date"],
    "closed_on": ["Closed On", "Closure Date", "MitigatedDate"],
    "lead": ["Owner", "Responsible", "Responsible Party", "Responsible Official", "Agency"],
    "leader": ["Contact person"],
    "next": ["Next steps"],
    "cause": ["Root Cause"],
    "basis": ["Criteria"],
    "note": ["Risk"],
    "none": ["Phone", "Date", "As of"],
    "state-or-progress": ["Current status"],
    "kind-or-note": ["Severity", "Priority"],
    "problem-or-note": ["Description", "Weakness Description"],
    "number": ["CAPA #", "Issue ID", "POAM ID", "Issue key"],
}
CASES = [(name, label) for name, said in FIELDS.items() for label in said.split()]
CASES += [(name, label) for name, said in ENGLISH.items() for label in said]


@pytest.mark.parametrize(("name", "label"), CASES)
def test_a_label_names_its_field(name: str, label: str) -> None:
    assert field_of(label) == field_of(f" {label}： ") == name
    assert field_of(label.upper()) == field_of(label.lower()) == name
    read = split_label(f"{label}：甲")
    assert read is not None
    assert (read.label, read.field, read.value) == (label, name, "甲")


@pytest.mark.parametrize(
    "label", ["问题清单", "甲", "", "：", "整改", "Amendment", "（）", "完成", "一"]
)
def test_other_words_are_no_label(label: str) -> None:
    assert field_of(label) is None


def test_brackets_plurals_and_spaces_may_differ() -> None:
    assert field_of("责任部门（人）") == field_of("责任单位(科室)") == "lead"
    assert field_of("Recommendations") == "problem"
    assert field_of("完 成　时 限") == "due"
    assert field_of("Due  date") == field_of("DueDate") == "due"
    assert field_of("Responsible (Party)") == "lead"


def test_what_is_either_names_two_fields() -> None:
    assert EITHER["state-or-progress"] == ("state", "progress")
    names = {"number", "note", *FIELDS, *ENGLISH}
    for first, second in EITHER.values():
        assert {first, second} <= names
    assert {name for name in FIELDS | ENGLISH if "-or-" in name} <= set(EITHER)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("整改状态：已完成", ("整改状态", "state", "已完成")),
        ("整改任务:城东支渠", ("整改任务", "problem", "城东支渠")),
        ("整改情况 ： 一是：甲。", ("整改情况", "state-or-progress", "一是：甲。")),
        ("（责任部门（人）：办公室）", ("责任部门（人）", "lead", "办公室")),
        ("（责任部门：办公室（张三））", ("责任部门", "lead", "办公室（张三）")),
        ("责任部门（人）：办公室（张三）", ("责任部门（人）", "lead", "办公室（张三）")),
        ("【整改措施】甲", ("整改措施", "measures", "甲")),
        ("【整改措施】：甲", ("整改措施", "measures", "甲")),
        ("● 完成时限：2024年", ("完成时限", "due", "2024年")),
        ("Target date: January 31, 2024", ("Target date", "due", "January 31, 2024")),
        ("下一步：", ("下一步", "next", "")),
        ("关于“甲”的问题：整改状态", None),
        ("会议指出：整改措施要落实", None),
        ("整改措施要落实：一是甲", None),
        ("【打印】【关闭】", None),
        ("【整改措施", None),
        ("", None),
        ("Summary of findings", None),
        ("Audit 23-04: Cash handling at branches", None),
    ],
)
def test_a_line_with_a_label(line: str, expected: tuple[str, str, str] | None) -> None:
    read = split_label(line)
    assert (read and (read.label, read.field, read.value)) == expected
    if read:
        assert line[read.start :].startswith(read.value)


def test_a_line_with_several_labels() -> None:
    line = "责任领导：馆长　牵头部门：办公室；完成时限：2024年9月底。说明会：甲"
    assert [(one.field, one.value) for one in labels_in(line)] == [
        ("leader", "馆长"),
        ("lead", "办公室；"),
        ("due", "2024年9月底。说明会：甲"),
    ]
    run_on = "垃圾没有清走。整改措施:针对该问题，责任单位要落实:甲。"
    assert [(one.field, one.value) for one in labels_in(run_on)] == [
        ("measures", "针对该问题，责任单位要落实:甲。")
    ]
    assert labels_in("会议指出：甲") == []


@given(st.text(st.sampled_from("整改状态：:责任部门（人） ()【】Due。;")))
def test_no_line_breaks_the_readers(line: str) -> None:
    for read in filter(None, [split_label(line), *labels_in(line)]):
        assert line[read.start :].startswith(read.value)
        assert read.label in line


def test_a_profile_outranks() -> None:
    labels = DEFAULT.with_words(
        {"lead": ["Agency"], "none": ["目标任务", "Title"], "refuse_if_yes": ["False Positive"]}
    )
    assert labels.field_of("目标任务") == labels.field_of("title") == "none"
    assert labels.field_of("false positive") == "refuse_if_yes"
    assert labels.field_of("整改状态") == "state"
    assert field_of("目标任务") == "goal"
    longer = DEFAULT.with_words(
        {
            "problem": [
                "巡察组在反馈意见中指出的问题（包括例证）以及其他方面的问题和线索（逐条填写）"
            ]
        }
    )
    read = split_label(
        "巡察组在反馈意见中指出的问题(包括例证)以及其他方面的问题和线索(逐条填写)：甲", longer
    )
    assert read is not None
    assert read.field == "problem"


@pytest.mark.parametrize(
    "line",
    [
        "盲道被占。（已整改）责任单位：区城管局；完成时限：2024年底",
        "（整改状态:已完成;责任单位:甲局)",
    ],
)
def test_a_label_may_follow_a_bracket(line: str) -> None:
    found = [one for one in labels_in(line) if one.field == "lead"]
    assert [one.value.rstrip("；") for one in found] in (["区城管局"], ["甲局"])


def test_the_time_for_many_labels_in_a_line_is_bounded() -> None:
    begun = time.perf_counter()
    labels_in("整改状态：" * 50_000)
    labels_in("(:" * 200_000)
    assert time.perf_counter() - begun < 20
