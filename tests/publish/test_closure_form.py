"""The form for closing an issue: in any state, it shows the state and what is missing."""

from typing import Any

import pytest
from hypothesis import given

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.items import items_on
from rectledger.core.model import Ledger
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.closure_form import content
from strategies import days, ledgers

DAY = "2021-10-15"
PROOF = {"evidence": [{"document": "Minutes"}]}


def form(whole: Ledger, day: str = DAY, *, internal: bool = False, number: int = 1) -> Content:
    """The content of the form for an issue."""
    issues, measures = items_on(whole, day)
    (wanted,) = (one for one in issues if one.sort_key == (number, 0))
    below = [one for one in measures if one.sort_key[0] == number]
    return content((wanted, below), About(whole.settings, day, DocumentOptions(internal=internal)))


def facts(found: Content) -> dict[Any, Any]:
    return {row[0]: row[1] for row in found.tables["facts"].rows}


def test_it_says_all_that_the_ledger_says_of_the_issue() -> None:
    log = [
        entry("extend", "2021-09-01", to="2021-12-01"),
        entry("submit", "2021-09-10", **PROOF),
        entry("return", "2021-09-11", note="missing one paper"),
        entry("submit", "2021-09-20"),
    ]
    whole = ledger([issue(log=log, support=["finance"], heading="Money", next="Wait")])
    found = form(whole)
    assert facts(found) == {
        "No.": "1", "Title": "Money received was not paid out", "State": "submitted",
        "Aspect": "First aspect", "Section": "One", "Heading": "Money", "Kind": "Immediate",
        "Lead department": "Enforcement", "Supporting": "Finance", "Opened": "2021-07-30",
        "First deadline": "2021-10-31", "Deadline": "2021-12-01", "Extensions": "1",
        "Days overdue": "0", "Next review": "–", "Submitted on": "2021-09-10, 2021-09-20",
        "Returned on": "2021-09-11", "Closed on": "–", "On time": "–",
    }  # fmt: skip
    assert found.words["next"] == "Wait"


def test_what_was_of_an_earlier_round_is_not_said_of_this_one() -> None:
    log = [
        entry("submit", "2021-08-01", **PROOF),
        close("2021-08-02"),
        entry("reopen", "2021-09-01", to="2021-12-31"),
    ]
    found = facts(form(ledger([issue(log=log)])))
    assert found["State"] == "under way, reopened 1 time"
    assert (found["Submitted on"], found["Closed on"]) == ("–", "–")
    found = facts(form(ledger([issue(log=[*log, entry("submit", "2021-10-01", **PROOF)])])))
    assert found["Submitted on"] == "2021-10-01"


def test_an_entry_that_could_not_be_made_is_no_day_of_the_form() -> None:
    log = [close("2021-09-01"), entry("submit", "2021-09-02", **PROOF), close("2021-09-03")]
    found = facts(form(ledger([issue(log=log)])))
    assert (found["Submitted on"], found["Closed on"]) == ("–", "2021-09-01")


def test_why_a_measure_is_late_is_not_what_came_of_it() -> None:
    late = measure(log=[entry("extend", "2021-09-01", to="2021-12-01", note="no tender")])
    begun = measure(number=2, log=[entry("progress", "2021-09-01", note="half of it")])
    rows = form(ledger([issue()], [late, begun])).tables["measures"].rows
    assert [row[-1] for row in rows] == ["", "half of it"]


def test_measures_stand_with_what_came_of_them() -> None:
    done = measure(
        instruments=[{"title": "Rule A", "action": "issued", "dated": "2021-08"}],
        figures=[{"name": "Cases", "value": 434}],
        log=[close("2021-09-01", note="all paid")],
    )
    found = form(ledger([issue(), issue(id=2)], [done, measure(number=2), measure(issue=2)]))
    rows = [list(row) for row in found.tables["measures"].rows]
    assert rows == [
        ["1.1", "Write a rule for paying out", "Finance", "2021-10-31", "closed", "2021-09-01",
         "Rule A (issued, 2021-08); Cases: 434; all paid"],
        ["1.2", "Write a rule for paying out", "Finance", "2021-10-31", "open", None, ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("log", "finished", "missing"),
    [
        ([], False, ["1 cannot be closed without evidence"]),
        ([entry("submit", "2021-10-01", **PROOF)], False, []),
        ([entry("submit", "2021-10-01", **PROOF), entry("return", "2021-10-02")], False, []),
        ([close("2021-10-01")], True, []),
        ([close("2021-10-01", result="substantial")], False, []),
        ([entry("waive", "2021-10-01")], True, []),
    ],
    ids=["open", "submitted", "returned", "closed", "on the whole", "waived"],
)
def test_in_any_state_it_says_what_is_still_missing(
    log: list[Any], finished: bool, missing: list[str]
) -> None:
    found = form(ledger([issue(log=log)]))
    said = found.words["missing"]
    assert found.words["finished"] is finished
    assert isinstance(said, list)
    assert [one.partition(":")[0] for one in said] == missing


def test_open_measures_are_named_as_going_along_or_as_missing() -> None:
    log = [entry("submit", "2021-10-01", **PROOF)]
    for order, along, missing in (("with", ["1.1"], 0), ("first", [], 1)):
        under = settings(policy={"measures": order})
        found = form(ledger([issue(log=log)], [measure()], under=under))
        said = found.words["missing"]
        assert isinstance(said, list)
        assert (found.words["along"], len(said)) == (along, missing)
        assert all("1.1" in one for one in said)


def test_that_nobody_may_close_it_is_said() -> None:
    members = [{"id": "wang", "name": "Wang Fang", "roles": ["observer"]}]
    under = settings(policy={"closers": ["acceptor", "office"]}, members=members)
    found = form(ledger([issue(log=[entry("submit", "2021-10-01", **PROOF)])], under=under))
    assert found.words["missing"] == ["No member of this ledger may close it under the policy"]
    assert found.words["closers"] == ["the acceptor", "the office"]


@pytest.mark.parametrize("internal", [True, False])
def test_names_are_in_only_when_they_are_asked_for(internal: bool) -> None:
    log = [
        entry("submit", "2021-08-01", by="Sun Li", **PROOF),
        entry("extend", "2021-08-02", to="2021-12-01", approved_by="Zhou Jie"),
        entry("amend", "2021-08-03", field="leader", was="Wu Hao", now="Zheng Yu"),
        entry("amend", "2021-08-04", field="title", was="Tilte", now="Title"),
    ]
    found = form(ledger([issue(log=log, leader="Zheng Yu")]), internal=internal)
    said = str((found.words, found.tables))
    for name in ("Sun Li", "Zhou Jie", "Wu Hao", "Zheng Yu"):
        assert (name in said) is internal
    assert "title was Tilte, now Title" in said


def test_evidence_is_listed_with_what_it_belongs_to_and_what_proves_it() -> None:
    path, sha = "evidence/001/a-3f2a91bc.pdf", "3f" * 32
    file = {"path": path, "name": "a.pdf", "size": 48213, "sha256": sha}
    members = [{"id": "chen", "name": "Chen", "department": "finance"}]
    log = [entry("submit", "2021-10-01", evidence=[{"url": "https://example.org/a"}])]
    below = measure(log=[entry("attach", "2021-09-01", by="chen", evidence=[file])])
    found = form(ledger([issue(log=log)], [below], under=settings(members=members)))
    assert found.words["pieces"] == 2
    assert [list(row) for row in found.tables["evidence"].rows] == [
        [1, "1", "https://example.org/a", "web page", "2021-10-01", None, "the office"],
        [2, "1.1", "a.pdf", "file", "2021-09-01", 48213, "Finance"],
    ]
    assert [list(row) for row in found.tables["checksums"].rows] == [["2", path, sha]]


def test_how_long_it_is_over_and_when_it_is_looked_at_again_is_said() -> None:
    late = issue(due="2021-08-31", log=[entry("extend", "2021-08-20", to="2021-09-30")])
    assert (
        facts(form(ledger([late])))["Days overdue"] == "15 days (45 days past the first deadline)"
    )
    kept_up = issue(standing=True, log=[close("2021-10-01")])
    assert facts(form(ledger([kept_up])))["Next review"] == "2022-04-01"


@pytest.mark.parametrize(
    ("policy", "evidence", "eyes"),
    [
        ({}, True, False),
        ({"evidence": "file"}, True, False),
        ({"evidence": "none", "four_eyes": True}, False, True),
    ],
)
def test_what_policy_asks_of_a_closing_is_said(
    policy: dict[str, Any], evidence: bool, eyes: bool
) -> None:
    said = form(ledger([issue()], under=settings(policy=policy))).words
    assert (said["evidence_needed"], said["four_eyes"]) == (evidence, eyes)


@given(ledgers(), days("2021-07-30", "2022-12-31"))
def test_there_is_a_form_for_every_issue(whole: Ledger, day: str) -> None:
    for record in whole.issues.values():
        held = form(whole, day, number=record.id)
        assert len(held.tables["measures"].rows) == sum(
            one.issue == record.id for one in whole.measures.values()
        )
        assert held.words["ref"] == record.ref
