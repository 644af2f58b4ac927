"""The steps of a command that touch files or start a process, counted without any other program.

A profiler sees each call of a built-in function before it is made, and can make it fail.
"""

import errno
import io
import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from faulting.faults import Fault

How = Literal["list", "fail", "kill", "short"]

_OS_WRITE = "os.write"
_MODULES = {"posix", "io", "_io", "fcntl", "_posixsubprocess"}
_STREAMS = (io.FileIO, io.BufferedWriter, io.BufferedRandom, io.TextIOWrapper)
_NAMES = {
    "open", "write", "writelines", "pwrite", "writev", "flush", "fsync", "fdatasync", "rename",
    "replace", "unlink", "remove", "mkdir", "rmdir", "link", "symlink", "truncate", "ftruncate",
    "chmod", "fchmod", "utime", "flock", "lockf", "sendfile", "copy_file_range", "posix_spawn",
    "fork_exec", "fork",
}  # fmt: skip
_ERRNO = {"open": errno.EIO, "flock": errno.ENOLCK, "lockf": errno.ENOLCK}
_ERRNO |= dict.fromkeys(("fork_exec", "fork", "posix_spawn"), errno.EAGAIN)


def install(at: int, how: How, log: str) -> None:
    """Inject a fault at step `at` of this process, counted from 1, or only `list` its steps in
    `log`.

    A step fails, or the process is killed before it. A write may also be cut `short` by half, which
    is not an error: the caller learns the number of bytes, and writes the rest.
    """
    write = os.write
    noted = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    if how == "short":
        os.write = _short(write, at, noted)  # type: ignore[assignment]
        return
    seen = 0

    def look(_frame: Any, event: str, function: Any) -> None:
        nonlocal seen
        if event != "c_call" or function.__name__ not in _NAMES or not _touches(function):
            return
        name = _named(function)
        seen += 1
        if how == "list":
            sys.setprofile(None)
            write(noted, f"{name}\n".encode())
            sys.setprofile(look)
        elif seen == at:
            sys.setprofile(None)
            write(noted, f"{name}\n".encode())
            if how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            code = errno.EPIPE if _on_pipe(function) else _ERRNO.get(name, errno.ENOSPC)
            raise OSError(code, os.strerror(code))

    sys.setprofile(look)


def _touches(function: Any) -> bool:
    """Whether a built-in function belongs to the system or a file: str has `replace` too."""
    owner = function.__self__
    return getattr(owner, "__name__", None) in _MODULES or isinstance(owner, _STREAMS)


def _on_pipe(function: Any) -> bool:
    """Whether a stream is a pipe to another process, where a broken pipe is the only error."""
    stream = function.__self__
    return isinstance(stream, _STREAMS) and stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)


def _named(function: Any) -> str:
    """Writes that can be short get a name different from a stream's."""
    is_write = function.__name__ == "write" and not isinstance(function.__self__, _STREAMS)
    return _OS_WRITE if is_write else str(function.__name__)


def _short(write: Callable[..., int], at: int, noted: int) -> Callable[..., int]:
    seen = 0

    def short(descriptor: int, data: Any) -> int:
        nonlocal seen
        seen += 1
        if seen != at or len(data) < 2:
            return write(descriptor, data)
        write(noted, f"{_OS_WRITE}\n".encode())
        return write(descriptor, bytes(data[: len(data) // 2]))

    return short


def plan(log: Path) -> list[Fault]:
    """Every fault that can be injected at the listed steps."""
    names = log.read_text("utf-8").split()
    faults = [
        Fault(f"step-{how}", f"{name}, step {at}", step={"at": at, "how": how})
        for at, name in enumerate(names, 1)
        for how in ("fail", "kill")
    ]
    writes = names.count(_OS_WRITE)
    return faults + [
        Fault("step-short", f"write {at}", step={"at": at, "how": "short"})
        for at in range(1, writes + 1)
    ]
