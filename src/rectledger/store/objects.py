"""The objects of a git repository, one after another, out of one `git cat-file`."""

import atexit
import os
from collections.abc import Iterator
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, cast

from rectledger.store.files import BLOCK

# What every git that reads is told: to fetch, replace, lock and ask nothing.
READING = {
    "GIT_ALLOW_PROTOCOL": "none",  # what is missing in a partial clone is said, and not fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
# A `git cat-file` that stays, by folder and process: each process has its own, or answers would go
# astray. Not through GitPython, which keeps what git remarks in a pipe that nobody empties: of a
# damaged repository that is more than a pipe holds.
_running: dict[tuple[str, int], "Popen[bytes]"] = {}


def _objects(folder: str) -> "Popen[bytes]":
    key = folder, os.getpid()
    if key not in _running:
        command = ["git", "-C", folder, "cat-file", "--batch"]
        env = {**os.environ, **READING}
        started = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=env)  # noqa: S603
        _running[key] = started
        atexit.register(_end, key)
    return _running[key]


def _end(key: tuple[str, int]) -> None:
    ended = _running.pop(key, None)
    if ended is not None and key[1] == os.getpid():
        ended.communicate()


def get(folder: str, sha: str) -> tuple[int, Iterator[bytes]] | None:
    """Size and blocks of an object; None where the clone does not hold it.

    The blocks end with EOFError where it is damaged.
    """
    git = _objects(folder)
    answer: list[bytes] = []
    if git.stdin and git.stdout:
        with suppress(BrokenPipeError):
            git.stdin.write(f"{sha}\n".encode())
            git.stdin.flush()
            answer = git.stdout.readline().split()
    if not answer:  # it wanted to fetch and was not let, or the object is damaged
        _end((folder, os.getpid()))
        return None
    if answer[-1] == b"missing":
        return None
    size = int(answer[2])
    return size, _blocks(folder, size)


def _blocks(folder: str, size: int) -> Iterator[bytes]:
    stream = cast(IO[bytes], _objects(folder).stdout)
    left = size
    while left:
        block = stream.read(min(left, BLOCK))
        if not block:
            _end((folder, os.getpid()))
            raise EOFError
        left -= len(block)
        yield block
    stream.read(1)  # the newline after it
