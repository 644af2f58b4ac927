"""Each attempt to cheat is refused with the file and the rule; valid requests pass."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

import cheats_in_git  # noqa: F401  # adds more of them
import office
from cheats import CHEATS, Cheat, row
from ledgers import copy
from office import Office, close, entry, path_of, piece
from runner import Done, Runner
from transcript import ROOT

ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.begin(tmp_path_factory.mktemp("office") / "top").top


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Office:
    made = Office(copy(template, tmp_path / "top"))
    made.branch()
    return made


def judged(rectledger: Runner, place: Office, *options: str, cwd: str = "", **environ: str) -> Done:
    arguments = ("check", "--base", "main", *options)
    return rectledger(place.top / cwd, *arguments, **office.surroundings_of_check(**environ))


def errors(done: Done) -> list[tuple[str, str]]:
    """The code and the file of each error."""
    found = json.loads(done.out)["findings"] if done.out else [json.loads(done.err)["error"]]
    wrong = [one for one in found if one.get("severity") != "note"]
    return [(one["code"], (one["where"] or "").split(":")[0]) for one in wrong]


@pytest.mark.parametrize(
    "cheat", [pytest.param(c, id=c.name, marks=[ssh] if c.signs else []) for c in CHEATS]
)
def test_it_is_refused_with_the_file_and_the_rule(
    rectledger: Runner, place: Office, cheat: Cheat
) -> None:
    cheat.attempt(place)
    environ = dict(cheat.environ)
    done = judged(rectledger, place, "--json", *cheat.options, **environ)
    found = errors(done)
    assert done.code == cheat.ends, done
    assert (cheat.codes[0], cheat.file) in found, done
    assert sorted(code for code, _ in found) == sorted(cheat.codes), found
    chinese = judged(rectledger, place, "--json", "--lang", "zh", *cheat.options, **environ)
    for page, said in (("teams.md", done), ("teams.zh-CN.md", chinese)):
        message = re.sub("(commit |提交|replace/)[0-9a-f]{10,}", r"\1…", told(said, cheat.codes[0]))
        message = re.sub("([0-9a-f]{8})[0-9a-f]{56}", r"\1…", message)
        written(ROOT / "docs" / page, row(cheat, message, said is chinese))


def told(done: Done, code: str) -> str:
    """The message of the first error of a code."""
    found = json.loads(done.out)["findings"] if done.out else [json.loads(done.err)["error"]]
    return str(next(one["message"] for one in found if one["code"] == code))


def written(page: Path, line: str) -> None:
    """Check that a page's table has a row; with UPDATE set, write it."""
    lines = page.read_text("utf-8").splitlines()
    if os.environ.get("UPDATE") and line not in lines:
        start = line.partition(" | ")[0] + " |"
        at = next((n for n, old in enumerate(lines) if old.startswith(start)), None)
        if at is None:
            lines.append(line)
        else:
            lines[at] = line
        page.write_text("\n".join(lines) + "\n", "utf-8")
    assert line in lines, line


def test_the_pages_list_every_attempt_and_no_other() -> None:
    for page, names in (
        ("teams.md", [cheat.name for cheat in CHEATS]),
        ("teams.zh-CN.md", [cheat.zh for cheat in CHEATS]),
    ):
        text = (ROOT / "docs" / page).read_text("utf-8")
        rows = re.findall(r"^\| (.*?) \| `[a-z-]+` \|", text, re.MULTILINE)
        assert rows == names


def lawful(rectledger: Runner, place: Office, *options: str, cwd: str = "") -> None:
    done = judged(rectledger, place, "--json", *options, cwd=cwd)
    assert (done.code, json.loads(done.out)["findings"]) == (0, []), done


APPROVED = ("approved_by: zhao", "note: The tender is late")
NEW = office.ISSUE.format(n=6)


@pytest.mark.parametrize(
    ("who", "file", "said"),
    [
        ("li", "issues/004.yaml", entry("2021-11-20", "start", "li")),
        ("li", "issues/002.yaml", entry("2021-11-20", "progress", "li", "note: More")),
        ("li", "issues/002.yaml", entry("2021-10-01", "progress", "li", "note: The same day")),
        ("li", "issues/002.yaml", entry("2021-11-20", "submit", "li", "note: Done")),
        ("chen", "issues/003.yaml", entry("2021-11-20", "return", "chen", "note: Not yet")),
        ("chen", "issues/003.yaml", close()),
        ("wang", "issues/002.yaml", close(by="wang")),
        ("chen", "issues/002.yaml", close() + close("2021-11-21").replace("close", "attach")
         .replace("    result: complete\n", "")),
        ("li", "issues/002.yaml", entry("2021-11-20", "extend", "li", "to: 2022-01-31", *APPROVED)),
        ("wang", "issues/002.yaml", entry("2021-11-20", "reassign", "wang", "lead: finance")),
        ("wang", "issues/002.yaml", entry("2021-11-20", "waive", "wang", *APPROVED)),
        ("chen", "issues/001.yaml", entry("2021-11-20", "review", "chen", "outcome: held",
                                          "note: Looked again")),
        ("chen", "issues/001.yaml", entry("2021-11-20", "reopen", "chen", "to: 2022-03-31",
                                          "approved_by: zhao", "note: It came back")),
        ("chen", "issues/001.yaml", entry("2021-10-20", "reopen", "chen", "to: 2021-10-31",
                                          "note: Too early")),
        ("chen", "issues/001.yaml", entry("2021-11-20", "review", "chen", "outcome: relapsed",
                                          "to: 2022-03-31", "approved_by: zhao",
                                          "note: It came back")),
        ("wang", "issues/006.yaml", NEW),
        ("wang", "measures/004-01.yaml", office.MEASURE.format(n=4, m=1)),
    ],
    ids=lambda value: (value.splitlines()[1:2] or [value])[0].split()[-1],
)  # fmt: skip
def test_what_each_may_do_passes_without_a_word(
    rectledger: Runner, place: Office, who: str, file: str, said: str
) -> None:
    if said.startswith("  - "):
        place.enter(file, said)
    else:
        place.write(file, said)
    place.commit(who)
    lawful(rectledger, place)


def amended(place: Office) -> None:
    place.replace("issues/002.yaml", "title: Issue 2", "title: Issue two")
    said = ("field: title", "was: Issue 2", "now: Issue two", *APPROVED)
    place.enter("issues/002.yaml", entry("2021-11-20", "amend", "wang", *said))
    place.commit("wang")


def test_an_amendment_passes(rectledger: Runner, place: Office) -> None:
    amended(place)
    lawful(rectledger, place)


def test_a_closing_with_a_file_passes(rectledger: Runner, place: Office) -> None:
    place.write(path_of("photo", b"photo"), b"photo")
    proof = ("evidence:\n" + piece("photo", b"photo")).rstrip("\n")
    place.enter("issues/002.yaml", close("2021-11-20", "chen", proof))
    place.commit("chen")
    lawful(rectledger, place)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("extensions: 1", "extensions: 0"),
        ("closers: [office, acceptor]", "closers: [office]"),
        ("evidence: file-or-reference", "evidence: file"),
        ("department: finance\n", "department: enforcement\n"),
        ("  finance: {name: Finance}", "  finance: {name: Finances}"),
        ("policy:", "notes: One\npolicy:"),
    ],
)
def test_the_office_changes_what_governs_the_ledger(
    rectledger: Runner, place: Office, old: str, new: str
) -> None:
    """What was valid when it came in is not held against whoever changes the rules later."""
    place.replace("ledger.yaml", old, new)
    place.commit("wang")
    lawful(rectledger, place)


def test_what_main_closed_since_is_not_missed_on_a_branch_that_lags(
    rectledger: Runner, place: Office
) -> None:
    place.enter("issues/004.yaml", entry("2021-11-20", "start", "li"))
    place.commit("li")
    place.git("switch", "--quiet", "main")
    place.enter("issues/002.yaml", close())
    place.write("issues/006.yaml", NEW)
    place.commit("chen")
    place.git("switch", "--quiet", "request")
    lawful(rectledger, place)


def test_a_branch_that_has_taken_the_base_in_passes(rectledger: Runner, place: Office) -> None:
    test_what_main_closed_since_is_not_missed_on_a_branch_that_lags(rectledger, place)
    place.git("-c", "user.name=Li", "-c", "user.email=li@court.example", "merge", "-q", "main")
    lawful(rectledger, place)


def test_what_two_branches_noted_may_be_put_in_order(rectledger: Runner, place: Office) -> None:
    """The merge driver does so: an earlier note goes before one that the base already has."""
    one, two = (
        entry(f"2021-11-{day}", "progress", "li", f"note: On the {day}th") for day in (18, 20)
    )
    place.enter("issues/002.yaml", one)
    place.commit("li")
    place.git("switch", "--quiet", "main")
    place.enter("issues/002.yaml", two)
    place.commit("li")
    assert errors(judged(rectledger, place, "--json", "--at", "request")) == [
        ("cannot-be-merged", "issues/002.yaml")
    ]
    place.git("switch", "--quiet", "request")
    place.git("-c", "user.name=Li", "-c", "user.email=li@court.example", "merge", "main",
              check=False)  # fmt: skip
    place.write("issues/002.yaml", place.git("show", ":1:data/issues/002.yaml") + "\n" + one + two)
    place.commit("li")
    lawful(rectledger, place)


@ssh
def test_what_is_signed_by_who_enters_it_passes(rectledger: Runner, place: Office) -> None:
    place.git("switch", "--quiet", "main")
    place.write("allowed_signers", f"chen@court.example {place.key('chen')}\n"
                                   f'wang namespaces="git" {place.key("wang")}\n')  # fmt: skip
    place.commit("wang")
    place.git("switch", "--quiet", "--force-create", "request")
    place.enter("issues/002.yaml", close())
    place.commit("chen", *place.sign("chen"))
    place.write("issues/006.yaml", NEW)
    place.commit("wang", *place.sign("wang"))
    lawful(rectledger, place, "--signed")
    place.git("switch", "--quiet", "--force-create", "governing", "main")
    place.replace("ledger.yaml", "extensions: 1", "extensions: 2")
    place.commit("wang", *place.sign("wang"))
    lawful(rectledger, place, "--signed")


def test_a_member_without_an_address_is_a_note(rectledger: Runner, place: Office) -> None:
    place.git("switch", "--quiet", "main")
    place.replace("ledger.yaml", "    emails: [li@court.example]\n", "")
    place.commit("wang")
    place.git("switch", "--quiet", "--force-create", "request")
    place.enter("issues/004.yaml", entry("2021-11-20", "start", "li"))
    place.commit("li")
    done = judged(rectledger, place, "--json")
    (found,) = json.loads(done.out)["findings"]
    assert (done.code, found["code"], found["severity"]) == (0, "by-unproven", "note")


@pytest.mark.parametrize("cwd", ["", "data", "data/issues"])
@pytest.mark.parametrize("options", [[], ["--at", "request"]])
def test_it_is_asked_from_wherever_one_stands(
    rectledger: Runner, place: Office, cwd: str, options: list[str]
) -> None:
    place.replace("issues/004.yaml", "due: 2021-10-31", "due: 2022-10-31")
    place.commit("li")
    if options:
        place.git("switch", "--quiet", "main")
    done = judged(rectledger, place, *options, cwd=cwd)
    there = {"": "data/issues/", "data": "issues/", "data/issues": "../issues/"}[cwd]
    assert done.code == 1
    assert done.out.startswith(f"error: {there}004.yaml:8:1 4: `due` was changed"), done
    assert "[field-edited]" in done.out


def test_annotations_name_files_from_the_top(rectledger: Runner, place: Office) -> None:
    place.replace("issues/004.yaml", "due: 2021-10-31", "due: 2022-10-31")
    place.commit("li")
    for cwd in ("", "data"):
        done = judged(rectledger, place, "--format", "github", cwd=cwd)
        assert (done.code, done.err) == (1, "")
        assert done.out.splitlines() == [
            "::error file=data/issues/004.yaml,line=8,col=1,title=rectledger%3A field-edited::"
            "4: `due` was changed without an amendment%0A"
            "Restore the value, and change it with `rectledger amend 4`."
        ]


def test_what_a_file_holds_is_no_command_to_a_pipeline(rectledger: Runner, place: Office) -> None:
    """A finding quotes a value: whatever it is, it stays within its line."""
    place.replace("issues/004.yaml", "kind: immediate", "kind: immediately")
    place.write("issues/4,%0A::error::x.yaml", place.text("issues/005.yaml"))
    place.commit("li")
    done = judged(rectledger, place, "--format", "github")
    assert done.code in (1, 3)
    lines = done.out.splitlines()
    assert lines
    assert all(line.startswith(("::error file=", "::notice file=")) for line in lines), lines
    assert any("file=data/issues/4%2C%250A%3A%3Aerror%3A%3Ax.yaml" in line for line in lines), lines


@pytest.mark.parametrize(
    ("arguments", "code", "ends"),
    [
        (["--signed"], "only-with-base", 2),
        (["--base", "main", "--format", "github"], "json-or-format", 2),
        (["--base", "nowhere"], "no-such-revision", 2),
        (["--base", "--at"], "bad-revision", 2),
        (["--base", "2021-10-31"], "revision-is-day", 2),
        (["--base", "main", "--as-of", "2021-10-31"], "not-for-this", 2),
        (["--base", "main", "--at", "nowhere"], "no-such-revision", 2),
        (["--base", "main", "--ledger", "nowhere"], "no-ledger-then", 2),
        (["--base", "main", "--ledger", ""], "no-ledger-there", 2),
        (["--base", "empty"], "no-ledger-then", 2),
    ],
)
def test_what_cannot_be_asked(
    rectledger: Runner, place: Office, arguments: list[str], code: str, ends: int
) -> None:
    place.git("switch", "--quiet", "--orphan", "empty")
    place.commit("li")
    place.git("switch", "--quiet", "request")
    done = rectledger(place.top, "check", "--json", *arguments, **office.surroundings_of_check())
    assert done.code == ends, done
    assert json.loads(done.err.splitlines()[-1])["error"]["code"] == code, done


def test_a_base_that_cannot_be_read_is_said(rectledger: Runner, place: Office) -> None:
    place.git("switch", "--quiet", "main")
    whole = place.text("issues/002.yaml")
    place.write("issues/002.yaml", "id: 2\ntitel: x\n")
    place.commit("li")
    place.git("switch", "--quiet", "--force-create", "request")
    place.write("issues/002.yaml", whole)
    place.commit("wang")
    done = judged(rectledger, place, "--json")
    assert done.code == 0, done
    (note,) = json.loads(done.out)["findings"]
    assert (note["code"], note["where"]) == ("base-unreadable", "issues/002.yaml")
    place.git("switch", "--quiet", "main")
    place.write("ledger.yaml", "title: x\n")
    place.commit("wang")
    place.git("switch", "--quiet", "request")
    assert judged(rectledger, place).code == 3


def test_a_server_asks_before_it_takes_what_is_pushed(place: Office, tmp_path: Path) -> None:
    """Without a forge in between: a hook on the server, in a bare repository."""
    server = tmp_path / "server.git"
    place.git("clone", "--quiet", "--bare", str(place.top), str(server))
    hook = server / "hooks/pre-receive"
    page = (ROOT / "docs/teams.md").read_text("utf-8")
    (script,) = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", page, re.DOTALL)
    assert script in (ROOT / "docs/teams.zh-CN.md").read_text("utf-8")
    hook.write_text(script.replace("rectledger check", f"'{sys.executable}' -m rectledger check"))
    hook.chmod(0o755)
    environ = office.surroundings_of_check(**{
        name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ
    })  # fmt: skip
    place.git("switch", "--quiet", "main")
    place.enter("issues/004.yaml", entry("2021-11-20", "start", "li"))
    lawful = place.commit("li")
    place.git("push", "--quiet", str(server), "main", **environ)
    place.replace("issues/004.yaml", "due: 2021-10-31", "due: 2022-10-31")
    place.commit("li")
    with pytest.raises(AssertionError, match="field-edited"):
        place.git("push", str(server), "main", **environ)
    place.git("reset", "--quiet", "--hard", "HEAD~2")
    place.enter("issues/005.yaml", entry("2021-11-20", "start", "li"))
    place.commit("li")
    with pytest.raises(AssertionError, match="not-from-base"):  # although it could be merged
        place.git("push", "--force", str(server), "main", **environ)
    place.git("push", "--quiet", str(server), "HEAD:refs/heads/other", **environ)
    with pytest.raises(AssertionError):
        place.git("push", str(server), ":main", **environ)
    assert place.git("-C", str(server), "rev-parse", "main") == lawful


@pytest.mark.parametrize(("by", "told"), [("chen", True), ("li", False)])
def test_a_name_that_is_not_one_s_own_is_said_at_the_keyboard(
    rectledger: Runner, place: Office, by: str, told: bool
) -> None:
    place.git("config", "user.name", "Li Na")
    place.git("config", "user.email", "LI@court.example")
    done = rectledger(
        place.top,
        "progress",
        "4",
        "--by",
        by,
        "--note",
        "More",
        "--date",
        "2021-11-20",
        **office.surroundings_of_check(),
    )
    assert done.code == 0, done
    said = "Your git identity is Li Na: a request with entries in somebody else's name is refused."
    assert (said in done.out.splitlines()) == told
    assert judged(rectledger, place).code == told


def test_rules_that_are_not_committed_do_not_say_who_enters(
    rectledger: Runner, place: Office
) -> None:
    place.git("config", "user.name", "Li Na")
    place.git("config", "user.email", "li@court.example")
    place.replace("ledger.yaml", "[li@court.example]", "[]")
    place.replace("ledger.yaml", "[wang@court.example]", "[wang@court.example, li@court.example]")
    arguments = ("start", "4", "--json")
    done = rectledger(place.top, *arguments, **office.surroundings_of_check())
    assert json.loads(done.out)["items"][0]["entry"]["by"] == "li", done
