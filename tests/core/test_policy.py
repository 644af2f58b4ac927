"""What the ledger's policy requires; a rule gives its reasons, and none if it is kept."""

from typing import Any

import pytest

from builders import DUE, close, entry, issue, measure, settings
from rectledger.core.lifecycle import fold
from rectledger.core.model import BaseEntry, Member, Policy
from rectledger.core.policy import (
    counts_as_closed,
    evidence_for_closing,
    evidence_size,
    four_eyes,
    has_address,
    measures_for_closing,
    permission,
)

DAY = "2021-10-31"
FILE = {"path": "evidence/001/a-3f2a91bc.pdf", "name": "a.pdf", "size": 1, "sha256": "0" * 64}
EMPTY = {**FILE, "size": 0}
DOCUMENT = {"document": "Minutes"}
URL = {"url": "https://example.org/minutes"}
NOTHING, NO_FILE = ["no-evidence"], ["no-evidence-file"]


@pytest.mark.parametrize(
    ("policy", "evidence", "codes"),
    [
        ("none", None, []),
        ("none", [DOCUMENT], []),
        ("file-or-reference", None, NOTHING),
        ("file-or-reference", [FILE], []),
        ("file-or-reference", [DOCUMENT], []),
        ("file-or-reference", [URL], []),
        ("file", None, NO_FILE),
        ("file", [FILE], []),
        ("file", [DOCUMENT], NO_FILE),
        ("file", [URL], NO_FILE),
        ("file", [DOCUMENT, FILE], []),
        ("none", [EMPTY], []),
        ("file-or-reference", [EMPTY], NOTHING),
        ("file-or-reference", [EMPTY, URL], []),
        ("file", [EMPTY], NO_FILE),
        ("file", [EMPTY, DOCUMENT], NO_FILE),
        ("file", [EMPTY, FILE], []),
    ],
)
def test_a_closing_brings_the_evidence_that_policy_asks_for(
    policy: str, evidence: list[dict[str, Any]] | None, codes: list[str]
) -> None:
    closing = close(DAY, evidence=evidence)
    reasons = evidence_for_closing(closing, Policy.model_validate({"evidence": policy}))
    assert [code for code, _ in reasons] == codes
    assert all(args == {"policy": policy} for _, args in reasons)


@pytest.mark.parametrize(
    ("size", "codes"),
    [
        (0, ["evidence-empty"]),
        (1, []),
        (1024 * 1024, []),
        (1024 * 1024 + 1, ["evidence-too-large"]),
    ],
)
def test_a_file_holds_something_and_not_too_much(size: int, codes: list[str]) -> None:
    made = entry("attach", DAY, evidence=[{**FILE, "size": size}, DOCUMENT, URL])
    policy = Policy(evidence_max_mib=1)
    found = [reason for piece in made.evidence or () for reason in evidence_size(piece, policy)]
    assert [code for code, _args in found] == codes


# Who may extend

LATER, TO = "2021-11-20", "2022-01-31"
APPROVERS = [{"id": "liu", "name": "Liu", "roles": ["leader"]}, {"id": "wen", "name": "Wen"}]
EXTENDED = entry("extend", "2021-08-01", to="2021-11-10", approved_by="liu")
CLOSED = close("2021-11-15")


def asked(log: list[BaseEntry], last: BaseEntry, **policy: Any) -> list[str]:
    """The findings about an entry after a log."""
    under = settings(members=APPROVERS, policy=policy)
    return [code for code, _ in permission("1", last, log, fold(issue(log=log)), under)]


@pytest.mark.parametrize(("event", "more"), [("reopen", {}), ("review", {"outcome": "relapsed"})])
@pytest.mark.parametrize(
    ("to", "approved_by", "approvers", "codes"),
    [
        (TO, None, ["leader"], ["not-approved"]),
        (TO, None, [], []),
        (TO, "liu", ["leader"], []),
        (TO, "wen", ["leader"], ["not-an-approver"]),
        (TO, "wen", [], []),
        ("2021-11-01", None, ["leader"], ["not-approved"]),
        (DUE, None, ["leader"], []),
        ("2021-10-20", None, ["leader"], []),
        (DUE, "wen", ["leader"], ["not-an-approver"]),
    ],
)  # fmt: skip
def test_a_later_deadline_is_approved_however_it_is_given(
    event: str, more: dict[str, Any], to: str, approved_by: str | None, approvers: list[str],
    codes: list[str],
) -> None:  # fmt: skip
    last = entry(event, LATER, to=to, approved_by=approved_by, **more)
    assert asked([CLOSED], last, approvers=approvers) == codes


def test_where_there_was_no_deadline_none_is_later() -> None:
    under = settings(members=APPROVERS, policy={"approvers": ["leader"], "extensions": 0})
    status = fold(issue(due=None, log=[CLOSED]))
    assert permission("1", entry("reopen", LATER, to=TO), [CLOSED], status, under) == []


def test_a_deadline_is_later_than_the_one_in_force_and_not_than_the_first() -> None:
    log = [EXTENDED, CLOSED]
    again = entry("reopen", LATER, to="2021-11-10")
    assert asked(log, again, approvers=["leader"]) == []
    assert asked(log, again.model_copy(update={"to": "2021-11-11"}), approvers=["leader"]) == [
        "not-approved"
    ]


def test_a_look_back_that_held_and_a_reopened_waiver() -> None:
    held = entry("review", LATER)
    assert asked([CLOSED], held, approvers=["leader"], extensions=0) == []
    waived = [entry("waive", "2021-09-01", approved_by="liu")]
    again = entry("reopen", LATER, to=TO)
    assert asked(waived, again, approvers=["leader"], extensions=0) == [
        "too-many-extensions", "not-approved",
    ]  # fmt: skip


REOPENED = entry("reopen", LATER, to=TO)
RELAPSED = entry("review", LATER, outcome="relapsed", to=TO)
NO_LATER = entry("reopen", LATER, to="2021-10-20")
MORE = entry("extend", "2021-12-01", to="2022-06-30", approved_by="liu")


@pytest.mark.parametrize(
    ("log", "last", "extensions", "stopped"),
    [
        ([], MORE, 0, True),
        ([], MORE, 1, False),
        ([EXTENDED], MORE, 1, True),
        ([EXTENDED], MORE, 2, False),
        ([CLOSED], REOPENED, 0, True),
        ([CLOSED], REOPENED, 1, False),
        ([EXTENDED, CLOSED], REOPENED, 1, True),
        ([EXTENDED, CLOSED], NO_LATER, 1, False),
        ([EXTENDED, CLOSED], RELAPSED, 1, False),
        ([CLOSED, REOPENED], MORE, 1, True),
        ([CLOSED, REOPENED], MORE, 2, False),
        ([CLOSED, NO_LATER], MORE, 1, False),
        ([CLOSED, RELAPSED], MORE, 1, False),
    ],
)
def test_more_time_is_given_so_often_and_no_more(
    log: list[BaseEntry], last: BaseEntry, extensions: int, stopped: bool
) -> None:
    found = asked(log, last, extensions=extensions)
    assert found == (["too-many-extensions"] if stopped else [])


@pytest.mark.parametrize(
    ("leads", "codes"),
    [(["finance"], []), (["finance", "enforcement"], ["own-department"]), ([], [])],
)
def test_who_closes_is_of_none_of_the_leads(leads: list[str], codes: list[str]) -> None:
    wen = {"id": "wen", "name": "Wen", "department": "enforcement"}
    under = settings(members=[wen], policy={"four_eyes": True})
    found = four_eyes(close(DUE, by="wen"), [], leads, under)
    assert [code for code, _args in found] == codes
    assert all(args["lead"] == "enforcement" for _code, args in found)


def test_unless_told_a_closing_needs_a_file_or_a_reference() -> None:
    assert Policy().evidence == "file-or-reference"


@pytest.mark.parametrize(
    ("log", "kept"),
    [
        ([], False),
        ([entry("start", "2021-09-01")], False),
        ([close("2021-09-01")], True),
        ([close("2021-09-01", result="substantial")], True),
        ([entry("waive", "2021-09-01")], True),
        ([close(DAY)], True),
        ([close("2021-11-01")], False),
        ([close("2021-09-01"), entry("reopen", "2021-10-01")], False),
        ([close("2021-09-01"), entry("reopen", "2021-11-01")], True),
    ],
)
def test_each_measure_of_a_closed_issue_was_closed_or_waived_by_that_day(
    log: list[Any], kept: bool
) -> None:
    reasons = measures_for_closing(issue(), [measure(log=log)], DAY)
    assert reasons == ([] if kept else [("open-measures", {"ref": "1", "measures": ["1.1"]})])


def test_all_open_measures_are_named_and_only_those() -> None:
    below = [measure(number=1), measure(number=2, log=[close("2021-09-01")]), measure(number=10)]
    ((_, args),) = measures_for_closing(issue(), below, DAY)
    assert args["measures"] == ["1.1", "1.10"]


def test_without_a_day_the_whole_log_of_a_measure_counts() -> None:
    assert measures_for_closing(issue(), [measure(log=[close("2021-11-01")])], None) == []


def test_an_issue_without_measures_may_be_closed() -> None:
    assert measures_for_closing(issue(), [], DAY) == []


@pytest.mark.parametrize(
    ("state", "result", "counted_anyway", "counted_by_policy"),
    [
        ("closed", "complete", True, True),
        ("closed", "substantial", False, True),
        ("open", None, False, False),
        ("active", None, False, False),
        ("submitted", None, False, False),
        ("waived", None, False, False),
    ],
)
def test_closed_on_the_whole_counts_as_closed_only_where_policy_says(
    state: str, result: str | None, counted_anyway: bool, counted_by_policy: bool
) -> None:
    assert counts_as_closed(state, result, Policy()) is counted_anyway
    assert counts_as_closed(state, result, Policy(substantial_counts=True)) is counted_by_policy


@pytest.mark.parametrize(
    ("address", "theirs"),
    [
        ("Li@Court.Example", True),
        ("ｌｉ＠court.example", True),
        ("jose\u0301@court.example", True),
        ("li@法院.example", True),
        ("jose@court.example", False),
        ("li@xn--pss37n.example", False),  # a different address, which may be listed next to it
        ("li@court.example.org", False),
        ("", False),
    ],
)
def test_an_address_is_a_member_s_in_every_form_of_its_letters(address: str, theirs: bool) -> None:
    emails = ["li@court.example", "jos\u00e9@court.example", "li@法院.example"]
    who = Member.model_validate({"id": "li", "name": "Li", "emails": emails})
    assert has_address(who, address) == theirs
