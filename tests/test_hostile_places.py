"""Hostile places: unreadable folders, ledgers that disappear, streams that cannot be written."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

import pytest

from rights import give
from runner import COMMANDS, DATA, Runner, small
from transcript import PYTHON, surroundings

# Permissions


@pytest.fixture
def closed_to_all(tmp_path: Path) -> Iterator[Path]:
    ledger = small(tmp_path / "ledger")
    (ledger / "evidence" / "001").mkdir(parents=True)
    (ledger / "evidence" / "001" / "a.pdf").touch()
    give(tmp_path)
    yield ledger
    ledger.chmod(0o755)


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("issues", 3, "issues permission denied"),
        ("issues/002.yaml", 3, "issues/002.yaml permission denied"),
        ("ledger.yaml", 3, "ledger.yaml permission denied"),
        ("evidence", 4, "evidence permission denied"),
        ("evidence/001", 4, "evidence/001 permission denied"),
        ("evidence/001/a.pdf", 4, "evidence/001/a.pdf permission denied"),
    ],
)
def test_what_may_not_be_read_is_said_to_be_so(
    rectledger: Runner, closed_to_all: Path, path: str, code: int, said: str
) -> None:
    (closed_to_all / path).chmod(0)
    done = rectledger(closed_to_all, "check", "--ledger", ".", unprivileged=True, COLUMNS="1000")
    assert said in done.out
    assert (done.code, done.err) == (code, "")


def test_a_ledger_whose_folder_may_not_be_read_is_not_said_to_be_none(
    rectledger: Runner, closed_to_all: Path
) -> None:
    closed_to_all.chmod(0)
    done = rectledger(closed_to_all.parent, "status", "--ledger", "ledger", unprivileged=True)
    assert "permission denied: ledger\n hint: " in done.err
    assert done.code == 4


# A ledger that appears and disappears


def test_a_ledger_that_is_moved_away_and_back_is_whole_or_missed(
    rectledger: Runner, tmp_path: Path
) -> None:
    ledger, elsewhere = small(tmp_path / "ledger", 40), tmp_path / "elsewhere"
    stop = threading.Event()

    def move() -> None:
        while not stop.is_set():
            ledger.rename(elsewhere)
            time.sleep(0.003)
            elsewhere.rename(ledger)
            time.sleep(0.02)

    mover = threading.Thread(target=move)
    mover.start()
    try:
        done = [rectledger(tmp_path, "status", "--json", "--ledger", "ledger") for _ in range(30)]
    finally:
        stop.set()
        mover.join()
    for one in done:
        assert one.code in (0, 2, 3), one
        assert "Traceback" not in one.said
        assert one.code != 0 or json.loads(one.out)["issues"]["total"] == 40
        assert one.code == 0 or json.loads(one.err.splitlines()[0])["error"]["message"]


def test_files_that_go_while_they_are_read_are_said_to_be_gone_or_were_never_there(
    rectledger: Runner, tmp_path: Path
) -> None:
    for run in range(8):
        ledger = small(tmp_path / str(run), 300)
        deleter = threading.Thread(target=shutil.rmtree, args=(ledger / "issues",))
        deleter.start()
        done = rectledger(ledger, "list", "--json")
        deleter.join()
        assert done.code in (0, 3), done
        assert "Traceback" not in done.said
        gone = [json.loads(line)["error"]["code"] for line in done.err.splitlines()]
        assert set(gone) <= {"vanished"}
        assert (done.code == 3) == bool(gone)


@pytest.mark.parametrize("command", COMMANDS)
def test_where_there_is_no_ledger_a_hint_says_what_to_do(
    rectledger: Runner, tmp_path: Path, command: str
) -> None:
    done = rectledger(tmp_path, *command.split())
    assert done.err.startswith("error: no ledger found")
    assert "hint:" in done.err
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize("command", ["status", f"status --ledger {quote(str(DATA))}", "check"])
def test_a_folder_that_has_been_deleted_is_said_to_be_gone(tmp_path: Path, command: str) -> None:
    script = f"mkdir gone && cd gone && rmdir ../gone && {PYTHON} -m rectledger {command}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=surroundings(), capture_output=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert "error: the current folder no longer exists or cannot be read" in done.stderr
    assert "hint:" in done.stderr
    assert (done.returncode, done.stdout) == (4, "")


def test_what_is_no_folder_is_no_ledger(rectledger: Runner, tmp_path: Path) -> None:
    small(tmp_path / "ledger")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("not there")
    for named in (
        "ledger/ledger.yaml",
        "loop",
        "nowhere",
        "\x1b[31m\u202e",
        "/dev/null",
    ):
        done = rectledger(tmp_path, "status", "--ledger", named)
        assert done.err.startswith("error: no ledger in "), named
        assert not re.search("[\x1b\u202e]", done.said)
        assert done.code == 2
        done = rectledger(tmp_path, "status", "--ledger", named, "--json")
        assert not re.search("[\x1b\u202e]", done.said)
        assert named in json.loads(done.err)["error"]["message"]


def test_names_of_files_are_shown_and_never_obeyed(rectledger: Runner, tmp_path: Path) -> None:
    ledger = small(tmp_path / "ledger")
    (ledger / "issues" / "\x1b[31m\u202e[bold].yaml").touch()
    (ledger / "issues" / os.fsdecode(b"\xff.txt")).touch()
    for more in ([], ["--json"]):
        done = rectledger(ledger, "check", *more, COLUMNS="1000")
        assert "\\x1b[31m\\u202e[bold].yaml" in done.out.replace("\\\\", "\\")
        assert not re.search("[\x1b\u202e\udcff]", done.said)
        assert (done.code, done.err) == (3, "")


# Streams


def script(text: str) -> subprocess.CompletedProcess[str]:
    """Run a bash script in the real ledger, with `r` standing for the program."""
    return subprocess.run(
        ["bash", "-c", f'r() {{ {PYTHON} -m rectledger "$@"; }}\n{text}'],
        cwd=DATA, env=surroundings(), capture_output=True, encoding="utf-8", timeout=300,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", [*COMMANDS, "status --json", "log --json", "check --json",
                                     "--help", "--version"])  # fmt: skip
def test_a_reader_who_has_read_enough_is_no_error(command: str) -> None:
    done = script(f"(r {command}; echo $? >&2) | head -1")
    assert (done.stderr, len(done.stdout.splitlines())) == ("0\n", 1)


@pytest.mark.parametrize("command", ["status", "log --json", "--help", "--version"])
def test_a_reader_who_reads_nothing_is_no_error(command: str) -> None:
    assert script(f"(sleep 0.1; r {command}; echo $? >&2) | true").stderr == "0\n"


full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is full")


@full
@pytest.mark.parametrize("command", [*COMMANDS, "log --json", "list --help"])
def test_a_device_that_is_full_ends_with_4(rectledger: Runner, command: str) -> None:
    assert rectledger(DATA, *command.split(), out="/dev/full").code == 4


@full
@pytest.mark.parametrize("command", ["status", "check --json", "--version"])
def test_a_full_disk_is_said_to_be_one(command: str) -> None:
    done = script(f"r {command} >/dev/full")
    assert "cannot write the output: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 4


@full
def test_where_nothing_can_be_said_the_exit_code_says_it() -> None:
    codes = script(
        "r status >/dev/full 2>/dev/full; echo $?; r show 99 2>/dev/full; echo $?\n"
        "r show 99 --json 2>/dev/full; echo $?; r status <&- >&- 2>&-; echo $?\n"
        "r check <&- >/dev/null; echo $?; r show 99 2>&-; echo $?; r --help >&-; echo $?"
    )
    assert codes.stdout.split() == ["4", "2", "2", "0", "0", "2", "0"]
    assert "Traceback" not in codes.stderr


# Signals


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc to look at a process in")
@pytest.mark.parametrize("command", ["status", "list --json", "check"])
@pytest.mark.parametrize(("number", "codes"), [(signal.SIGINT, {130, -2}), (signal.SIGTERM, {-15})])
def test_who_is_stopped_while_reading_says_nothing(
    tmp_path: Path, command: str, number: signal.Signals, codes: set[int]
) -> None:
    ledger = small(tmp_path / "ledger", 3000)
    running = subprocess.Popen(
        [sys.executable, "-m", "rectledger", *command.split()],
        cwd=ledger, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while not reading(running.pid, ledger):
        assert running.poll() is None
    running.send_signal(number)
    out, err = running.communicate(timeout=60)
    assert (out, err) == (b"", b"")
    assert running.returncode in codes


def reading(pid: int, ledger: Path) -> bool:
    """Whether a process has a record open."""
    with contextlib.suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                if descriptor.readlink().is_relative_to(ledger / "issues"):
                    return True
    return False
