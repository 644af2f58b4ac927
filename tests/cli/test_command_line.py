"""The global options: they mean the same in every position, and a value that looks like an option
remains a value."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import begin, commit
from rectledger.cli import app
from rectledger.cli.command_line import parameters, place
from rectledger.core.model.events import EVENTS
from runner import Done, Runner
from transcript import ROOT, run

GROUP: Any = typer.main.get_command(app.app())


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the real ledger, and a second one next to it."""
    top = begin(tmp_path_factory.mktemp("top") / "here")
    shutil.copytree(ROOT / "data", top / "data")
    (top / "other").mkdir()
    text = (ROOT / "data/ledger.yaml").read_text("utf-8")
    (top / "other/ledger.yaml").write_text(text, "utf-8")
    commit(top)
    return top


# Commands that show, change, print and write a file, with their arguments.
COMMANDS = [
    ("list", "--state", "closed"),
    ("close", "21", "--note=again", "--dry-run", "--by", "office"),
    ("export", "csv", "--department", "enforcement"),
    ("check",),
    ("schema", "issue"),
    ("nonsense",),
]
OPTIONS = [
    ("--ledger", "other"), ("--ledger=nowhere",), ("--ledger", ""), ("--lang", "zh"),
    ("--lang=en",), ("--lang", "fr"), ("--lang", ""), ("--as-of", "2021-10-30"), ("--as-of", "x"),
    ("--at", "HEAD"), ("--at=nope",), ("--json",), ("--json=1",), ("--no-color",), ("--help",),
    ("--version",), ("--lang", "zh", "--help"), ("--help", "--lang", "zh"),
    ("--lang", "fr", "--help"), ("--version", "--lang", "fr"), ("--json", "--version"),
    ("--json", "--lang", "zh", "--at", "nope"), ("--lang", "zh", "--lang", "en"),
    ("--lang", "en", "--lang", "zh", "--as-of", "x"), ("--as-of", "x", "--as-of", "2021-10-30"),
    ("--at", "nope", "--ledger", "nowhere"),
]  # fmt: skip


def said(done: Done) -> tuple[int, str, str]:
    return done.code, done.out, done.err


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_where_an_option_stands_changes_nothing(
    rectledger: Runner, top: Path, command: Sequence[str], options: Sequence[str]
) -> None:
    name, *more = command
    before = said(rectledger(top, *options, *command))
    assert said(rectledger(top, name, *options, *more)) == before
    assert said(rectledger(top, *command, *options)) == before
    # One before, one after the command.
    values = [*options]
    if len(options) == 4:
        assert said(rectledger(top, *values[:2], *command, *values[2:])) == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_command_too(rectledger: Runner, top: Path, language: str) -> None:
    for one, other in (("--help", "--version"), ("--json", "--no-color")):
        spoken = ("--lang", language)
        assert said(rectledger(top, one, *spoken)) == said(rectledger(top, *spoken, one))
        assert said(rectledger(top, one, other)) == said(rectledger(top, other, one))
    for wrong in (("nonsense",), ("statsu",), ("--nonsense",), ("--nonsense", "status")):
        refused = said(rectledger(top, *spoken, *wrong))
        assert refused == said(rectledger(top, *wrong, *spoken))
        assert (refused[0], "错误" in refused[2]) == (2, language == "zh")


@pytest.mark.parametrize("command", app.COMMANDS)
def test_help_is_the_command_s_and_the_version_is_nobody_s(
    rectledger: Runner, top: Path, command: str
) -> None:
    own = said(rectledger(top, command, "--help"))
    assert own[0] == 0
    assert f"rectledger {command}" in own[1]
    assert said(rectledger(top, "--help", command)) == own
    version = said(rectledger(top, "--version"))
    assert said(rectledger(top, command, "--version")) == version
    assert said(rectledger(top, "--version", "--help", command)) == version
    assert said(rectledger(top, command, "--help", "--version")) == version


@pytest.mark.parametrize("option", ["--dry-run", "--by", "--nonsense"])
def test_a_command_s_own_option_stands_behind_its_name(
    rectledger: Runner, top: Path, option: str
) -> None:
    done = rectledger(top, option, "close", "21")
    assert (done.code, f"no such option: {option}" in done.err) == (2, True)
    assert "`rectledger --help`" in done.err


NOTED = ("progress", "404", "--by", "office", "--note")


@pytest.mark.parametrize(
    ("arguments", "as_json", "language"),
    [
        ((*NOTED, "--json"), False, "en"),
        (("progress", "404", "--by", "office", "--note=--json"), False, "en"),
        ((*NOTED, "--format=json"), False, "en"),
        ((*NOTED, "--json", "--json"), True, "en"),
        (("--json", *NOTED, "x"), True, "en"),
        ((*NOTED, "--lang", "--lang", "zh"), False, "zh"),
        ((*NOTED, "--lang=zh"), False, "en"),
        ((*NOTED, "--lang=zh", "--lang=en"), False, "en"),
        (("progress", "--note", "--lang", "404", "--by", "zh"), False, "en"),
        (("--lang", "en", *NOTED, "--lang=zh"), False, "en"),
        (("--ledger", "--json", "status"), False, "en"),
        (("--ledger", "--lang", "status"), False, "en"),
        (("--ledger=--lang=zh", "status"), False, "en"),
        (("show", "--", "--json"), False, "en"),
        (("show", "--", "--lang=zh"), False, "en"),
        (("--", "show", "404", "--json"), True, "en"),
        (("--", "show", "404", "--lang", "zh"), False, "zh"),
        (("report", "overdue", "--format", "json"), True, "en"),
        (("report", "overdue", "-o", "--json", "--format=nonsense"), False, "en"),
        (("list", "--search", "--version", "--at", "nope"), False, "en"),
        (("list", "--search", "--help", "--at", "nope"), False, "en"),
        (("list", "--search", "list", "--json", "--nonsense"), True, "en"),
        (("nonsense", "--json", "--lang", "zh"), True, "zh"),
        (("status", "--nonsense", "--lang", "zh"), False, "zh"),
    ],
)
def test_a_value_that_looks_like_an_option_is_a_value(
    rectledger: Runner, top: Path, arguments: Sequence[str], as_json: bool, language: str
) -> None:
    done = rectledger(top, *arguments)
    assert (done.code, done.out) == (2, "")
    words = done.err
    if as_json:
        held = json.loads(words)["error"]
        words = f"{held['message']} {held['hint']}"
    else:
        assert words.startswith("错误：" if language == "zh" else "error: ")
    assert any("\u4e00" <= character <= "\u9fff" for character in words) == (language == "zh")


@pytest.mark.parametrize(("spoken", "value"), [("en_GB.UTF-8", "zh"), ("zh_CN.UTF-8", "en")])
def test_help_is_in_the_language_that_is_asked_for_and_in_no_value(
    top: Path, spoken: str, value: str
) -> None:
    asked = run(f"rectledger progress --note --lang {value} --help", top, LANG=spoken)
    assert asked == run("rectledger progress --help", top, LANG=spoken)
    assert ("Usage:" in asked) == (spoken == "en_GB.UTF-8")


def test_an_error_names_the_command_and_no_value_that_is_called_like_one(
    rectledger: Runner, top: Path
) -> None:
    done = rectledger(top, "--ledger", "list", "show", "--nonsense")
    assert "`rectledger show --help`" in done.err


words_of = st.sampled_from(
    ["--ledger", "x", "--lang", "zh", "--json", "--at=x", "--no-color", "--", "21", "--note",
     "--help", "--version", "-", "-o", "status", "progress", "--strange", "--as-of"],
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(words_of, max_size=8))
def test_what_is_settled_says_the_same_and_is_settled(line: list[str]) -> None:
    found = place(GROUP, line)
    settled = app._settled(GROUP, found, line)
    again = place(GROUP, settled)
    if "version" in found.used:
        assert settled == ["--version"]
        return
    if found.command is None:
        assert (again.command, again.name) == (None, found.name)
        return
    assert (again.command, again.given, again.used) == (found.command, found.given, found.used)
    assert (again.wanted, again.arguments) == (found.wanted, found.arguments)
    if found.command not in (None, GROUP) and not found.strange:
        assert again.before == []
    assert app._settled(GROUP, again, settled) == settled


def test_the_commands_have_every_option_of_the_group_but_the_version() -> None:
    every = set(parameters(GROUP, "option"))
    for name in app.COMMANDS:
        command = GROUP.get_command(typer.Context(GROUP), name)
        taken = {word for one in command.get_params(typer.Context(command)) for word in one.opts}
        assert every - taken == {"--version"}
        # Options that a command refuses are not offered.
        refused = {"--at"} if name == "diff" else set()
        if name in (*EVENTS, "add", "import", "init", "schema", "help", "merge-driver"):
            refused = {"--as-of", "--at"}
        assert every - set(parameters(command, "option")) == {"--version"} | refused
