"""The rules of a request: what the base has stays, and everybody enters only what is theirs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DUE, close, entry, issue, ledger, measure, settings
from rectledger.core.merge_request.request import Request
from rectledger.core.merge_request.request_history import Author, Signature
from rectledger.core.merge_request.rules import judge
from rectledger.core.model import BaseEntry, Issue, Ledger, Measure, Settings
from requests_made import made_by, of_commits
from strategies import ledgers, legal_logs

FIRST, SECOND = entry("start", "2021-08-01"), entry("progress", "2021-09-01")
LOG = [FIRST, SECOND, close("2021-10-01")]
MEMBERS = [
    {"id": "office", "name": "Office", "emails": ["office@court.example"], "roles": ["office"]},
    {"id": "liu", "name": "Liu", "emails": ["Liu@court.example"], "department": "enforcement"},
    {"id": "chen", "name": "Chen", "roles": ["acceptor"]},
]
LIU = Author("a" * 40, "Liu", "liu@court.example")
OFFICE = Author("b" * 40, "Office", "office@court.example")
FILE = "issues/001.yaml"
GOVERNING = ("ledger.yaml",)


def staffed(**more: Any) -> Settings:
    return settings(**{"members": MEMBERS, **more}, departments={
        "enforcement": {"name": "Enforcement"}, "finance": {"name": "Finance"},
        "office": {"name": "Office"},
    })  # fmt: skip


def asked(before: Issue | None, after: Issue | None, by: Author = LIU, **more: Any) -> Request:
    """A request that changes one issue into another, in one commit by somebody."""
    under = more.pop("under", None) or settings()
    then = more.pop("then", None) or under
    request = Request(
        ledger([before] if before else [], under=under),
        ledger([after] if after else [], under=then),
        **more,
    )
    return made_by(by, request)


def codes(request: Request) -> list[str]:
    return [one.code for one in judge(request)]


def logs(before: list[BaseEntry], after: list[BaseEntry]) -> list[str]:
    return codes(asked(issue(log=before), issue(log=after)))


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (LOG, []),
        ([*LOG, entry("attach", "2021-11-01")], []),
        ([FIRST, entry("progress", "2021-08-20"), *LOG[1:]], []),
        ([FIRST, entry("attach", "2021-08-20"), *LOG[1:]], []),
        ([FIRST, entry("extend", "2021-08-20"), *LOG[1:]], ["entry-between"]),
        ([FIRST, LOG[2]], ["entry-gone"]),
        (LOG[:2], ["entry-gone"]),
        ([], ["entry-gone"] * 3),
        ([FIRST, entry("progress", "2021-09-02"), LOG[2]], ["entry-altered"]),
        ([FIRST, entry("progress", "2021-09-01", by="Liu"), LOG[2]], ["entry-altered"]),
        ([SECOND, FIRST, LOG[2]], ["entry-moved"]),
    ],
)
def test_a_log_is_only_added_to(after: list[BaseEntry], found: list[str]) -> None:
    assert logs(LOG, after) == found


def test_an_altered_entry_names_the_keys() -> None:
    altered = entry("progress", "2021-09-02", note="other")
    (found,) = judge(asked(issue(log=LOG), issue(log=[FIRST, altered, LOG[2]])))
    assert (found.file, found.key) == (FILE, ("log", 1, "date"))
    assert found.args["keys"] == ["date", "note"]


@pytest.mark.parametrize(
    ("field", "now"),
    [
        ("due", "2022-10-31"), ("due", None), ("kind", "long-term"), ("opened", "2021-07-01"),
        ("standing", True), ("title", "Other"), ("section", "1-2"), ("heading", "One"),
        ("leader", "Chen"), ("next", "More"),
    ],
)  # fmt: skip
def test_a_field_changes_by_an_amendment_alone(field: str, now: object) -> None:
    before = issue()
    was = getattr(before, field) if field in before.model_fields_set else None
    raw = {k: v for k, v in before.model_dump(exclude_unset=True).items() if k != field}
    after = issue(**{"due": None, **raw, **({} if now is None else {field: now})})
    request = asked(before, after)
    (found,) = judge(request)
    assert (found.code, found.key, found.args["field"]) == ("field-edited", (field,), field)
    said = entry("amend", "2021-11-01", field=field, was=was, now=now)
    assert codes(asked(before, after.model_copy(update={"log": [said]}))) == []
    lied = entry("amend", "2021-11-01", field=field, was="something", now=now)
    assert codes(asked(before, after.model_copy(update={"log": [lied]}))) == ["amended-from"]


@pytest.mark.parametrize(("field", "now"), [("lead", "finance"), ("support", ["finance"])])
def test_who_leads_or_supports_is_amended_only_where_it_cannot_be_handed_over(
    field: str, now: object
) -> None:
    before = issue()
    was = getattr(before, field) if field in before.model_fields_set else None
    said = entry("amend", "2021-11-01", field=field, was=was, now=now)
    after = issue(**{field: now}, log=[said])
    (found,) = judge(asked(before, after))
    assert (found.code, found.key) == ("amended-while-ongoing", ("log", 0, "field"))
    closed, again = before.model_copy(update={"log": [close("2021-10-08")]}), close("2021-10-08")
    after = after.model_copy(update={"log": [again, said]})
    assert codes(asked(closed, after)) == []


def test_an_amendment_of_the_base_is_none_of_the_request() -> None:
    old = entry("amend", "2021-11-01", field="due", was="2021-10-31", now="2021-12-31")
    before = issue(due="2021-12-31", log=[old])
    assert codes(asked(before, issue(due="2022-12-31", log=[old]))) == ["field-edited"]


def test_what_is_not_given_and_what_is_given_as_nothing_are_the_same() -> None:
    assert codes(asked(issue(), issue(support=[]))) == []


def test_no_record_goes() -> None:
    assert codes(asked(issue(), None)) == ["record-gone"]


def test_a_record_keeps_its_file() -> None:
    moved = made_by(LIU, Request(ledger([issue()]), ledger({"issues/1.yaml": issue()})))
    assert [(one.code, one.file) for one in judge(moved)] == [("record-moved", FILE)]


def test_a_copy_that_was_misplaced_may_go() -> None:
    copied = {FILE: issue(), "issues/001 copy.yaml": issue()}
    assert codes(Request(ledger(copied), ledger([issue()]))) == []


def test_of_a_file_that_cannot_be_read_nothing_is_missed() -> None:
    unread = ledger(unreadable=frozenset({FILE}))
    assert codes(Request(ledger([issue(log=LOG)]), unread)) == []


# Who brought it in


def by(author: Author, who: str = "liu", **more: Any) -> Request:
    """A request in which `author` commits an entry by `who`."""
    said = entry("progress", "2021-11-01", by=who)
    return asked(issue(), issue(log=[said]), author, under=staffed(), **more)


@pytest.mark.parametrize(
    ("address", "who", "found"),
    [
        ("liu@court.example", "liu", []),
        ("LIU@COURT.EXAMPLE", "liu", []),
        ("office@court.example", "liu", ["by-another"]),
        ("nobody@court.example", "liu", ["by-unknown-address"]),
        ("", "liu", ["by-unknown-address"]),
        ("liu@court.example", "chen", ["by-another"]),
        ("chen@court.example", "chen", ["by-unproven"]),
        ("liu@court.example", "leader", ["unknown-member"]),
        ("liu@court.example", "stranger", []),  # the checks find this in any ledger
    ],
)
def test_everybody_enters_in_their_own_name(address: str, who: str, found: list[str]) -> None:
    assert codes(by(LIU._replace(address=address), who)) == found


@pytest.mark.parametrize(
    ("signature", "found"),
    [
        (Signature("good", "liu@court.example"), []),
        (Signature("good", "liu"), []),
        (Signature("good", "office@court.example"), ["signed-by-another"]),
        (Signature("good", "stranger"), ["signed-by-another"]),
        (Signature("none"), ["unsigned"]),
        (Signature("bad"), ["badly-signed"]),
        (Signature("unknown-key"), ["unlisted-key"]),
        # Whatever name comes with it.
        (Signature("none", "liu"), ["unsigned"]),
        (Signature("bad", "liu@court.example"), ["badly-signed"]),
        (Signature("unknown-key", "liu"), ["unlisted-key"]),
    ],
)
def test_a_signature_is_that_of_who_is_named(signature: Signature, found: list[str]) -> None:
    signed = LIU._replace(signature=signature)
    assert codes(by(signed, signed=True, signers=True)) == found


def test_a_signature_does_not_stand_for_the_author() -> None:
    other = LIU._replace(address="office@court.example", signature=Signature("good", "liu"))
    assert codes(by(other, signed=True, signers=True)) == ["by-another"]
    unknown = Author("b" * 40, "Chen", "chen@home.example", Signature("good", "chen"))
    assert codes(by(unknown, "chen", signed=True, signers=True)) == []


def test_signatures_need_members_and_a_list_of_keys() -> None:
    assert codes(asked(issue(), issue(), signed=True)) == ["signed-by-nobody"]
    assert codes(asked(issue(), issue(), under=staffed(), signed=True)) == ["no-signers"]


def test_an_entry_is_of_one_of_the_commits() -> None:
    said = entry("progress", "2021-11-01", by="liu")
    bare = Request(ledger([issue()], under=staffed()), ledger([issue(log=[said])], under=staffed()))
    assert codes(bare) == ["of-no-commit"]
    taken_back = [(LIU, bare.result), (OFFICE, bare.base), (LIU, bare.result)]
    assert codes(of_commits(bare, *taken_back)) == []
    by_another = [(LIU, bare.result), (LIU, bare.base), (OFFICE, bare.result)]
    assert codes(of_commits(bare, *by_another)) == ["by-another"]


def test_whoever_gives_a_field_its_value_is_a_member() -> None:
    stranger = Author("c" * 40, "Nobody", "nobody@home.example")
    under = staffed()  # chen has no email address on record
    assert codes(asked(None, issue(), LIU, under=under)) == []
    (error,) = judge(asked(None, issue(), stranger, under=under))
    assert (error.code, error.severity) == ("by-a-stranger", "error")
    # With no addresses on record, nothing shows who is a member.
    nowhere = staffed(members=[{**one, "emails": []} for one in MEMBERS])
    (note,) = judge(asked(None, issue(), stranger, under=nowhere))
    assert (note.code, note.severity) == ("by-a-stranger", "note")
    new = Request(ledger(under=under), ledger([issue(due="2031-10-31")], under=under))
    first = ledger([issue()], under=under)
    assert codes(of_commits(new, (LIU, first), (stranger, new.result))) == ["by-a-stranger"]
    assert codes(of_commits(new, (LIU, first), (OFFICE, new.result))) == []


def test_a_new_record_is_signed_where_signatures_are_asked_for() -> None:
    unknown = LIU._replace(address="chen@home.example")
    for author, found in (
        (LIU._replace(signature=Signature("none")), ["unsigned"]),
        (LIU._replace(signature=Signature("good", "liu")), []),
        (LIU._replace(signature=Signature("good", "office@court.example")), ["signed-by-another"]),
        (LIU._replace(signature=Signature("good", "chen")), ["signed-by-another"]),
        # A member without an address on record is identified by the signature.
        (unknown._replace(signature=Signature("good", "chen")), []),
        (unknown._replace(signature=Signature("good", "liu")), ["by-a-stranger"]),
    ):
        request = asked(None, issue(), author, under=staffed(), signed=True, signers=True)
        assert codes(request) == found


# What governs the ledger


@pytest.mark.parametrize(
    ("address", "found"), [("office@court.example", []), ("liu@court.example", ["not-by-office"])]
)
def test_the_office_alone_changes_what_governs(address: str, found: list[str]) -> None:
    author = LIU._replace(address=address)
    changed: dict[str, Any] = {"under": staffed(), "then": staffed(contact="Room 1")}
    request = asked(None, None, author, governing=GOVERNING, **changed)
    assert codes(request) == found
    unsigned = author._replace(signature=Signature("none"))
    request = asked(None, None, unsigned, governing=GOVERNING, signed=True, signers=True, **changed)
    assert codes(request) == (found or ["unsigned"])


@pytest.mark.parametrize(
    ("says", "found"), [("office", []), ("liu", ["signed-by-another"]), ("", ["unlisted-key"])]
)
def test_whoever_changes_what_governs_signs_it(says: str, found: list[str]) -> None:
    """Committed in the name of an office member; signed by another one, or with an unknown key."""
    members = [{**one, "roles": ["office"]} for one in MEMBERS[:2]]
    worth = Signature("good", says) if says else Signature("unknown-key")
    request = asked(
        None, None, OFFICE._replace(signature=worth), governing=GOVERNING, signed=True,
        signers=True, under=staffed(members=members),
        then=staffed(members=members, contact="Room 1"),
    )  # fmt: skip
    assert codes(request) == found


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"contact": "Room 1", "notes": "One"}, []),
        ({"contact": "Room 1", "notes": "One", "policy": {"extensions": 9}}, ["not-by-office"]),
        ({"contact": "Room 1"}, ["not-by-office"]),
    ],
)
def test_a_merge_that_git_makes_by_itself_changes_nothing(
    kept: dict[str, Any], found: list[str]
) -> None:
    """Two office members each change a setting; somebody else merges them."""
    contact, notes = (staffed(**one) for one in ({"contact": "Room 1"}, {"notes": "One"}))
    both = ledger(under=staffed(contact="Room 1", notes="One"))
    request = Request(ledger(under=staffed()), ledger(under=staffed(**kept)), GOVERNING)
    merged = of_commits(
        request, (OFFICE, ledger(under=contact), [0]), (OFFICE, ledger(under=notes), [0]),
        (LIU, request.result, [1, 2]), by_git={3: both},
    )  # fmt: skip
    assert codes(merged) == found


def test_what_nobody_changed_is_refused_even_where_the_office_merges() -> None:
    """A merge keeps an older policy: no commit of the request says so."""
    old = ledger(under=staffed(contact="Room 1"))
    request = Request(ledger(under=staffed()), old, GOVERNING)
    # 0 is the base, -1 one of its ancestors.
    by_git = {1: request.base}
    kept = of_commits(request, (OFFICE, old, [0, -1]), past=old, by_git=by_git)
    assert codes(kept) == ["governed-by-nobody"]
    kept = of_commits(request, (LIU, old, [0, -1]), past=old, by_git=by_git)
    assert codes(kept) == ["not-by-office"]
    assert codes(of_commits(request, (OFFICE, request.base))) == ["governed-by-nobody"]


def test_rules_and_entries_do_not_change_together() -> None:
    more: dict[str, Any] = {"governing": GOVERNING, "then": settings(contact="Room 1")}
    request = asked(issue(), issue(log=[FIRST]), **more)
    (found,) = judge(request)
    assert (found.code, found.file, found.args) == (
        "governed-with-entries", "ledger.yaml", {"refs": ["1"]}
    )  # fmt: skip
    assert codes(asked(None, issue(), **more)) == []


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("2021-10-31", "2021-10-31", []),
        ("2021-10-31", "2021-11-30", []),
        ("2021-10-31", None, []),
        ("2021-10-31", "2021-09-30", ["known-until-back"]),
        (None, "2021-10-31", ["known-until-back"]),
    ],
)
def test_what_is_known_stays_known(was: str | None, now: str | None, found: list[str]) -> None:
    request = asked(
        None, None, under=settings(known_until=was), then=settings(known_until=now),
        governing=GOVERNING if was != now else (),
    )  # fmt: skip
    assert codes(request) == found


def test_new_entries_are_judged_by_the_policy_and_the_members_of_the_base() -> None:
    strict = settings(policy={"evidence": "file"})
    loose = settings(policy={"evidence": "none"})
    closing = close("2021-10-01")
    assert codes(asked(issue(), issue(log=[closing]), under=strict, then=loose)) == [
        "no-evidence-file"
    ]
    assert codes(asked(issue(), issue(log=[closing]), under=loose, then=strict)) == []


def test_old_entries_were_judged_when_they_came_in() -> None:
    strict = settings(policy={"evidence": "file"})
    more = [*LOG, entry("attach", "2021-11-01")]
    assert codes(asked(issue(log=LOG), issue(log=more), under=strict)) == []


def under_policy(**policy: Any) -> Settings:
    """The policy, with members: wen of the lead department, and liu, who approves."""
    members = [
        {"id": "wen", "name": "Wen", "department": "enforcement"},
        {"id": "liu", "name": "Liu", "department": "office", "roles": ["leader"]},
    ]
    departments = {code: {"name": code.title()} for code in ("enforcement", "finance", "office")}
    return settings(members=members, departments=departments, policy=policy)


def rules(before: Issue | None, after: Issue, **policy: Any) -> list[str]:
    """The policy errors of a request, whoever committed it."""
    found = codes(asked(before, after, under=under_policy(**policy)))
    return [code for code in found if code not in ("by-unproven", "by-a-stranger")]


HANDED_OVER = [
    [entry("reassign", "2021-10-01", by="liu", lead="finance")],
    [entry("reassign", "2021-10-01", by="liu", lead="finance"),
     entry("reassign", "2021-10-01", by="liu", lead="office")],
    [entry("start", "2021-09-01", by="liu"),
     entry("reassign", "2021-10-01", by="liu", lead="finance")],
]  # fmt: skip


@pytest.mark.parametrize("log", HANDED_OVER)
@pytest.mark.parametrize("is_new", [True, False])
def test_handing_over_and_closing_at_once_is_refused(log: list[BaseEntry], is_new: bool) -> None:
    after = issue(log=[*log, close("2021-10-02", by="wen")])
    assert rules(None if is_new else issue(), after, four_eyes=True) == ["own-department"]
    by_another = issue(log=[*log, close("2021-10-02", by="liu")])
    if log is not HANDED_OVER[1]:  # in the end liu's own department leads
        assert rules(None if is_new else issue(), by_another, four_eyes=True) == []


@pytest.mark.parametrize("is_new", [True, False])
def test_a_department_through_whose_hands_it_went_does_not_close_it(is_new: bool) -> None:
    passed_on = [
        entry("reassign", "2021-10-01", by="liu", lead=lead) for lead in ("enforcement", "office")
    ]
    after = issue(lead="finance", log=[*passed_on, close("2021-10-02", by="wen")])
    before = None if is_new else issue(lead="finance")
    assert rules(before, after, four_eyes=True) == ["own-department"]


def test_a_report_from_before_a_hand_over_brings_the_old_lead_back_into_nothing() -> None:
    """As when two branches are merged."""
    old = [entry("start", "2021-09-01", by="liu"), *HANDED_OVER[0]]
    report = entry("progress", "2021-09-15", by="liu")
    after = issue(log=[old[0], report, old[1], close("2021-10-02", by="wen")])
    assert rules(issue(log=old), after, four_eyes=True) == []


def test_what_was_handed_over_before_the_request_may_be_closed() -> None:
    before = issue(log=HANDED_OVER[0])
    after = issue(log=[*HANDED_OVER[0], close("2021-10-02", by="wen")])
    assert rules(before, after, four_eyes=True) == []


@pytest.mark.parametrize("is_new", [True, False])
def test_amending_the_lead_and_closing_at_once_is_refused(is_new: bool) -> None:
    said = entry("amend", "2021-10-01", by="liu", field="lead", was="enforcement", now="finance")
    after = issue(lead="finance", log=[said, close("2021-10-02", by="wen")])
    assert rules(None if is_new else issue(), after, four_eyes=True) == [
        "amended-while-ongoing", "own-department",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("approved_by", "found"), [(None, ["not-approved"]), ("liu", []), ("wen", ["not-an-approver"])]
)
@pytest.mark.parametrize("event", ["reopen", "review"])
def test_a_later_deadline_of_a_new_entry_is_approved(
    event: str, approved_by: str | None, found: list[str]
) -> None:
    more = {"outcome": "relapsed"} if event == "review" else {}
    again = entry(event, "2021-11-10", by="wen", to="2022-01-31", approved_by=approved_by, **more)
    old = [close("2021-11-01", by="liu")]
    before, after = issue(log=old), issue(log=[*old, again])
    assert rules(before, after, approvers=["leader"]) == found
    more_after = issue(log=[*old, again, entry("attach", "2021-11-20", by="wen")])
    assert rules(after, more_after, approvers=["leader"]) == []


def test_a_reopening_more_than_policy_allows() -> None:
    old = [
        entry("extend", "2021-09-01", by="wen", approved_by="liu"),
        close("2021-10-01", by="liu"),
    ]
    again = entry("reopen", "2021-11-10", by="wen", to="2022-01-31", approved_by="liu")
    after = issue(log=[*old, again])
    assert rules(issue(log=old), after, extensions=1) == ["too-many-extensions"]
    assert rules(issue(log=old), after, extensions=2) == []


@pytest.mark.parametrize(
    ("field", "now", "held", "found"),
    [
        ("standing", 1, True, ["bad-amendment"]),
        ("standing", True, True, []),
        ("title", 5, "Title", ["bad-amendment"]),
        ("title", None, "Title", ["bad-amendment"]),
        ("heading", None, None, []),
        ("due", "soon", DUE, ["bad-amendment"]),
        ("lead", "No Code", "finance", ["bad-amendment", "amended-while-ongoing"]),
        ("number", 5, None, []),  # the checks find this in any ledger
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_an_amendment_makes_of_a_field_what_it_can_hold(
    field: str, now: object, held: object, found: list[str], is_new: bool
) -> None:
    before = issue()
    was = getattr(before, field, None) if field in before.model_fields_set else None
    said = entry("amend", "2021-11-01", field=field, was=was, now=now)
    changes = {} if held is None else {field: held}
    after = issue(**changes, log=[said])
    assert codes(asked(None if is_new else before, after)) == found


def test_evidence_without_a_byte_is_refused() -> None:
    piece = {
        "path": "evidence/001/a-e3b0c442.pdf", "name": "a.pdf", "size": 0,
        "sha256": "e3b0c442" * 8,
    }  # fmt: skip
    said = entry("attach", "2021-11-01", evidence=[{"document": "Minutes"}, piece])
    (found,) = judge(asked(issue(), issue(log=[said])))
    assert (found.code, found.key) == ("evidence-empty", ("log", 0, "evidence", 1, "size"))
    assert codes(asked(issue(log=[said]), issue(log=[said, entry("attach", "2021-11-02")]))) == []


# Measures under issues that are closed or waived

CLOSED, WAIVED = [close("2021-10-01")], [entry("waive", "2021-10-01")]
AGAIN = entry("reopen", "2021-11-01", to="2021-12-31")


def families(
    before: Issue | None, after: Issue, old: list[Measure], new: list[Measure]
) -> list[tuple[str, str]]:
    request = Request(ledger([before] if before else [], old), ledger([after], new))
    return [(one.code, one.file) for one in judge(made_by(LIU, request))]


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        (CLOSED, CLOSED, True),
        (WAIVED, WAIVED, True),
        ([], [], False),
        ([], CLOSED, False),  # it was open when the request started
        (None, CLOSED, False),
        (CLOSED, [*CLOSED, AGAIN], False),
        (CLOSED, [*CLOSED, AGAIN, close("2021-11-02")], False),
        (CLOSED, [*CLOSED, entry("attach", "2021-11-01")], True),
    ],
)
def test_a_measure_is_added_while_its_issue_is_ongoing(
    before: list[BaseEntry] | None, after: list[BaseEntry], refused: bool
) -> None:
    new = measure(number=2, log=[close("2021-09-01")])
    then = None if before is None else issue(log=before)
    old = [] if before is None else [measure(log=[close("2021-09-01")])]
    kept = [measure(log=[close("2021-09-01")])]
    found = families(then, issue(log=after), old, [*kept, new])
    assert found == ([("closed-to-measures", "measures/001-02.yaml")] if refused else [])


@pytest.mark.parametrize(
    ("below", "log", "refused"),
    [
        ([], WAIVED, True),
        ([entry("start", "2021-09-01")], WAIVED, True),
        ([close("2021-09-01")], WAIVED, False),
        (WAIVED, WAIVED, False),
        ([], [*WAIVED, AGAIN], False),
        ([], [entry("start", "2021-10-01")], False),
    ],
)
def test_an_issue_that_is_waived_takes_its_measures_along(
    below: list[BaseEntry], log: list[BaseEntry], refused: bool
) -> None:
    old, new = [measure()], [measure(log=below)]
    found = families(issue(), issue(log=log), old, new)
    assert found == ([("open-under-waived", FILE)] if refused else [])
    assert families(issue(log=log), issue(log=log), new, new) == []


def test_evidence_is_no_larger_than_the_base_allows() -> None:
    piece = {
        "path": "evidence/001/a-3f2a91bc.pdf", "name": "a.pdf", "size": 1024 * 1024 + 1,
        "sha256": "3f2a91bc" * 8,
    }  # fmt: skip
    said = entry("attach", "2021-11-01", evidence=[piece])
    small = settings(policy={"evidence_max_mib": 1})
    (found,) = judge(asked(issue(), issue(log=[said]), under=small))
    assert (found.code, found.key) == ("evidence-too-large", ("log", 0, "evidence", 0, "size"))


# In general


@given(ledgers())
def test_to_ask_for_nothing_is_lawful(before: Ledger) -> None:
    assert codes(Request(before, before)) == []


@given(ledgers())
def test_to_begin_is_lawful(after: Ledger) -> None:
    nothing = ledger(under=after.settings)
    policy = after.settings.policy.model_copy(update={"evidence": "none"})
    ruled = after.settings.model_copy(update={"policy": policy})
    base = Request(nothing, after).base
    request = made_by(LIU, Request(ledger(under=ruled), after))
    assert base.issues == {}
    # Each log is valid on its own, and knows nothing of the others.
    assert set(codes(request)) <= {"too-many-extensions", "open-under-waived", "open-measures"}


@given(st.data())
def test_whatever_is_done_to_an_old_entry_is_found(data: st.DataObject) -> None:
    log = data.draw(legal_logs().filter(bool))
    at = data.draw(st.integers(0, len(log) - 1))
    kind = data.draw(st.sampled_from(["gone", "date", "by"]))
    after = list(log)
    if kind == "gone":
        del after[at]
    else:
        other = {"date": "2020-01-01", "by": "somebody"}[kind]
        after[at] = log[at].model_copy(update={kind: other})
    found = judge(asked(issue(log=log), issue(log=after)))
    # Of two identical entries, the one left counts as the first.
    assert {"entry-gone", "entry-altered"} & {one.code for one in found}
    assert all(one.file == FILE for one in found)


def test_a_measure_is_held_to_the_same() -> None:
    base = ledger([issue()], [measure(log=[FIRST])])
    result = ledger([issue()], [measure(due="2022-10-31")])
    found = [(one.code, one.file) for one in judge(made_by(LIU, Request(base, result)))]
    assert sorted(found) == [
        ("entry-gone", "measures/001-01.yaml"), ("field-edited", "measures/001-01.yaml"),
    ]  # fmt: skip


@pytest.mark.parametrize("again", ["2021-11-01", "2021-11-05"])
def test_a_closing_over_an_open_measure_is_found_though_it_is_set_aside_at_once(again: str) -> None:
    log = [close("2021-11-01"), entry("reopen", again, to="2021-12-31")]
    open_measure = measure()
    before = ledger([issue()], [open_measure])
    after = ledger([issue(log=log)], [open_measure])
    assert "open-measures" in codes(made_by(LIU, Request(before, after)))
