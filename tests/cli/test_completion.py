"""Completion after Tab: a half-typed command line in, candidates out. No shell runs here."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rich.cells import cell_len

from rectledger.cli import app
from rectledger.cli.completion import last_word, parameter_values
from rectledger.cli.completion.last_word import lines, short
from rectledger.cli.completion.parameter_values import MOST_TITLES
from rectledger.cli.completion.shell_words import Typed, typed
from transcript import ROOT, run, surroundings

DATA = ROOT / "data"


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "RECTLEDGER_LANG", "RECTLEDGER_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(ROOT)


def offered(*words: str, shell: str = "zsh", columns: int = 200) -> dict[str, str]:
    """The candidates for the last of the words after `rectledger`, with their help."""
    said = lines(shell, ["rectledger", *words], columns)
    pairs = [line.partition("\t")[::2] for line in said]
    return {value: shown.removeprefix(value).strip() for value, shown in pairs}


def rectledger(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rectledger", *arguments],
        cwd=cwd, env=surroundings(), capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


def ledger(root: Path, settings: str = "{}", **issues: str) -> Path:
    """A ledger of the given issue texts: `_021` is `issues/021.yaml`."""
    (root / "issues").mkdir(parents=True, exist_ok=True)
    (root / "ledger.yaml").write_text(settings, "utf-8")
    for name, text in issues.items():
        (root / "issues" / f"{name[1:]}.yaml").write_text(text, "utf-8")
    return root


def test_commands_with_their_help() -> None:
    found = offered("")
    assert list(found) == [name for name in app.COMMANDS if name != "merge-driver"]
    assert found["show"] == "Show one item in full: measures, log, deadlines and evidence."
    assert list(offered("s")) == ["status", "show", "summary", "start", "submit", "schema"]


def test_the_topics_of_help_are_the_commands_and_the_guides() -> None:
    assert list(offered("help", "s")) == list(offered("s"))
    assert list(offered("help", "fo")) == ["format"]


def test_options_with_their_help_on_either_side_of_the_command() -> None:
    assert offered("--la") == {"--lang": "Use Chinese or English."}
    assert offered("list", "--d") == {
        "--department": "Only what this department leads.",
        "--due-within": "Only what is due within this many days.",
    }
    assert "--department" not in offered("--")


def test_an_option_that_stands_already_is_not_offered_again() -> None:
    assert "--overdue" not in offered("list", "--overdue", "--")
    assert "--kind" not in offered("list", "--kind=immediate", "")
    assert "--standing" in offered("list", "--overdue", "--")


def test_an_option_that_may_stand_more_than_once_is_offered_again() -> None:
    found = offered("close", "21", "--evidence", "a.pdf", "--by", "li", "--")
    assert "--evidence" in found
    assert "--by" not in found


def test_options_are_offered_where_nothing_else_can_stand() -> None:
    assert "--within" in offered("overdue", "")
    assert "--json" in offered("show", "21", "")


def test_references_in_order_of_number_with_their_titles() -> None:
    found = offered("show", "2")
    assert list(found) == ["2", *(str(n) for n in range(20, 30))]
    assert found["21"] == "Enforcement money received was not paid out promptly"
    assert list(offered("log", ""))[:11] == [str(n) for n in range(1, 12)]


def test_measures_after_a_full_stop() -> None:
    found = offered("show", "21.")
    assert list(found) == ["21.1", "21.2"]
    assert found["21.2"] == "Run a campaign to clear enforcement money not yet paid out"
    assert list(offered("show", "2.1")) == ["2.1"]


def test_what_is_typed_at_full_width_begins_what_is_meant() -> None:
    assert list(offered("show", "２１．")) == ["21.1", "21.2"]
    assert list(offered("list", "--department", "ＥＮＦ")) == ["enforcement"]


def test_a_verb_takes_one_reference_after_another() -> None:
    assert "21" in offered("close", "")
    assert list(offered("close", "--result", "substantial", "19", "20.1", "21.")) == [
        "21.1", "21.2"
    ]  # fmt: skip
    assert "--now" in offered("amend", "21", "")


def test_a_measure_is_added_under_an_issue() -> None:
    assert list(offered("add", "")) == ["issue", "measure"]
    assert "21" in offered("add", "measure", "")
    assert offered("add", "issue", "") == {}


@pytest.mark.parametrize(
    "start", ["x", "0", "021", "21.0", "21.1.1", "21-1", "(", "[0-9]", "999", "-"]
)
def test_what_begins_no_reference_is_offered_none(start: str) -> None:
    assert not [value for value in offered("show", start) if value[0].isdigit()]


def test_what_is_exported_and_where_to() -> None:
    assert list(offered("export", "")) == ["csv", "json", "ics"]
    assert list(offered("export", "csv", "-o", "")) == [parameter_values.FILES]
    assert "enforcement" in offered("export", "csv", "--department", "")


def test_the_language_is_that_of_the_line() -> None:
    assert offered("--lang", "zh", "show", "21") == {"21": "到账执行款划付不及时"}
    assert offered("show", "--lang=zh", "21") == {"21": "到账执行款划付不及时"}
    assert offered("--lang", "zh", "--lan") == {}


@pytest.mark.parametrize("words", [["--"], [""], ["list", "--"], ["completion", "--"]])
@pytest.mark.parametrize("lang", [["--lang", "zh"], ["--lang=zh"], ["--lang", "=", "zh"]])
def test_no_help_is_left_in_the_other_language(lang: list[str], words: list[str]) -> None:
    asked = ["completion", "bash", "--", "rectledger", *lang, *words]
    said = [line.split("\t")[1].split() for line in rectledger(asked, ROOT).stdout.splitlines()]
    assert said
    assert [title for _, title, *_ in said if not re.search("[\u4e00-\u9fff]", title)] == []


@pytest.mark.parametrize(
    ("option", "some"),
    [
        ("--department", {"enforcement": "Enforcement Bureau", "research": "Research Office"}),
        ("--kind", {"immediate": "Immediate", "long-term": "Long-term"}),
        ("--section", {"1-4": "Enforcement is neither good nor quick enough"}),
        ("--section", {"3": "Standards for Party organisation and staff are not high enough"}),
        ("--state", {"active": "under way", "ongoing": "ongoing"}),
        ("--lang", {"zh": "", "en": ""}),
    ],
)  # fmt: skip
def test_values_of_options_with_their_names(option: str, some: dict[str, str]) -> None:
    assert some.items() <= offered("list", option, "").items()
    joined = {f"{option}={value}": name for value, name in some.items()}
    assert joined.items() <= offered("list", f"{option}=").items()


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["reassign", "21", "--lead"], {"enforcement": "Enforcement Bureau"}),
        (["add", "issue", "--support"], {"research": "Research Office"}),
        (["add", "issue", "--kind"], {"immediate": "Immediate"}),
        (["add", "issue", "--section"], {"1-4": "Enforcement is neither good nor quick enough"}),
        (["close", "21", "--result"], {"complete": "", "substantial": ""}),
        (["review", "21", "--outcome"], {"held": "", "relapsed": ""}),
        (["amend", "21", "--field"], {"title": "", "section": "", "due": ""}),
        (["amend", "21", "--field", "lead", "--now"], {"enforcement": "Enforcement Bureau"}),
        (["amend", "21", "--field=kind", "--now"], {"immediate": "Immediate"}),
    ],
)  # fmt: skip
def test_values_of_the_options_of_verbs(words: list[str], some: dict[str, str]) -> None:
    assert some.items() <= offered(*words, "").items()


def test_an_issue_stands_in_a_section_and_in_no_aspect() -> None:
    assert "3" in offered("list", "--section", "")
    assert "3" not in offered("add", "issue", "--section", "")


def test_only_what_the_item_has_can_be_amended() -> None:
    assert set(offered("amend", "21.2", "--field", "")) == {
        "title", "lead", "support", "leader", "opened", "due", "next", "deadline"
    }  # fmt: skip
    assert offered("amend", "21", "--field", "due", "--now", "") == {}
    assert offered("amend", "21", "--field", "at", "--now", "") == {}


@pytest.mark.parametrize("option", ["--by", "--approved-by", "--leader"])
def test_members_with_their_names(option: str, tmp_path: Path) -> None:
    root = ledger(tmp_path, "members: [{id: li, name: Li Na}, {id: wang, name: {zh: 王芳}}]")
    verb = ["add", "issue"] if option == "--leader" else ["extend", "21"]
    found = offered("--ledger", str(root), *verb, option, "")
    assert found == {"li": "Li Na", "wang": "王芳"}


def test_without_members_nobody_is_offered() -> None:
    assert offered("close", "21", "--by", "") == {}


def test_what_to_count_by_is_offered() -> None:
    assert offered("summary", "--by", "l") == {"leader": "Leader in charge"}


@pytest.mark.parametrize("words", [["--ledger", "da"], ["--ledger=da"], ["list", "--ledger", ""]])
def test_folders_are_left_to_the_shell(words: list[str]) -> None:
    assert lines("bash", ["rectledger", *words], 80) == ["/"]


@pytest.mark.parametrize("words", [["--evidence", "re"], ["--evidence=re"], ["--evidence", ""]])
def test_files_are_left_to_the_shell(words: list[str]) -> None:
    assert lines("bash", ["rectledger", "close", "21", *words], 80) == ["//"]


def values_of(command: str) -> dict[str, Any]:
    group = typer.main.get_command(app.app())
    made: Any = group.get_command(typer.Context(group), command)
    return {p.name: p for p in made.params if not getattr(p, "is_flag", False) and not p.hidden}


@pytest.mark.parametrize("command", app.COMMANDS)
def test_whatever_takes_a_value_is_known(command: str) -> None:
    """Every new parameter either has completions, or is listed here because any value will do."""
    anything = {
        "as_of", "date", "dated", "document", "due", "due_within", "feedback", "heading",
        "inspected", "inspector", "note", "now",
        "opened", "search", "source", "title", "to", "upcoming", "url", "within",
        # What git passes on.
        "base", "ours", "theirs", "path", "size", "our_name", "their_name",
    }  # fmt: skip
    always = {
        "check", "evidence", "field", "file", "folder", "ledger", "output", "profile", "state",
        "template", "words",
    }  # fmt: skip
    for name, parameter in values_of(command).items():
        of_a_ledger = parameter_values._OF_A_LEDGER
        known = name in always or name in of_a_ledger or f"{command} {name}" in of_a_ledger
        assert known or parameter.type_descriptor.choices or name in anything, name


def test_fields_of_a_ledger_are_offered_with_their_choices(tmp_path: Path) -> None:
    run("rectledger init audit --example audit --lang en", tmp_path)
    ledger = ("--ledger", str(tmp_path / "audit"))
    fields = {"severity=": "Severity", "cause=": "Cause", "amount=": "Amount"}
    assert offered("list", *ledger, "--field", "") == fields
    assert offered("add", *ledger, "issue", "--field", "severity=h") == {"severity=high": "High"}
    amended = offered("amend", *ledger, "1", "--field", "fields.")
    assert list(amended) == ["fields.severity", "fields.cause", "fields.amount"]
    assert "severity" in offered("summary", *ledger, "--by", "")


def test_a_value_that_may_be_anything_is_offered_nothing() -> None:
    assert offered("list", "--search", "") == {}
    assert offered("status", "--as-of", "20") == {}


def test_a_day_that_is_none_yet_is_no_reason_to_offer_nothing() -> None:
    assert list(offered("--as-of", "2021-1", "show", "57")) == ["57"]


def test_after_a_command_that_there_is_not_nothing_is_offered() -> None:
    assert offered("shwo", "") == {}
    assert offered("list", "--shwo=") == {}


def test_after_two_hyphens_come_no_options() -> None:
    assert list(offered("show", "--", "21")) == ["21"]
    assert offered("show", "--", "--l") == {}
    assert "show" in offered("--", "")


def test_version_and_help_do_nothing_while_a_line_is_completed() -> None:
    assert "status" in offered("--version", "")
    assert list(offered("show", "--help", "21")) == ["21"]


# How shells pass the words


@pytest.mark.parametrize(
    ("shell", "raw", "words", "last", "before"),
    [
        ("bash", ["list", "--kind", "=", "im"], ["list"], "--kind=im", ""),
        ("bash", ["list", "--kind", ""], ["list", "--kind"], "", ""),
        ("bash", ["list", "--kind=im"], ["list"], "--kind=im", "--kind="),
        ("bash", ["--ledger", "=", "x", "show", "2"], ["--ledger=x", "show"], "2", ""),
        ("bash", ["list", "a", "=", "b", ""], ["list", "a", "=", "b"], "", ""),
        ("zsh", ["list", "--kind=im"], ["list"], "--kind=im", "--kind="),
        ("fish", ["list", "--kind=im"], ["list"], "--kind=im", "--kind="),
        ("bash", ["--ledger", '"my ledger"', "s"], ["--ledger", "my ledger"], "s", ""),
        ("zsh", ["--ledger", r"my\ ledger", "s"], ["--ledger", "my ledger"], "s", ""),
        ("fish", ["--ledger", "it's", "s"], ["--ledger", "it's"], "s", ""),
        ("bash", ["--ledger", "'it", "s"], ["--ledger", "it"], "s", ""),
        ("bash", ["--search", "''", "s"], ["--search", ""], "s", ""),
        ("bash", ["--ledger", "~/x", "s"], ["--ledger", "/home/li/x"], "s", ""),
        ("bash", ["--ledger", "$HOME/x", "s"], ["--ledger", "/home/li/x"], "s", ""),
        ("bash", ["--ledger", "'$HOME'", "s"], ["--ledger", "$HOME"], "s", ""),
        ("bash", ["--ledger", "'~/x'", "s"], ["--ledger", "~/x"], "s", ""),
        ("bash", ["--ledger", "$(touch x)", "s"], ["--ledger", "$(touch x)"], "s", ""),
        ("bash", [], [], "", ""),
    ],
)  # fmt: skip
def test_words_are_what_the_program_would_get(
    shell: str,
    raw: list[str],
    words: list[str],
    last: str,
    before: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/li")
    assert typed(shell, ["rectledger", *raw]) == Typed(words, last, before)


@hypothesis_settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_no_line_is_too_odd(words: list[str]) -> None:
    for shell in ("bash", "zsh", "fish"):
        line = typed(shell, ["rectledger", *words])
        last_word.candidates(typer.main.get_command(app.app()), line)


# What is shown


@given(st.text(), st.integers(0, 60))
def test_a_title_takes_no_more_room_than_there_is(title: str, cells: int) -> None:
    cut = short(title, cells)
    assert cell_len(cut) <= cells
    assert not set(cut) & set("\n\r\t\x1b\x07\x9b")


def test_chinese_titles_are_cut_by_their_cells() -> None:
    assert short("到账执行款划付不及时", 20) == "到账执行款划付不及时"
    assert short("到账执行款划付不及时", 19) == "到账执行款划付不及…"
    assert short("到账执行款划付不及时", 18) == "到账执行款划付不…"


@pytest.mark.parametrize("columns", [1, 5, 40, 80])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    for line in lines("bash", ["rectledger", "show", "--lang", "zh", "2"], columns):
        value, _, shown = line.partition("\t")
        assert cell_len(shown) < columns or shown == value
        assert shown.split()[0] == value


def test_a_title_is_data(tmp_path: Path) -> None:
    title = "a\tb\nc\r\nd [bold]x[/] $(touch pwned) `x` \"'\\: %F{red}"
    root = ledger(tmp_path, _021=f"title: {json.dumps(title)}")
    assert lines("fish", ["rectledger", "--ledger", str(root), "show", "2"], 200) == [
        "21\ta b c d [bold]x[/] $(touch pwned) `x` \"'\\: %F{red}"
    ]


def test_a_value_that_a_shell_would_not_take_as_it_is_is_not_offered(tmp_path: Path) -> None:
    settings = "kinds: {ok: {name: One}, '$(touch pwned)': {name: Two}, 'a b': {name: Three}}"
    root = ledger(tmp_path, settings)
    assert offered("list", "--ledger", str(root), "--kind", "") == {"ok": "One"}


# Large, broken and missing ledgers


def test_above_a_number_references_come_without_titles(tmp_path: Path) -> None:
    root = ledger(tmp_path, **{f"_{n:03}": f"title: T{n}" for n in range(1, MOST_TITLES + 1)})
    here = ("--ledger", str(root), "show")
    every = offered(*here, "")
    assert len(every) == MOST_TITLES
    assert every["7"] == "T7"
    ledger(root, _901="title: One more")
    every = offered(*here, "")
    assert len(every) == MOST_TITLES + 1
    assert set(every.values()) == {""}
    assert offered(*here, "9")["901"] == "One more"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "title: {zh: ''}", "title: 3", "<<<<<<< x", "title: &a b", "\x00", "title: {fr: a}"],
)
def test_a_file_that_cannot_be_read_has_no_title(tmp_path: Path, text: str) -> None:
    root = ledger(tmp_path, _021=text, _022="title: This one\nwhat: else")
    found = offered("--ledger", str(root), "show", "2")
    assert found == {"21": "", "22": "This one"}


def test_what_is_no_record_is_offered_by_no_reference(tmp_path: Path) -> None:
    root = ledger(tmp_path)
    for name in ("notes.yaml", "21.txt", "021-01.yaml", ".21.yaml", "000.yaml", "٢.yaml"):
        (root / "issues" / name).touch()
    assert list(offered("--ledger", str(root), "show", "")) == []


def test_departments_of_a_ledger_whose_other_parts_are_wrong(tmp_path: Path) -> None:
    root = ledger(tmp_path, "departments: {a1: {name: {en: Desk}}}\nkinds: 3\nwhat: else\n")
    assert offered("list", "--ledger", str(root), "--department", "") == {"a1": "Desk"}
    assert offered("list", "--ledger", str(root), "--kind", "") == {}


@pytest.mark.parametrize("settings", ["", "[", "a: &b c", "departments: x", "departments: {A: 1}"])
def test_a_broken_ledger_is_no_reason_to_speak(tmp_path: Path, settings: str) -> None:
    root = ledger(tmp_path, settings)
    for words in (["list", "--department"], ["list", "--section"], ["show"]):
        done = rectledger(["completion", "bash", "--", "rectledger", *words, ""], root)
        assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_without_a_ledger_there_is_what_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered("show", "") == {}
    assert offered("show", "--ledger", "nowhere", "") == {}
    assert "ongoing" in offered("list", "--state", "")
    monkeypatch.setenv("RECTLEDGER_DIR", str(DATA))
    assert "21" in offered("show", "")


def test_a_link_out_of_the_ledger_is_not_followed(tmp_path: Path) -> None:
    root = ledger(tmp_path / "a")
    (root / "issues" / "021.yaml").symlink_to(DATA / "issues" / "021.yaml")
    assert offered("--ledger", str(root), "show", "") == {"21": ""}
    other = ledger(tmp_path / "b")
    (other / "measures").symlink_to(DATA / "measures")
    assert offered("--ledger", str(other), "show", "21.") == {}


# Start-up


def test_nothing_of_completion_is_imported_by_a_command() -> None:
    code = (
        "import sys; from rectledger.cli import app; app.run(['--ledger', 'data', 'status']);"
        "names = ('rectledger.cli.completion', 'rectledger.cli.commands.completion');"
        "print(*[m for m in sys.modules if m.startswith(names)], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=surroundings(), capture_output=True, check=True
    )
    assert done.stderr.strip() == b""


def test_what_is_compared_is_a_branch_or_a_tag(tmp_path: Path) -> None:
    root = ledger(tmp_path / "top")
    for arguments in (["init", "--quiet", "--initial-branch", "main"], ["add", "."],
                      ["-c", "user.name=O", "-c", "user.email=o@court.example", "commit", "--quiet",
                       "--message", "One"], ["branch", "work"], ["tag", "v1"]):  # fmt: skip
        subprocess.run(["git", *arguments], cwd=root, env=surroundings(), check=True)
    for words in (("diff", ""), ("diff", "main", "")):
        assert list(offered("--ledger", str(root), *words)) == ["main", "work", "v1"]
    assert list(offered("diff", "--format", "")) == ["text", "json", "markdown"]
