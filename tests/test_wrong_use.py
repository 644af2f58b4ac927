"""Wrong use: what a clerk may type that makes no sense or is not allowed. Each gives one sentence
and a hint, with all reasons at once, and nothing has changed."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledgers import Place, begin, commit, copy, git, ledger
from runner import Runner

CLOSED = "log:\n  - {date: 2021-10-30, event: close, by: li, result: complete}\n"
WAIVED = "log:\n  - {date: 2021-10-30, event: waive, by: li, note: x, approved_by: li}\n"
SUBMITTED = "log:\n  - {date: 2021-10-30, event: submit, by: li, note: x}\n"
MEMBERS = """\
members:
  - {id: li, name: Li, emails: [li@court.example], department: enforcement, roles: [office]}
  - {id: wang, name: Wang, emails: [wang@court.example], department: finance, roles: [office]}
  - {id: zhao, name: Zhao, emails: [zhao@court.example], department: finance, roles: [leader]}
"""


def template_of(top: Path, policy: str = "{evidence: none}", more: str = "") -> Path:
    """A ledger in which 1 and 2 are open, 3 is closed, 4 waived and 5 submitted."""
    root = ledger(begin(top) / "data", policy, more)
    issue = (root / "issues/003.yaml").read_text()
    for number, log in ((3, CLOSED), (4, WAIVED), (5, SUBMITTED)):
        text = issue.replace("id: 3", f"id: {number}")
        (root / f"issues/{number:03}.yaml").write_text(text + log)
    commit(top)
    return top


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template_of(tmp_path_factory.mktemp("template") / "top")


@pytest.fixture(scope="module")
def one_for_all(template: Path) -> Path:
    return copy(template, template.parent / "copy")


@pytest.fixture
def place(rectledger: Runner, one_for_all: Path) -> Iterator[Place]:
    """One for all tests that change nothing; reset after a test that does."""
    before = git(one_for_all, "rev-parse", "HEAD")
    yield Place(rectledger, one_for_all, one_for_all / "data")
    if git(one_for_all, "rev-parse", "HEAD") != before:
        git(one_for_all, "reset", "--quiet", "--hard", before)


BY = "--by office"
NEW = "--title New --section 1-1 --kind immediate --lead finance --opened 2021-07-30"
APPROVED = f"{BY} --note x --approved-by li"
AMEND = f"amend 2 {APPROVED}"


@pytest.mark.parametrize(
    ("command", "exit_code", "codes"),
    [
        # References
        ("close", 2, "usage"),
        ("close 99", 2, "no-such-item"),
        ("close 1.99", 2, "no-such-item-near"),
        ("close 2.1", 2, "no-such-item"),
        ("close 0", 2, "no-such-item"),
        ("close 1.0", 2, "no-such-item-near"),
        ("close 999999", 2, "no-such-item"),
        ("close 2 99", 2, "no-such-item"),
        ("close abc", 2, "bad-reference"),
        ("close 1.2.3", 2, "bad-reference"),
        ("close 1,2", 2, "bad-reference"),
        ("close 1-", 2, "bad-reference"),
        ("close ''", 2, "bad-reference"),
        ("close 9999999", 2, "bad-reference"),
        ("close issues/002.yaml", 2, "bad-reference"),
        ("close -2", 2, "usage"),
        ("close ../2", 2, "bad-reference"),
        # Already done
        ("close 3", 1, "already-closed"),
        ("close 2 3", 1, "already-closed"),
        ("close 3 --result substantial", 1, "already-closed"),
        ("close 4", 1, "illegal-event"),
        ("submit 5 --date 2021-10-30 --by li --note x", 1, "already-entered"),
        # Events not allowed next
        ("start 3", 1, "illegal-event"),
        ("start 5", 1, "illegal-event"),
        ("progress 3 --note x", 1, "illegal-event"),
        ("submit 3 --note x", 1, "illegal-event"),
        ("submit 5 --note y", 1, "illegal-event"),
        ("submit 1.1 --note x", 1, "not-for-measures"),
        ("return 2 --note x", 1, "illegal-event"),
        ("return 1.1 --note x", 1, "not-for-measures"),
        ("review 2 --outcome held --note x", 1, "illegal-event"),
        ("review 1.1 --outcome held --note x", 1, "not-for-measures"),
        ("review 4 --outcome held --note x", 1, "illegal-event"),
        ("reopen 2 --to 2099-01-01 --far --note x", 1, "illegal-event"),
        (f"waive 3 {APPROVED}", 1, "illegal-event"),
        (f"extend 3 --to 2099-01-01 --far {APPROVED}", 1, "illegal-event"),
        ("reassign 3 --lead finance", 1, "illegal-event"),
        # Deadlines
        (f"extend 2 --to 2021-10-30 {APPROVED}", 1, "extend-backwards"),
        (f"extend 2 --to 2021-10-31 {APPROVED}", 1, "extend-backwards"),
        (f"extend 2 --to 2021-02-29 {APPROVED}", 2, "bad-day"),
        (f"extend 2 --to tomorrow {APPROVED}", 2, "bad-day"),
        (f"extend 2 --to '' {APPROVED}", 2, "bad-day"),
        (f"extend 2 --to 20990101 {APPROVED}", 2, "bad-day"),
        (f"extend 2 --to 2099-1-1 {APPROVED}", 2, "bad-day"),
        (f"extend 2 --to 0999-01-01 {APPROVED}", 2, "bad-day"),
        (f"extend 2 {APPROVED}", 2, "usage"),
        ("extend 2 --to 2099-01-01 --far --note x", 2, "usage"),
        ("extend 2 --to 2099-01-01 --far --approved-by li", 2, "note-missing"),
        ("extend 2 --to 2099-01-01 --far --note x --approved-by ''", 2, "says-nothing"),
        ("review 3 --outcome relapsed --note x", 2, "relapse-needs-to"),
        ("review 3 --outcome held --to 2099-01-01 --far --note x", 2, "to-without-relapse"),
        ("review 3 --outcome relapsed --to '' --note x", 2, "bad-day"),
        ("review 3 --outcome held --to '' --note x", 2, "to-without-relapse"),
        ("reopen 3 --to '' --note x", 2, "bad-day"),
        ("review 3 --note x", 2, "usage"),
        ("review 3 --outcome perhaps --note x", 2, "usage"),
        ("review 3 --outcome held", 2, "note-missing"),
        ("reopen 3 --note x", 2, "usage"),
        ("reopen 3 --to 2099-01-01 --far", 2, "note-missing"),
        ("reopen 3 --to 2099-01-01 --far --note x --approved-by ' '", 2, "says-nothing"),
        ("review 3 --outcome held --note x --approved-by li", 2, "approved-without-relapse"),
        ("progress 2 --note \u2800", 2, "says-nothing"),
        ("progress 2 --note zh=\u3164 --note en=x", 2, "says-nothing"),
        ("attach 2 --document \u2800\u0301", 2, "says-nothing"),
        ("start 2 --by \u00ad", 2, "says-nothing"),
        (f"{AMEND} --field title --now \uffa0", 2, "says-nothing"),
        # Dates
        ("close 2 --date 2021-13-01", 2, "bad-day"),
        ("close 2 --date ''", 2, "bad-day"),
        ("close 2 --date 2021-02-29", 2, "bad-day"),
        ("close 2 --date 今天", 2, "bad-day"),
        ("close 2 --date 2021/10/31", 2, "bad-day"),
        ("close 2 --date ２０２１-１０-３１", 2, "bad-day"),
        ("close 2 --date 2999-01-01", 1, "date-future"),
        ("close 2 --date 2021-07-29", 1, "date-before-opened"),
        ("close 5 --date 2021-10-29", 1, "date-backwards"),
        ("close 2 --as-of 2021-10-31", 2, "not-for-this"),
        ("close 2 --at HEAD", 2, "not-for-this"),
        # Notes and other texts
        ("progress 2", 2, "note-missing"),
        ("progress 2 --note ''", 2, "says-nothing"),
        ("progress 2 --note '  '", 2, "says-nothing"),
        ("progress 2 --note zh=", 2, "says-nothing"),
        ("progress 2 --note a --note b", 2, "two-texts"),
        ("progress 2 --note en=a --note en=b", 2, "two-texts"),
        ("progress 2 --note en=a --note b", 2, "two-texts"),
        ("progress 2 --note 'a\u202eb'", 2, "hidden-character"),
        ("progress 2 --note 'a\x1b[31m'", 2, "hidden-character"),
        ("progress 2 --note 'a\u200bb'", 2, "hidden-character"),
        ("progress 2 --by office --note", 2, "usage"),
        ("submit 2", 2, "note-or-evidence-missing"),
        ("return 5", 2, "note-missing"),
        ("attach 2", 2, "evidence-needed"),
        ("attach 2 --note x", 2, "evidence-needed"),
        ("close 2 --by ''", 2, "says-nothing"),
        ("close 2 --by 'a\u202eb'", 2, "hidden-character"),
        # Options of another command, and unknown ones
        ("start 2 --result complete", 2, "usage"),
        ("close 2 --to 2099-01-01 --far", 2, "usage"),
        ("close 2 --lead finance", 2, "usage"),
        ("close 2 --approved-by li", 2, "usage"),
        ("close 2 --outcome held", 2, "usage"),
        ("progress 2 --note x --with-measures", 2, "usage"),
        ("attach 2 --dated 2021-07 --title x", 2, "usage"),
        ("close 2 --evidnce doc.pdf", 2, "usage"),
        ("close 2 --result half", 2, "usage"),
        ("close 2 --result", 2, "usage"),
        ("close 2 --branch --no-commit", 2, "branch-without-commit"),
        ("close 2 --detached --no-commit", 2, "branch-without-commit"),
        ("clos 2", 2, "near-command"),
        ("销号 2", 2, "no-such-command"),
        ("close 2 --lang fr", 2, "usage"),
        ("close 2 --ledger nowhere", 2, "no-ledger-there"),
        # Departments
        ("reassign 2", 2, "reassign-to-nobody"),
        ("reassign 2 --lead nobody", 2, "unknown-filter"),
        ("reassign 2 --lead finanse", 2, "near-filter"),
        ("reassign 2 --lead ''", 2, "reassign-to-nobody"),
        ("reassign 2 --lead '' --support finance", 2, "says-nothing"),
        ("reassign 2 --lead finance --support ''", 2, "says-nothing"),
        ("reassign 2 --support nobody", 2, "unknown-filter"),
        ("reassign 2 --lead finance --support finance", 1, "lead-supports"),
        ("reassign 2 --support finance --no-support", 2, "support-and-none"),
        # New records
        ("add", 2, "usage"),
        ("add issues", 2, "usage"),
        ("add issue", 2, "option-needed"),
        ("add issue --title New", 2, "option-needed"),
        ("add issue --title '' --section 1-1 --kind immediate --lead finance", 2, "says-nothing"),
        ("add issue --title N --section 9-9 --kind immediate --lead finance", 2, "unknown-filter"),
        ("add issue --title N --section 1-1 --kind imediate --lead finance", 2, "near-filter"),
        ("add issue --title N --section 1-1 --kind immediate --lead x", 2, "unknown-filter"),
        (f"add issue 2 {NEW}", 1, "number-taken"),
        (f"add issue 8 {NEW}", 1, "leaves-gap"),
        (f"add issue 6.1 {NEW}", 2, "bad-issue-number"),
        (f"add issue 0 {NEW}", 2, "bad-issue-number"),
        (f"add issue six {NEW}", 2, "bad-reference"),
        (f"add issue {NEW} --opened 2999-01-01 --due 2999-02-01", 1, "opened-future"),
        (f"add issue {NEW} --opened 2021-08-01 --due 2021-07-31", 1, "due-before-opened"),
        (f"add issue {NEW} --due never", 2, "bad-day"),
        (f"add issue {NEW} --support finance", 1, "lead-supports"),
        (f"add issue {NEW} --by office", 2, "usage"),
        ("add measure --title New", 2, "measure-of-what"),
        ("add measure 1", 2, "option-needed"),
        ("add measure 99 --title New", 1, "no-such-issue"),
        ("add measure 3 --title New", 1, "closed-to-measures"),
        ("add measure 4 --title New", 1, "closed-to-measures"),
        ("add measure 1.2 --title New", 1, "number-taken"),
        ("add measure 1.4 --title New", 1, "leaves-gap"),
        ("add measure 1 --title New --section 1-1", 2, "not-of-measures"),
        ("add measure 1 --title New --standing", 2, "not-of-measures"),
        (f"add issue {NEW} --due ''", 2, "bad-day"),
        (f"add issue {NEW} --opened ''", 2, "bad-day"),
        ("add issue --title N --section '' --kind immediate --lead finance", 2, "says-nothing"),
        ("add issue --title N --section 1-1 --kind '' --lead finance", 2, "says-nothing"),
        ("add issue --title N --section 1-1 --kind immediate --lead ''", 2, "says-nothing"),
        ("add measure 1 --title New --lead ''", 2, "says-nothing"),
        ("add measure 1 --title New --due ''", 2, "bad-day"),
        ("add measure '' --title New", 2, "bad-reference"),
        (f"add issue '' {NEW}", 2, "bad-reference"),
        (f"add issue {NEW} --heading ''", 2, "says-nothing"),
        (f"add issue {NEW} --leader ''", 2, "says-nothing"),
        (f"add issue {NEW} --next ''", 2, "says-nothing"),
        # Amendments
        (f"{AMEND} --field title", 2, "amend-to-what"),
        (f"{AMEND} --field title --now x --take-out", 2, "amend-to-what"),
        (f"{AMEND} --now x", 2, "usage"),
        (f"{AMEND} --field titel --now x", 1, "not-amendable"),
        (f"{AMEND} --field '' --now x", 1, "not-amendable"),
        (f"{AMEND} --field title --now x --date ''", 2, "bad-day"),
        (f"{AMEND} --field lead --now ''", 2, "says-nothing"),
        (f"{AMEND} --field section --now ''", 2, "says-nothing"),
        (
            f"{AMEND} --field opened --now 2999-01-01",
            1,
            "opened-future due-before-opened date-before-opened",
        ),
        (f"{AMEND} --field id --now 9", 1, "not-amendable"),
        (f"{AMEND} --field log --now x", 1, "not-amendable"),
        (f"{AMEND} --field title --now Plain", 1, "already-so"),
        (f"{AMEND} --field heading --take-out", 1, "already-so"),
        (f"{AMEND} --field title --take-out", 1, "bad-amendment"),
        (f"{AMEND} --field title --now ''", 2, "says-nothing"),
        (f"{AMEND} --field due --now soon", 2, "bad-day"),
        (f"{AMEND} --field due --take-out", 1, "no-deadline"),
        (f"{AMEND} --field due --now 2021-07-01", 1, "due-before-opened"),
        (f"{AMEND} --field standing --now maybe", 2, "neither-true-nor-false"),
        (f"{AMEND} --field section --now 9-9", 2, "unknown-filter"),
        (f"{AMEND} --field kind --now never", 2, "unknown-filter"),
        (f"{AMEND} --field title --now a --now b", 2, "two-texts"),
        (f"{AMEND} --field title --now x --url https://court.example/", 2, "usage"),
        ("amend 2 --field title --now x --note x", 2, "usage"),
        ("amend 2 --field title --now x --approved-by li", 2, "note-missing"),
        (f"amend 99 {APPROVED} --field title --now x", 2, "no-such-item"),
    ],
)
def test_what_cannot_be_meant_or_done_is_refused(
    place: Place, command: str, exit_code: int, codes: str
) -> None:
    words = shlex.split(command)
    by = [] if words[0] == "add" or "--by" in words else ["--by", "office"]
    refused = place.refused(*words, *by)
    assert refused.told == (exit_code, codes.split())
    assert all(refused.hints)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("RECTLEDGER_WAIT", "soon", "bad-wait"), ("RECTLEDGER_WAIT", "-1", "bad-wait"),
     ("RECTLEDGER_DIR", "nowhere", "no-ledger-there")],
)  # fmt: skip
def test_what_is_set_wrongly_is_named(place: Place, name: str, value: str, code: str) -> None:
    wrong = Place(place.rectledger, place.top, place.root, {**place.environ, name: value})
    assert wrong.refused("close", "2", "--by", "office").told == (2, [code])


def test_every_reason_is_given_at_once(place: Place) -> None:
    refused = place.refused("close", "2", "3", "4", "5", "--by", "office", "--date", "2021-07-29")
    assert refused.exit == 1
    assert sorted(refused.codes) == [
        "already-closed", "date-backwards", "date-backwards", "date-before-opened",
        "date-before-opened", "date-before-opened", "illegal-event",
    ]  # fmt: skip


def test_a_dry_run_is_refused_for_the_same_and_else_changes_nothing(place: Place) -> None:
    refused = place.refused("close", "3", "--by", "office", "--dry-run")
    assert refused.told == (1, ["already-closed"])
    before = git(place.top, "rev-parse", "HEAD")
    done = place.done("close", "2", "--by", "office", "--dry-run")
    assert (done["outcome"], done["commit"]) == ("only-shown", None)
    assert git(place.top, "rev-parse", "HEAD") == before
    assert git(place.top, "status", "--porcelain") == ""


# Policy


def by_policy(rectledger: Runner, tmp_path: Path, policy: str, more: str = MEMBERS) -> Place:
    top = template_of(tmp_path / "top", policy, more)
    return Place(rectledger, top, top / "data")


@pytest.mark.parametrize(
    ("policy", "command", "codes"),
    [
        ("{evidence: file}", "close 2 --by li", "no-evidence-file"),
        ("{evidence: file}", "close 2 --by li --document x", "no-evidence-file"),
        ("{evidence: file-or-reference}", "close 2 --by li", "no-evidence"),
        ("{measures: first, evidence: none}", "close 1 --by li", "open-measures"),
        ("{measures: first}", "close 1 --by li", "open-measures no-evidence"),
        ("{evidence: none}", "close 2 --by nobody", "unknown-member"),
        ("{evidence: none}", "close 2 --by lii", "unknown-member"),
        ("{evidence: none}", "close 2 --by office", "unknown-member"),
        ("{evidence: none, closers: [leader]}", "close 2 --by li", "not-a-closer"),
        ("{evidence: none, closers: [leader]}", "close 2 3 1.1 --by li",
         "already-closed not-a-closer not-a-closer"),
        ("{approvers: [leader]}",
         "extend 2 --to 2099-01-01 --far --note x --by li --approved-by wang",
         "not-an-approver"),
        ("{approvers: [leader]}", "waive 2 --note x --by li --approved-by wang",
         "not-an-approver"),
        ("{approvers: [leader]}",
         "amend 2 --field title --now x --note x --by li --approved-by wang", "not-an-approver"),
        ("{}",
         "extend 2 --to 2099-01-01 --far --note x --by li --approved-by boss", "unknown-member"),
        ("{approvers: [leader]}",
         "reopen 3 --to 2099-01-01 --far --note x --by li", "not-approved"),
        ("{approvers: [leader]}",
         "reopen 4 --to 2099-01-01 --far --note x --by li", "not-approved"),
        ("{approvers: [leader]}",
         "reopen 3 --to 2099-01-01 --far --note x --by li --approved-by wang", "not-an-approver"),
        ("{approvers: [leader]}",
         "review 3 --outcome relapsed --to 2099-01-01 --far --note x --by li", "not-approved"),
        ("{approvers: [leader]}",
         "review 3 --outcome relapsed --to 2099-01-01 --far --note x --by li --approved-by wang",
         "not-an-approver"),
        ("{}",
         "reopen 3 --to 2099-01-01 --far --note x --by li --approved-by boss", "unknown-member"),
        ("{extensions: 0}",
         "reopen 3 --to 2099-01-01 --far --note x --by li", "too-many-extensions"),
        ("{extensions: 0, approvers: [leader]}", "reopen 3 --to 2099-01-01 --far --note x --by li",
         "too-many-extensions not-approved"),
        ("{evidence: none, four_eyes: true}", "close 2 --by li", "own-department"),
        ("{evidence: none, four_eyes: true}", "close 5 --by li", "own-department own-submission"),
        ("{extensions: 0}", "extend 2 --to 2099-01-01 --far --note x --by li --approved-by li",
         "too-many-extensions"),
        ("{closers: [leader], four_eyes: true}", "close 5 --by li --date 2021-10-29",
         "date-backwards no-evidence not-a-closer own-department own-submission"),
    ],
)  # fmt: skip
def test_what_policy_does_not_allow_is_refused_with_every_reason(
    rectledger: Runner, tmp_path: Path, policy: str, command: str, codes: str
) -> None:
    place = by_policy(rectledger, tmp_path, policy)
    refused = place.refused(*shlex.split(command))
    assert (refused.exit, sorted(refused.codes)) == (1, sorted(codes.split()))


@pytest.mark.parametrize(
    ("policy", "command"),
    [
        ("{evidence: none, closers: [leader]}", "close 2 --by zhao"),
        (
            "{approvers: [leader]}",
            "reopen 3 --to 2099-01-01 --far --note x --by li --approved-by zhao",
        ),
        ("{approvers: [leader]}", "reopen 3 --to 2021-10-31 --date 2021-10-30 --note x --by li"),
        (
            "{extensions: 0, approvers: [leader]}",
            "review 3 --outcome relapsed --to 2099-01-01 --far --note x --by li --approved-by zhao",
        ),
        ("{evidence: none, four_eyes: true}", "close 5 --by wang"),
        (
            "{approvers: [leader]}",
            "extend 2 --to 2099-01-01 --far --note x --by li --approved-by zhao",
        ),
        ("{measures: first, evidence: none}", "close 1 --by li --with-measures"),
        ("{measures: first, evidence: none}", "close 1 1.1 1.2 --by li"),
        ("{evidence: file-or-reference}", "close 2 --by li --url https://court.example/"),
    ],
)
def test_what_policy_allows_is_done(
    rectledger: Runner, tmp_path: Path, policy: str, command: str
) -> None:
    place = by_policy(rectledger, tmp_path, policy)
    assert place.done(*shlex.split(command))["outcome"] == "committed"


def test_who_enters_it_is_known_by_the_address_that_git_has(
    rectledger: Runner, tmp_path: Path
) -> None:
    place = by_policy(rectledger, tmp_path, "{evidence: none}")
    refused = place.refused("close", "2")
    assert refused.told == (2, ["by-no-member"])
    assert "office@court.example" in refused.messages[0]
    assert "wang" in refused.hints[0]
    place.git("config", "user.email", "Wang@Court.example")
    assert place.done("close", "2")["items"][0]["entry"]["by"] == "wang"


def test_a_third_extension_is_one_too_many(rectledger: Runner, tmp_path: Path) -> None:
    place = by_policy(rectledger, tmp_path, "{}")
    for year in (2097, 2098):
        place.done("extend", "2", "--to", f"{year}-01-01", "--far", "--note", "x",
                            "--by", "li",
                   "--approved-by", "zhao")  # fmt: skip
    refused = place.refused("extend", "2", "--to", "2099-01-01", "--far", "--note", "x",
                            "--by", "li",
                            "--approved-by", "zhao")  # fmt: skip
    assert refused.told == (1, ["too-many-extensions"])


def test_what_stops_a_reopening_says_what_can_be_done_instead(
    rectledger: Runner, tmp_path: Path
) -> None:
    place = by_policy(rectledger, tmp_path, "{extensions: 0, approvers: [leader]}")
    again = ("3", "--note", "x", "--by", "li", "--date", "2021-10-30")
    refused = place.refused("reopen", *again, "--to", "2099-01-01", "--far")
    assert all("2021-10-31" in message for message in refused.messages), refused
    kept = "Use a deadline up to 2021-10-31"
    assert any(kept in hint and "rectledger review" in hint for hint in refused.hints), refused
    late = place.refused(
        "reopen", *again[:-2], "--to", "2099-01-01", "--far"
    )  # there is no such date
    assert not any("2021-10-31" in hint for hint in late.hints), late
    relapse = ("--outcome", "relapsed", "--to", "2099-01-01", "--far", "--approved-by", "zhao")
    done = place.done("review", *again, *relapse)
    assert done["items"][0]["entry"]["approved_by"] == "zhao"
    assert place.done("close", *again[:1], "--by", "li", "--url", "https://court.example/",
                      "--date", "2021-10-30")["outcome"] == "committed"  # fmt: skip
    assert place.done("reopen", *again, "--to", "2021-10-31")["outcome"] == "committed"


def test_a_name_that_git_has_and_nobody_can_see_is_none(place: Place) -> None:
    place.git("config", "user.name", "\u2800")
    try:
        assert place.refused("start", "2").told == (2, ["by-nobody"])
    finally:
        place.git("config", "user.name", "Office")


# Typed twice


@pytest.mark.parametrize(
    ("command", "codes"),
    [
        ("start 2", "already-entered"),
        ("progress 2 --note x", "already-entered"),
        ("submit 2 --note x", "already-entered"),
        ("return 5 --note x", "already-entered"),
        ("close 2", "already-closed"),
        ("close 1.1", "already-closed"),
        ("close 1 2", "already-closed already-closed"),
        (f"extend 2 --to 2099-01-01 --far {APPROVED}", "already-entered"),
        ("reassign 2 --lead finance", "already-assigned"),
        (f"waive 2 {APPROVED}", "already-entered"),
        ("review 3 --outcome held --note x", "already-entered"),
        ("reopen 3 --to 2099-01-01 --far --note x", "already-entered"),
        ("attach 2 --url https://court.example/", "already-entered"),
        (f"{AMEND} --field title --now x", "already-so"),
        (f"add issue {NEW}", "already-added"),
        ("add measure 1 --title New", "already-added"),
    ],
)
def test_what_is_typed_twice_is_done_once(
    rectledger: Runner, template: Path, tmp_path: Path, command: str, codes: str
) -> None:
    top = copy(template, tmp_path / "top")
    place = Place(rectledger, top, top / "data")
    words = shlex.split(command)
    by = [] if words[0] == "add" or "--by" in words else ["--by", "office"]
    assert place.done(*words, *by)["outcome"] == "committed"
    refused = place.refused(*words, *by)
    assert refused.exit == 1
    assert sorted(refused.codes) == sorted(codes.split())


def test_a_member_may_be_named_and_stands_in_the_entry_by_id(
    rectledger: Runner, tmp_path: Path
) -> None:
    place = by_policy(rectledger, tmp_path, "{evidence: none, approvers: [leader]}")
    extend = "extend 2 --to 2099-01-01 --far --note x --by ＬＩ --approved-by Zhao"
    for command in (extend, "close 2 --by Wang", f"add issue {NEW} --leader Zhao"):
        place.done(*command.split())
    text = (place.root / "issues/002.yaml").read_text()
    assert "by: li\n" in text
    assert "approved_by: zhao\n" in text
    assert "by: wang\n" in text
    assert "leader: zhao\n" in (place.root / "issues/006.yaml").read_text()
    amend = "amend 2 --by li --approved-by ZHAO --note x --field leader --now"
    place.done(*amend.split(), "zhao")
    place.done(*amend.split(), "Wang")
    text = (place.root / "issues/002.yaml").read_text()
    assert "leader: wang\n" in text
    assert "now: wang\n" in text
