"""^C, which reaches a command and every git and hook it runs: everything is done, or nothing."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from ledgers import ALONE, Place, begin, commit, git, ledger, snapshot
from runner import Runner
from test_lock import holder, lock_of
from transcript import surroundings

GIT = shutil.which("git")
# The nth git and the whole process group are interrupted, before its work or after it.
INTERRUPTED = """\
#!/bin/sh
CALLS={calls} AT={at} WHEN={when} GIT={git}
printf x >> "$CALLS"
if [ "$(wc -c < "$CALLS")" -eq "$AT" ]; then
    if [ "$WHEN" = after ]; then "$GIT" "$@"; fi
    kill -INT 0
    sleep 60
fi
exec "$GIT" "$@"
"""
HOOK = """\
#!/bin/sh
case " $* " in *"$STATE"*) kill -INT 0; sleep 60;; esac
"""


@pytest.fixture
def place(rectledger: Runner, tmp_path: Path) -> Place:
    begin(tmp_path / "top")
    root = ledger(tmp_path / "top" / "ledger")
    commit(tmp_path / "top")
    (tmp_path / "report.pdf").write_text("A report")
    return Place(rectledger, tmp_path / "top", root)


def start(place: Place, **environ: str) -> "subprocess.Popen[str]":
    """Start a closing, in a process group of its own."""
    words = ["close", "1", "--with-measures", "--by", "office", "--date", "2021-11-30"]
    return subprocess.Popen(
        [sys.executable, "-m", "rectledger", *words, "--evidence", "../../report.pdf"],
        cwd=place.root, env=surroundings(**ALONE, **environ), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """A command's exit code and error messages."""
    _out, err = process.communicate(timeout=100)
    return process.returncode, err


def see_that_it_is_done(place: Place) -> None:
    """The closing is committed, the same command says so, and nothing is left behind."""
    assert git(place.top, "status", "--porcelain", "--ignored") == ""
    assert git(place.top, "log", "-1", "--format=%s") == "Close 1"
    assert git(place.top, "rev-list", "--count", "HEAD") == "2"
    assert ended(start(place))[0] == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_at_every_git_that_is_run(place: Place, tmp_path: Path, when: str) -> None:
    (tmp_path / "bin").mkdir()
    program, calls = tmp_path / "bin" / "git", tmp_path / "calls"
    program.touch(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    before, codes = snapshot(place.top), []
    for at in range(1, 50):
        calls.write_text("")
        program.write_text(INTERRUPTED.format(calls=quote(str(calls)), at=at, when=when, git=GIT))
        code, err = ended(start(place, PATH=path))
        codes.append(code)
        if len(calls.read_text()) < at:
            break
        assert code in (0, 130), (at, err)
        assert err == "", at
        if snapshot(place.top) != before:
            see_that_it_is_done(place)
            git(place.top, "reset", "--quiet", "--hard", "HEAD~1")
    assert codes.pop() == 0
    assert codes.count(130) >= 3
    see_that_it_is_done(place)


@pytest.mark.parametrize(
    ("hook", "state", "done"),
    [
        ("pre-commit", "", False),
        ("prepare-commit-msg", "", False),
        ("commit-msg", "", False),
        ("reference-transaction", "prepared", False),
        ("reference-transaction", "committed", True),
        ("post-commit", "", True),
    ],
)
def test_while_a_hook_runs(place: Place, hook: str, state: str, done: bool) -> None:
    file = place.top / ".git" / "hooks" / hook
    file.parent.mkdir(exist_ok=True)
    file.write_text(HOOK)
    file.chmod(0o755)
    before = snapshot(place.top)
    code, err = ended(start(place, STATE=state))
    file.unlink()
    assert (code, err) == (0 if done else 130, "")
    if not done:
        file.write_text(HOOK)
        assert snapshot(place.top).tree == before.tree
        assert snapshot(place.top).repository == before.repository
        file.unlink()
        assert ended(start(place))[0] == 0
    see_that_it_is_done(place)


def test_while_it_waits_for_the_lock(place: Place) -> None:
    with holder(lock_of(place)) as holding:
        before = snapshot(place.top)
        waiting = start(place)
        assert waiting.stderr
        assert waiting.stderr.readline().startswith(f"Waiting for process {holding.pid}, ")
        os.killpg(waiting.pid, signal.SIGINT)
        assert ended(waiting) == (130, "")
        assert snapshot(place.top) == before
    assert ended(start(place))[0] == 0
    see_that_it_is_done(place)
