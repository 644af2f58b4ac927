"""A progress bar for long work: only on a terminal, after a delay, and cleared at the end."""

import io
import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest

from rectledger.i18n import language as words
from rectledger.render.progress_bar import ProgressBar
from transcript import ROOT, surroundings

ERASED = "\x1b[2K"


def shown(use: Callable[[TextIO], None], monkeypatch: pytest.MonkeyPatch) -> str:
    """What `use` writes to a terminal."""
    monkeypatch.setenv("TERM", "xterm")
    ours, its = pty.openpty()
    with os.fdopen(its, "w", encoding="utf-8") as terminal:
        use(terminal)
        terminal.flush()
        return _all_of(ours)


def _all_of(terminal: int) -> str:
    said = b""
    while select.select([terminal], [], [], 0.2)[0]:
        try:
            said += os.read(terminal, 65536)
        except OSError:  # closed at the other end
            break
    os.close(terminal)
    return said.decode("utf-8", "replace")


@pytest.mark.parametrize(("language", "said"), [("en", "Reading the files"), ("zh", "读取")])
def test_it_says_what_is_done_and_how_far_and_is_gone_in_the_end(
    language: words.Language, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words.use(language)

    def read(terminal: TextIO) -> None:
        with ProgressBar(terminal, patience=0) as progress:
            for _ in range(4):
                progress("reading", 250, 1000)

    drawn = shown(read, monkeypatch)
    words.use("en")
    assert said in drawn
    assert "100%" in drawn
    assert drawn.rindex(ERASED) > drawn.rindex("%")


def test_what_is_over_soon_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(terminal: TextIO) -> None:
        with ProgressBar(terminal, patience=3600) as progress:
            progress("reading", 1, 2)

    assert shown(read, monkeypatch) == ""


def test_what_is_no_terminal_is_shown_nothing() -> None:
    stream = io.StringIO()
    with ProgressBar(stream, patience=0) as progress:
        progress("reading", 1, 2)
    assert stream.getvalue() == ""


def evident(folder: Path) -> Path:
    """The real ledger with evidence that takes seconds to hash but no space on disk."""
    shutil.copytree(ROOT / "data", folder / "data")
    kept = folder / "data" / "evidence" / "019"
    kept.mkdir(parents=True)
    with (kept / "film.mp4").open("wb") as stream:
        stream.truncate(6 * 2**30)
    return folder


def test_a_command_that_takes_long_says_so_on_standard_error(tmp_path: Path) -> None:
    ours, its = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "rectledger", "check", "--json"],
        cwd=evident(tmp_path), env=surroundings(TERM="xterm"), stderr=its, stdout=subprocess.PIPE,
    )  # fmt: skip
    os.close(its)
    drawn = ""
    while "Hashing the evidence" not in drawn and select.select([ours], [], [], 60)[0]:
        drawn += os.read(ours, 65536).decode("utf-8", "replace")
    running.kill()
    assert running.stdout is not None
    assert running.stdout.read() == b""
    running.wait()
    running.stdout.close()
    os.close(ours)
    assert "Hashing the evidence" in drawn
