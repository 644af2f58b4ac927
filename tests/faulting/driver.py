"""Runs commands, each in a process of its own, with one fault injected at a chosen point.

One process imports everything and forks for each command, so that only the command's own calls are
counted and faulted. A traced command waits until the tracer is attached.
"""

import contextlib
import ctypes
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from faulting import steps
from faulting.calls import GATE
from runner import Done, import_all, run_here
from transcript import surroundings

RECTLEDGER = "rectledger.__main__"
_MAY_TRACE = 0x59616D61  # prctl's PR_SET_PTRACER
_ANYBODY = ctypes.c_ulong(-1)
_BEGIN = signal.SIGUSR1
_ADOPTS = 36  # PR_SET_CHILD_SUBREAPER


def no_tracing() -> str | None:
    """Why no fault can be injected into system calls here; None if it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    command = ["strace", "-o", os.devnull, "-e", "trace=none", "true"]
    done = subprocess.run(command, capture_output=True, check=False)
    return None if done.returncode == 0 else "no process may be traced here"


class Driver:
    """Runs commands; `stop` ends it."""

    def __init__(self, folder: Path) -> None:
        self._out, self._err = folder / "out", folder / "err"
        self._modules = folder / "modules"
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(self._out), str(self._err)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=surroundings(),
            encoding="utf-8",
        )

    def __call__(
        self,
        folder: Path,
        *arguments: str,
        program: str = RECTLEDGER,
        environ: Mapping[str, str] | None = None,
        strace: Sequence[str] = (),
        step: Mapping[str, Any] | None = None,
        learn: bool = False,
    ) -> Done:
        """Run a command in `folder`; the exit code is negative if a signal ended it.

        `strace` are the tracer's options, `step` the arguments of `steps.install`. With `learn`,
        what the command imports while it runs is imported for all that follow.
        """
        assert self._process.stdin
        assert self._process.stdout
        job = {"folder": str(folder), "arguments": arguments, "program": program}
        job |= {"environ": environ or {}, "out": None, "unprivileged": False}
        job |= {"strace": list(strace), "step": step, "learn": learn and str(self._modules)}
        print(json.dumps(job), file=self._process.stdin, flush=True)
        said = self._process.stdout.readline()
        code = int(said)
        return Done(code, *(f.read_text("utf-8", "replace") for f in (self._out, self._err)))

    def stop(self) -> None:
        self._process.communicate()


def _serve(out: str, err: str) -> None:
    import_all()
    _control(_ADOPTS, ctypes.c_ulong(1))
    signal.pthread_sigmask(signal.SIG_BLOCK, {_BEGIN})
    for line in sys.stdin:
        job = json.loads(line)
        for stream in (out, err):
            Path(stream).write_bytes(b"")
        code = _one(job, out, err)
        if job["learn"]:
            for name in Path(job["learn"]).read_text("utf-8").split():
                with contextlib.suppress(Exception):
                    importlib.import_module(name)
        print(code, flush=True)


def _one(job: dict[str, Any], out: str, err: str) -> int:
    waiting, ready = os.pipe()
    child = os.fork()
    if child == 0:
        os._exit(_in_child(job, ready, out, err))
    os.close(ready)
    os.read(waiting, 1)
    os.close(waiting)
    tracer = _trace(child, job["strace"]) if job["strace"] else None
    os.kill(child, _BEGIN)
    _, status = os.waitpid(child, 0)
    if tracer:
        tracer.communicate()
    # A git whose command was killed may still be running, and is now our child.
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    return os.waitstatus_to_exitcode(status)


def _control(what: int, value: ctypes.c_ulong) -> None:
    """Set a Linux process attribute; on other systems no process is traced."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(what, value, 0, 0, 0)


def _trace(child: int, options: Sequence[str]) -> "subprocess.Popen[bytes]":
    tracer = subprocess.Popen(
        ["strace", "-p", str(child), *options], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert tracer.stderr
    said = tracer.stderr.readline()
    if b"attached" not in said:
        raise OSError(said.decode())
    return tracer


def _in_child(job: dict[str, Any], ready: int, out: str, err: str) -> int:
    _control(_MAY_TRACE, _ANYBODY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)  # keeps git from reading the jobs

    def begin() -> None:
        os.write(ready, b".")
        signal.sigwait({_BEGIN})
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {_BEGIN})
        with contextlib.suppress(OSError):
            Path(GATE).stat()  # shows the tracer where the command begins
        if job["step"]:
            steps.install(**job["step"])

    code = run_here(job, out, err, begin)
    sys.setprofile(None)
    if job["learn"]:
        Path(job["learn"]).write_text("\n".join(sys.modules), "utf-8")
    return code


if __name__ == "__main__":
    _serve(*sys.argv[1:])
