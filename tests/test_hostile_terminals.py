"""Hostile terminals: any width, any encoding, colour or none; and titles with control sequences."""

import contextlib
import json
import os
import re
import select
import shutil
import struct
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from hostile_files import titled
from runner import COMMANDS, DATA, Runner, small
from transcript import IN_ANY_LOCALE, WHERE_IT_IS, surroundings

EVERY = [*COMMANDS, "show 99", "--help", "list --help"]

# Titles


HOSTILE_TITLES = ["[bold]x[/]", "[/]", ":bomb:", "[link=file:///]y[/link]", "\\[x]", "{0} %s %(x)s"]


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_title_is_shown_as_it_is(rectledger: Runner, tmp_path: Path, title: str) -> None:
    ledger = small(tmp_path / "ledger")
    (ledger / "issues/002.yaml").write_text(titled(f"'{title}'"), "utf-8")
    for command in ("list", "show 2", "overdue --as-of 2022-01-01"):
        done = rectledger(ledger, *command.split(), FORCE_COLOR="1", COLUMNS="200")
        assert title in re.sub(r"\x1b\[[0-9;]*m", "", done.out)
        assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("columns", ["40", "80", "4000"])
def test_a_title_of_10000_characters_is_shown_whole(
    rectledger: Runner, tmp_path: Path, columns: str
) -> None:
    ledger = small(tmp_path / "ledger")
    (ledger / "issues/002.yaml").write_text(titled("长" * 5000 + "x" * 5000), "utf-8")
    for command in ("list", "show 2", "overdue --as-of 2022-01-01"):
        done = rectledger(ledger, *command.split(), COLUMNS=columns)
        assert (done.out.count("长"), done.out.count("x") >= 5000) == (5000, True)
        assert max(cell_len(line) for line in done.out.splitlines()) <= int(columns)
        assert (done.code, done.err) == (0, "")


# Terminals


@pytest.mark.parametrize("columns", ["40", "1", "0", "-5", "garbage", "9" * 20, "８０"])
def test_any_width_will_do(rectledger: Runner, columns: str) -> None:
    for command in EVERY if columns in ("40", "1") else ("status", "show 99", "list --help"):
        done = rectledger(DATA, *command.split(), COLUMNS=columns)
        assert done.code == (2 if command == "show 99" else 0)
        assert "Traceback" not in done.said
        assert len(done.said.split()) > 3
        if columns in ("40", "1"):
            assert max(cell_len(line) for line in done.said.splitlines()) <= 40


def colours(said: str) -> set[str]:
    return set(re.findall(r"\x1b\[(?:\d+;)*(?:3[0-8]|9[0-7])[;m]", said))


def test_colour_is_shown_and_left_out_as_asked(rectledger: Runner) -> None:
    forced = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    assert colours(rectledger(DATA, "status", **forced).out)
    assert colours(rectledger(DATA, "status", **forced, NO_COLOR="").out)
    assert not colours(rectledger(DATA, "status", **forced, NO_COLOR="1").out)
    assert not colours(rectledger(DATA, "status", "--no-color", **forced).out)
    assert not colours(rectledger(DATA, "show", "99", **forced, NO_COLOR="1").err)
    assert "\x1b" not in rectledger(DATA, "status", FORCE_COLOR="1", TERM="dumb").out
    assert "\x1b" not in rectledger(DATA, "status", TERM="xterm-256color").out


@contextlib.contextmanager
def terminal(columns: int) -> Iterator[tuple[int, str]]:
    """A terminal with so many columns: the reading end, and the path of the other."""
    import fcntl
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    try:
        yield ours, os.ttyname(theirs)
    finally:
        os.close(ours)
        os.close(theirs)


def shown(rectledger: Runner, columns: int, command: str, **environ: str) -> str:
    """What a terminal with so many columns displays for a command."""
    seen = b""
    with terminal(columns) as (ours, path):
        done = threading.Event()

        def listen() -> None:
            nonlocal seen
            while select.select([ours], [], [], 0.05)[0] or not done.is_set():
                with contextlib.suppress(BlockingIOError):
                    seen += os.read(ours, 65536)

        os.set_blocking(ours, False)
        listener = threading.Thread(target=listen)
        listener.start()
        environ = {"COLUMNS": "", "TERM": "xterm-256color", **environ}
        assert rectledger(DATA, *command.split(), out=path, **environ).code == 0
        done.set()
        listener.join()
    return seen.decode()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_of_40_columns_shows_all_in_its_width(rectledger: Runner, command: str) -> None:
    seen = shown(rectledger, 40, command)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", seen).splitlines()
    assert max(cell_len(line) for line in lines) <= 40
    assert "\x1b[" in seen


@pytest.mark.parametrize(
    "environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}]
)
def test_a_terminal_without_colour_gets_none(rectledger: Runner, environ: dict[str, str]) -> None:
    assert not colours(shown(rectledger, 80, "status", **environ))


def run(command: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    env = {name: value for name, value in surroundings(**changes).items() if value}
    return subprocess.run(
        [*IN_ANY_LOCALE, "-m", "rectledger", *command.split()],
        cwd=DATA, env=env | WHERE_IT_IS, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("locale", ["C", "nowhere.UTF-8"])
def test_any_locale_will_do(locale: str) -> None:
    plain = {"PYTHONUTF8": "", "PYTHONCOERCECLOCALE": "0", "LANG": "", "LC_ALL": locale}
    done = run("show 21 --lang zh", **plain)
    assert "到账执行款划付不及时" in done.stdout.decode("utf-8", "replace") or b"?" in done.stdout
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("status --lang zh --json", **plain).returncode == 0


def test_gbk_is_written_where_gbk_is_read() -> None:
    done = run("show 21 --lang zh", PYTHONUTF8="", PYTHONIOENCODING="gbk")
    assert "到账执行款划付不及时" in done.stdout.decode("gbk")
    done = run("show 99 --lang zh", PYTHONUTF8="", PYTHONIOENCODING="gbk")
    assert "本台账中没有99" in done.stderr.decode("gbk")
    done = run("show 21 --lang zh --json", PYTHONUTF8="", PYTHONIOENCODING="gbk")
    assert json.loads(done.stdout.decode("gbk"))["item"]["title"] == "到账执行款划付不及时"


def has_gbk() -> bool:
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    return "zh_cn.gbk" in listed.casefold()


@pytest.mark.skipif(not shutil.which("locale") or not has_gbk(), reason="no locale zh_CN.GBK here")
def test_a_real_locale_of_gbk_is_written_in_gbk() -> None:
    done = run("show 21", PYTHONUTF8="0", LANG="", LC_ALL="zh_CN.GBK")
    assert "到账执行款划付不及时" in done.stdout.decode("gbk")
