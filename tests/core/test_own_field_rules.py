"""An office's own fields: declared in ledger.yaml, held by records, amended, counted."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import TODAY, issue, ledger, measure, raw_issue, settings
from rectledger.core.amendments import as_it_stood, plain, with_fields
from rectledger.core.changes.amend_field import amend
from rectledger.core.changes.proposed_change import Change, Family, Standards
from rectledger.core.checks.own_fields import own_fields
from rectledger.core.diff.record_diff import RecordDiff
from rectledger.core.filters import Filters, picked
from rectledger.core.model import OwnField
from rectledger.core.summary.counts import add_groups, grouped

FIELDS = {
    "severity": {
        "name": "Severity", "of": ["issue"], "type": "choice", "required": True,
        "choices": {"high": {"name": "High"}, "low": {"name": "Low"}},
    },
    "amount": {"name": "Amount", "of": ["issue"], "type": "number", "unit": "yuan", "sum": True},
    "cause": {"name": "Cause", "of": ["issue", "measure"], "type": "text"},
    "found": {"name": "Found on", "of": ["measure"], "type": "day"},
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "choice"},
        {"type": "text", "choices": {"a": {"name": "A"}}},
        {"type": "choice", "choices": {}},
        {"type": "text", "sum": True},
        {"type": "day", "unit": "days"},
        {"type": "number", "of": []},
        {"type": "colour"},
    ],
)
def test_a_declaration_makes_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OwnField.model_validate({"name": "N", "of": ["issue"], **wrong})


def rules(**more: Any) -> Any:
    return settings(fields=FIELDS, **more)


@pytest.mark.parametrize(
    ("held", "codes"),
    [
        ({"severity": "high", "amount": 1.5, "cause": "C"}, []),
        ({"severity": "high", "amount": 0, "cause": {"zh": "C"}}, []),
        ({}, ["field-missing"]),
        ({"severity": "High"}, ["unknown-choice"]),
        ({"severity": 1}, ["bad-field-value"]),
        ({"severity": "low", "amount": "1"}, ["bad-field-value"]),
        ({"severity": "low", "cause": 3}, ["bad-field-value"]),
        ({"severity": "low", "colour": "red"}, ["unknown-field"]),
        ({"severity": "low", "found": "2021-10-31"}, ["field-not-of"]),
    ],
)
def test_what_an_issue_holds_is_checked(held: dict[str, Any], codes: list[str]) -> None:
    found = own_fields(ledger([issue(fields=held)], under=rules()), TODAY)
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("held", "codes"),
    [
        ({}, []),
        ({"found": "2021-10-31"}, []),
        ({"found": "2021-02-30"}, ["bad-field-value"]),
        ({"amount": 1}, ["field-not-of"]),
    ],
)
def test_what_a_measure_holds_is_checked(held: dict[str, Any], codes: list[str]) -> None:
    here = ledger([issue(fields={"severity": "low"})], [measure(fields=held)], under=rules())
    assert [one.code for one in own_fields(here, TODAY)] == codes


def change(record: Any, field: str, now: object) -> Any:
    entry = {"date": "2021-11-01", "by": "office", "note": "N", "approved_by": "office"}
    return amend(record, Family(record, ()), field, now, entry, Standards(rules(), TODAY))


@pytest.mark.parametrize(
    ("field", "now"),
    [("fields.severity", "low"), ("fields.amount", 3.25), ("fields.cause", {"zh": "A", "en": "B"})],
)
def test_a_field_is_amended_with_an_entry_and_a_past_day_has_what_was(
    field: str, now: object
) -> None:
    before = issue(fields={"severity": "high", "amount": 2})
    done = change(before, field, now)
    assert isinstance(done, Change)
    after = done.edits[0].new
    assert plain(after, field) == now
    assert (after.log[-1].was, after.log[-1].now) == (plain(before, field), now)
    assert as_it_stood(after, "2021-10-31").fields == before.fields
    assert RecordDiff("f", before, after).edited == []


def test_a_field_can_be_removed_unless_it_is_required() -> None:
    before = issue(fields={"severity": "high", "cause": "C"})
    assert change(before, "fields.cause", None).edits[0].new.fields == {"severity": "high"}
    assert [one.code for one in change(before, "fields.severity", None)] == ["field-missing"]


@pytest.mark.parametrize("field", ["fields", "fields.found", "fields.colour", "severity"])
def test_what_is_no_field_of_an_issue_is_not_amended(field: str) -> None:
    refused = change(issue(fields={"severity": "high"}), field, "x")
    assert [one.code for one in refused] == ["not-amendable"]


def test_a_field_that_changes_in_silence_is_seen() -> None:
    old = issue(fields={"severity": "high", "cause": "C"})
    for fields in ({"severity": "low", "cause": "C"}, {"severity": "high"},
                   {"severity": "high", "cause": "C", "amount": 1}):  # fmt: skip
        found = RecordDiff("f", old, issue(fields=fields)).edited
        assert [one.how for one in found] == ["silent"]


VALUES = st.one_of(
    st.text("abc", min_size=1),
    st.integers(-9, 9),
    st.floats(-9, 9),
    st.fixed_dictionaries({"zh": st.just("z"), "en": st.just("e")}),
)
HELD = st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES)


@given(HELD, st.sampled_from(["a", "b", "c"]), st.none() | VALUES)
def test_one_field_is_set_and_the_others_stay(held: dict[str, Any], name: str, now: object) -> None:
    before = issue(fields=held)
    after = with_fields(before, {f"fields.{name}": now})
    assert after is not None
    assert plain(after, f"fields.{name}") == now
    others = [f"fields.{one}" for one in held if one != name]
    assert [plain(after, one) for one in others] == [plain(before, one) for one in others]


def three() -> Any:
    held = [{"severity": "high", "amount": 0.1}, {"severity": "high", "amount": 0.2}, {}]
    return ledger(
        [issue(id=n, fields=one) for n, one in enumerate(held, 1)],
        [measure(issue=1, fields={"cause": "C"})],
        under=rules(),
    )


def test_groups_by_a_field_have_its_sums() -> None:
    rows = grouped(three(), TODAY, key="fields.severity")
    assert [(one.id, one.issues.total, one.measures.total) for one in rows] == [
        ("high", 2, 1), ("low", 0, 0), ("", 1, 0),
    ]  # fmt: skip
    assert [one.sums["amount"] for one in rows] == [Decimal("0.3"), 0, 0]
    twice = add_groups(rows, rows)
    assert [one.sums["amount"] for one in twice] == [Decimal("0.6"), 0, 0]


def test_a_list_is_filtered_by_a_field() -> None:
    def listed(*fields: tuple[str, object]) -> list[str]:
        return [one.ref for one in picked(Filters(fields=fields), three(), TODAY)]

    assert listed(("severity", "high")) == ["1", "2"]
    assert listed(("severity", "high"), ("amount", 0.2)) == ["2"]
    assert listed(("severity", "low")) == []


def test_the_model_holds_any_declared_value() -> None:
    with pytest.raises(ValidationError):
        type(issue()).model_validate(raw_issue(fields={"a": True}))
    with pytest.raises(ValidationError):
        type(issue()).model_validate(raw_issue(fields={"Not a code": "x"}))
