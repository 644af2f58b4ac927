"""One writer at a time: a lock that is released when its process ends.

It uses flock(2). The lock file stays, and contains the process that holds the lock.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rectledger.errors import SurroundingsError

_BETWEEN_TRIES = 0.02
_TELL_AFTER = 1.0


@contextmanager
def held(path: Path, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock in `path` while the block runs.

    Waits up to `wait` seconds, and after one second calls `tell` with the process that holds it.
    Raises SurroundingsError if the lock is still held then, naming that process, or if locking
    fails.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags, 0o666)
    except OSError as error:
        raise _no_lock(path, error) from error
    try:
        _acquire(descriptor, path, wait, tell)
        yield
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait: float, tell: Callable[[str], None]) -> None:
    began, told = time.monotonic(), False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            passed = time.monotonic() - began
            if passed >= wait:
                raise SurroundingsError(
                    "locked", process=_holder(descriptor), seconds=round(wait), path=str(path)
                ) from error
            if passed >= _TELL_AFTER and not told:
                tell(_holder(descriptor))
                told = True
            time.sleep(min(_BETWEEN_TRIES, wait - passed))
        except OSError as error:
            raise _no_lock(path, error) from error
        else:
            break
    try:
        # Write before truncating, so that another process always reads a number.
        written = os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        os.ftruncate(descriptor, written)
    except OSError as error:
        raise _no_lock(path, error) from error


def _holder(descriptor: int) -> str:
    """The process that holds the lock, as written in the file."""
    said = os.pread(descriptor, 32, 0).decode("ascii", "replace")
    return said.partition("\n")[0].strip() or "?"


def _no_lock(path: Path, error: OSError) -> SurroundingsError:
    return SurroundingsError("no-lock", path=str(path), detail=error.strerror or str(error))
