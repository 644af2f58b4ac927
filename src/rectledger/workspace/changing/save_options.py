"""How a change is to be saved: what the options of every verb say, before anything is opened."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SaveOptions:
    """How a change is to be saved."""

    commit: bool = True
    dry_run: bool = False
    branch: bool = False  # make a branch for it first
    detached: bool = False  # even where no branch is checked out
