"""Asking git to do something, and what it says when it does not."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from shutil import which
from subprocess import CompletedProcess, run

from rectledger.errors import SurroundingsError
from rectledger.store.git import environment

# Names of files are names, whatever is in them; what git says is looked at, so it is in English.
LITERALLY = {"GIT_LITERAL_PATHSPECS": "1", "GIT_TERMINAL_PROMPT": "0"}
_IN_ENGLISH = {"LC_ALL": "C", "LANGUAGE": "C"}
_WORDS = (
    ("not a git repository", "no-repository-seen"),
    ("dubious ownership", "distrusted-repository"),
    ("bad config", "bad-git-config"),
    (r"ignored by one of your \.gitignore", "ignored-by-git"),
    ("identity unknown|empty ident", "no-identity"),
    # Then nothing was signed either.
    ("insufficient permission|No space left|unable to (?:write|create)", "git-refused"),
    ("failed to sign|failed to write commit object", "unsigned"),
)


def answer(folder: str, *command: str, env: Mapping[str, str] | None = None) -> bytes:
    """What git prints when it does `command` in a folder; `env` goes on top of our own.

    Raises SurroundingsError where it does not do it, with git's own words in `detail`.
    """
    return _answer(folder, command, outcome(folder, *command, env=env))


def outcome(
    folder: str, *command: str, env: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """What comes of `command` in a folder, where git ends with other codes than 0 by right.

    Raises SurroundingsError where there is no git, or no process for it.
    """
    return _run(folder, ("-C", folder, *command), {**os.environ, **_IN_ENGLISH, **(env or {})})


def told(folder: str, *command: str, env: Mapping[str, str] | None = None) -> bytes:
    """What git prints when it only reads: as `answer`, in an environment of allowed names."""
    return _answer(folder, command, outcome_of_reading(folder, *command, env=env))


def outcome_of_reading(
    folder: str, *command: str, env: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """What comes of `command` where git only reads: as `outcome`, with nothing in its environment
    that is not allowed by name, and no setting in force that runs a program."""
    surroundings = {**environment.reading(os.environ), **_IN_ENGLISH, **(env or {})}
    return _run(folder, (*environment.SWITCHED_OFF, "-C", folder, *command), surroundings)


def _run(
    folder: str, arguments: Sequence[str], surroundings: Mapping[str, str]
) -> CompletedProcess[bytes]:
    git = which("git")
    if git is None:
        raise SurroundingsError("no-git-to-commit")
    try:
        # By its path, and with nothing to close for it, it is started in one step: it runs, or it
        # does not, and no error in between leaves it running unseen.
        with _nothing() as nothing:
            return run(  # noqa: S603
                [git, *arguments], env=surroundings, stdin=nothing, capture_output=True,
                close_fds=False, check=False,
            )  # fmt: skip
    except OSError as error:  # there could be no process for it
        raise SurroundingsError("git-refused", folder=folder, detail=str(error.strerror)) from error


@contextmanager
def _nothing() -> Iterator[int]:
    """What git has to read. Ours to close: what fails at that must not be taken for git's."""
    descriptor = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _answer(folder: str, command: Sequence[str], done: CompletedProcess[bytes]) -> bytes:
    if done.returncode:
        raise _refused(folder, command, done.returncode, done.stderr)
    return done.stdout


def _refused(folder: str, command: Sequence[str], code: int, errors: bytes) -> SurroundingsError:
    """Why git does not do what it is told."""
    said = errors.decode("utf-8", "replace")
    locked = said.partition("Unable to create '")[2].partition(".lock': File exists")
    if locked[1]:
        return SurroundingsError("git-locked", path=f"{locked[0]}.lock")
    detail = reason(said)
    for words, why in _WORDS:
        if re.search(words, said):
            return SurroundingsError(why, folder=folder, detail=detail)
    return SurroundingsError("git-refused", folder=folder, detail=detail or _ended(command, code))


def reason(said: str) -> str:
    """What git says is wrong: its last line but for hints; where that is fatal, and an error came
    before it, the first of these too, for there it began."""
    stripped = (line.strip() for line in said.splitlines())
    lines = [line for line in stripped if line and not line.startswith("hint:")]
    *before, last = lines or [""]
    if before and before[-1].endswith(":"):
        return f"{before[-1]} {last}"
    began = next((line for line in before if line.startswith("error:")), None)
    return f"{began}; {last}" if began and last.startswith("fatal:") else last


def _ended(command: Sequence[str], code: int) -> str:
    """How a git ended that said nothing, as when a hook is silent: `git commit: exit 1`."""
    named = ("add", "commit", "branch", "reset", "rm", "status", "symbolic-ref")
    what = next((word for word in command if word in named), "")
    return f"git {what}: exit {code}"
