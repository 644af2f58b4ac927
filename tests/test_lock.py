"""The lock: its holder is named, a dead process does not hold it, and anything else is refused."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledgers import Place, begin, commit, ledger, snapshot
from rights import give
from runner import Done, Runner

CLOSE = ("close", "2", "--by", "office")
HOLD = """
import fcntl, os, sys
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
print(os.getpid(), file=lock, flush=True)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["repository", "folder"])
def place(request: pytest.FixtureRequest, rectledger: Runner, tmp_path: Path) -> Place:
    """A ledger in a repository, and one in a plain folder."""
    top = tmp_path / "top"
    if request.param == "repository":
        begin(top)
    root = ledger(top / "ledger")
    if request.param == "repository":
        commit(top)
    return Place(rectledger, top, root)


def lock_of(place: Place) -> Path:
    inside = place.top / ".git"
    return inside / "rectledger.lock" if inside.exists() else place.root / ".rectledger.lock"


@contextmanager
def holder(lock: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that holds the lock, with its id in it, as a writer does."""
    command = [sys.executable, "-c", HOLD, lock]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_whoever_holds_it_is_named_after_the_wait_and_nothing_changes(place: Place) -> None:
    with holder(lock_of(place)) as process:
        before = snapshot(place.top)
        done = place.run(*CLOSE)
        assert snapshot(place.top) == before
        assert (done.code, done.out) == (4, "")
        said = f"error: process {process.pid} is changing this ledger and did not finish within 1 s"
        assert said in done.err
        assert "Nothing was changed. " in done.err
    assert place.run(*CLOSE).code == 0


def test_without_a_wait_it_is_refused_at_once(place: Place) -> None:
    place.environ["RECTLEDGER_WAIT"] = "0"
    with holder(lock_of(place)) as process:
        done = place.run(*CLOSE)
    assert done.err.startswith(f"error: process {process.pid} is changing this ledger")
    assert done.code == 4


def test_that_it_waits_is_said_and_a_holder_that_is_killed_frees_it(place: Place) -> None:
    lock = lock_of(place)
    with holder(lock) as process:
        command = [sys.executable, "-m", "rectledger", *CLOSE]
        environ = {**os.environ, **place.environ, "RECTLEDGER_WAIT": "600", "LANG": "C.UTF-8"}
        with subprocess.Popen(
            command, cwd=place.root, env=environ, stderr=subprocess.PIPE, encoding="utf-8"
        ) as waiting:
            assert waiting.stderr
            said = waiting.stderr.readline()
            process.send_signal(signal.SIGKILL)
            assert waiting.wait(60) == 0
    assert said == f"Waiting for process {process.pid}, which is changing this ledger…\n"
    # The file stays, with the id of its last holder; the lock itself is gone.
    assert lock.read_text() == f"{waiting.pid}\n"
    with lock.open() as free:
        fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_what_only_looks_needs_no_lock(place: Place) -> None:
    with holder(lock_of(place)):
        assert place.run("status").code == 0
        assert place.run(*CLOSE, "--dry-run").code == 0


def test_one_who_holds_it_without_a_number_in_it_is_waited_for_too(place: Place) -> None:
    with holder(lock_of(place)) as process:
        lock_of(place).write_bytes(b"\xff\x1b[31m\n" * 9)
        done = place.run(*CLOSE)
    assert done.code == 4
    assert "\x1b" not in done.err
    assert str(process.pid) not in done.err


def a_link(lock: Path) -> None:
    lock.symlink_to(lock.with_name("elsewhere"))


def a_link_to_a_file(lock: Path) -> None:
    (lock.parent.parent.parent / "kept.txt").write_text("kept")
    lock.symlink_to("../../kept.txt")


def a_fifo(lock: Path) -> None:
    os.mkfifo(lock)


def what_it_is(path: Path) -> tuple[int, ...]:
    """A file's status, except for the access time."""
    status = path.lstat()
    return status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns


@pytest.mark.parametrize("make", [a_link, a_link_to_a_file, a_fifo, Path.mkdir])
def test_what_is_no_lock_is_refused_and_left_alone(
    place: Place, make: Callable[[Path], None], tmp_path: Path
) -> None:
    lock = lock_of(place)
    make(lock)
    before = snapshot(tmp_path), what_it_is(lock)
    done = place.run(*CLOSE)
    assert (snapshot(tmp_path), what_it_is(lock)) == before
    see_that_it_cannot_be_used(done, lock)


@pytest.mark.parametrize("whose", ["file", "folder"])
def test_a_lock_that_may_not_be_written_is_refused(
    place: Place, whose: str, tmp_path: Path
) -> None:
    lock = lock_of(place)
    give(tmp_path)
    if whose == "file":
        lock.write_text("1\n")
        lock.chmod(0o444)
    else:
        lock.parent.chmod(0o555)
    before = snapshot(place.top)
    done = place.run(*CLOSE, unprivileged=True)
    assert snapshot(place.top) == before
    see_that_it_cannot_be_used(done, lock)


def see_that_it_cannot_be_used(done: Done, lock: Path) -> None:
    assert (done.code, done.out) == (4, "")
    assert f"error: cannot lock {lock}: " in done.err
    assert "Nothing was changed. " in done.err
