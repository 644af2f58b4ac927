"""Which items a list shows."""

from typing import Any
from unicodedata import normalize

import pytest

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.filters import Filters
from rectledger.core.items import items_on

DAY = "2021-12-01"


def picked(filters: Filters, *issues: Any, day: str = DAY, **policy: Any) -> list[str]:
    whole = ledger(list(issues), under=settings(policy=policy))
    return [item.ref for item in filters.pick(items_on(whole, day)[0], whole.settings, day)]


def test_nothing_asked_for_is_everything() -> None:
    assert picked(Filters(), issue(id=1), issue(id=2)) == ["1", "2"]


def test_filters_are_joined() -> None:
    both = issue(id=1, lead="finance", log=[close("2021-10-01")])
    one = issue(id=2, lead="finance")
    assert picked(Filters(department="finance", state="closed"), both, one) == ["1"]


def test_a_department_is_the_lead_on_the_day() -> None:
    moved = issue(log=[entry("reassign", "2021-11-15", lead="finance")])
    assert picked(Filters(department="finance"), moved, day="2021-11-14") == []
    assert picked(Filters(department="finance"), moved, day="2021-11-15") == ["1"]


@pytest.mark.parametrize(("counts", "closed"), [(True, ["1", "2"]), (False, ["2"])])
def test_closed_and_ongoing_add_up_as_policy_counts(counts: bool, closed: list[str]) -> None:
    issues = [
        issue(id=1, log=[close("2021-10-01", result="substantial")]),
        issue(id=2, log=[close("2021-10-01")]),
        issue(id=3),
        issue(id=4, log=[entry("waive", "2021-10-01")]),
    ]
    assert picked(Filters(state="closed"), *issues, substantial_counts=counts) == closed
    ongoing = picked(Filters(state="ongoing"), *issues, substantial_counts=counts)
    assert sorted([*closed, *ongoing]) == ["1", "2", "3"]


def test_a_search_does_not_see_notes_of_later_days() -> None:
    later = issue(log=[entry("progress", "2021-11-30", note="Wanted words")])
    assert picked(Filters(search="wanted"), later, day="2021-11-29") == []
    assert picked(Filters(search="wanted"), later, day="2021-11-30") == ["1"]


def test_a_search_sees_titles_in_both_languages() -> None:
    one = issue(title={"zh": "执行款", "en": "Money"})
    assert picked(Filters(search="执行"), one) == picked(Filters(search="MONEY"), one) == ["1"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(
    ("title", "words"), [("Café ＡＢ（试行）", "café"), ("《办法》（2021年）", "２０２１年）")]
)
def test_a_search_sees_every_form_of_a_text(form: Any, title: str, words: str) -> None:
    one = issue(title="x", log=[entry("progress", "2021-09-01", note=normalize(form, title))])
    for asked in ("NFC", "NFD", "NFKC", "NFKD"):
        assert picked(Filters(search=normalize(asked, words)), one) == ["1"]
    assert picked(Filters(search="cafe"), one) == []


def test_a_search_sees_instruments() -> None:
    brought = [{"title": "《执行款提存办法》", "action": "issued"}]
    below = measure(instruments=brought, log=[entry("start", "2021-08-01")])
    whole = ledger([issue()], [below])
    found = Filters(search="提存").pick(items_on(whole, DAY)[1], whole.settings, DAY)
    assert [item.ref for item in found] == ["1.1"]


def test_a_search_does_not_see_what_came_of_a_measure_before_it_did() -> None:
    below = measure(
        instruments=[{"title": "《执行款提存办法》", "action": "issued", "dated": "2021-11-15"}],
        log=[entry("start", "2021-11-01")],
    )
    whole = ledger([issue()], [below])

    def found(day: str) -> list[str]:
        items = items_on(whole, day)[1]
        return [i.ref for i in Filters(search="提存").pick(items, whole.settings, day)]

    assert (found("2021-11-14"), found("2021-11-15")) == ([], ["1.1"])
