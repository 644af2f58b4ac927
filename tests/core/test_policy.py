"""What the ledger's policy asks for; a rule gives its reasons, and none where it is kept."""

from typing import Any

import pytest

from builders import close, entry, issue, measure
from rectledger.core.model import Member, Policy
from rectledger.core.policy import (
    counts_as_closed,
    evidence_for_closing,
    has_address,
    measures_for_closing,
)

DAY = "2021-10-31"
FILE = {"path": "evidence/001/a-3f2a91bc.pdf", "name": "a.pdf", "size": 1, "sha256": "0" * 64}
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
    ],
)
def test_a_closing_brings_the_evidence_that_policy_asks_for(
    policy: str, evidence: list[dict[str, Any]] | None, codes: list[str]
) -> None:
    closing = close(DAY, evidence=evidence)
    reasons = evidence_for_closing(closing, Policy.model_validate({"evidence": policy}))
    assert [code for code, _ in reasons] == codes
    assert all(args == {"policy": policy} for _, args in reasons)


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
        ("li@xn--pss37n.example", False),  # another address, which may be listed beside it
        ("li@court.example.org", False),
        ("", False),
    ],
)
def test_an_address_is_a_member_s_in_every_form_of_its_letters(address: str, theirs: bool) -> None:
    emails = ["li@court.example", "jos\u00e9@court.example", "li@法院.example"]
    who = Member.model_validate({"id": "li", "name": "Li", "emails": emails})
    assert has_address(who, address) == theirs
