"""Departments in a value: who leads, who supports, and what names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.wording.departments import Departments, read_departments


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("财务科", "财务科", ()),
        ("区财政局。", "区财政局", ()),
        ("办公室、财务科", "办公室", ("财务科",)),
        ("后勤中心/物业公司", "后勤中心", ("物业公司",)),
        ("政务大厅\n人事科", "政务大厅", ("人事科",)),
        ("利用科；信息科;档案科", "利用科", ("信息科", "档案科")),
        ("甲局，乙局,丙局", "甲局", ("乙局", "丙局")),
        ("甲局　乙局", "甲局", ("乙局",)),
        ("县林业局（牵头）、湿地公园管理处", "县林业局", ("湿地公园管理处",)),
        ("湿地公园管理处、县林业局（牵头）", "县林业局", ("湿地公园管理处",)),
        ("甲局、乙局(主责)", "乙局", ("甲局",)),
        ("乙局配合、甲局牵头", "甲局", ("乙局",)),
        ("Facilities; Branch Services (lead)", "Branch Services", ("Facilities",)),
        ("牵头单位：甲局；配合单位：乙局、丙局", "甲局", ("乙局", "丙局")),
        ("配合：乙局、丙局", None, ("乙局", "丙局")),
        ("甲局、甲局、乙局", "甲局", ("乙局",)),
        ("Parks and Recreation", "Parks and Recreation", ()),
        ("规划和自然资源局", "规划和自然资源局", ()),
        ("区财政局（国资办）、乙局", "区财政局（国资办）", ("乙局",)),
        ("无", None, ()),
        ("—", None, ()),
        ("", None, ()),
        ("甲局、", "甲局", ()),
    ],
)
def test_who_leads_and_who_supports(text: str, lead: str | None, support: tuple[str, ...]) -> None:
    assert read_departments(text) == Departments(lead, support)


@pytest.mark.parametrize(
    "text",
    [
        "各科室",
        "各单位",
        "各预算单位。",
        "各部门",
        "全体",
        "全体干部职工",
        "各镇（街道）",
        "相关部门",
        "有关单位",
        "All departments",
        "机关各处室",
    ],
)
def test_collectives_name_no_department(text: str) -> None:
    read = read_departments(text)
    assert (read.lead, read.support, read.code) == (None, (), "collective")
    assert len(read.collectives) == 1


def test_a_collective_beside_a_department() -> None:
    read = read_departments("办公室（牵头）、各科室")
    assert read == Departments("办公室", (), ("各科室",))
    assert read_departments("各科室、办公室").lead == "办公室"


def test_people_are_taken_off_and_said() -> None:
    read = read_departments("办公室(张三);财务科（李四、王五）")
    assert (read.lead, read.support) == ("办公室", ("财务科",))
    assert read.in_brackets == (("办公室", "张三"), ("财务科", "李四、王五"))
    assert read_departments("Facilities (Jane Doe)").lead == "Facilities"


def test_two_that_are_marked() -> None:
    read = read_departments("甲局（牵头）、乙局（牵头）、丙局")
    assert (read.lead, read.support, read.code) == ("甲局", ("乙局", "丙局"), "two-leads")


@given(st.lists(st.sampled_from(["甲局", "乙科", "丙办公室", "Finance"]), min_size=1))
def test_each_department_stands_once(names: list[str]) -> None:
    for separator in "、/；;，\n":
        read = read_departments(separator.join(names))
        assert read.lead == names[0]
        assert [read.lead, *read.support] == list(dict.fromkeys(names))


@given(st.text(st.sampled_from("甲乙局、（）()牵头各：; \n。无")))
def test_no_text_breaks_the_reader(text: str) -> None:
    read = read_departments(text)
    assert read.lead not in read.support
    assert all(name.strip() for name in read.support)


@pytest.mark.parametrize("text", ["集团各单位", "局属各科室", "县直各部门"])
def test_a_collective_may_have_its_body_before_it(text: str) -> None:
    assert read_departments(text).code == "collective"
    assert read_departments("各界联络科").lead is None  # a beginning is enough, as before
    assert read_departments("城区各村联络办公室").lead == "城区各村联络办公室"
