"""The few kinds of error that end a command, each with its exit code. Findings are not errors."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rectledger.core.findings import Finding


class RectledgerError(Exception):
    """An error that a person can do something about: a code, and what its words need."""

    exit_code = 70

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code = code
        self.args_for_words = args


class UsageError(RectledgerError):
    """Wrong usage, or no ledger."""

    exit_code = 2


class UnreadableError(RectledgerError):
    """A ledger file without which nothing can be said cannot be read."""

    exit_code = 3


class LaterFormatError(UnreadableError):
    """The ledger has a later format than this program reads. The finding is all there is to say:
    nothing is to be mended in the file. `prefix` is put before it so that a person finds it."""

    def __init__(self, finding: "Finding", prefix: str) -> None:
        super().__init__(finding.code, **finding.args)
        self.finding = finding
        self.prefix = prefix


class SurroundingsError(RectledgerError):
    """The surroundings prevent it: rights, disk, an evidence file."""

    exit_code = 4


class ConflictError(RectledgerError):
    """What was to be merged has marks in it now, for people to settle."""

    exit_code = 65  # told from what Python and shells end with where they cannot start us


class ReaderGoneError(Exception):
    """Whoever read our output has read enough: no error, and nothing to say."""


# What a command ends with when it ran to its end.
DONE = 0
RULES_SAY_NO = 1
UNREADABLE = 3
BUG = 70
INTERRUPTED = 130
