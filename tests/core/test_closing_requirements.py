"""What closing an issue requires, by the rules that `close` itself follows."""

from typing import Any

import pytest
from hypothesis import given

from builders import close, entry, issue, measure, settings
from rectledger.core.amendments import as_it_stood
from rectledger.core.changes.closing_requirements import Closing, closing
from rectledger.core.lifecycle import fold
from rectledger.core.model import Ledger
from strategies import days, ledgers

DAY = "2021-10-15"
PROOF = {"evidence": [{"document": "Minutes"}]}
SUBMITTED = entry("submit", "2021-10-01", **PROOF)
MEMBERS = [
    {"id": "wang", "name": "Wang", "department": "enforcement", "roles": ["acceptor"]},
    {"id": "chen", "name": "Chen", "department": "finance", "roles": ["observer"]},
    {"id": "zhao", "name": "Zhao", "department": "office", "roles": ["acceptor"]},
]


def asked(
    log: list[Any], *measures: Any, day: str = DAY, members: Any = (), **policy: Any
) -> Closing:
    under = settings(policy=policy, members=list(members))
    then = [as_it_stood(one, day) for one in measures]
    return closing(as_it_stood(issue(log=log), day), then, under, day)


def codes(found: Closing) -> list[str]:
    return [one.code for one in found.reasons]


def test_with_evidence_and_nothing_open_it_can_be_closed() -> None:
    assert asked([SUBMITTED]) == Closing((), (), False)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [("none", []), ("file-or-reference", ["no-evidence"]), ("file", ["no-evidence-file"])],
)
def test_without_evidence_it_is_as_policy_says(evidence: str, expected: list[str]) -> None:
    assert codes(asked([entry("start", "2021-10-01")], evidence=evidence)) == expected


def test_a_reference_is_no_file() -> None:
    assert codes(asked([SUBMITTED], evidence="file")) == ["no-evidence-file"]


def test_evidence_of_a_measure_counts_and_evidence_of_a_later_day_does_not() -> None:
    late = measure(log=[entry("attach", "2021-10-20", **PROOF)])
    early = measure(log=[entry("attach", "2021-10-10", **PROOF)])
    assert codes(asked([], early)) == []
    assert codes(asked([], late)) == ["no-evidence"]


def test_evidence_from_before_it_was_taken_up_again_does_not_count() -> None:
    again = [close("2021-09-01"), entry("reopen", "2021-10-01")]
    assert codes(asked(again)) == ["no-evidence"]
    assert codes(asked([*again, entry("attach", "2021-10-02", **PROOF)])) == []


def test_evidence_of_a_measure_from_before_it_was_taken_up_again_does_not_count_either() -> None:
    again = [close("2021-09-01"), entry("reopen", "2021-10-01")]
    old, new = (
        measure(log=[entry("attach", day, **PROOF)]) for day in ("2021-09-30", "2021-10-01")
    )
    assert codes(asked(again, old)) == ["no-evidence"]
    assert codes(asked(again, new)) == []  # on the date itself


def test_what_a_closing_took_along_that_was_set_aside_on_the_same_day_is_no_new_evidence() -> None:
    again = [close("2021-10-01", **PROOF), entry("reopen", "2021-10-01")]
    assert codes(asked(again, measure(log=[close("2021-10-01", **PROOF)]))) == ["no-evidence"]
    other = {"evidence": [{"document": "Another"}]}
    assert codes(asked(again, measure(log=[close("2021-10-01", **other)]))) == []


def test_open_measures_go_along_or_speak_against_it_as_policy_says() -> None:
    below = [measure(), measure(number=2, log=[close("2021-09-01")])]
    assert asked([SUBMITTED], *below) == Closing((), ("1.1",), False)
    found = asked([SUBMITTED], *below, measures="first")
    assert (codes(found), found.along) == (["open-measures"], ())
    assert found.reasons[0].args["measures"] == ["1.1"]


def test_what_is_closed_on_the_whole_can_still_be_closed_for_good() -> None:
    assert asked([close("2021-10-01", result="substantial")]).reasons == ()


@pytest.mark.parametrize(
    ("log", "code"),
    [([close("2021-10-01")], "already-closed"), ([entry("waive", "2021-10-01")], "illegal-event")],
)
def test_what_is_done_cannot_be_closed(log: list[Any], code: str) -> None:
    found = asked(log, measure())
    assert (codes(found)[0], found.along) == (code, ())


def test_a_later_closing_is_not_known_yet() -> None:
    assert asked([SUBMITTED, close("2021-11-01")]).reasons == ()


def test_it_is_enough_that_one_member_may_close_it() -> None:
    found = asked([SUBMITTED], members=MEMBERS, closers=["acceptor"], four_eyes=True)
    assert found == Closing((), (), False)


def test_where_no_member_may_close_it_that_is_said_of_nobody() -> None:
    rules: dict[str, Any] = {"closers": ["acceptor"], "four_eyes": True}
    assert asked([SUBMITTED], members=MEMBERS[:2], **rules) == Closing((), (), True)
    assert asked([SUBMITTED], members=MEMBERS, closers=["leader"]) == Closing((), (), True)
    own = entry("submit", "2021-10-01", by="zhao", **PROOF)
    assert asked([own], members=MEMBERS, **rules) == Closing((), (), True)


def test_what_is_wrong_with_a_person_who_is_called_like_a_role_is_said_of_nobody_either() -> None:
    office = {"id": "office", "name": "An", "department": "enforcement", "roles": ["observer"]}
    own = entry("submit", "2021-10-01", by="office", **PROOF)
    rules: dict[str, Any] = {"closers": ["acceptor"], "four_eyes": True}
    assert asked([own], members=[office], **rules) == Closing((), (), True)


@given(ledgers(), days("2021-07-30", "2022-12-31"))
def test_what_can_be_closed_is_just_what_is_ongoing_and_proven(whole: Ledger, day: str) -> None:
    for record in whole.issues.values():
        own = [one for one in whole.measures.values() if one.issue == record.id]
        below = [as_it_stood(one, day) for one in own]
        found = closing(as_it_stood(record, day), below, whole.settings, day)
        assert not found.by_nobody
        status = fold(record, day)
        done = status.state == "waived" or status.result == "complete"
        assert done == bool({"already-closed", "illegal-event"} & set(codes(found)))
        known = {"already-closed", "illegal-event", "no-evidence", "evidence-future"}
        assert known >= set(codes(found))
