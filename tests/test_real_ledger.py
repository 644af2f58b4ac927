"""The totals of the real ledger match the notice."""

from collections import Counter

import pytest

from rectledger.core import checks
from rectledger.core.model import Close, Ledger, Progress
from rectledger.core.summary.overview import Overview, overview
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.load_ledger import open_ledger
from transcript import ROOT

CUT_OFF = "2021-10-31"


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    opened = open_ledger(Folder(ROOT / "data"), with_evidence=True)
    assert opened.unreadable == ()
    assert opened.ledger is not None
    return opened.ledger


@pytest.fixture(scope="module")
def then(ledger: Ledger) -> Overview:
    return overview(ledger, CUT_OFF)


def test_48_of_57_issues_are_closed_14_of_them_as_routine(then: Overview) -> None:
    issues = then.issues
    assert (issues.total, issues.closed, issues.ongoing, issues.overdue) == (57, 48, 9, 0)
    assert (issues.standing, issues.substantial, issues.waived) == (14, 1, 0)
    assert (issues.open, issues.active, issues.submitted) == (0, 9, 0)


def test_kinds_stand_at_28_20_0_and_0(then: Overview) -> None:
    rows = {group.id: (group.issues.closed, group.issues.total) for group in then.by["kind"]}
    assert rows == {
        "immediate": (28, 28),
        "three-month": (20, 20),
        "six-month": (0, 7),
        "long-term": (0, 2),
    }


def test_three_aspects_and_thirteen_sections_hold_all_57(then: Overview) -> None:
    assert [group.issues.total for group in then.by["aspect"]] == [26, 19, 12]
    sections = [group.issues.total for group in then.by["section"]]
    assert sections == [9, 5, 4, 5, 3, 6, 5, 3, 5, 4, 3, 1, 4]


def test_every_closing_was_on_time(then: Overview) -> None:
    assert then.issues.on_time == then.issues.with_deadline == 48


def test_the_day_before_nothing_is_closed_and_nothing_overdue(ledger: Ledger) -> None:
    before = overview(ledger, "2021-10-30").issues
    assert (before.total, before.closed, before.overdue) == (57, 0, 0)


def test_the_day_before_the_feedback_there_is_no_issue(ledger: Ledger) -> None:
    assert overview(ledger, "2021-07-29").issues.total == 0


def test_three_months_later_the_seven_six_month_issues_are_overdue(ledger: Ledger) -> None:
    later = overview(ledger, "2022-02-01")
    assert [item.ref for item in later.overdue] == ["12", "17", "18", "19", "20", "23", "54"]
    assert {item.issue.kind for item in later.overdue if item.issue} == {"six-month"}


def test_on_their_last_day_they_are_not_overdue_yet(ledger: Ledger) -> None:
    assert overview(ledger, "2022-01-30").overdue == []
    assert len(overview(ledger, "2022-01-31").overdue) == 7


def test_check_finds_nothing_but_the_two_totals_without_a_list(ledger: Ledger) -> None:
    found = checks.check(ledger, "2021-12-01")
    assert [(f.code, f.args["name"], f.severity) for f in found] == [
        ("control-total-unpublished", "measures", "note"),
        ("control-total-unpublished", "instruments", "note"),
    ]


def test_all_other_control_totals_hold(then: Overview) -> None:
    holds = {total.declared.name: total.holds for total in then.control_totals}
    assert Counter(holds.values()) == {True: 7, None: 2}


def test_every_issue_has_measures_and_both_languages_throughout(ledger: Ledger) -> None:
    with_measures = {measure.issue for measure in ledger.measures.values()}
    assert with_measures == set(range(1, 58))
    for record in (*ledger.issues.values(), *ledger.measures.values()):
        for text in (record.title, record.next, *(entry.note for entry in record.log)):
            if text is not None:
                assert not isinstance(text, str), record.ref
                assert text.zh, record.ref
                assert text.en, record.ref


def test_what_is_ongoing_has_a_dated_report_and_says_what_comes_next(ledger: Ledger) -> None:
    ongoing = [issue for issue in ledger.issues.values() if issue.next is not None]
    assert len(ongoing) == 9
    for issue in ongoing:
        assert [(type(e), e.date) for e in issue.log] == [(Progress, CUT_OFF)]


def test_closings_carry_the_cut_off_and_cite_the_notice(ledger: Ledger) -> None:
    for issue in ledger.issues.values():
        for entry in issue.log:
            if isinstance(entry, Close):
                assert entry.date == CUT_OFF
                assert entry.evidence
