"""A ledger in a later format: every command reports the format, once, and does nothing."""

import json
from pathlib import Path

import pytest

from ledgers import Place, add, begin, commit, git, ledger, record, snapshot
from rectledger.core.model import FORMAT
from runner import Runner

LATER = f"format: {FORMAT + 1}\ncolours: {{a: red}}\npolcy: 3\n"
SAID = "the ledger has format 2, but this rectledger only reads formats up to 1"
HINT = "Install a newer rectledger; `rectledger --version` shows yours."
IN_CHINESE = "台账格式为2，当前版本的rectledger最高只能读取格式1"
REFUSED = (3, ["later-format"])

LOOKING = ["status", "list", "show 1", "overdue", "summary", "log", "export json"]
CHANGING = [
    "start 1", "start 1 --dry-run", "start 1 --no-commit", "close 9 --document Minutes",
    "amend 1 --field title --now Other --note Why --approved-by office",
    "add issue --title Other --section 1-1 --kind immediate --lead finance",
    "add measure 1 --title Other", "init", "init --codeowners",
]  # fmt: skip


def raise_format(root: Path) -> None:
    """Give a ledger the next format, with unknown keys, a record with an unknown key, and a file
    that is not a record."""
    settings = root / "ledger.yaml"
    settings.write_text(LATER + settings.read_text("utf-8"), "utf-8")
    add(root / "issues/001.yaml", "shade: dark\n")
    (root / "issues/009.yaml").write_text("[", "utf-8")


@pytest.fixture
def place(rectledger: Runner, tmp_path: Path) -> Place:
    """A ledger in a later format on branch `later`, committed on top of `main`, which is not."""
    top = begin(tmp_path / "top")
    root = ledger(top / "ledger")
    commit(top)
    git(top, "switch", "--quiet", "--create", "later")
    raise_format(root)
    commit(top, "Two")
    return Place(rectledger, top, root)


@pytest.mark.parametrize("command", [*LOOKING, "diff main", *CHANGING])
def test_it_is_the_one_error_of_every_command(place: Place, command: str) -> None:
    refused = place.refused(*command.split())
    assert refused.told == REFUSED
    assert (refused.messages, refused.hints) == ([SAID], [HINT])


@pytest.mark.parametrize("command", ["status", "diff", "diff HEAD", *CHANGING])
def test_so_it_is_before_it_is_committed(place: Place, command: str) -> None:
    place.git("switch", "--quiet", "main")
    raise_format(place.root)
    assert place.refused(*command.split()).told == REFUSED


def refused_of(place: Place, side: str, *arguments: str) -> None:
    """A command is refused because of a commit's format, and nothing has changed."""
    before = snapshot(place.top)
    said = place.run(*arguments)
    error, hint = said.err.splitlines()
    assert (said.code, said.out) == (3, "")
    assert error == f"error: {side}:ledger/ledger.yaml:1:1 {SAID} [later-format]"
    assert hint == f" hint: {HINT}"
    assert snapshot(place.top) == before


@pytest.mark.parametrize(
    ("command", "side"),
    [
        ("status --at later", "later"),
        ("report notice --at later", "later"),
        ("export csv --at later", "later"),
        ("diff", "HEAD"),
        ("diff --format markdown", "HEAD"),
        ("diff main later", "later"),
        ("diff later main", "later"),
        ("check --base later", "later"),
        ("check --base later --at main", "later"),
        ("check --base later --signed", "later"),
    ],
)
def test_what_a_commit_has_is_said_of_the_commit(place: Place, command: str, side: str) -> None:
    refused_of(place, side, *command.split())


@pytest.mark.parametrize("command", ["status --at later", "diff main later", "check --base later"])
def test_in_json_it_is_one_line_that_names_the_file_of_the_ledger(
    place: Place, command: str
) -> None:
    done = place.run(*command.split(), "--json")
    assert (done.code, done.out) == (3, "")
    error = json.loads(done.err)["error"]  # more than one line would not parse
    assert error == {
        "code": "later-format", "message": SAID, "hint": HINT, "where": "ledger.yaml:1:1"
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_said_in_both_languages_and_where_it_stands(place: Place, lang: str) -> None:
    said = place.run("status", "--lang", lang).err.splitlines()
    assert len(said) == 2
    assert f"ledger.yaml:1:1 {SAID if lang == 'en' else IN_CHINESE} [later-format]" in said[0]


def findings(place: Place, *arguments: str) -> tuple[int, bool, list[tuple[str, str]]]:
    """The exit code of `check`, whether the ledger was read completely, and the findings by
    place."""
    done = place.run("check", *arguments, "--json")
    assert done.err == ""
    found = json.loads(done.out)
    told = [(one["code"], one["where"]) for one in found["findings"]]
    return done.code, found["complete"], told


@pytest.mark.parametrize("arguments", [[], ["--at", "later"], ["--base", "main"]])
def test_check_finds_it_and_nothing_else(place: Place, arguments: list[str]) -> None:
    before = snapshot(place.top)
    assert findings(place, *arguments) == (3, False, [("later-format", "ledger.yaml:1:1")])
    printed = place.run("check", *arguments)
    assert printed.code == 3
    assert printed.err == ""
    first, error, hint = printed.out.splitlines()
    assert first.startswith("INCOMPLETE: 1 file cannot be read")
    assert error.startswith("error: ")
    assert error.endswith(f"ledger.yaml:1:1 {SAID} [later-format]")
    assert hint == f" hint: {HINT}"
    assert snapshot(place.top) == before


def test_what_is_not_committed_beside_it_is_not_told(place: Place) -> None:
    add(record(place))
    assert findings(place, "--base", "main")[2] == [("later-format", "ledger.yaml:1:1")]


def test_a_request_from_before_is_not_judged_by_what_merging_gives(place: Place) -> None:
    place.git("switch", "--quiet", "main")
    add(record(place))
    commit(place.top, "Three")
    place.git("switch", "--quiet", "later")
    assert findings(place, "--base", "main")[2] == [("later-format", "ledger.yaml:1:1")]


@pytest.mark.parametrize(
    "command", ["start 2", "start 1", "start 2 --dry-run", "add measure 2 --title Other", "diff"]
)
def test_taking_the_key_back_on_disk_alone_does_not_help(place: Place, command: str) -> None:
    settings = place.root / "ledger.yaml"
    settings.write_text(settings.read_text("utf-8").removeprefix(LATER), "utf-8")
    refused_of(place, "HEAD", *command.split())


def test_the_past_is_still_shown(place: Place) -> None:
    assert place.done("status", "--at", "main")["issues"]["total"] == 3
    assert place.run("check", "--at", "main").code == 0


@pytest.mark.parametrize(
    "words", [("show", ""), ("show", "1."), ("list", "--department", ""), ("start", "1", "--by=")]
)
def test_a_shell_is_offered_nothing_of_it_and_told_nothing(
    place: Place, words: tuple[str, ...]
) -> None:
    done = place.run("completion", "bash", "--", "rectledger", *words)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_shell_is_offered_what_was_before_it(place: Place) -> None:
    revisions = place.run("completion", "zsh", "--", "rectledger", "diff", "")
    assert [line.partition("\t")[0] for line in revisions.out.splitlines()] == ["later", "main"]
    then = place.run("completion", "bash", "--", "rectledger", "--at", "main", "show", "")
    assert then.out.splitlines() == ["1\t1  Plain", "2\t2  Plain", "3\t3  Plain"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("0", "out-of-range"), ("-1", "out-of-range"), ("1.0", "wrong-type"), ("2.5", "wrong-type"),
        ("'2'", "wrong-type"), ("true", "wrong-type"), ("", "wrong-type"), ("[2]", "wrong-type"),
        ("two", "wrong-type"),
    ],
)  # fmt: skip
def test_what_is_no_format_is_wrong_like_any_other_value(
    place: Place, written: str, code: str
) -> None:
    settings = place.root / "ledger.yaml"
    text = settings.read_text("utf-8").removeprefix(LATER)
    settings.write_text(f"format: {written}\n{text}colour: red\n", "utf-8")
    last = len(text.splitlines()) + 2
    found = findings(place)[2]
    assert found[:2] == [(code, "ledger.yaml:1:1"), ("unknown-key", f"ledger.yaml:{last}:1")]


def test_the_format_that_is_known_may_be_said(place: Place) -> None:
    place.git("switch", "--quiet", "main")
    without = [place.run(*one.split()).out for one in ("status --json", "list --json", "check")]
    exported = json.loads(place.run("export", "json").out)
    settings = place.root / "ledger.yaml"
    settings.write_text(f"format: {FORMAT}\n{settings.read_text('utf-8')}", "utf-8")
    commit(place.top, "Say it")
    said = [place.run(*one.split()).out for one in ("status --json", "list --json", "check")]
    assert said == without
    again = json.loads(place.run("export", "json").out)
    assert "format" not in exported["ledger"]
    assert again == {**exported, "ledger": {"format": FORMAT, **exported["ledger"]}}
    assert next(iter(again["ledger"])) == "format"
    assert place.done("diff", "HEAD~1")["settings"] == []
