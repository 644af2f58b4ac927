"""Changes described in words."""

import pytest

from builders import close, entry, issue, settings
from rectledger.core.diff.item_diff import Fault, Happened
from rectledger.core.diff.ledger_diff import EvidenceChange
from rectledger.core.diff.reviewers import Needed
from rectledger.core.diff.settings_diff import SettingsEdit
from rectledger.core.lifecycle import history
from rectledger.formatting import diff
from rectledger.i18n import language


@pytest.fixture(autouse=True)
def in_english() -> None:
    language.use("en")


MOVED = entry("amend", "2021-11-03", field="due", was="2021-09-30", now="2021-10-31")
UNDER = settings(members=[{"id": "li", "name": "Li Na"}, {"id": "liu", "name": "Liu"}])


@pytest.mark.parametrize(
    ("refs", "shown"),
    [
        (["1"], "1"),
        (["1", "2"], "1, 2"),
        (["1", "2", "3"], "1 to 3"),
        (["1.1", "1.2", "1.3", "2.1"], "1.1 to 1.3, 2.1"),
        (["1.9", "1.10", "1.11"], "1.9 to 1.11"),
        (["1.3", "2.4", "2.5", "7"], "1.3, 2.4, 2.5, 7"),
        (["1", "3", "4", "5"], "1, 3 to 5"),
    ],
)
def test_references_are_shortened_to_runs(refs: list[str], shown: str) -> None:
    assert diff.in_runs(refs) == shown


@pytest.mark.parametrize(
    ("log", "what", "besides"),
    [
        ([close("2021-10-31")], "2021-10-31 closing: complete (by the office)",
         ["on time: the deadline is 2021-10-31"]),
        ([close("2021-11-02")], "2021-11-02 closing: complete (by the office)",
         ["2 days late: the deadline was 2021-10-31"]),
        ([entry("extend", "2021-10-01", approved_by="liu")],
         "2021-10-01 extension: to 2021-12-31; approved by Liu (by the office)",
         ["deadline changed from 2021-10-31 to 2021-12-31; extended 1 time",
          "“the tender is late”"]),
        ([entry("reassign", "2021-10-01")],
         "2021-10-01 reassignment: lead Finance (by the office)",
         ["previously led by Enforcement"]),
        ([close("2021-11-02"), entry("reopen", "2021-11-03", to="2021-12-31"), close("2021-12-01")],
         "2021-12-01 closing: complete (by the office)",
         ["within the deadline 2021-12-31; late because of an earlier closing"]),
        ([close("2021-11-02"), entry("reopen", "2021-11-03", to="2021-11-30"), close("2021-12-01")],
         "2021-12-01 closing: complete (by the office)",
         ["1 day late: the deadline was 2021-11-30"]),
        ([entry("extend", "2021-10-01"), MOVED],
         "2021-11-03 amendment: due was 2021-09-30, now 2021-10-31; approved by Liu "
         "(by the office)",
         ["the deadline in force stays 2021-12-31", "“a slip of the pen”"]),
        ([close("2021-10-01"), entry("reopen", "2021-11-03", to="2021-11-30", approved_by="liu")],
         "2021-11-03 reopening: to 2021-11-30; approved by Liu (by the office)",
         ["deadline changed from 2021-10-31 to 2021-11-30", "“it came back”"]),
        ([close("2021-10-01"), entry("review", "2021-11-03", outcome="relapsed", to="2021-11-30",
                                     approved_by="liu")],
         "2021-11-03 review: relapse found; to 2021-11-30; approved by Liu (by the office)",
         ["deadline changed from 2021-10-31 to 2021-11-30", "“looked again”"]),
        ([entry("amend", "2021-10-01", field="lead", was="finance", now="enforcement",
                approved_by="liu")],
         "2021-10-01 amendment: lead was Finance, now Enforcement; approved by Liu "
         "(by the office)",
         ["“a slip of the pen”"]),
        ([close("2021-10-01"), close("2021-10-02")],
         "2021-10-02 closing: complete (by the office)", []),
    ],
)  # fmt: skip
def test_an_entry_is_told_with_what_came_of_it(
    log: list[object], what: str, besides: list[str]
) -> None:
    now = issue(log=log)
    one = Happened(now.file, issue(), now, (list(history(now))[-1],))
    (said,) = diff.said(one, UNDER)
    assert (said.what, said.besides) == (what, besides)


def test_a_closing_for_good_is_judged_by_the_one_that_counts_and_the_deadline_of_its_day() -> None:
    log = [close("2021-10-15", result="substantial"), MOVED, close("2021-11-20")]
    now = issue(log=log)
    one = Happened(now.file, issue(), now, (list(history(now))[-1],))
    (said,) = diff.said(one, settings(policy={"substantial_counts": True}))
    assert said.besides == ["late by the deadline before amendment"]


def test_a_new_item_is_told_as_it_was_before_it_was_amended() -> None:
    log = [
        entry("amend", "2021-10-01", field="lead", was="finance", now="enforcement"),
        entry("amend", "2021-10-01", field="due", was="2021-09-30", now="2021-10-31"),
    ]
    first, *_ = diff.said(Happened(issue().file, None, issue(log=log)), UNDER)
    assert first.besides == ["lead Finance", "deadline 2021-09-30"]


def test_a_new_item_is_told_by_its_lead_and_deadline() -> None:
    now = issue()
    (said,) = diff.said(Happened(now.file, None, now), UNDER)
    assert (said.what, said.besides) == (
        "new issue", ["lead Enforcement", "deadline 2021-10-31"],
    )  # fmt: skip


NOTED = entry("progress", "2021-09-01", note="half")


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (Fault("record-gone", {"file": "issues/001.yaml"}),
         "record deleted: issues/001.yaml"),
        (Fault("renumbered", {"file": "issues/001.yaml", "was": "1", "now": "2"}),
         "issues/001.yaml was renumbered from 1 to 2"),
        (Fault("entry-gone", {"entry": NOTED}),
         "entry deleted: 2021-09-01 progress (by the office), “half”"),
        (Fault("entry-between", {"entry": close("2021-09-01")}),
         "entry inserted before existing ones: 2021-09-01 closing: complete (by the office)"),
        (Fault("entry-altered", {"was": NOTED, "now": entry("progress", "2021-09-01", note="all")}),
         "entry altered: was 2021-09-01 progress (by the office), “half”; "
         "now 2021-09-01 progress (by the office), “all”"),
        (Fault("entry-altered", {"was": close("2021-09-01"),
                                 "now": close("2021-09-01", evidence=[{"document": "Other"}])}),
         "evidence of an entry altered: "
         "2021-09-01 closing: complete (by the office)"),
        (Fault("illegal-event", {"entry": NOTED, "state": "closed"}),
         "entry not allowed while the item is closed: "
         "2021-09-01 progress (by the office), “half”"),
        (Fault("field-edited", {"field": "due", "was": None, "now": "2022-01-31"}),
         "due changed without an amendment: was –, now 2022-01-31"),
    ],
)  # fmt: skip
def test_what_no_command_does_is_told_plainly(fault: Fault, shown: str) -> None:
    assert diff.fault(fault, UNDER) == shown


def test_long_values_are_cut_each_by_itself() -> None:
    fault = Fault("field-edited", {"field": "title", "was": "a" * 50, "now": "b" * 50})
    assert diff.fault(fault, UNDER, 4) == ("title changed without an amendment: was aaa…, now bbb…")
    assert (
        diff.edit(SettingsEdit("title", "", "a" * 50, "b" * 50), 4) == "title: was aaa…, now bbb…"
    )


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        (SettingsEdit("policy", "extensions", 2, 3), "policy.extensions: was 2, now 3"),
        (SettingsEdit("members", "li", None, {"name": "Li Na"}), "members.li: added: name: Li Na"),
        (
            SettingsEdit("members", "li", {"name": "Li Na"}, None),
            "members.li: removed: name: Li Na",
        ),
        (SettingsEdit("title", "", "One", {"zh": "一", "en": "Two"}), "title: was One, now Two"),
    ],
)
def test_an_edit_is_told_with_what_was_and_is(edit: SettingsEdit, shown: str) -> None:
    assert diff.edit(edit) == shown


@pytest.mark.parametrize(
    ("needed", "shown"),
    [
        (Needed("approval", ("liu",), (), ("1", "2", "3")), "1 to 3: Liu, to confirm the approval"),
        (Needed("approval", ("A minister",), (), ("1",)), "1: A minister, to confirm the approval"),
        (Needed("closing", ("li",), ("office",), ("1",)), "1: Li Na"),
        (Needed("closing", ("li", "liu"), ("office",), ("1",)), "1: one of Li Na, Liu"),
        (Needed("closing", (), ("office", "leader"), ("1",)),
         "1: no other member is eligible (the office, the leader in charge)"),
        (Needed("settings", ("li",), ("office",), ()), "ledger.yaml: Li Na"),
    ],
)  # fmt: skip
def test_who_has_to_look_is_told_by_name(needed: Needed, shown: str) -> None:
    assert diff.needed(needed, UNDER) == shown


def test_without_members_a_role_looks() -> None:
    needed = Needed("closing", (), ("office",), ("1",))
    assert diff.needed(needed, settings()) == "1: the office"


@pytest.mark.parametrize(("change", "told"), [("altered", "altered"), ("removed", "deleted")])
def test_evidence_that_is_touched_is_told(change: str, told: str) -> None:
    one = EvidenceChange("evidence/001/a.pdf", change, None)  # type: ignore[arg-type]
    assert diff.evidence_fault(one) == f"evidence {told}: evidence/001/a.pdf"
