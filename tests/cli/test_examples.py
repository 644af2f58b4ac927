"""The examples at the end of each command's help: each runs on the real case."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rectledger.cli.app import COMMANDS
from rectledger.cli.event_commands import HELP as EVENTS
from rectledger.cli.help.examples import EXAMPLES
from rectledger.cli.help.required_options import REQUIRED, requirements
from rectledger.core.model.events import EVENTS as CLASSES
from rectledger.i18n.language import gettext, said_in
from transcript import IDENTITY, run, surroundings

CHINESE = {line: said_in("zh", gettext, line) for lines in EXAMPLES.values() for line in lines}
LINES = sorted({*CHINESE, *CHINESE.values()})
# What has to come before the example does.
BEFORE = {
    "start": 'rectledger add measure 57 --title "Publish the plan" --due 2099-12-31 --far',
    "return": 'rectledger submit 19 --note "All measures are done" --date 2021-11-14',
}


def shell(line: str, top: Path) -> subprocess.CompletedProcess[str]:
    """A line as it is typed into a shell, entered on a day soon after the case's last."""
    command = line.split()[1]
    dated = " --date 2021-11-15" if command in (*EVENTS, "amend") and "--date" not in line else ""
    python = shlex.quote(sys.executable)
    return subprocess.run(
        ["sh", "-c", f'rectledger() {{ {python} -m rectledger "$@"; }}; {line}{dated}'],
        cwd=top, env=surroundings(**IDENTITY, HOME=str(top)), capture_output=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_an_example_runs(line: str, committed: Path, tmp_path: Path) -> None:
    top = tmp_path / "rectledger"
    shutil.copytree(committed, top)
    before = BEFORE.get(line.split()[1])
    if before:
        assert shell(before, top).returncode == 0
    done = shell(line, top)
    assert (done.returncode, done.stderr) == (0, "")


def test_each_command_that_people_call_has_two() -> None:
    assert EXAMPLES.keys() == COMMANDS.keys() - {"merge-driver"}
    for command, lines in EXAMPLES.items():
        assert len(lines) == 2
        assert all(line.split()[:2] == ["rectledger", command] for line in lines)


@pytest.mark.parametrize("command", EXAMPLES)
def test_help_ends_with_them(command: str, tmp_path: Path) -> None:
    for language, first in (("en", "Examples:"), ("zh", "示例：")):
        said = run(f"rectledger {command} --help --lang {language}", tmp_path, COLUMNS="200")
        tail = [line.strip() for line in said.splitlines()[-3:]]
        lines = [CHINESE[line] if language == "zh" else line for line in EXAMPLES[command]]
        assert tail == [first, *lines]


def test_what_an_event_requires_is_marked() -> None:
    for command in EVENTS:
        fields = CLASSES[command].model_fields
        marks = requirements(command)
        assert ("note" in marks) == (fields["note"].is_required() or command == "submit")
        assert ("evidence" in marks) == (
            fields["evidence"].is_required() or command in ("close", "submit")
        )


@pytest.mark.parametrize(("command", "parameter"), [(c, p) for c in REQUIRED for p in REQUIRED[c]])
def test_a_mark_is_shown_behind_its_option(command: str, parameter: str, tmp_path: Path) -> None:
    said = run(f"rectledger {command} --help", tmp_path, COLUMNS="250")
    assert said.count(f"[{REQUIRED[command][parameter]}]") >= 1
