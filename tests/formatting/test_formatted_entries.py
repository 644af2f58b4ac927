"""Entries in words: names instead of codes, and people with their roles."""

import pytest

from builders import entry, settings
from rectledger.formatting.entries import what
from rectledger.i18n import language

UNDER = settings(
    members=[
        {"id": "chen", "name": "Chen", "department": "enforcement", "roles": ["leader"]},
        {"id": "wang", "name": "Wang", "department": "enforcement"},
    ]
)


def amended(field: str, was: object, now: object) -> str:
    made = entry(
        "amend", "2021-10-01", field=field, was=was, now=now, approved_by="office", by="office"
    )
    return what(made, UNDER, by=False)


@pytest.mark.parametrize(
    ("field", "was", "now", "said"),
    [
        ("kind", "immediate", "long-term", "kind was Immediate, now Long-term"),
        ("section", "1-1", "9-9", "section was One, now 9-9"),
        ("lead", "enforcement", "gone", "lead was Enforcement, now gone"),
        ("support", None, ["finance", "office"], "support was –, now Finance, Office"),
        ("due", "2021-10-31", None, "due was 2021-10-31, now –"),
        ("standing", False, True, "standing was no, now yes"),
    ],
)
def test_an_amendment_says_names_and_not_codes(
    field: str, was: object, now: object, said: str
) -> None:
    assert amended(field, was, now) == f"amendment: {said}; approved by the office"


def test_in_chinese_a_field_has_its_chinese_name() -> None:
    language.use("zh")
    try:
        assert "首次时限由2021-10-31改为" in amended("due", "2021-10-31", "2021-12-31")
    finally:
        language.use("en")


def test_who_entered_is_of_a_department_and_who_approved_has_a_role() -> None:
    made = entry("waive", "2021-10-01", by="chen", approved_by="chen")
    assert what(made, UNDER, names=False) == (
        "waiver: approved by the leader in charge (by Enforcement)"
    )
    plain = entry("waive", "2021-10-01", by="wang", approved_by="wang")
    assert "approved by Enforcement" in what(plain, UNDER, names=False)
    assert "Chen" in what(made, UNDER)
