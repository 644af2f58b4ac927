"""When two values are equal: as a reader of the file would say, not as Python does; and every
comparison follows that."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, entry, issue, ledger, measure, settings
from rectledger.core.changes.amend_field import amend
from rectledger.core.changes.proposed_change import Family, Standards
from rectledger.core.checks import check
from rectledger.core.diff.item_diff import happened
from rectledger.core.diff.log_diff import align
from rectledger.core.diff.record_diff import RecordDiff
from rectledger.core.log_merge import merge_logs
from rectledger.core.model import BaseEntry, identity, same
from strategies import arbitrary_logs, records

ALIKE = (1, 1.0, True, "1", [1], [True], {"a": 1}, {"a": 1.0}, {"a": True}, None, "", [], {})
scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | st.text(max_size=3)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner)
)


def spelled(value: Any) -> Any:
    """A value with the type of each part of it."""
    if isinstance(value, dict):
        return {key: spelled(one) for key, one in value.items()}
    if isinstance(value, list):
        return [spelled(one) for one in value]
    return type(value).__name__, repr(value)


@pytest.mark.parametrize("one", ALIKE)
def test_of_values_that_python_takes_for_one_each_is_its_own(one: object) -> None:
    assert [same(one, other) for other in ALIKE] == [other is one for other in ALIKE]


@given(values, values)
def test_values_are_the_same_where_all_of_their_parts_are(one: object, other: object) -> None:
    assert same(one, other) == (spelled(one) == spelled(other))
    assert same(one, other) == (identity(one) == identity(other))


def test_the_order_of_keys_makes_no_difference_and_that_of_a_list_does() -> None:
    assert same({"zh": "a", "en": "b"}, {"en": "b", "zh": "a"})
    assert not same(["a", "b"], ["b", "a"])


@given(records(arbitrary_logs()))
def test_a_record_is_the_same_as_what_is_read_from_its_text(one: Any) -> None:
    again = type(one).model_validate(one.model_dump(exclude_unset=True))
    assert same(one, again)
    assert same(issue(), issue(support=[], standing=False))


@given(arbitrary_logs(), arbitrary_logs())
def test_entries_are_the_same_where_the_texts_of_their_keys_are(
    some: list[BaseEntry], others: list[BaseEntry]
) -> None:
    for one in some:
        for other in others:
            assert same(one, other) == (spelled(one.model_dump()) == spelled(other.model_dump()))


def test_what_is_no_value_of_a_ledger_has_no_identity() -> None:
    with pytest.raises(TypeError, match="no value of a ledger"):
        identity(object())


# Every place that compares two values

WHOLE, DECIMAL, TRUTH = 434, 434.0, True
FIGURES = {"name": "Cases checked", "value": WHOLE}


def amended(was: object, now: object) -> BaseEntry:
    return entry("amend", "2021-11-01", field="standing", was=was, now=now)


def undone() -> bool:
    """The field holds True, and the amendment says 1."""
    one = issue(standing=True, log=[amended(was=False, now=1)])
    return [f.code for f in check(ledger([one]), TODAY)] == ["amendment-undone"]


def gap() -> bool:
    log = [amended(was=False, now=1), amended(was=True, now=True)]
    one = issue(standing=True, log=log)
    return "amendment-gap" in [f.code for f in check(ledger([one]), TODAY)]


def not_already_so() -> bool:
    one = measure(figures=[FIGURES])
    now = [{**FIGURES, "value": DECIMAL}]
    said = {"date": "2021-11-01", "by": "Liu", "approved_by": "Liu", "note": "It is no count"}
    family = Family(issue(), (one,))
    proposal = amend(one, family, "figures", now, said, Standards(settings(), TODAY))
    return not isinstance(proposal, list)


def pair(was: Any, now: Any, *log: BaseEntry) -> RecordDiff:
    def held(value: Any) -> Any:
        return measure(figures=[{**FIGURES, "value": value}])

    new = held(now).model_copy(update={"log": list(log)})
    return RecordDiff(new.file, held(was), new)


def silent() -> bool:
    return [one.how for one in pair(WHOLE, DECIMAL).edited] == ["silent"]


def lied() -> bool:
    old, new = issue(standing=True), issue(standing=False, log=[amended(was=1, now=False)])
    return [one.how for one in RecordDiff(new.file, old, new).edited] == ["from"]


def not_reached() -> bool:
    old, new = issue(), issue(standing=True, log=[amended(was=None, now=1)])
    return [one.how for one in RecordDiff(new.file, old, new).edited] == ["undone"]


def altered() -> bool:
    return bool(align([amended(False, True)], [amended(0, 1)]).lost)


def told() -> bool:
    one = pair(WHOLE, DECIMAL)
    return len(happened(ledger([issue()], [one.old]), ledger([issue()], [one.new]))) == 1


def in_conflict() -> bool:
    return merge_logs([amended(False, True)], [amended(False, True)], [amended(0, 1)]) == "altered"


@pytest.mark.parametrize(
    "it_is_seen",
    [undone, gap, not_already_so, silent, lied, not_reached, altered, told, in_conflict],
)
def test_a_number_for_a_truth_or_for_another_kind_of_number_is_seen(
    it_is_seen: Callable[[], bool],
) -> None:
    assert it_is_seen()
