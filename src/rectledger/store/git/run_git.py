"""Running git, and turning its errors into ours."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from shutil import which
from subprocess import CompletedProcess, run

from rectledger.errors import SurroundingsError
from rectledger.store.git import environment

# Take file names literally; run in English, because error messages are matched.
LITERALLY = {"GIT_LITERAL_PATHSPECS": "1", "GIT_TERMINAL_PROMPT": "0"}
_IN_ENGLISH = {"LC_ALL": "C", "LANGUAGE": "C"}
_WORDS = (
    ("not a git repository", "no-repository-seen"),
    ("dubious ownership", "distrusted-repository"),
    ("bad config", "bad-git-config"),
    (r"ignored by one of your \.gitignore", "ignored-by-git"),
    ("identity unknown|empty ident", "no-identity"),
    # Check this before signing: without write access, signing fails too.
    ("insufficient permission|No space left|unable to (?:write|create)", "git-refused"),
    ("failed to sign|failed to write commit object", "unsigned"),
)


def answer(folder: str, *command: str, env: Mapping[str, str] | None = None) -> bytes:
    """The output of a git command in a folder; `env` is added to our environment.

    Raises SurroundingsError if the command fails, with git's own message in `detail`.
    """
    return _answer(folder, command, outcome(folder, *command, env=env))


def outcome(
    folder: str, *command: str, env: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """The result of a git command for which exit codes other than 0 are normal.

    Raises SurroundingsError if git is missing or cannot be started.
    """
    return _run(folder, ("-C", folder, *command), {**os.environ, **_IN_ENGLISH, **(env or {})})


def told(folder: str, *command: str, env: Mapping[str, str] | None = None) -> bytes:
    """The output of a git command that only reads: like `answer`, in a restricted environment."""
    return _answer(folder, command, outcome_of_reading(folder, *command, env=env))


def outcome_of_reading(
    folder: str, *command: str, env: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """The result of a git command that only reads: like `outcome`, but with only allowed variables
    in its environment, and with all settings that run programs switched off."""
    surroundings = {**environment.reading(os.environ), **_IN_ENGLISH, **(env or {})}
    return _run(folder, (*environment.SWITCHED_OFF, "-C", folder, *command), surroundings)


def _run(
    folder: str, arguments: Sequence[str], surroundings: Mapping[str, str]
) -> CompletedProcess[bytes]:
    git = which("git")
    if git is None:
        raise SurroundingsError("no-git-to-commit")
    try:
        # With a full path and without file descriptors to close, Python starts it in a single step:
        # either it runs or it does not, and no error leaves it running unnoticed.
        with _nothing() as nothing:
            return run(  # noqa: S603
                [git, *arguments], env=surroundings, stdin=nothing, capture_output=True,
                close_fds=False, check=False,
            )  # fmt: skip
    except OSError as error:  # the process could not be created
        raise SurroundingsError("git-refused", folder=folder, detail=str(error.strerror)) from error


@contextmanager
def _nothing() -> Iterator[int]:
    """Empty input for git. We open and close it, so that errors here are not taken for git's."""
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
    """Why git refused a command."""
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
    """git's reason: the last line that is not a hint; if that is fatal and an error line came
    before it, also the first such line, because it names the cause."""
    stripped = (line.strip() for line in said.splitlines())
    lines = [line for line in stripped if line and not line.startswith("hint:")]
    *before, last = lines or [""]
    if before and before[-1].endswith(":"):
        return f"{before[-1]} {last}"
    began = next((line for line in before if line.startswith("error:")), None)
    return f"{began}; {last}" if began and last.startswith("fatal:") else last


def _ended(command: Sequence[str], code: int) -> str:
    """How a git command ended that printed nothing, as with a silent hook: `git commit: exit 1`."""
    named = ("add", "commit", "branch", "reset", "rm", "status", "symbolic-ref")
    what = next((word for word in command if word in named), "")
    return f"git {what}: exit {code}"
