"""How a change is to be saved: what the options of every verb say, before anything is opened."""

from dataclasses import dataclass

from rectledger.errors import UsageError


@dataclass(frozen=True)
class SaveOptions:
    """How a change is to be saved. Raises UsageError for options that are at odds."""

    dry_run: bool = False
    no_commit: bool = False
    branch: bool = False  # make a branch for it first
    detached: bool = False  # even where no branch is checked out

    def __post_init__(self) -> None:
        if self.no_commit and (self.branch or self.detached):
            raise UsageError("branch-without-commit")
