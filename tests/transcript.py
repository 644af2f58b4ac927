"""Transcripts: whole commands with their output, as a person would see it.

A transcript is text: a line `$ rectledger …`, then standard output and standard error together,
then `[exit N]` if N is not 0. Lines `# NAME=VALUE` at the top set environment variables. A line
with only `…` stands for any number of lines.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NO_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
PINNED = {
    "COLUMNS": "80",
    "LANG": "en_GB.UTF-8",
    "PYTHONUTF8": "1",
    "RECTLEDGER_TODAY": "2021-12-01",
    **NO_SETTINGS,
}
# The committer in the walks.
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in {"NAME": "Wang Fang", "EMAIL": "wang@bureau.example"}.items()
}
# The test machine's own settings must not show.
DROPPED = re.compile(
    "LC_.*|LANG|LANGUAGE|NO_COLOR|FORCE_COLOR|COLORTERM|TERM|COLUMNS|LINES|RECTLEDGER_.*"
    "|PYTHONUTF8|PYTHONIOENCODING|TTY_.*|CLICOLOR.*|GIT_.*"
)
# Python, quoted for a shell.
PYTHON = shlex.quote(sys.executable)
# Python in any locale: without -S it decodes the installation's path in that locale, and fails to
# start if it cannot.
IN_ANY_LOCALE = [sys.executable, "-S"]
WHERE_IT_IS = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@dataclass(frozen=True)
class Step:
    """One command of a transcript, and its expected output."""

    command: str
    expected: str


def surroundings(**changes: str) -> dict[str, str]:
    """The environment for commands of tests."""
    kept = {k: v for k, v in os.environ.items() if not DROPPED.fullmatch(k)}
    return {**kept, **PINNED, **changes}


def run(command: str, cwd: Path = ROOT, **changes: str) -> str:
    """The output of `rectledger …`, in the form of a transcript."""
    program, *arguments = shlex.split(command)
    assert program in ("rectledger", "git"), command
    done = subprocess.run(
        [*([sys.executable, "-m"] if program == "rectledger" else []), program, *arguments],
        cwd=cwd,
        env=surroundings(**{**IDENTITY, **changes}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    if done.returncode:
        lines.append(f"[exit {done.returncode}]")
    return "\n".join(lines).strip("\n")


def steps(text: str) -> list[Step]:
    """The commands of a transcript, each with the lines after it."""
    parts = re.split(r"^\$ (.+)$", text, flags=re.MULTILINE)
    return [
        Step(command, expected.strip("\n"))
        for command, expected in zip(parts[1::2], parts[2::2], strict=True)
    ]


def settings(text: str) -> dict[str, str]:
    """The variables in a transcript's `# NAME=VALUE` lines."""
    return dict(re.findall(r"^# ([A-Z_]+)=(.*)$", text, re.MULTILINE))


def matches(printed: str, expected: str) -> bool:
    """Whether `printed` matches `expected`, where a line `…` stands for any lines, and a commit
    hash for any other."""
    lines = expected.splitlines()
    pattern = "".join(r"(?:.*\n)*" if line == "…" else re.escape(line) + r"\n" for line in lines)
    # A commit's hash depends on everything in it.
    pattern = re.sub(r"([Cc]ommit\\ |提交|分支：|\(|（)[0-9a-f]{10}", r"\1[0-9a-f]{10}", pattern)
    return re.fullmatch(pattern, printed + "\n") is not None
