"""Completion in real shells: bash and zsh at a terminal, with Tab; fish by its own `complete -C`,
which prints what Tab would offer."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from transcript import PYTHON, ROOT, surroundings

TAB, CLEAR = "\t", "\x15"
# Apart from spaces, it must be shown literally, and nothing in it may run.
TITLE = (
    r"""$(touch made) `touch made` \$(touch made) "'; touch made; ${x} \ a:b %F{red}x%f """
    "[bold]b[/] *.md ~ !! #x | & > made < 到账执行款"
)
SHELLS = {"bash": ["bash", "-i"], "zsh": ["zsh", "-i"]}


def missing(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


BASH = pytest.param("bash", marks=missing("bash"))
ZSH = pytest.param("zsh", marks=missing("zsh"))
FISH = pytest.param("fish", marks=missing("fish"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with the program in its `bin`, and nothing else."""
    program = tmp_path / "home" / "bin" / "rectledger"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {PYTHON} -m rectledger "$@"\n')
    program.chmod(0o755)
    return tmp_path / "home"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger in which every title and name would do harm if a shell interpreted it."""
    root = tmp_path / "hostile"
    (root / "issues").mkdir(parents=True)
    name = json.dumps(TITLE, ensure_ascii=False)
    for number in (20, 21, 22):
        (root / "issues" / f"{number:03}.yaml").write_text(f"title: {name}\n", "utf-8")
    (root / "ledger.yaml").write_text(
        f"kinds:\n  a1: {{name: {name}}}\n  a2: {{name: b}}\n", "utf-8"
    )
    return root


def around(home: Path) -> dict[str, str]:
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return surroundings(
        HOME=str(home), PATH=path, TERM="xterm", LANG="C.UTF-8", RECTLEDGER_LANG="en",
        ZDOTDIR=str(home), XDG_CONFIG_HOME=str(home / ".config"),
    )  # fmt: skip


def readme_lines(name: str, shell: str) -> str:
    """The lines of a README that enable completion."""
    text = (ROOT / name).read_text("utf-8")
    block = re.search(rf"^```{shell}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block
    return block[1]


@pytest.fixture
def switched_on(home: Path, request: pytest.FixtureRequest) -> Path:
    """The home folder after running the README's lines for the shell under test."""
    shell = request.getfixturevalue("shell")
    lines = readme_lines("README.md", shell)
    subprocess.run([shell, "-c", lines], env=around(home), check=True, timeout=60)
    return home


# A shell is interactive only with a controlling terminal of its own.
TAKE_THE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execvp(sys.argv[1], sys.argv[1:])"
)


def at_a_terminal(shell: str, typed: list[str], home: Path, cwd: Path) -> str:
    """Everything that an interactive shell shows while these keys are pressed in turn."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (40, 250))
    running = subprocess.Popen(
        [sys.executable, "-c", TAKE_THE_TERMINAL, *SHELLS[shell]],
        cwd=cwd, env=around(home), stdin=its, stdout=its, stderr=its, start_new_session=True,
    )  # fmt: skip
    try:
        os.write(ours, b"PS1=; echo re''ady\n")
        _read(ours, "ready")
        # Until the shell edits the line, the terminal handles what is typed, and beeps at Tab.
        while termios.tcgetattr(its)[3] & termios.ICANON:
            time.sleep(0.01)
        os.write(ours, "".join([*typed, CLEAR, "echo en''d\n"]).encode())
        return _read(ours, "end")
    finally:
        running.kill()
        running.wait()
        os.close(ours)
        os.close(its)


def _read(terminal: int, marker: str) -> str:
    """The output up to a line that is `marker`."""
    said, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        said += os.read(terminal, 65536)
        shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r", "", said.decode("utf-8", "replace"))
        if re.search(rf"^{marker}$", shown, re.MULTILINE):
            return shown
    raise AssertionError(said)


@pytest.mark.parametrize("shell", [BASH, ZSH, FISH])
@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_script_says_how_to_switch_it_on_as_the_readme_does(name: str, shell: str) -> None:
    script = (ROOT / "src/rectledger/cli/completion/scripts" / f"rectledger.{shell}").read_text(
        "utf-8"
    )
    for line in readme_lines(name, shell).splitlines():
        assert f"\n#   {line}\n" in script
    subprocess.run([shell, "-n"], input=script, encoding="utf-8", check=True, timeout=60)


@pytest.mark.parametrize("shell", [BASH, ZSH])
def test_tab_completes_a_command_an_option_and_a_value(shell: str, switched_on: Path) -> None:
    keys = ["rectledger sum", TAB, "--b", TAB, "ki", TAB, "--lang=e", TAB, "--ledger da", TAB, "\n"]
    said = at_a_terminal(shell, keys, switched_on, ROOT)
    assert "Immediate" in said
    assert "error" not in said


@pytest.mark.parametrize("typed", ["rep", r"my\ rep", '"my rep', "--evidence=rep"])
@pytest.mark.parametrize("shell", [BASH, ZSH])
def test_tab_completes_the_file_that_is_evidence(
    typed: str, shell: str, switched_on: Path, ledger: Path
) -> None:
    for name in ("report.pdf", "my report.pdf"):
        (ledger / name).touch()
    option = "" if typed.startswith("-") else "--evidence "
    # Turn the line into a command that prints its words.
    begin, end = "\x01printf '<%s>' \x05", "\n"
    keys = [f"rectledger close 21 {option}{typed}", TAB, begin, end]
    said = at_a_terminal(shell, keys, switched_on, ledger)
    named = "my report.pdf" if "my" in typed else "report.pdf"
    assert re.search(rf"<21>(<--evidence>)?<(--evidence=)?{re.escape(named)}>", said)


@pytest.mark.parametrize("shell", [BASH, ZSH])
def test_tab_lists_references_with_titles(shell: str, switched_on: Path) -> None:
    program = switched_on / "bin" / "rectledger"
    said = at_a_terminal(shell, [f"{program} --lang zh show 5", TAB, TAB], switched_on, ROOT)
    assert "5   部分大额资金由院长办公会代行党组会研究" in said
    assert "57  公务员编制人员与事业编制人员混用" in said


@pytest.mark.parametrize("shell", [BASH, ZSH])
def test_what_a_title_holds_is_shown_and_not_done(
    shell: str, switched_on: Path, ledger: Path
) -> None:
    before = sorted(ledger.rglob("*"))
    keys = ["rectledger show 2", TAB, TAB, f"{CLEAR}rectledger list --kind a", TAB, TAB]
    said = at_a_terminal(shell, keys, switched_on, ledger)
    assert f"20  {TITLE}" in said
    assert f"22  {TITLE}" in said
    assert f"a1  {TITLE}" in said
    assert sorted(ledger.rglob("*")) == before


@pytest.mark.parametrize("shell", [BASH, ZSH])
def test_the_one_reference_is_put_in_without_its_title(shell: str, switched_on: Path) -> None:
    said = at_a_terminal(
        shell, ["rectledger show 21.", TAB, "2", TAB, "--json\n"], switched_on, ROOT
    )
    assert '"ref": "21.2"' in said
    assert "error" not in said


@pytest.mark.parametrize("shell", [BASH, ZSH])
def test_where_there_is_no_ledger_tab_says_nothing(
    shell: str, switched_on: Path, tmp_path: Path
) -> None:
    said = at_a_terminal(shell, ["rectledger show 2", TAB, TAB], switched_on, tmp_path)
    assert "no ledger" not in said
    assert "rectledger show 2" in said


@pytest.mark.parametrize("shell", [BASH])
@pytest.mark.parametrize("kind", ["menu-complete", "insert-completions"])
def test_what_bash_puts_into_the_line_by_itself_is_the_value(
    kind: str, shell: str, switched_on: Path, ledger: Path
) -> None:
    code = {"menu-complete": 37, "insert-completions": 42}[kind]
    asked = (
        f"source ~/.rectledger.{shell}; COMP_TYPE={code} COMP_CWORD=2;"
        "COMP_WORDS=(rectledger show 2); _rectledger rectledger 2 show;"
        "printf '%s\n' \"${COMPREPLY[@]}\""
    )
    said = subprocess.run(
        [shell, "-uc", asked],
        cwd=ledger, env=around(switched_on), capture_output=True, encoding="utf-8", timeout=60,
        check=True,
    )  # fmt: skip
    assert (said.stdout.split(), said.stderr) == (["20", "21", "22"], "")


def fish(line: str, home: Path, cwd: Path) -> list[str]:
    """What fish offers after a half-typed line, each with its title."""
    done = subprocess.run(
        ["fish", "-c", "complete -C $argv[1]", line],
        cwd=cwd, env=around(home), capture_output=True, encoding="utf-8", check=True, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", [FISH])
@pytest.mark.usefixtures("shell")
class TestFish:
    def test_it_offers_commands_references_and_values(self, switched_on: Path) -> None:
        here = (switched_on, ROOT)
        assert fish("rectledger sh", *here) == [
            "show\tShow one item in full: measures, log, deadlines and evidence."
        ]
        assert fish("rectledger --lang zh show 57", *here) == [
            "57\t公务员编制人员与事业编制人员混用"
        ]
        assert [line.split("\t")[0] for line in fish("rectledger show 2", *here)] == [
            "2", *(str(n) for n in range(20, 30))
        ]  # fmt: skip
        assert fish("rectledger list --kind=im", *here) == ["--kind=immediate\tImmediate"]
        assert fish(f"{switched_on}/bin/rectledger lis", *here)[0].startswith("list\t")

    def test_folders_are_its_own(self, switched_on: Path) -> None:
        assert fish("rectledger --ledger da", switched_on, ROOT) == ["data/"]
        assert fish("rectledger --ledger=da", switched_on, ROOT) == ["--ledger=data/"]

    def test_files_are_its_own(self, switched_on: Path, ledger: Path) -> None:
        for name in ("report.pdf", "my report.pdf"):
            (ledger / name).touch()
        here = (switched_on, ledger)
        assert fish("rectledger close 21 --evidence re", *here) == ["report.pdf"]
        assert fish("rectledger close 21 --evidence=re", *here) == ["--evidence=report.pdf"]
        for typed in (r"my\ ", '"my ', "my"):
            assert fish(f"rectledger close 21 --evidence {typed}", *here) == ["my report.pdf"]

    def test_what_a_title_holds_is_shown_and_not_done(
        self, switched_on: Path, ledger: Path
    ) -> None:
        before = sorted(ledger.rglob("*"))
        assert fish("rectledger show 21", switched_on, ledger) == [f"21\t{TITLE[:74]}…"]
        assert sorted(ledger.rglob("*")) == before

    def test_where_there_is_no_ledger_it_says_nothing(
        self, switched_on: Path, tmp_path: Path
    ) -> None:
        assert fish("rectledger show 2", switched_on, tmp_path) == []
