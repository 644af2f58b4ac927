"""The kinds of error that end a command, each with its exit code. Findings are not errors."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rectledger.core.findings import Finding


class RectledgerError(Exception):
    """An error that the user can do something about: a code, and the values for its message."""

    exit_code = 70

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code = code
        self.args_for_words = args


class UsageError(RectledgerError):
    """Wrong usage, or no ledger."""

    exit_code = 2


class UnreadableError(RectledgerError):
    """A ledger file cannot be read, and no result is possible without it."""

    exit_code = 3


class LaterFormatError(UnreadableError):
    """The ledger has a later format than this program reads. Only the finding is reported, since
    there is nothing to fix in the file. `prefix` goes before its path so that the user finds it."""

    def __init__(self, finding: "Finding", prefix: str) -> None:
        super().__init__(finding.code, **finding.args)
        self.finding = finding
        self.prefix = prefix


class SurroundingsError(RectledgerError):
    """Something outside the ledger prevents it: permissions, disk, git, an evidence file."""

    exit_code = 4


class ConflictError(RectledgerError):
    """A merge has left conflict markers in the file, for the user to resolve."""

    exit_code = 65  # differs from the codes of Python and shells that fail to start us


class ReaderGoneError(Exception):
    """The reader of our output has closed it: not an error, and nothing to report."""


# Other exit codes.
DONE = 0
RULES_SAY_NO = 1
UNREADABLE = 3
BUG = 70
INTERRUPTED = 130
