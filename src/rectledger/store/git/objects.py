"""The objects of a git repository, one after another, out of one `git cat-file`."""

import atexit
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, cast

from rectledger.errors import SurroundingsError
from rectledger.store.files import BLOCK

# What every git that reads is told: to fetch, replace, lock and ask nothing.
READING = {
    "GIT_ALLOW_PROTOCOL": "none",  # what is missing in a partial clone is said, and not fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
# As many names as the smallest pipe holds unread, a page: git may have no room for its answer yet.
MOST_AT_ONCE = 60
# A `git cat-file` that stays, by folder and process: each process has its own, or answers would go
# astray. Not through GitPython, which keeps what git remarks in a pipe that nobody empties: of a
# damaged repository that is more than a pipe holds.
_running: dict[tuple[str, int], "Popen[bytes]"] = {}


def _objects(folder: str) -> "Popen[bytes]":
    key = folder, os.getpid()
    if key not in _running:
        command = ["git", "-C", folder, "cat-file", "--batch"]
        env = {**os.environ, **READING}
        try:
            started = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=env)  # noqa: S603
        except OSError as error:
            raise SurroundingsError("git-refused", folder=folder, detail=error.strerror) from error
        _running[key] = started
        atexit.register(_at_exit, key)
    return _running[key]


def _end(key: tuple[str, int]) -> None:
    ended = _running.pop(key, None)
    if ended is not None and key[1] == os.getpid():
        ended.communicate()


def _at_exit(key: tuple[str, int]) -> None:
    with suppress(KeyboardInterrupt):  # all is done by then, and git is interrupted too
        _end(key)


def end(folder: str) -> None:
    """End the process that reads objects there; the next question starts another."""
    _end((folder, os.getpid()))


def get(folder: str, sha: str) -> tuple[int, Iterator[bytes]] | None:
    """Size and blocks of an object; None where the clone does not hold it.

    The blocks end with EOFError where it is damaged.
    """
    answer = _asked(folder, sha)
    if answer is None:  # it wanted to fetch and was not let, or the object is damaged
        return None
    size = int(answer[2])
    return size, _blocks(folder, size)


def in_turn(folder: str, shas: Sequence[str]) -> Iterator[tuple[int, Iterator[bytes]] | None]:
    """What `get` gives for each of these. All are asked for at once, so that git looks for the
    next while one is worked on; there must be no more than `MOST_AT_ONCE`, and every answer is to
    be taken, its bytes too, before anything else is asked."""
    git = _ask(folder, shas)
    for at in range(len(shas)):
        if git is None or _running.get((folder, os.getpid())) is not git:  # it is asked anew
            yield from (get(folder, one) for one in shas[at:])
            return
        found = _answer(folder)
        yield None if found is None else (int(found[2]), _blocks(folder, int(found[2])))


def content(folder: str, sha: str, most: int) -> bytes | None:
    """The bytes of an object; None where the clone does not hold it whole, or they are more than
    `most`."""
    found = get(folder, sha)
    with suppress(EOFError):
        return whole(*found, most) if found else None
    return None


def whole(size: int, blocks: Iterator[bytes], most: int) -> bytes | None:
    """The bytes of an object that was asked for; None where they are more than `most`. All of them
    are taken either way, so that the next can be asked for. Raises EOFError where it is damaged."""
    if size <= most:
        return b"".join(blocks)
    for _block in blocks:
        pass
    return None


def _asked(folder: str, name: str) -> list[bytes] | None:
    """Hash, kind and size of an object; None for none. Its bytes are to be read next."""
    return _answer(folder) if _ask(folder, [name]) else None


def _ask(folder: str, names: Sequence[str]) -> "Popen[bytes] | None":
    """Ask for objects; None where git takes no question, and is let go: it would never answer."""
    git = _objects(folder)
    if git.stdin:
        with suppress(OSError):
            git.stdin.write("".join(f"{name}\n" for name in names).encode())
            git.stdin.flush()
            return git
    end(folder)
    return None


def _answer(folder: str) -> list[bytes] | None:
    """What git says next of an object: hash, kind and size, or None."""
    git = _objects(folder)
    line = b""
    if git.stdout:
        with suppress(OSError):
            line = git.stdout.readline()
    answer = line.split()
    if len(answer) == 3 and answer[2].isdigit():
        return answer
    if not line.endswith(b" missing\n"):
        end(folder)
    return None


def hash_of(folder: str, name: str) -> str:
    """The full hash of what a name such as `HEAD` stands for; "" for nothing."""
    answer = _asked(folder, name) or _asked(folder, name)  # it may have been interrupted with us
    if answer is None:
        return ""
    try:
        for _block in _blocks(folder, int(answer[2])):
            pass
    except EOFError:
        return ""
    return answer[0].decode()


def _blocks(folder: str, size: int) -> Iterator[bytes]:
    stream = cast(IO[bytes], _objects(folder).stdout)
    left = size
    while left:
        block = _read(folder, stream, min(left, BLOCK))
        left -= len(block)
        yield block
    _read(folder, stream, 1)  # the newline after it


def _read(folder: str, stream: IO[bytes], most: int) -> bytes:
    """What comes next. Where nothing does, git is let go: what it says would not fit any more."""
    block = b""
    with suppress(OSError):
        block = stream.read(most)
    if not block:
        end(folder)
        raise EOFError
    return block
