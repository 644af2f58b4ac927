"""How to save a change: the options common to all commands that change a ledger."""

from dataclasses import dataclass

from rectledger.errors import UsageError


@dataclass(frozen=True)
class SaveOptions:
    """How to save a change. Raises UsageError for options that exclude each other."""

    dry_run: bool = False
    no_commit: bool = False
    branch: bool = False  # create a branch for it first
    detached: bool = False  # even with a detached HEAD

    def __post_init__(self) -> None:
        if self.no_commit and (self.branch or self.detached):
            raise UsageError("branch-without-commit")
