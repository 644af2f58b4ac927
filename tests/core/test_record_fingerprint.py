"""A record's original content: unaffected by entries and amendments, and different for each
record."""

import pytest
from hypothesis import given

from builders import close, entry, issue, measure
from rectledger.core.model import Issue
from rectledger.core.record_fingerprint import form_hash, named_in, trailer
from strategies import ledgers


def test_no_entry_and_no_amendment_changes_it() -> None:
    first = issue()
    amended = entry("amend", "2021-11-01", field="title", was=first.title, now="Other")
    added = entry("amend", "2021-11-02", field="heading", was=None, now="One")
    later = issue(title="Other", heading="One", log=[close("2021-10-01"), amended, added])
    assert form_hash(later) == form_hash(first)
    again = entry("amend", "2021-11-03", field="title", was="Other", now="Third")
    twice = issue(title="Third", heading="One", log=[amended, added, again])
    assert form_hash(twice) == form_hash(first)


@pytest.mark.parametrize(
    "change", [{"title": "Other"}, {"kind": "long-term"}, {"due": "2021-10-30"}, {"standing": True}]
)
def test_another_item_has_another(change: dict[str, object]) -> None:
    assert form_hash(issue(**change)) != form_hash(issue())


def test_one_and_true_are_not_the_same() -> None:
    was = [
        entry("amend", "2021-11-01", field="standing", was=value, now=True) for value in (1, 1.0)
    ]
    one, other = (issue(standing=True, log=[each]) for each in was)
    assert len({form_hash(one), form_hash(other), form_hash(issue(standing=True))}) == 3


def test_what_a_message_names_is_read_back() -> None:
    records = [issue(), measure()]
    line = trailer(records)
    said = f"Close 1\n\nLedger-Date: 2021-10-31\n{line}\n"
    assert named_in(said) == {one.ref: form_hash(one) for one in records}
    assert named_in(f"Squashed\n\n* Close 1\n\n{line}\n\n* Correct 1\n") == {}
    assert named_in("By hand") == {}
    assert named_in("") == {}


@given(ledgers())
def test_the_log_has_no_part_in_it(ledger: object) -> None:
    for one in ledger.issues.values():  # type: ignore[attr-defined]
        assert isinstance(one, Issue)
        bare = [each for each in one.log if each.event == "amend"]
        assert form_hash(one.model_copy(update={"log": bare})) == form_hash(one)
