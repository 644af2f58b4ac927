"""The checks: a clean ledger has no findings; each way of breaking one gives a finding of its
own."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from builders import (
    DUE,
    TODAY,
    close,
    entry,
    issue,
    ledger,
    measure,
    raw_settings,
    settings,
)
from rectledger.core.checks import CHECKS, Check, as_it_stood, check
from rectledger.core.findings import Finding
from rectledger.core.items import items_on
from rectledger.core.lifecycle import fold
from rectledger.core.model import Deleted, Deletions, Ledger, Settings
from strategies import ledgers

I1, I2, M1, L = "issues/001.yaml", "issues/002.yaml", "measures/001-01.yaml", "ledger.yaml"
REPORT = "evidence/001/report-3f2a91bc.pdf"
SHA = "3f2a91bc" * 8
FILE = {"path": REPORT, "name": "report.pdf", "size": 7, "sha256": SHA}

Place = tuple[str, str, tuple[str | int, ...]]


def logged(*log: Any, **changes: Any) -> Ledger:
    """A ledger of one issue with this log."""
    return ledger([issue(log=list(log), **changes)])


def people(*ids: str) -> list[dict[str, Any]]:
    """Members with these ids."""
    return [{"id": name, "name": name.title()} for name in ids]


def staffed(department_leader: str = "liu") -> Settings:
    """Settings with members, which every name must belong to."""
    code = {"enforcement": {"name": "Enforcement", "leader": department_leader}}
    return settings(members=people("liu", "office"), departments=code)


def ruled(log: list[Any], **policy: Any) -> Ledger:
    """A ledger of one issue with this log, and members: liu of the office, wen of the lead."""
    wen = {"id": "wen", "name": "Wen", "department": "enforcement"}
    liu = {"id": "liu", "name": "Liu", "department": "office", "roles": ["leader"]}
    code = {"enforcement": {"name": "Enforcement"}, "office": {"name": "Office"}}
    return ledger([issue(log=log)], under=settings(
        members=[liu, wen], departments=code, policy=policy
    ))  # fmt: skip


def without(*files: str) -> Deletions:
    """A history in which these records were deleted."""
    return Deletions({file: Deleted("1a2b3c4d5e", f"git checkout {file}") for file in files})


def twice_listed(what: str) -> Ledger:
    """A ledger whose settings list an aspect, a section, a member or an address twice."""
    one = {"id": "1-1", "title": "One"}
    first, second = {"id": 1, "title": "A", "sections": [one]}, {"id": 2, "title": "B"}
    if what == "address":
        addresses = [["jos\u00e9@court.example"], ["a@court.example", "Jose\u0301@court.example"]]
        members = [
            {**one, "emails": emails}
            for one, emails in zip(people("liu", "wen"), addresses, strict=True)
        ]
        return ledger(under=settings(members=members, departments={}))
    if what == "member":
        return ledger(under=settings(members=people("liu", "liu"), departments={}))
    if what == "aspect":
        return ledger(under=settings(outline=[first, {**second, "id": 1, "sections": []}]))
    return ledger(under=settings(outline=[first, {**second, "sections": [one]}]))


def closed(*measure_log: Any) -> Ledger:
    """Issue 1, closed on its deadline, over measure 1.1 with this log."""
    return ledger([issue(log=[close(DUE)])], [measure(log=list(measure_log))])


def attached(*names: str) -> Ledger:
    """A ledger of one issue with these files of evidence."""
    pieces = [{**FILE, "path": f"evidence/001/{name}"} for name in names]
    kept = {str(one["path"]): (7, SHA) for one in pieces}
    return replace(logged(entry("attach", "2021-08-02", evidence=pieces)), evidence=kept)


def declared(total: int, **more: Any) -> Ledger:
    """An empty ledger with a control total of issues."""
    one = {"name": "issues", "total": total, "as_of": DUE, **more}
    return ledger(under=settings(control_totals=[one]))


def clean() -> Ledger:
    """A clean ledger with one of everything."""
    under = settings(
        members=people("liu", "office"),
        departments={
            "enforcement": {"name": "Enforcement", "leader": "liu"},
            "finance": {"name": "Finance"},
        },
        control_totals=[
            {"name": "issues", "total": 2, "as_of": DUE},
            {"name": "closed", "total": 1, "as_of": DUE},
        ],
    )
    extension = entry("extend", "2021-08-02", to="2021-12-31", approved_by="liu")
    closing = close(DUE, evidence=[FILE])
    return ledger(
        [
            issue(id=1, support=["finance"], log=[entry("start", "2021-08-01"), closing]),
            issue(id=2, kind="long-term", due=None, leader="liu", log=[extension]),
        ],
        [
            measure(number=1, log=[close("2021-09-01")]),
            measure(number=2, log=[entry("waive", DUE, approved_by="liu")]),
            measure(issue=2, due=None, lead="enforcement"),
        ],
        under=under,
        evidence={REPORT: (7, SHA)},
    )


def places(found: list[Finding]) -> list[Place]:
    """Findings by code and location."""
    return [(finding.code, finding.file, finding.key) for finding in found]


def test_a_ledger_in_order_gives_no_finding() -> None:
    assert check(clean(), TODAY) == []


def test_an_empty_ledger_gives_no_finding() -> None:
    assert check(ledger(), TODAY) == []


LATE = "2021-11-15"
REASSIGN = entry("reassign", "2021-08-01", lead="finanse", support=["office", "ofice"])
EXTEND_AND_WAIVE = [
    entry("extend", "2021-08-01", approved_by="Liu"),
    entry("waive", "2021-08-02", approved_by="Liu"),
]
AMENDED = entry("amend", "2021-08-01", approved_by="Liu")
REOPENED = entry("reopen", LATE)
EXTENDED = entry("extend", "2021-08-01", to="2022-12-31")


def deadline(now: str, was: str = "2022-12-31") -> Any:
    """An amendment of the deadline in force."""
    return entry("amend", "2021-08-03", field="deadline", was=was, now=now)


SOURCE = {"path": "sources/ledger-01234567.xlsx", "at": "Sheet!C5", "sha256": "0" * 64}


def left_open() -> Settings:
    """A ledger that has a kind and a department for what a source leaves open."""
    raw = raw_settings()
    kinds = {**raw["kinds"], "unstated": {"name": "(not stated)"}}
    return settings(
        kinds=kinds,
        departments={**raw["departments"], "unassigned": {"name": "(not assigned)"}},
    )


def of_issues(**more: Any) -> Settings:
    """A ledger whose issues have a field of its own."""
    declared = {"name": "Cause", "of": ["issue"], "type": "choice",
                "choices": {"late": {"name": "Late"}}, **more}  # fmt: skip
    return settings(fields={"cause": declared})


def with_field(name: str, **held: object) -> Ledger:
    return ledger([issue(fields={name: held["cause"]})], under=of_issues())


# The smallest broken ledger for each finding, and everything found in it.
# fmt: off
BROKEN: list[tuple[str, Ledger, list[tuple[str, tuple[str | int, ...]]]]] = [
    ("file-name", ledger({I2: issue()}), [(I2, ("id",))]),
    ("file-name", ledger([issue()], {"measures/001-02.yaml": measure()}),
     [("measures/001-02.yaml", ("number",))]),
    ("stray-file", ledger(stray=("issues/notes.txt",)), [("issues/notes.txt", ())]),
    ("name-clash", attached("A.pdf", "a.pdf"), [("evidence/001/a.pdf", ())]),
    ("name-unfit", attached("aux.pdf"), [("evidence/001/aux.pdf", ())]),
    ("left-over", ledger(leftovers=("issues/.001.yaml.tmp",)), [("issues/.001.yaml.tmp", ())]),
    ("gap", ledger([issue(id=2)]), [(I2, ("id",))]),
    ("gap", ledger([issue(id=2)], deletions=without(I1)), [(I2, ("id",))]),
    ("record-deleted", ledger([issue()], deletions=without(I2)), [(I2, ())]),
    ("record-deleted", ledger(deletions=without(I1)), [(I1, ())]),
    ("record-deleted", ledger([issue()], deletions=without(M1)), [(M1, ())]),
    ("record-deleted", ledger([issue()], deletions=without(I2, "measures/002-01.yaml")),
     [(I2, ())]),
    ("number-given-again", ledger([issue()], deletions=Deletions(others=without(I1).deleted)),
     [(I1, ("id",))]),
    ("number-given-again",
     ledger([issue()], [measure()], deletions=Deletions(others=without(M1).deleted)),
     [(M1, ("number",))]),
    ("history-in-part", ledger(deletions=Deletions(whole=False)), [(L, ())]),
    ("gap", ledger([issue(id=number) for number in (1, 3, 5)]),
     [("issues/003.yaml", ("id",)), ("issues/005.yaml", ("id",))]),
    ("gap", ledger([issue()], [measure(number=2), measure(number=4)]),
     [("measures/001-02.yaml", ("number",)), ("measures/001-04.yaml", ("number",))]),
    ("orphan", ledger(measures=[measure()]), [(M1, ("issue",))]),
    ("unknown-section", ledger([issue(section="1-3")]), [(I1, ("section",))]),
    ("unknown-kind", ledger([issue(kind="imediate")]), [(I1, ("kind",))]),
    ("unknown-department", ledger([issue(lead="ofice")]), [(I1, ("lead",))]),
    ("unknown-department", ledger([issue(support=["office", "x"])]), [(I1, ("support", 1))]),
    ("unknown-department", ledger([issue()], [measure(lead="x")]), [(M1, ("lead",))]),
    ("unknown-department", logged(REASSIGN),
     [(I1, ("log", 0, "lead")), (I1, ("log", 0, "support", 1))]),
    (
        "unknown-department",
        ledger(under=settings(departments={}, members=[{**people("liu")[0], "department": "x"}])),
        [(L, ("members", 0, "department"))],
    ),
    ("unknown-field", with_field("x", cause="A"), [(I1, ("fields", "x"))]),
    ("unknown-choice", with_field("cause", cause="A"), [(I1, ("fields", "cause"))]),
    ("bad-field-value", with_field("cause", cause=1), [(I1, ("fields", "cause"))]),
    ("field-not-of", ledger([issue()], [measure(fields={"cause": "late"})], under=of_issues()),
     [(M1, ("fields", "cause"))]),
    ("field-missing", ledger([issue()], under=of_issues(required=True)), [(I1, ("fields",))]),
    ("lead-supports", ledger([issue(support=["enforcement"])]), [(I1, ("support",))]),
    ("lead-supports", logged(entry("reassign", "2021-08-01", lead=None, support=["enforcement"])),
     [(I1, ("support",))]),
    ("listed-twice", twice_listed("aspect"), [(L, ("outline", 1, "id"))]),
    ("listed-twice", twice_listed("section"), [(L, ("outline", 1, "sections", 0, "id"))]),
    ("listed-twice", twice_listed("member"), [(L, ("members", 1, "id"))]),
    ("listed-twice", twice_listed("address"), [(L, ("members", 1, "emails", 1))]),
    ("unknown-member", ledger([issue(leader="lui")], under=staffed()), [(I1, ("leader",))]),
    ("unknown-member", ledger(under=staffed("lui")),
     [(L, ("departments", "enforcement", "leader"))]),
    ("unknown-member", ledger([issue(log=[entry("start", "2021-08-01", by="x")])], under=staffed()),
     [(I1, ("log", 0, "by"))]),
    ("unknown-member", ledger([issue(log=EXTEND_AND_WAIVE)], under=staffed()),
     [(I1, ("log", 0, "approved_by")), (I1, ("log", 1, "approved_by"))]),
    ("unknown-member", ledger([issue(title="Title", log=[AMENDED])], under=staffed()),
     [(I1, ("log", 0, "approved_by"))]),
    ("no-deadline", ledger([issue(due=None)]), [(I1, ("due",))]),
    ("no-deadline", ledger([issue()], [measure(due=None)]), [(M1, ("due",))]),
    ("date-backwards", logged(entry("start", "2021-08-02"), entry("progress", "2021-08-01")),
     [(I1, ("log", 1, "date"))]),
    ("date-future", logged(entry("start", "2022-07-01")), [(I1, ("log", 0, "date"))]),
    ("date-before-opened", logged(entry("start", "2021-07-29")), [(I1, ("log", 0, "date"))]),
    ("illegal-event", logged(entry("return", "2021-08-01"), entry("start", "2021-08-02")),
     [(I1, ("log", 0, "event"))]),
    ("illegal-event", ledger([issue()], [measure(log=[entry("submit", "2021-08-01")])]),
     [(M1, ("log", 0, "event"))]),
    ("extend-backwards", logged(entry("extend", "2021-08-01", to=DUE)), [(I1, ("log", 0, "to"))]),
    ("to-in-the-past", logged(close(DUE), entry("reopen", LATE, to=DUE)),
     [(I1, ("log", 1, "to"))]),
    ("date-before-opened",
     ledger([issue()], [measure(opened="2021-09-01", log=[entry("start", "2021-08-31")])]),
     [(M1, ("log", 0, "date"))]),
    ("opened-future", ledger([issue()], [measure(opened="2022-07-01")]), [(M1, ("opened",))]),
    ("deadline-when-done", logged(EXTENDED, close("2021-08-03"), deadline("2022-01-31")),
     [(I1, ("log", 2, "field"))]),
    ("deadline-of-the-record", logged(deadline("2021-09-30", was=DUE)),
     [(I1, ("log", 0, "field"))]),
    ("deadline-was", logged(EXTENDED, deadline("2021-12-31", was="2022-12-30")),
     [(I1, ("log", 1, "field"))]),
    ("deadline-not-earlier", logged(EXTENDED, deadline("2023-12-31")),
     [(I1, ("log", 1, "field"))]),
    ("deadline-not-earlier", logged(EXTENDED, deadline("soon")), [(I1, ("log", 1, "field"))]),
    ("deadline-too-early", logged(EXTENDED, deadline("2021-10-30")),
     [(I1, ("log", 1, "field"))]),
    ("deadline-far", logged(entry("extend", "2021-08-01", to="2031-08-02")),
     [(I1, ("log", 0, "to"))]),
    ("deadline-far", ledger([issue(due="2206-12-31")]), [(I1, ("due",))]),
    ("due-after-issue", ledger([issue()], [measure(due="2021-11-01")]), [(M1, ())]),
    ("evidence-future", logged(entry("attach", "2021-08-02", evidence=[
        {"document": "Minutes", "dated": "2022-07"}, {"url": "https://x.example/", "dated": TODAY},
    ])), [(I1, ("log", 0, "evidence", 0, "dated"))]),
    ("open-measures", closed(), [(I1, ("log", 0))]),
    ("open-measures", closed(close(LATE)), [(I1, ("log", 0))]),
    ("no-evidence", logged(entry("close", DUE)), [(I1, ("log", 0))]),
    (
        "no-evidence-file",
        ledger([issue(log=[close(DUE)])], under=settings(policy={"evidence": "file"})),
        [(I1, ("log", 0))],
    ),
    ("named-by-role", ledger([issue(log=[entry("start", "2021-08-01", by="leader")])],
                             under=staffed()), [(L, ("members",))]),
    ("not-a-closer", ruled([close(DUE, by="liu")], closers=["office"]), [(I1, ("log", 0))]),
    ("not-an-approver", ruled([entry("extend", "2021-08-01", by="liu", approved_by="wen")],
                              approvers=["leader"]), [(I1, ("log", 0))]),
    ("not-an-approver", ruled([entry("waive", "2021-08-01", by="liu", approved_by="wen")],
                              approvers=["leader"]), [(I1, ("log", 0))]),
    ("own-department", ruled([close(DUE, by="wen")], four_eyes=True), [(I1, ("log", 0))]),
    ("own-submission", ruled([entry("submit", "2021-08-01", by="liu"), close(DUE, by="liu")],
                             four_eyes=True), [(I1, ("log", 1))]),
    ("too-many-extensions", ruled([entry("extend", "2021-08-01", by="liu", approved_by="liu")],
                                  extensions=0), [(I1, ("log", 0))]),
    ("nobody-bound", ledger(under=settings(policy={"closers": ["office"]})), [(L, ("policy",))]),
    ("nobody-bound", ledger(under=settings(policy={"four_eyes": True})), [(L, ("policy",))]),
    ("not-amendable", logged(entry("amend", "2021-08-01", field="id", was=2, now=1)),
     [(I1, ("log", 0, "field"))]),
    ("not-amendable", logged(entry("amend", "2021-08-01", field="tilte")),
     [(I1, ("log", 0, "field"))]),
    ("amendment-undone", logged(entry("amend", "2021-08-01")), [(I1, ("log", 0, "now"))]),
    ("amendment-gap", logged(entry("amend", "2021-08-01", was="A", now="B"),
                             entry("amend", "2021-08-02", was="C", now="D"), title="D"),
     [(I1, ("log", 1, "was"))]),
    ("undated-later",
     ledger([issue(log=[entry("attach", DUE, source=SOURCE),
                        entry("close", "2022-01-01", source={**SOURCE, "undated": True})])],
            evidence={SOURCE["path"]: (1, "0" * 64)}),
     [(I1, ("log", 1, "source", "undated"))]),
    ("source-missing", logged(close(DUE, source=SOURCE)), [(I1, ("log", 0, "source", "path"))]),
    (
        "source-altered",
        ledger([issue(log=[close(DUE, source=SOURCE)])], evidence={SOURCE["path"]: (1, "1" * 64)}),
        [(I1, ("log", 0, "source", "path"))],
    ),
    ("unstated", ledger([issue(kind="unstated")], under=left_open()), [(I1, ("kind",))]),
    ("unassigned", ledger([issue(lead="unassigned")], under=left_open()), [(I1, ("lead",))]),
    ("evidence-missing", logged(close(DUE, evidence=[{"document": "Minutes"}, FILE])),
     [(I1, ("log", 0, "evidence", 1, "path"))]),
    (
        "evidence-altered",
        ledger([issue(log=[close(DUE, evidence=[FILE])])], evidence={REPORT: (7, "0" * 64)}),
        [(I1, ("log", 0, "evidence", 0, "path"))],
    ),
    (
        "evidence-altered",
        ledger([issue(log=[close(DUE, evidence=[FILE])])], evidence={REPORT: (8, SHA)}),
        [(I1, ("log", 0, "evidence", 0, "path"))],
    ),
    ("evidence-unreferenced", ledger(evidence={REPORT: (7, SHA)}), [(REPORT, ())]),
    ("control-total", declared(1), [(L, ("control_totals", 0, "total"))]),
    ("control-total-unpublished", declared(1, itemised=False),
     [(L, ("control_totals", 0, "total"))]),
]
# fmt: on


@pytest.mark.parametrize(("code", "broken", "where"), BROKEN)
def test_a_broken_ledger_gives_exactly_the_findings_of_its_fault(
    code: str, broken: Ledger, where: list[tuple[str, tuple[str | int, ...]]]
) -> None:
    assert places(check(broken, TODAY)) == [(code, file, key) for file, key in where]


@pytest.mark.parametrize("one", CHECKS)
def test_each_check_finds_something_in_one_of_the_broken_ledgers(one: Check) -> None:
    twice = ledger({I1: issue(), I2: issue()})
    assert any(list(one(broken, TODAY)) for broken in [twice, *(row[1] for row in BROKEN)])


def test_a_number_given_twice_is_found_beside_the_wrong_file_name() -> None:
    third = "issues/003.yaml"
    found = check(ledger({I1: issue(), I2: issue(), third: issue()}), TODAY)
    assert places(found) == [
        (code, file, ("id",)) for file in (I2, third) for code in ("file-name", "duplicate")
    ]
    first = {"ref": "1", "other": I1}
    assert [finding.args for finding in found if finding.code == "duplicate"] == [first, first]


def test_a_measures_number_given_twice_is_found_beside_the_wrong_file_name() -> None:
    other = "measures/001-02.yaml"
    found = check(ledger([issue()], {M1: measure(), other: measure()}), TODAY)
    assert places(found) == [("file-name", other, ("number",)), ("duplicate", other, ("number",))]


def test_a_measure_reopened_under_a_closed_issue_is_found_beside_the_closing() -> None:
    found = places(check(closed(close("2021-09-01"), REOPENED), TODAY))
    assert found == [
        ("open-measures", I1, ("log", 0)),
        ("reopen-under-closed", M1, ("log", 1, "event")),
    ]


def test_reopening_the_issue_later_does_not_make_up_for_a_measure_reopened_before_it() -> None:
    above = issue(log=[close(DUE), entry("reopen", "2021-11-16")])
    below = measure(log=[close("2021-09-01"), REOPENED])
    found = check(ledger([above], [below]), TODAY)
    assert places(found) == [("reopen-under-closed", M1, ("log", 1, "event"))]


@pytest.mark.parametrize("reopening", ["2021-11-14", LATE])
def test_a_measure_may_be_reopened_once_its_issue_is(reopening: str) -> None:
    above = issue(log=[close(DUE), entry("reopen", reopening)])
    below = measure(log=[close("2021-09-01"), REOPENED])
    assert check(ledger([above], [below]), TODAY) == []


def test_a_measure_may_be_reopened_on_the_day_on_which_its_issue_was_closed_and_reopened() -> None:
    above = issue(log=[close(DUE), entry("reopen", DUE)])
    below = measure(log=[close("2021-09-01"), entry("reopen", DUE)])
    assert check(ledger([above], [below]), TODAY) == []


def test_of_two_closings_each_is_held_against_the_measures_of_its_own_day() -> None:
    on_the_whole, for_good = close(DUE, result="substantial"), close("2021-12-15")
    below = measure(log=[close("2021-11-30")])
    above = issue(log=[on_the_whole, for_good])
    assert places(check(ledger([above], [below]), TODAY)) == [("open-measures", I1, ("log", 0))]


@pytest.mark.parametrize("again", [REOPENED, entry("review", LATE, outcome="relapsed", to=TODAY)])
def test_what_was_set_aside_is_held_against_no_measure_that_came_later(again: Any) -> None:
    above = issue(log=[close(DUE), again])
    for more in ({"opened": LATE}, {}):
        assert check(ledger([above], [measure(due=DUE, **more)]), TODAY) == []


def test_a_closing_is_held_against_the_measures_that_there_were_on_its_day() -> None:
    later = measure(opened=LATE, log=[close(LATE)])
    assert check(ledger([issue(log=[close(DUE)])], [later]), TODAY) == []
    still_open = measure(opened=LATE)
    found = check(ledger([issue(log=[close(DUE)])], [still_open]), TODAY)
    assert places(found) == [("open-measures", I1, ("log", 0))]


def test_a_deadline_that_was_set_right_is_the_one_in_force_and_no_extension_is_taken_back() -> None:
    far = entry("extend", "2021-08-01", to="2206-12-31")
    right = entry("amend", "2021-08-03", field="deadline", was="2206-12-31", now="2021-12-31")
    whole = logged(far, right)
    assert check(whole, TODAY) == []
    status = fold(next(iter(whole.issues.values())))
    assert (status.deadline, status.extensions, status.postponed) == ("2021-12-31", 1, 1)
    assert check(logged(far, right, entry("extend", "2021-09-01", to="2022-01-31")), TODAY) == []


def test_a_first_deadline_is_not_too_far_off_either_though_another_is_in_force() -> None:
    amended = entry("amend", "2021-08-02", field="due", was=DUE, now="2206-04-01")
    whole = logged(entry("extend", "2021-08-01", to="2021-12-31"), amended, due="2206-04-01")
    assert places(check(whole, TODAY)) == [("deadline-far", I1, ("due",))]


def test_ten_years_to_the_day_are_not_too_far() -> None:
    assert check(logged(entry("extend", "2021-08-01", to="2031-08-01")), TODAY) == []


def test_an_entry_of_today_is_not_in_the_future() -> None:
    assert check(logged(entry("start", TODAY)), TODAY) == []


def test_entries_of_one_day_do_not_run_backwards() -> None:
    assert check(logged(entry("start", DUE), entry("progress", DUE)), TODAY) == []


def test_a_measures_entry_may_be_earlier_than_its_issues_opening() -> None:
    early = measure(log=[entry("start", "2021-07-01")])
    assert check(ledger([issue()], [early]), TODAY) == []


def test_an_extension_of_what_had_no_deadline_does_not_run_backwards() -> None:
    extended = logged(entry("extend", "2021-08-01"), kind="long-term", due=None)
    assert check(extended, TODAY) == []


def test_a_second_extension_is_held_against_the_first() -> None:
    log = [entry("extend", "2021-08-01", to=day) for day in ("2022-01-31", "2021-12-31")]
    assert places(check(logged(*log), TODAY)) == [("extend-backwards", I1, ("log", 1, "to"))]


def test_without_members_anyone_may_be_named() -> None:
    assert check(logged(entry("start", "2021-08-01", by="Anyone"), leader="Zhao"), TODAY) == []


def test_an_unpublished_total_is_a_note_and_a_broken_one_an_error() -> None:
    assert [f.severity for f in check(declared(1, itemised=False), TODAY)] == ["note"]
    assert [f.severity for f in check(declared(1), TODAY)] == ["error"]


def test_what_was_cut_off_is_a_note() -> None:
    found = check(ledger(leftovers=("issues/.001.yaml.tmp", ".ledger.yaml.tmp")), TODAY)
    assert [(f.file, f.severity) for f in found] == [
        (".ledger.yaml.tmp", "note"),
        ("issues/.001.yaml.tmp", "note"),
    ]


@pytest.mark.parametrize("unread", ["evidence", "evidence/001", REPORT])
def test_evidence_that_cannot_be_looked_at_is_not_taken_for_missing(unread: str) -> None:
    closing = close(DUE, evidence=[FILE, {**FILE, "path": "evidence/0011/b.pdf"}])
    found = check(logged(closing), TODAY)
    assert [f.code for f in found] == ["evidence-missing", "evidence-missing"]
    known = ledger([issue(log=[closing])], unreadable=frozenset({unread}))
    missing = [f.args["path"] for f in check(known, TODAY)]
    assert missing == ([] if unread == "evidence" else ["evidence/0011/b.pdf"])


def test_an_unknown_word_comes_with_the_nearest_known_one() -> None:
    (found,) = check(ledger([issue(kind="imediate")]), TODAY)
    known = ["immediate", "long-term"]
    assert found.args == {"word": "imediate", "nearest": "immediate", "known": known}


def test_an_illegal_event_is_reported_once_and_not_what_follows_from_it() -> None:
    log = [entry("start", "2021-08-01"), entry("start", "2021-08-02"), close(DUE)]
    assert places(check(logged(*log), TODAY)) == [("illegal-event", I1, ("log", 1, "event"))]


def test_an_illegal_extension_is_not_found_to_run_backwards_too() -> None:
    log = [close("2021-08-01"), entry("extend", "2021-08-02", to=DUE)]
    assert places(check(logged(*log), TODAY)) == [("illegal-event", I1, ("log", 1, "event"))]


def ruined() -> Ledger:
    """A ledger broken in many ways at once."""
    log = [entry("close", "2022-07-01"), entry("start", "2021-07-01")]
    odd = issue(id=2, section="x", kind="y", lead="z", log=log)
    evidence = {REPORT: (7, SHA)}
    return ledger({I1: odd}, [measure(due=None)], stray=("notes",), evidence=evidence)


def test_all_that_is_wrong_is_found_in_one_go_by_file() -> None:
    found = places(check(ruined(), TODAY))
    assert sorted(code for code, _, _ in found) == [
        "date-backwards", "date-before-opened", "date-future", "evidence-unreferenced",
        "file-name", "gap", "illegal-event", "no-evidence", "orphan", "stray-file",
        "unknown-department", "unknown-kind", "unknown-section",
    ]  # fmt: skip
    assert [file for _, file, _ in found] == sorted(file for _, file, _ in found)


@given(ledgers())
def test_a_log_of_legal_entries_in_order_gives_no_finding_about_its_order(whole: Ledger) -> None:
    codes = {finding.code for finding in check(whole, "2022-12-31")}
    assert not codes & {"illegal-event", "extend-backwards", "date-backwards", "date-future"}


def test_a_gap_says_who_deleted_what_is_missing() -> None:
    held = ledger([issue(), issue(id=5)], deletions=without("issues/003.yaml", "issues/004.yaml"))
    (found,) = check(held, TODAY)
    assert (found.code, found.args["missing"], found.args["deleted"]) == ("gap", "2–4", "3")
    assert found.args["command"] == "git checkout issues/003.yaml"


def test_what_cannot_be_read_is_not_taken_for_deleted() -> None:
    for unread in ("issues/007.yaml", "issues"):
        held = ledger([issue()], deletions=without(I2), unreadable=frozenset({unread}))
        assert places(check(held, TODAY)) == []
    held = ledger([issue()], deletions=without(M1), unreadable=frozenset({"measures"}))
    assert places(check(held, TODAY)) == []


def test_a_number_that_has_come_back_is_not_deleted() -> None:
    held = ledger([issue()], [measure()], deletions=without(I1, M1))
    assert places(check(held, TODAY)) == []


def test_a_long_gap_is_one_finding() -> None:
    found = check(ledger([issue(id=1), issue(id=9)]), TODAY)
    assert [(f.code, f.args["missing"], f.args["before"]) for f in found] == [("gap", "2–8", "9")]


def test_an_issue_that_opens_in_the_future_is_found_before_it_is_missed() -> None:
    found = check(logged(opened="2031-07-30", due="2031-10-31"), TODAY)
    assert [(f.code, f.key) for f in found] == [("opened-future", ("opened",))]


def test_a_deadline_before_the_opening_is_found() -> None:
    found = check(logged(opened="2021-07-30", due="2021-07-29"), TODAY)
    assert [(f.code, f.key) for f in found] == [("due-before-opened", ("due",))]


def test_a_measure_may_be_reopened_while_its_issue_was_open_for_a_moment_that_day() -> None:
    log = [close("2021-08-15"), entry("reopen", "2021-09-01"), close("2021-09-01")]
    found = check(ledger([issue(log=log)], [measure(log=log)]), TODAY)
    assert [f.code for f in found] == []


def test_what_could_not_be_read_is_not_taken_for_missing() -> None:
    whole = ledger([issue(id=1), issue(id=3)], [measure(issue=2), measure(issue=3, number=3)])
    unread = {"issues/002.yaml", "measures/003-01.yaml", "measures/003-02.yaml"}
    assert check(replace(whole, unreadable=frozenset(unread)), TODAY) == []
    assert {f.code for f in check(whole, TODAY)} == {"gap", "orphan"}


def test_while_a_record_is_unread_no_total_is_judged_and_no_evidence_sent_away() -> None:
    whole = replace(declared(57), evidence={REPORT: (7, SHA)})
    assert [f.code for f in check(whole, TODAY)] == ["evidence-unreferenced", "control-total"]
    part = replace(whole, unreadable=frozenset({"issues/001.yaml"}))
    found = check(part, TODAY)
    assert [(f.code, f.severity) for f in found] == [("control-totals-unchecked", "note")]


def test_evidence_that_cannot_be_opened_is_not_said_to_be_missing() -> None:
    whole = logged(entry("attach", "2021-08-01", evidence=[FILE]))
    assert [f.code for f in check(whole, TODAY)] == ["evidence-missing"]
    assert check(replace(whole, unreadable=frozenset({REPORT})), TODAY) == []


def test_as_it_stood_before_a_fault_a_ledger_is_in_order() -> None:
    log = [entry("start", "2021-08-01"), entry("return", "2021-09-01"), close(DUE, evidence=[FILE])]
    whole = replace(
        ledger([issue(log=log)], under=settings(control_totals=[
            {"name": "closed", "total": 0, "as_of": "2021-08-15"},
            {"name": "closed", "total": 5, "as_of": DUE},
        ])),
        evidence={REPORT: (7, SHA)},
    )  # fmt: skip
    assert {f.code for f in check(whole, TODAY)} == {"illegal-event", "control-total"}
    assert check(as_it_stood(whole, "2021-08-31"), TODAY) == []


def test_as_of_a_day_what_is_opened_later_is_not_judged() -> None:
    again = issue(log=[close("2021-08-10"), entry("reopen", "2021-09-01", to=DUE)])
    of_the_closed = ledger([again], [measure(opened="2021-09-02")])
    not_there_yet = ledger([issue(opened="2021-09-15", due=None), issue(id=2)], [measure(due=None)])
    for whole in (of_the_closed, not_there_yet):
        then = as_it_stood(whole, "2021-08-31")
        assert check(whole, TODAY, then=then) == []
        assert not then.measures


def test_of_two_files_of_one_number_the_copy_is_named() -> None:
    whole = ledger({"issues/001 (2).yaml": issue(), "issues/001.yaml": issue()})
    found = [one for one in check(whole, TODAY) if one.code == "duplicate"]
    assert [one.file for one in found] == ["issues/001 (2).yaml"]


KEPT = {SOURCE["path"]: (1, "0" * 64)}


def test_what_a_source_leaves_open_is_a_note() -> None:
    attached = entry("attach", DUE, source=SOURCE)
    left = issue(id=3, kind="unstated", lead="unassigned", due=None, log=[attached])
    far = issue(id=7, kind="immediate", due=None, log=[attached])
    found = check(ledger([left, far], under=left_open(), evidence=KEPT), TODAY)
    assert {(one.code, one.severity) for one in found} == {
        ("gap", "note"), ("unstated", "note"), ("unassigned", "note"), ("no-deadline", "note"),
    }  # fmt: skip


def test_a_closing_refers_to_its_source_and_one_without_a_date_is_not_judged() -> None:
    undated = entry("close", "2022-01-01", source={**SOURCE, "undated": True})
    here = ledger([issue(log=[undated])], evidence=KEPT)
    assert check(here, TODAY) == []
    item = items_on(here, TODAY)[0][0]
    assert (item.on_time, item.marks.fell_due) == (None, False)
    late = ledger([issue(log=[entry("close", "2022-01-01", source=SOURCE)])], evidence=KEPT)
    assert items_on(late, TODAY)[0][0].on_time is False


def test_what_a_command_adds_is_not_left_open() -> None:
    here = ledger([issue(kind="unstated", lead="unassigned")], under=left_open())
    assert {one.code for one in check(here, TODAY)} == {"unstated", "unassigned"}
