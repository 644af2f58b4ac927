"""The system calls of a process, as listed by strace, and the faults injected at each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from faulting.faults import Fault

Which = Literal["changing", "failing", "every"]

GATE = "/here the command begins"
_PIPE = re.compile(r"\d+<pipe:")
_LINE = re.compile(r"(\w+)\((.*)")
# An open that may change something.
_CREATES = re.compile(r"\bO_(?:CREAT|WRONLY|RDWR|TRUNC)\b")

CHANGING = {
    "write", "pwrite64", "writev", "rename", "renameat", "renameat2", "link", "linkat", "symlink",
    "symlinkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "truncate", "ftruncate",
    "fallocate", "fsync", "fdatasync", "sync_file_range", "chmod", "fchmod", "fchmodat",
    "utimensat", "sendfile", "copy_file_range", "flock", "fork", "vfork", "clone", "clone3",
    "execve",
}  # fmt: skip
_OPENS = {"open", "openat", "openat2", "creat"}
_ONLY_LOOKS = {
    "read", "pread64", "readv", "stat", "lstat", "fstat", "newfstatat", "statx", "getdents64",
    "close", "lseek", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "unlink",
    "unlinkat", "rmdir", "chmod", "fchmod", "fchmodat", "utimensat", "getcwd", "chdir", "statfs",
    "fstatfs", "fadvise64",
}  # fmt: skip
_MEMORY = {"mmap", "munmap", "mprotect", "mremap", "madvise", "brk", "futex"}
_ERRNO = (
    dict.fromkeys(CHANGING | _OPENS, "ENOSPC")
    | dict.fromkeys(_ONLY_LOOKS, "EIO")
    | dict.fromkeys(_MEMORY, "ENOMEM")
    | dict.fromkeys(("fork", "vfork", "clone", "clone3"), "EAGAIN")
    | dict.fromkeys(("pipe", "pipe2", "dup", "dup2", "dup3", "epoll_create1", "socket"), "EMFILE")
    | dict.fromkeys(("wait4", "waitid", "pselect6", "select", "poll", "ppoll"), "EINTR")
    | {"flock": "ENOLCK", "ioctl": "ENOTTY", "fcntl": "EMFILE", "getrandom": "EINTR"}
    | {"execve": "ENOMEM"}
)
# These never fail, or not in a way that a program could notice; or they end the process.
_NEVER = {
    "getpid", "getppid", "gettid", "getuid", "geteuid", "getgid", "getegid", "umask", "alarm",
    "exit", "exit_group", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "restart_syscall",
    "clock_gettime", "sched_yield", "getpgrp", "getpgid", "getsid", "set_robust_list", "rseq",
    "set_tid_address", "arch_prctl", "prlimit64", "uname", "sysinfo", "kill", "tgkill",
    "rt_sigsuspend", "sigaltstack", "sched_getaffinity", "setitimer", "times", "getrusage",
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """The `nth` call of `name` by a process, with its arguments as strace shows them."""

    name: str
    nth: int
    given: str

    @property
    def opens_to_change(self) -> bool:
        return self.name in _OPENS and bool(_CREATES.search(self.given))

    @property
    def changes(self) -> bool:
        """Whether the call may change the disk."""
        return self.name in CHANGING or self.opens_to_change

    @property
    def on_pipe(self) -> bool:
        """Whether it is on a pipe, where only a write can fail: when nobody reads any more."""
        return bool(_PIPE.match(self.given))

    @property
    def errno(self) -> str:
        """A plausible errno for it."""
        if self.on_pipe:
            return "EPIPE"
        if self.name in _OPENS:
            return "ENOSPC" if "O_CREAT" in self.given else "EIO"
        return _ERRNO.get(self.name, "EIO")

    def __str__(self) -> str:
        return f"{self.name}#{self.nth}({self.given[:90]}"


def listed(log: Path, *, after_gate: bool) -> list[Call]:
    """The calls in a strace log; for a process that waited, only those after the gate."""
    calls = list(_listed(log.read_text("utf-8", "replace").splitlines()))
    if after_gate:
        gate = next(at for at, call in enumerate(calls) if GATE in call.given)
        calls = calls[gate + 1 :]
    return [call for call in calls if call.name not in _NEVER]


def _listed(lines: Iterable[str]) -> Iterator[Call]:
    counted: Counter[str] = Counter()
    for line in lines:
        match = _LINE.match(line)
        if match:
            counted[match[1]] += 1
            yield Call(match[1], counted[match[1]], match[2])


def failing(call: Call) -> tuple[str, ...]:
    """The strace options that make a call fail."""
    return _inject(call, f"error={call.errno}")


def killing(call: Call) -> tuple[str, ...]:
    """The strace options that kill the process before a call."""
    return _inject(call, "signal=KILL")


def _inject(call: Call, what: str) -> tuple[str, ...]:
    return ("-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}:when={call.nth}")


def plan(calls: Iterable[Call], which: Which) -> list[Fault]:
    """Faults at these calls. `changing`: each call that changes something fails, and the process is
    killed before it; `failing`: all other calls fail too; `every`: the process is killed before
    those too. Between two calls that change something, the disk stays the same."""
    faults = []
    for call in calls:
        excused = call.name in _MEMORY
        can_fail = not call.on_pipe or call.name == "write"
        if can_fail and (which != "changing" or call.changes):
            faults.append(Fault("call-fail", str(call), strace=failing(call), excused=excused))
        if which == "every" or call.changes:
            faults.append(Fault("call-kill", str(call), strace=killing(call)))
    return faults
