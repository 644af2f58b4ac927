"""Faults in git: a wrapper called `git` that counts the calls and makes one of them fail."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from shlex import quote

from faulting import calls
from faulting.faults import Fault

_SCRIPT = """\
#!/bin/sh
. {told}
echo >>"$FAULTS_COUNT"
nth=$(($(wc -l <"$FAULTS_COUNT")))
if [ "$FAULTS_HOW" = list ]; then
  exec strace -o "$FAULTS_LOG.$nth" {real} "$@"
fi
if [ "$nth" = "$FAULTS_AT" ]; then
  echo >"$FAULTS_LOG"
  case $FAULTS_HOW in
  kill) kill -KILL $$ ;;
  fail) echo "fatal: cannot go on" >&2; exit 128 ;;
  trace) exec strace -o "$FAULTS_LOG" $FAULTS_STRACE {real} "$@" ;;
  both) kill -KILL $PPID; exec strace -o "$FAULTS_LOG" $FAULTS_STRACE {real} "$@" ;;
  esac
fi
exec {real} "$@"
"""
_NOT_THE_DISK = {"execve", "clone", "clone3", "fork", "vfork"}


class Gits:
    """The wrapper around git; `environ` puts it in the path."""

    def __init__(self, folder: Path) -> None:
        real = shutil.which("git")
        assert real
        self._folder, self._count, self.log = folder / "bin", folder / "count", folder / "git.log"
        self._folder.mkdir()
        # Not by the environment: a git that reads gets only the allowed variables.
        self._told = folder / "told.sh"
        script = self._folder / "git"
        script.write_text(_SCRIPT.format(real=quote(real), told=quote(str(self._told))), "utf-8")
        script.chmod(0o755)

    def environ(self, **told: str) -> dict[str, str]:
        """The environment of a command in which gits are counted from 1."""
        self._count.write_bytes(b"")
        self.log.unlink(missing_ok=True)
        said = {
            "FAULTS_COUNT": str(self._count), "FAULTS_LOG": str(self.log), "FAULTS_HOW": "none",
            "FAULTS_AT": "0", "FAULTS_STRACE": "", **told,
        }  # fmt: skip
        lines = [f"{name}={quote(value)}\n" for name, value in said.items()]
        self._told.write_text("".join(lines), "utf-8")
        return {"PATH": f"{self._folder}{os.pathsep}{os.environ['PATH']}"}

    def counted(self) -> int:
        """How many ran since the last `environ`."""
        return self._count.read_bytes().count(b"\n")

    def logs(self) -> list[Path]:
        """The strace logs of each, in order."""
        numbers = range(1, self.counted() + 1)
        return [self.log.with_name(f"{self.log.name}.{nth}") for nth in numbers]


def plan(count: int) -> list[Fault]:
    """Each git is killed at once, or fails at once."""
    return [
        Fault(f"git-{how}", f"git {at}", git={"FAULTS_AT": str(at), "FAULTS_HOW": how})
        for at in range(1, count + 1)
        for how in ("kill", "fail")
    ]


def plan_calls(logs: Iterable[Path]) -> list[Fault]:
    """For each call of each git that changes something: it fails, git is killed, or git and the
    command are."""
    faults = []
    for at, log in enumerate(logs, 1):
        for call in calls.listed(log, after_gate=False):
            if not call.changes or call.name in _NOT_THE_DISK or "/dev/null" in call.given:
                continue
            for kind, how, told in (
                ("git-call-fail", "trace", calls.failing(call)),
                ("git-call-kill", "trace", calls.killing(call)),
                ("git-call-both", "both", calls.killing(call)),
            ):
                git = {"FAULTS_AT": str(at), "FAULTS_HOW": how, "FAULTS_STRACE": " ".join(told)}
                faults.append(Fault(kind, f"git {at}: {call}", git=git))
    return faults
