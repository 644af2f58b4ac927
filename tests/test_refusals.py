"""Whatever a command refuses, `check` or `check --base` finds when it is done by hand; or
docs/format explains why not. So hand editing reaches no state that no command would produce."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from builders import DUE, TODAY, close, entry, issue, ledger, measure, settings
from rectledger.core.checks import check
from rectledger.core.merge_request.request import Request
from rectledger.core.merge_request.request_history import Author
from rectledger.core.merge_request.rules import judge
from rectledger.core.model import BaseEntry, Deleted, Deletions, Issue, Ledger, Settings
from rectledger.i18n.messages import findings, refusals
from requests_made import made_by
from transcript import ROOT

SOMEBODY = Author("a" * 40, "Somebody", "somebody@court.example")
LATE = "2021-11-15"
CORE = ROOT / "src/rectledger/core"
CODE = r'"([a-z]+(?:-[a-z]+)+)"'


def found(whole: Ledger) -> set[str]:
    """The findings of plain `check`."""
    return {one.code for one in check(whole, TODAY)}


def asked(after: Ledger, before: Ledger | None = None) -> set[str]:
    """The findings of `check --base` for a request, without those of plain `check`."""
    request = Request(before or ledger(under=after.settings), after)
    return {one.code for one in judge(made_by(SOMEBODY, request))}


def logged(*log: BaseEntry, **changes: Any) -> Ledger:
    under = changes.pop("under", None)
    return ledger([issue(log=list(log), **changes)], under=under)


def people(**policy: Any) -> Settings:
    """wen of the lead department, liu of another one."""
    members = [
        {"id": "wen", "name": "Wen", "department": "enforcement"},
        {"id": "liu", "name": "Liu", "department": "office", "roles": ["leader"]},
    ]
    departments = {code: {"name": code.title()} for code in ("enforcement", "finance", "office")}
    return settings(members=members, departments=departments, policy=policy)


def with_own(**more: Any) -> Settings:
    """A ledger whose issues have a field of its own."""
    choices = {"late": {"name": "Late"}}
    declared = {"name": "Cause", "of": ["issue"], "type": "choice", "choices": choices, **more}
    return settings(fields={"cause": declared})


def by_wen(*log: BaseEntry, **policy: Any) -> Ledger:
    return logged(*log, under=people(**policy))


def under_closed(*log: BaseEntry) -> Ledger:
    """Measure 1.1 with this log, under an issue closed on its deadline."""
    return ledger([issue(log=[close(DUE)])], [measure(log=list(log))])


def added(log: list[BaseEntry], **changes: Any) -> set[str]:
    """A measure with such a log is added to an issue."""
    one = issue(log=log)
    new = measure(**({"log": [close("2021-09-01")]} | changes))
    return asked(ledger([one], [new]), ledger([one]))


EARLY, START = entry("start", "2021-07-01"), entry("start", "2021-08-02")
BY_WHO = entry("start", "2021-08-02", by="who")
UNDATED = entry("attach", DUE, source={
    "path": "sources/a-01234567.csv", "at": "line 2", "sha256": "0" * 64, "undated": True,
})  # fmt: skip
REOPEN, AGAIN = entry("reopen", LATE, by="wen"), entry("reopen", LATE, to=DUE)
EXTEND = entry("extend", "2021-08-01", by="wen", approved_by="liu")
AMEND = entry("amend", "2021-08-01", was="A", now="B")


def deadline(now: str) -> BaseEntry:
    """An amendment of the deadline in force."""
    return entry("amend", DUE, field="deadline", was=EXTEND.to, now=now)


GONE = {"issues/002.yaml": Deleted("abc", "git checkout")}
NOT_B = issue(title="C", log=[AMEND])
# Each code a command may refuse with, and the finding when the same is done by hand.
FOUND: dict[str, tuple[str, Callable[[], set[str]]]] = {
    "already-closed": ("illegal-event", lambda: found(logged(close(DUE), close(DUE)))),
    "illegal-event": ("illegal-event", lambda: found(logged(entry("return", DUE)))),
    "not-for-measures": (
        "illegal-event", lambda: found(ledger([issue()], [measure(log=[entry("submit", DUE)])])),
    ),
    "extend-backwards": (
        "extend-backwards", lambda: found(logged(entry("extend", "2021-08-01", to=DUE))),
    ),
    "to-in-the-past": ("to-in-the-past", lambda: found(logged(close(DUE), AGAIN))),
    "reopen-under-closed": (
        "reopen-under-closed", lambda: found(under_closed(close("2021-09-01"), REOPEN)),
    ),
    "open-measures": ("open-measures", lambda: found(under_closed())),
    "no-evidence": ("no-evidence", lambda: found(logged(entry("close", DUE)))),
    "no-evidence-file": (
        "no-evidence-file",
        lambda: found(logged(close(DUE), under=settings(policy={"evidence": "file"}))),
    ),
    "date-backwards": (
        "date-backwards", lambda: found(logged(START, entry("progress", "2021-08-01"))),
    ),
    "undated-later": ("undated-later", lambda: found(logged(START, UNDATED))),
    "date-future": ("date-future", lambda: found(logged(entry("start", "2022-07-01")))),
    "date-before-opened": ("date-before-opened", lambda: found(logged(EARLY))),
    "opened-future": ("opened-future", lambda: found(logged(opened="2031-07-30", due=None))),
    "due-before-opened": ("due-before-opened", lambda: found(logged(due="2021-07-29"))),
    "no-deadline": ("no-deadline", lambda: found(logged(due=None))),
    "lead-supports": ("lead-supports", lambda: found(logged(support=["enforcement"]))),
    "unknown-field": ("unknown-field", lambda: found(logged(fields={"x": "y"}))),
    "unknown-choice": (
        "unknown-choice", lambda: found(logged(fields={"cause": "x"}, under=with_own())),
    ),
    "bad-field-value": (
        "bad-field-value", lambda: found(logged(fields={"cause": 1}, under=with_own())),
    ),
    "field-not-of": (
        "field-not-of",
        lambda: found(ledger([issue()], [measure(fields={"cause": "late"})], under=with_own())),
    ),
    "field-missing": ("field-missing", lambda: found(logged(under=with_own(required=True)))),
    "unknown-section": ("unknown-section", lambda: found(logged(section="9-9"))),
    "unknown-kind": ("unknown-kind", lambda: found(logged(kind="odd"))),
    "unknown-department": ("unknown-department", lambda: found(logged(lead="odd"))),
    "unknown-member": ("unknown-member", lambda: found(by_wen(BY_WHO))),
    "not-a-closer": (
        "not-a-closer", lambda: found(by_wen(close(DUE, by="wen"), closers=["office"])),
    ),
    "not-an-approver": (
        "not-an-approver",
        lambda: found(by_wen(EXTEND.model_copy(update={"approved_by": "wen"}),
                             approvers=["leader"])),
    ),
    "not-approved": (
        "not-approved",
        lambda: found(by_wen(close(DUE, by="wen"), REOPEN, approvers=["leader"])),
    ),
    "own-department": (
        "own-department", lambda: found(by_wen(close(DUE, by="wen"), four_eyes=True)),
    ),
    "own-submission": (
        "own-submission",
        lambda: found(by_wen(entry("submit", DUE, by="liu"), close(DUE, by="liu"), four_eyes=True)),
    ),
    "too-many-extensions": ("too-many-extensions", lambda: found(by_wen(EXTEND, extensions=0))),
    "not-amendable": (
        "not-amendable",
        lambda: found(logged(entry("amend", "2021-08-01", field="id", was=2, now=1))),
    ),
    "bad-amendment": (
        "bad-amendment",
        lambda: asked(logged(entry("amend", "2021-08-01", field="due", was=DUE, now="soon"))),
    ),
    "amended-while-ongoing": (
        "amended-while-ongoing",
        lambda: asked(logged(entry("amend", "2021-08-01", field="lead", was="enforcement",
                                   now="finance"), lead="finance")),
    ),
    "deadline-when-done": (
        "deadline-when-done", lambda: found(logged(EXTEND, close(DUE), deadline(DUE))),
    ),
    "deadline-of-the-record": (
        "deadline-of-the-record", lambda: found(logged(deadline(DUE))),
    ),
    "deadline-not-earlier": (
        "deadline-not-earlier", lambda: found(logged(EXTEND, deadline("2023-01-01"))),
    ),
    "deadline-too-early": (
        "deadline-too-early", lambda: found(logged(EXTEND, deadline("2021-07-31"))),
    ),
    "deadline-far": (
        "deadline-far", lambda: found(logged(entry("extend", "2021-08-01", to="2206-12-31"))),
    ),
    "evidence-future": (
        "evidence-future",
        lambda: found(logged(entry("attach", "2021-08-01", evidence=[
            {"document": "Minutes", "dated": "2031-01"}]))),
    ),
    "amendment-undone": ("amendment-undone", lambda: found(ledger([NOT_B]))),
    "amendment-gap": (
        "amendment-gap",
        lambda: found(logged(AMEND, entry("amend", "2021-08-02", was="C", now="D"), title="D")),
    ),
    "no-such-issue": ("orphan", lambda: found(ledger([], [measure()]))),
    "closed-to-measures": ("closed-to-measures", lambda: added([close(DUE)])),
    "opened-while-done": (
        "opened-while-done",
        lambda: added([close(DUE), entry("reopen", LATE, to="2022-03-31")], opened=DUE),
    ),
    "number-taken": (
        "duplicate", lambda: found(ledger({"issues/001.yaml": issue(), "issues/1.yaml": issue()})),
    ),
    # The number is reused all the same; if it is not, the finding is `record-deleted`.
    "record-deleted": (
        "number-given-again",
        lambda: found(ledger([issue(), issue(id=2)], deletions=Deletions(others=GONE))),
    ),
    "record-not-there": ("record-gone", lambda: asked(ledger(), ledger([issue()]))),
    "leaves-gap": ("gap", lambda: found(ledger([issue(id=2)]))),
}  # fmt: skip
# These change nothing, and two branches may both have done them: docs/format says so.
HARMLESS = {"already-entered", "already-attached", "already-assigned", "already-so",
            "already-added"}  # fmt: skip


def refused_with() -> set[str]:
    """Every code a command may refuse with: those with messages of their own, those in
    core/changes, and those of the checks and policy rules that apply to a change."""
    named = set(refusals.TEMPLATES) | {code for code, *_when in refusals._BESIDES}
    for file in sorted(CORE.joinpath("changes").glob("*.py")):
        lines = [one for one in file.read_text("utf-8").splitlines() if "Refusal(" in one]
        named |= {code for line in lines for code in re.findall(CODE, line)}
    judges = CORE.joinpath("changes/refusals.py").read_text("utf-8")
    assert re.search(r"\bcodes_and_members\.\w+.*\blogs\.\w+", judges, re.DOTALL)
    for name in (
        "checks/codes_and_members.py", "checks/left_open.py", "checks/logs.py",
        "checks/own_fields.py", "policy.py",
    ):  # fmt: skip
        text = CORE.joinpath(name).read_text("utf-8")
        named |= set(re.findall(CODE, text)) & set(findings.codes())
    named |= {f"unknown-{what}" for what in ("section", "kind", "department")}
    return named


# Also in policy and codes_and_members.py, but never applied to a change.
OTHERS = {
    "evidence-empty",
    "evidence-too-large",
    "listed-twice",
    "named-by-role",
    "nobody-bound",
    "due-after-issue",
}


def test_every_refusal_is_accounted_for() -> None:
    assert refused_with() - OTHERS == FOUND.keys() | HARMLESS


@pytest.mark.parametrize("code", FOUND)
def test_what_a_verb_refuses_is_found_where_it_is_done_by_hand(code: str) -> None:
    finding, by_hand = FOUND[code]
    assert finding in by_hand()


@pytest.mark.parametrize("page", ["format.md", "format.zh-CN.md"])
def test_the_page_says_what_is_not_found(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    for code in HARMLESS:
        assert f"`{code}`" in text, code


TWICE = [
    [START, entry("progress", DUE), entry("progress", DUE)],
    [entry("attach", DUE), entry("attach", DUE)],
    [entry("reassign", DUE), entry("reassign", DUE)],
    [entry("amend", DUE, was="A", now="B"), entry("amend", DUE, was="B", now="B")],
]


@pytest.mark.parametrize("log", TWICE, ids=lambda log: log[-1].event)
def test_what_is_not_found_changes_nothing(log: list[BaseEntry]) -> None:
    """Otherwise there would be something to find."""
    from rectledger.core.lifecycle import fold

    once, twice = issue(title="B", log=log[:-1]), issue(title="B", log=log)
    assert fold(once) == fold(twice)
    assert found(ledger([twice])) == set()
    assert asked(ledger([twice]), ledger([once])) == set()


def test_a_number_that_is_not_given_again_is_missing() -> None:
    assert found(ledger([issue()], deletions=Deletions(GONE))) == {"record-deleted"}


def test_two_that_say_the_same_are_two() -> None:
    both: list[Issue] = [issue(), issue(id=2)]
    assert found(ledger(both)) == set()
