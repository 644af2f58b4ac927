"""What commands propose: the entries and records to write, or every reason why not."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given

from builders import DUE, FEEDBACK, TODAY, close, entry, issue, ledger, measure, raw_entry, settings
from rectledger.core.changes.add_record import new_issue, new_measure
from rectledger.core.changes.amend_field import amend
from rectledger.core.changes.append_entry import append
from rectledger.core.changes.proposed_change import Change, Family, Proposal, Standards
from rectledger.core.checks import check
from rectledger.core.lifecycle import fold
from rectledger.core.model import Amend, BaseEntry, Issue, Ledger, Measure, Record, Settings
from rectledger.core.model.events import EVENTS
from strategies import ledgers

DAY = "2021-10-20"


def standards(under: Settings | None = None, today: str = TODAY) -> Standards:
    return Standards(under or settings(), today)


def proposed(
    event: str,
    family: Family,
    named: Sequence[Record] | None = None,
    *,
    day: str = DAY,
    under: Settings | None = None,
    with_measures: bool = False,
    **more: Any,
) -> Proposal:
    """The result of a command on the issue of a family, or on those named."""
    if event == "close":
        more.setdefault("evidence", [{"document": "Minutes"}])
    made = entry(event, day, **more)
    assert family.issue
    return append(
        event, named or [family.issue], {family.issue.id: family},
        lambda _record, _carried: made, standards(under), with_measures=with_measures,
    )  # fmt: skip


def codes(proposal: Proposal) -> list[tuple[str, str]]:
    """Why it is refused; empty for a change."""
    return [] if isinstance(proposal, Change) else [(one.ref, one.code) for one in proposal]


def refs(proposal: Proposal) -> list[str]:
    """What changes, in the order of writing."""
    assert isinstance(proposal, Change), proposal
    return [edit.new.ref for edit in proposal.edits]


FIRST = settings(policy={"measures": "first"})


def people(**policy: Any) -> Settings:
    """liu leads, chen is of the office, wen of the lead department; a policy that concerns them."""
    return settings(
        members=[
            {"id": "liu", "name": "Liu", "roles": ["leader"]},
            {"id": "chen", "name": "Chen", "roles": ["office"], "department": "office"},
            {"id": "wen", "name": "Wen", "department": "enforcement"},
        ],
        departments={code: {"name": code.title()} for code in ("enforcement", "finance", "office")},
        policy=policy,
    )


def test_an_entry_is_added_and_nothing_else_changed() -> None:
    one = issue(log=[entry("start", "2021-08-01")])
    change = proposed("progress", Family(one))
    assert isinstance(change, Change)
    (edit,) = change.edits
    assert edit.old is one
    assert edit.new == one.model_copy(update={"log": [*one.log, edit.entry]})
    assert (change.verb, change.asked) == ("progress", ("1",))


def test_an_issue_takes_its_open_measures_along_where_policy_closes_them_with_it() -> None:
    family = Family(
        issue(),
        (measure(), measure(number=2, log=[close("2021-09-01")]),
         measure(number=3, log=[entry("waive", "2021-09-01")])),
    )  # fmt: skip
    assert refs(proposed("close", family)) == ["1.1", "1"]


def test_measures_are_closed_first_where_policy_says_so_unless_told() -> None:
    family = Family(issue(), (measure(), measure(number=2)))
    assert codes(proposed("close", family, under=FIRST)) == [("1", "open-measures")]
    assert refs(proposed("close", family, under=FIRST, with_measures=True)) == ["1.1", "1.2", "1"]


def test_measures_that_are_named_beside_their_issue_are_closed_once() -> None:
    family = Family(issue(), (measure(), measure(number=2)))
    assert family.issue
    named = [family.issue, family.measures[1]]
    for under in (None, FIRST):
        expected = ["1.2", "1.1", "1"] if under is None else [("1", "open-measures")]
        proposal = proposed("close", family, named, under=under)
        assert (codes(proposal) or refs(proposal)) == expected
    both = [*family.measures, family.issue]
    assert refs(proposed("close", family, both, under=FIRST)) == ["1.1", "1.2", "1"]


def test_what_was_done_on_the_whole_is_closed_for_good_with_its_issue() -> None:
    on_the_whole = close("2021-09-01", result="substantial")
    family = Family(issue(log=[on_the_whole]), (measure(log=[on_the_whole]),))
    assert refs(proposed("close", family)) == ["1.1", "1"]
    assert refs(proposed("close", family, result="substantial")) == ["1"]


def test_without_a_commit_to_tell_what_is_written_already_is_left_out() -> None:
    one, two = issue(log=[entry("progress", DAY)]), issue(id=2)
    families = {1: Family(one), 2: Family(two)}
    made = entry("progress", DAY)
    again = append("progress", [one, two], families, lambda *_: made, standards(), resuming=True)
    assert refs(again) == ["2"]
    assert isinstance(again, Change)
    assert again.asked == ("2",)
    both = {1: Family(one)}
    done = append("progress", [one], both, lambda *_: made, standards(), resuming=True)
    assert codes(done) == [("1", "already-entered")]
    committed = append("progress", [one, two], families, lambda *_: made, standards())
    assert codes(committed) == [("1", "already-entered")]


def test_evidence_that_is_lost_may_be_handed_in_again() -> None:
    one = issue(log=[entry("attach", DAY)])
    made = entry("attach", DAY)
    for restoring, expected in ((False, [("1", "already-entered")]), (True, [])):
        proposal = append(
            "attach", [one], {1: Family(one)}, lambda *_: made, standards(), restoring=restoring
        )
        assert codes(proposal) == expected


@pytest.mark.parametrize("event", ["close", "waive"])
def test_a_measure_is_not_reopened_under_an_issue_that_is_done(event: str) -> None:
    done = entry(event, "2021-09-01", evidence=[{"document": "A"}])
    family = Family(issue(log=[done]), (measure(log=[done]),))
    proposal = proposed("reopen", family, family.measures, to="2021-12-31")
    assert codes(proposal) == [("1.1", "reopen-under-closed")]


def test_two_strangers_are_both_named() -> None:
    proposal = proposed("extend", Family(issue()), under=people(), by="who", approved_by="nobody")
    assert isinstance(proposal, list)
    assert [one.args["word"] for one in proposal] == ["who", "nobody"]


def test_what_is_waived_takes_its_measures_along() -> None:
    assert refs(proposed("waive", Family(issue(), (measure(),)), under=FIRST)) == ["1.1", "1"]


def test_a_measure_closed_later_than_the_day_holds_its_issue_up() -> None:
    family = Family(issue(), (measure(log=[close("2021-10-25")]),))
    assert codes(proposed("close", family)) == [("1", "open-measures")]


@pytest.mark.parametrize(
    ("log", "event", "more", "code"),
    [
        ([close("2021-09-01")], "close", {}, "already-closed"),
        ([close("2021-09-01", result="substantial")], "close", {}, None),
        ([entry("waive", "2021-09-01")], "close", {}, "illegal-event"),
        ([], "return", {}, "illegal-event"),
        ([], "review", {}, "illegal-event"),
        ([], "reopen", {}, "illegal-event"),
        ([], "extend", {"to": DUE}, "extend-backwards"),
        ([entry("extend", "2021-08-01")], "extend", {"to": "2021-12-30"}, "extend-backwards"),
        ([entry("start", "2021-10-21")], "progress", {}, "date-backwards"),
        ([entry("progress", DAY)], "progress", {}, "already-entered"),
        ([entry("progress", DAY)], "progress", {"note": "all of it"}, None),
        ([entry("attach", DAY)], "attach", {"note": "once more"}, "already-attached"),
        ([], "close", {"evidence": None}, "no-evidence"),
        ([], "reassign", {"lead": "x"}, "unknown-department"),
        ([], "reassign", {"lead": "enforcement"}, "already-assigned"),
        ([], "reassign", {"lead": "enforcement", "support": []}, "already-assigned"),
        ([], "reassign", {"lead": None, "support": ["enforcement"]}, "lead-supports"),
        ([close("2021-09-01")], "reopen", {"to": "2021-10-19"}, "to-in-the-past"),
        ([close("2021-09-01")], "reopen", {"to": DAY}, None),
        (
            [close("2021-09-01")],
            "review",
            {"outcome": "relapsed", "to": "2021-01-01"},
            "to-in-the-past",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_own_code(
    log: list[BaseEntry], event: str, more: dict[str, Any], code: str | None
) -> None:
    assert codes(proposed(event, Family(issue(log=log)), **more)) == ([("1", code)] if code else [])


@pytest.mark.parametrize(
    ("day", "code"),
    [("2022-07-01", "date-future"), ("2021-07-29", "date-before-opened"), (TODAY, None)],
)
def test_a_day_is_neither_in_the_future_nor_before_the_opening(day: str, code: str | None) -> None:
    assert codes(proposed("start", Family(issue()), day=day)) == ([("1", code)] if code else [])


def test_every_reason_is_given_at_once_and_none_twice() -> None:
    family = Family(issue(), (measure(), measure(number=2, log=[entry("start", "2021-11-01")])))
    under = settings(policy={"measures": "first"})
    proposal = proposed("close", family, day="2021-07-01", evidence=None, under=under)
    assert codes(proposal) == [
        ("1", "date-before-opened"), ("1", "open-measures"), ("1", "no-evidence"),
    ]  # fmt: skip
    # For measures closed along with it, report only their own errors.
    proposal = proposed("close", family, evidence=None)
    assert codes(proposal) == [("1", "no-evidence"), ("1.2", "date-backwards")]


def test_of_several_items_all_are_changed_or_none() -> None:
    one, two = issue(), issue(id=2, log=[close("2021-09-01")])
    families = {1: Family(one), 2: Family(two)}
    made = close(DAY)
    proposal = append("close", [one, two], families, lambda *_: made, standards())
    assert codes(proposal) == [("2", "already-closed")]


@pytest.mark.parametrize(
    ("log", "event", "more", "policy", "found"),
    [
        ([], "close", {"by": "wen"}, {"closers": ["office"]}, ["not-a-closer"]),
        ([], "close", {"by": "chen"}, {"closers": ["office"]}, []),
        ([], "close", {"by": "wen"}, {"four_eyes": True}, ["own-department"]),
        ([entry("submit", "2021-08-01", by="chen")], "close", {"by": "chen"}, {"four_eyes": True},
         ["own-submission"]),
        ([], "close", {"by": "chen"}, {"four_eyes": True}, []),
        ([], "extend", {"by": "chen", "approved_by": "chen"}, {"approvers": ["leader"]},
         ["not-an-approver"]),
        ([], "extend", {"by": "chen", "approved_by": "liu"}, {"approvers": ["leader"]}, []),
        ([], "extend", {"by": "chen", "approved_by": "liu"}, {"extensions": 0},
         ["too-many-extensions"]),
        ([close("2021-10-01", by="chen")], "reopen", {"by": "chen"}, {"approvers": ["leader"]},
         ["not-approved"]),
        ([close("2021-10-01", by="chen")], "reopen", {"by": "chen", "approved_by": "wen"},
         {"approvers": ["leader"]}, ["not-an-approver"]),
        ([close("2021-10-01", by="chen")], "reopen", {"by": "chen", "approved_by": "liu"},
         {"approvers": ["leader"]}, []),
        ([close("2021-10-01", by="chen")], "reopen", {"by": "chen", "to": DUE},
         {"approvers": ["leader"], "extensions": 0}, []),
        ([close("2021-10-01", by="chen")], "reopen", {"by": "chen"}, {"extensions": 0},
         ["too-many-extensions"]),
        ([close("2021-10-01", by="chen")], "review",
         {"by": "chen", "outcome": "relapsed", "to": "2022-01-31", "approved_by": "who"},
         {"extensions": 0}, ["unknown-member"]),
        ([], "extend", {"by": "chen", "approved_by": "leader"}, {}, ["unknown-member"]),
        ([close("2021-10-01", by="chen")], "reopen", {"by": "chen", "approved_by": "leader"}, {},
         ["unknown-member"]),
        ([], "start", {"by": "who"}, {}, ["unknown-member"]),
        # An entry by role from before there were members is kept; a new entry is by a member.
        ([entry("progress", "2021-08-01", by="office")], "close", {"by": "office"}, {},
         ["unknown-member"]),
        ([entry("progress", "2021-08-01", by="office")], "close", {"by": "chen"}, {}, []),
    ],
)  # fmt: skip
def test_who_may_do_what_is_as_policy_has_it(
    log: list[BaseEntry], event: str, more: dict[str, Any], policy: dict[str, Any], found: list[str]
) -> None:
    proposal = proposed(event, Family(issue(log=log)), under=people(**policy), **more)
    assert [code for _ref, code in codes(proposal)] == found


def test_what_was_wrong_before_is_not_held_against_a_change() -> None:
    broken = issue(
        section="9-9", log=[entry("start", "2021-08-02"), entry("progress", "2021-08-01")]
    )
    assert codes(proposed("progress", Family(broken), note="more")) == []


@given(ledgers())
def test_a_change_that_is_proposed_brings_the_checks_nothing_to_find(whole: Ledger) -> None:
    today = "2099-12-31"
    before = {(f.code, f.file, f.key) for f in check(whole, today)}
    for one in list(whole.issues.values())[:2]:
        family = Family(one, tuple(m for m in whole.measures.values() if m.issue == one.id))
        for event in EVENTS:
            if event == "amend":
                continue
            more = {"to": "2099-12-31"} if event in ("extend", "reopen") else {}
            made = entry(event, today, **({"evidence": [{"document": "A"}]} | more))
            proposal = append(
                event, [one], {one.id: family}, lambda _r, _c, made=made: made,
                Standards(whole.settings, today),
            )  # fmt: skip
            if isinstance(proposal, Change):
                edited = {edit.new.file: edit.new for edit in proposal.edits}
                after = ledger(
                    {f: edited.get(f, r) for f, r in whole.issues.items()},
                    {f: edited.get(f, r) for f, r in whole.measures.items()},
                    under=whole.settings,
                )
                found = {(f.code, f.file, f.key) for f in check(after, today)}
                assert {f for f in found - before if "total" not in f[0]} == set()


RAW = {"title": "New", "section": "1-1", "kind": "immediate", "lead": "finance"}


def test_a_new_issue_gets_the_next_number_and_its_deadline_written_down() -> None:
    proposal = new_issue(RAW, [1, 2], None, FEEDBACK, standards())
    assert isinstance(proposal, Change)
    assert proposal.edits[0].new == issue(
        id=3, title="New", lead="finance", opened=FEEDBACK, due="2021-10-30"
    )
    assert list(proposal.edits[0].new.model_dump(exclude_unset=True)) == [
        "id", "title", "section", "kind", "lead", "opened", "due",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "numbers", "expected"),
    [
        ({"id": 3}, [1, 2], []),
        ({"id": 2}, [1, 2], ["number-taken"]),
        ({"id": 5}, [1, 2], ["leaves-gap"]),
        ({"kind": "long-term"}, [], []),
        ({"section": "9"}, [], ["unknown-section"]),
        ({"opened": "2023-01-01"}, [], ["opened-future"]),
        ({"due": "2021-07-01"}, [], ["due-before-opened"]),
    ],
)
def test_a_new_issue_fits_into_its_ledger(
    raw: dict[str, Any], numbers: list[int], expected: list[str]
) -> None:
    proposal = new_issue(RAW | raw, numbers, None, FEEDBACK, standards())
    assert [code for _ref, code in codes(proposal)] == expected


def test_what_is_added_already_is_not_added_again() -> None:
    first = new_issue(RAW, [1], None, FEEDBACK, standards())
    assert isinstance(first, Change)
    added = first.edits[0].new
    assert isinstance(added, Issue)
    assert codes(new_issue(RAW, [1, 2], added, FEEDBACK, standards())) == [("2", "already-added")]
    under = added.model_copy(update={"log": [entry("start", DAY)]})
    assert codes(new_issue(RAW, [1, 2], under, FEEDBACK, standards())) == [("2", "already-added")]
    assert codes(new_issue(RAW | {"title": "Other"}, [1, 2], added, FEEDBACK, standards())) == []


def test_a_new_measure_has_what_its_issue_has_now_written_down() -> None:
    extended = issue(log=[entry("extend", DAY), entry("reassign", DAY, lead="office")])
    proposal = new_measure({"issue": 1, "title": "Do"}, Family(extended), DAY, standards())
    assert isinstance(proposal, Change)
    new = proposal.edits[0].new
    assert isinstance(new, Measure)
    assert (new.ref, new.lead, new.due) == ("1.1", "office", "2021-12-31")


@pytest.mark.parametrize(
    ("log", "raw", "expected"),
    [
        ([close(DAY)], {}, ["closed-to-measures"]),
        ([entry("waive", DAY)], {}, ["closed-to-measures"]),
        ([], {"number": 1}, ["number-taken"]),
        ([], {"number": 3}, ["leaves-gap"]),
        ([], {"number": 2}, []),
        ([], {"title": "Write a rule for paying out", "lead": "finance"}, ["already-added"]),
        ([], {"lead": "x"}, ["unknown-department"]),
    ],
)
def test_a_new_measure_fits_under_its_issue(
    log: list[BaseEntry], raw: dict[str, Any], expected: list[str]
) -> None:
    family = Family(issue(log=log), (measure(),))
    proposal = new_measure({"issue": 1, "title": "Do", **raw}, family, DAY, standards())
    assert [code for _ref, code in codes(proposal)] == expected


def test_a_measure_needs_its_issue() -> None:
    proposal = new_measure({"issue": 7, "title": "Do"}, Family(None), DAY, standards())
    assert codes(proposal) == [("7", "no-such-issue")]


AMENDING = {
    k: v for k, v in raw_entry("amend", DAY).items() if k not in ("field", "was", "now", "event")
}


@pytest.mark.parametrize(
    ("field", "now", "was"),
    [
        ("title", "Another", "Money received was not paid out"),
        ("title", {"zh": "新", "en": "New"}, "Money received was not paid out"),
        ("due", "2021-12-31", DUE),
        ("standing", True, None),
        ("heading", "Under this", None),
        ("kind", "long-term", "immediate"),
    ],
)
def test_an_amendment_changes_the_field_and_says_so(field: str, now: Any, was: Any) -> None:
    one = issue()
    change = amend(one, Family(one), field, now, AMENDING, standards())
    assert isinstance(change, Change)
    (edit,) = change.edits
    said = edit.new.log[-1].model_dump(exclude_unset=True)
    assert (said["event"], said["field"], said["was"], said["now"]) == ("amend", field, was, now)
    assert edit.new.model_dump(exclude_unset=True)[field] == now
    assert fold(edit.new) == fold(edit.new.model_copy(update={"log": []}))


def test_a_field_can_be_taken_out() -> None:
    one = issue(heading="Under this")
    change = amend(one, Family(one), "heading", None, AMENDING, standards())
    assert isinstance(change, Change)
    assert "heading" not in change.edits[0].new.model_fields_set


@pytest.mark.parametrize(
    ("field", "now", "code"),
    [
        ("id", 2, "not-amendable"),
        ("log", [], "not-amendable"),
        ("tilte", "x", "not-amendable"),
        ("title", "Money received was not paid out", "already-so"),
        ("due", None, "no-deadline"),
        ("due", "soon", "bad-amendment"),
        ("due", "2021-07-01", "due-before-opened"),
        ("title", None, "bad-amendment"),
        ("section", "9", "unknown-section"),
    ],
)
def test_what_cannot_be_amended_is_refused(field: str, now: Any, code: str) -> None:
    one = issue()
    proposal = amend(one, Family(one), field, now, AMENDING, standards())
    assert codes(proposal) == [("1", code)]


def test_a_field_that_was_edited_since_its_amendment_is_not_amended_over() -> None:
    one = issue(title="Edited", log=[entry("amend", "2021-09-01")])
    proposal = amend(one, Family(one), "title", "New", AMENDING, standards())
    assert codes(proposal) == [("1", "amendment-gap")]


def begun_and_not() -> Family:
    """Issue 1 with measures: not started, under way and due later, done, and led by another
    department."""
    return Family(
        issue(),
        (
            measure(number=1),
            measure(number=2, due="2022-06-30", log=[entry("start", "2021-08-02")]),
            measure(number=3, log=[close("2021-09-01")]),
            measure(number=4, due=None, lead="office"),
        ),
    )


def staying_of(proposal: Proposal) -> list[str]:
    assert isinstance(proposal, Change), proposal
    return list(proposal.staying)


@pytest.mark.parametrize(
    ("event", "more", "along", "stays"),
    [
        ("start", {}, ["1.1", "1.4"], ["1.2"]),
        # Measures that would get less time, or a deadline they never had, are left as they are.
        ("extend", {"to": "2021-12-31"}, ["1.1"], ["1.2", "1.4"]),
        ("reassign", {"lead": "office"}, ["1.1", "1.2"], ["1.4"]),
    ],
)
def test_measures_stay_and_are_named_or_go_along_where_it_changes_something(
    event: str, more: dict[str, Any], along: list[str], stays: list[str]
) -> None:
    family = begun_and_not()
    alone = proposed(event, family, **more)
    assert refs(alone) == ["1"]
    assert staying_of(alone) == ["1.1", "1.2", "1.4"]
    both = proposed(event, family, with_measures=True, **more)
    assert refs(both) == [*along, "1"]
    assert staying_of(both) == stays


def test_all_of_them_go_along_or_none() -> None:
    before = [entry("extend", day, to=to) for day, to in
              (("2021-08-01", "2021-11-10"), ("2021-08-02", "2021-11-20"))]  # fmt: skip
    family = Family(issue(), (measure(number=1), measure(number=2, log=before)))
    proposal = proposed("extend", family, with_measures=True, to="2021-12-31")
    assert codes(proposal) == [("1.2", "too-many-extensions")]


def test_a_reopening_names_what_stays_done() -> None:
    family = Family(issue(log=[close("2021-09-01")]), begun_and_not().measures[2:3])
    proposal = proposed("reopen", family, to="2021-12-31")
    assert staying_of(proposal) == ["1.3"]


def test_a_deadline_that_was_mistyped_for_measures_too_names_them() -> None:
    far = entry("extend", "2021-08-01", to="2206-12-31")
    under = (measure(number=1, log=[far]), measure(number=2), measure(number=3, due="2206-12-31"))
    family = Family(issue(log=[far]), under)
    said = {"date": DAY, "by": "liu", "note": "A slip", "approved_by": "liu"}
    proposal = amend(issue(log=[far]), family, "deadline", "2021-12-31", said, standards())
    assert staying_of(proposal) == ["1.1", "1.3"]


@pytest.mark.parametrize(
    ("event", "more"),
    [("extend", {}), ("reopen", {}), ("review", {"outcome": "relapsed"})],
)
def test_a_deadline_that_is_very_far_off_is_meant_or_refused(
    event: str, more: dict[str, Any]
) -> None:
    log = [] if event == "extend" else [close("2021-09-01")]
    made = entry(event, DAY, to="2206-12-31", **more)
    family = Family(issue(log=log))

    def asked(*, far: bool) -> Proposal:
        under = Standards(settings(), TODAY, far)
        return append(event, [issue(log=log)], {1: family}, lambda *_: made, under)

    assert codes(asked(far=False)) == [("1", "deadline-far")]
    assert codes(asked(far=True)) == []


def test_a_deadline_that_is_far_off_already_hinders_nothing_else() -> None:
    far = issue(log=[entry("extend", "2021-08-01", to="2206-12-31")])
    assert codes(proposed("progress", Family(far), note="half")) == []


def set_right(log: list[BaseEntry], now: str) -> Proposal:
    """An amendment of the deadline in force of an issue with this log."""
    one, said = issue(log=log), {"date": DAY, "by": "liu", "note": "A slip", "approved_by": "liu"}
    return amend(one, Family(one), "deadline", now, said, standards())


def test_a_deadline_that_was_mistyped_is_set_right_in_the_log_alone() -> None:
    far = entry("extend", "2021-08-01", to="2206-12-31")
    proposal = set_right([far], "2021-12-31")
    assert isinstance(proposal, Change)
    new = proposal.edits[0].new
    said = new.log[-1]
    assert isinstance(said, Amend)
    assert (new.due, said.was, said.now) == (DUE, "2206-12-31", "2021-12-31")
    assert fold(new).deadline == "2021-12-31"


@pytest.mark.parametrize(
    ("log", "now", "code"),
    [
        ([], "2021-09-30", "deadline-of-the-record"),
        ([entry("extend", "2021-08-01", to="2022-12-31")], "2023-01-31", "deadline-not-earlier"),
        ([entry("extend", "2021-08-01", to="2022-12-31")], "2022-12-31", "already-so"),
        (
            [entry("extend", "2021-08-01", to="2022-12-31"), close("2021-09-01")],
            "2021-12-31", "deadline-when-done",
        ),
    ],
)  # fmt: skip
def test_a_deadline_is_set_right_only_while_it_can_be(
    log: list[BaseEntry], now: str, code: str
) -> None:
    assert codes(set_right(log, now)) == [("1", code)]


@pytest.mark.parametrize(("field", "now"), [("lead", "finance"), ("support", ["finance"])])
def test_who_leads_what_is_ongoing_is_handed_over_and_not_amended(field: str, now: object) -> None:
    said = {"date": DAY, "by": "liu", "note": "A slip", "approved_by": "liu"}
    for log, expected in (([], "amended-while-ongoing"), ([close("2021-09-01")], None)):
        one = issue(log=log)
        proposal = amend(one, Family(one), field, now, said, standards())
        assert codes(proposal) == ([("1", expected)] if expected else [])


def test_a_new_record_counts_from_the_day_shown_and_its_deadline_from_feedback() -> None:
    proposal = new_issue(RAW, [1], None, "2021-09-15", standards())
    assert isinstance(proposal, Change)
    new = proposal.edits[0].new
    assert (new.opened, new.due) == ("2021-09-15", "2021-10-30")
    named = new_issue({**RAW, "opened": "2021-09-15"}, [1], None, DAY, standards())
    assert isinstance(named, Change)
    new = named.edits[0].new
    assert (new.opened, new.due) == ("2021-09-15", "2021-12-15")
    # The deadline would be before the date of opening: somebody has to decide which of the two is
    # right.
    assert codes(new_issue(RAW, [1], None, "2021-12-01", standards())) == [
        ("2", "due-before-opened")
    ]


@pytest.mark.parametrize(
    ("opened", "shown", "found"),
    [
        ("2021-09-20", DAY, "opened-while-done"),
        ("2021-08-20", DAY, "opened-while-done"),
        ("2021-09-25", DAY, "2021-09-25"),
        (None, "2021-09-01", "2021-09-25"),
        (None, "2021-09-30", "2021-09-30"),
    ],
)
def test_a_new_measure_counts_from_no_day_on_which_its_issue_was_done(
    opened: str | None, shown: str, found: str
) -> None:
    again = issue(log=[close("2021-09-15"), entry("reopen", "2021-09-25", to="2021-12-31")])
    said = {"issue": 1, "title": "Do", "opened": opened}
    proposal = new_measure(said, Family(again), shown, standards())
    if isinstance(proposal, Change):
        assert proposal.edits[0].new.opened == found
    else:
        assert [code for _ref, code in codes(proposal)] == [found]


def test_a_new_measure_is_never_opened_before_its_issue() -> None:
    late = issue(opened="2021-09-15", due="2021-12-15")
    proposal = new_measure({"issue": 1, "title": "Do"}, Family(late), "2021-09-01", standards())
    assert isinstance(proposal, Change)
    assert proposal.edits[0].new.opened == "2021-09-15"
