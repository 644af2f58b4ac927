"""What came of a change that was saved: values that are told, and no way to make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rectledger.core.changes.proposed_change import Change

Outcome = Literal["committed", "not-asked", "no-repository", "only-shown"]


@dataclass(frozen=True)
class HandedIn:
    """A file as the first pass found it.

    `source` is the path as it was given, `name` its last part as a record can hold it.
    """

    source: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class KeptFile:
    """A file of evidence and where it is kept. `before`: it was there already; `lost`: an entry
    refers to it already, and it was not there any more."""

    path: str
    given: HandedIn
    before: bool
    lost: bool = False


@dataclass(frozen=True)
class Saved:
    """A change that was saved. `written` has each record's file before (None: new) and after;
    `resumed` says that an earlier run of the same command had written some of it."""

    change: Change
    kept: tuple[KeptFile, ...]
    written: Mapping[str, tuple[bytes | None, bytes]]
    outcome: Outcome
    commit: str = ""
    branch: str | None = None
    resumed: bool = False
    own_rules: bool = False  # ledger.yaml has changes that are not committed, and did not bind
