"""Reading objects of a git repository through one `git cat-file --batch`.

Objects are requested by hash only, never by name: a name may contain a newline, and would then be
two requests. Each answer is checked against its request.
"""

import atexit
import math
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from shutil import which
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, Literal, cast

from rectledger.errors import SurroundingsError
from rectledger.store.git import environment
from rectledger.store.ledger_folder import BLOCK
from rectledger.store.ledger_source import Fingerprint, TellBytes, sha256

ObjectType = Literal["blob", "tree", "commit", "tag"]
Opened = tuple[int, Iterator[bytes]]  # the size of an object, and its bytes in blocks
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
# As many hashes as the smallest pipe can hold, one page: git stops reading while it cannot write.
_MOST_AT_ONCE = 60
# Running `git cat-file` processes, by folder and process: each process needs its own, or answers
# would get mixed up. GitPython is not used, because it collects stderr in a pipe that it does not
# read: a damaged repository would fill it.
_running: dict[tuple[str, int], "Popen[bytes]"] = {}


def _objects(folder: str) -> "Popen[bytes]":
    key = folder, os.getpid()
    if key not in _running:
        git = which("git") or "git"
        command = [git, *environment.SWITCHED_OFF, "-C", folder, "cat-file", "--batch"]
        env = environment.reading(os.environ)
        try:
            started = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=env)  # noqa: S603
        except OSError as error:
            raise SurroundingsError("git-refused", folder=folder, detail=error.strerror) from error
        _running[key] = started
        atexit.register(_at_exit, key)
    return _running[key]


class _InterruptedError(SurroundingsError):
    """A signal ended the process that reads objects before it answered."""


def _end(key: tuple[str, int]) -> bool:
    """End a process. Returns False if a signal had already ended it."""
    ended = _running.pop(key, None)
    if ended is not None and key[1] == os.getpid():
        ended.communicate()
        return ended.returncode >= 0
    return True


def _at_exit(key: tuple[str, int]) -> None:
    with suppress(KeyboardInterrupt):  # all work is done, and git is interrupted too
        _end(key)


def end(folder: str) -> None:
    """End the process that reads objects in a folder; the next request starts a new one."""
    _end((folder, os.getpid()))


def get(folder: str, sha: str, kind: ObjectType = "blob") -> Opened | None:
    """Size and blocks of an object; None if the clone does not have it, or it is of another kind.

    The blocks end with EOFError if the object is damaged.
    """
    try:
        size = _asked(folder, sha, kind)
    except _InterruptedError:  # perhaps ^C also hit git: ask a new process
        size = _asked(folder, sha, kind)
    # None: git was not allowed to fetch the object, or it is damaged.
    return None if size is None else (size, _blocks(folder, size))


def _asked(folder: str, sha: str, kind: ObjectType) -> int | None:
    return _answer(folder, sha, kind) if _ask(folder, [sha]) else None


def in_turn(folder: str, shas: Sequence[str], kind: ObjectType = "blob") -> Iterator[Opened | None]:
    """The same as `get` for each hash. Many are requested at once, so that git looks up the next
    while one is processed. Every answer, including its bytes, must be read before another request.
    """
    for at in range(0, len(shas), _MOST_AT_ONCE):
        yield from _at_once(folder, shas[at : at + _MOST_AT_ONCE], kind)


def _at_once(folder: str, shas: Sequence[str], kind: ObjectType) -> Iterator[Opened | None]:
    answered, key = 0, (folder, os.getpid())
    with suppress(_InterruptedError):
        git = _ask(folder, shas)
        while git and git is _running.get(key) and answered < len(shas):
            size = _answer(folder, shas[answered], kind)
            answered += 1
            yield None if size is None else (size, _blocks(folder, size))
    yield from (get(folder, one, kind) for one in shas[answered:])


def content(folder: str, sha: str, most: float = math.inf) -> bytes | None:
    """The bytes of a file; None if the clone lacks part of it, or it is larger than `most`."""
    found = get(folder, sha)
    with suppress(EOFError):
        return whole(*found, most) if found else None
    return None


def fingerprint(folder: str, sha: str, progress: TellBytes | None = None) -> Fingerprint | None:
    """Size and sha256 of a file; None if the clone lacks part of it."""
    found = get(folder, sha)
    with suppress(EOFError):
        return (found[0], sha256(found[1], progress)) if found else None
    return None


def whole(size: int, blocks: Iterator[bytes], most: float) -> bytes | None:
    """The bytes of a requested object; None if it is larger than `most`. All bytes are read in
    either case, so that the next object can be requested. Raises EOFError if the object is damaged.
    """
    if size <= most:
        return b"".join(blocks)
    for _block in blocks:
        pass
    return None


def _ask(folder: str, shas: Sequence[str]) -> "Popen[bytes] | None":
    """Request objects; None if git does not accept the request. Its process is then ended, because
    it would never answer.

    Raises _InterruptedError if a signal had ended it.
    """
    for sha in shas:
        if not _HASH.fullmatch(sha):
            raise ValueError(f"not the hash of an object: {sha!r}")
    git = _objects(folder)
    if git.stdin:
        with suppress(OSError):
            git.stdin.write("".join(f"{sha}\n" for sha in shas).encode("ascii"))
            git.stdin.flush()
            return git
    _let_go(folder)
    return None


def _answer(folder: str, sha: str, kind: ObjectType) -> int | None:
    """The size of the object `sha`, which must be git's next answer; None if there is no such
    object of this kind.

    Raises SurroundingsError if the answer is for another object, since no later answer can be
    trusted, and _InterruptedError if a signal had ended git.
    """
    git = _objects(folder)
    line = b""
    if git.stdout:
        with suppress(OSError):
            line = git.stdout.readline()
    named, *rest = line.split() or [b""]
    if line.endswith(b"\n") and named != sha.encode("ascii"):
        end(folder)
        raise SurroundingsError("git-answers-another", asked=sha[:10], folder=folder)
    if len(rest) == 2 and rest[0] == kind.encode("ascii") and rest[1].isdigit():
        return int(rest[1])
    if line != named + b" missing\n":
        _let_go(folder)
    return None


def _let_go(folder: str) -> None:
    if not _end((folder, os.getpid())):
        raise _InterruptedError("git-refused", folder=folder, detail="git cat-file: signal")


def _blocks(folder: str, size: int) -> Iterator[bytes]:
    stream = cast(IO[bytes], _objects(folder).stdout)
    left = size
    while left:
        block = _read(folder, stream, min(left, BLOCK))
        left -= len(block)
        yield block
    _read(folder, stream, 1)  # the newline after the object


def _read(folder: str, stream: IO[bytes], most: int) -> bytes:
    """The next bytes. If there are none, the process is ended: its output would be out of step."""
    block = b""
    with suppress(OSError):
        block = stream.read(most)
    if not block:
        end(folder)
        raise EOFError
    return block
