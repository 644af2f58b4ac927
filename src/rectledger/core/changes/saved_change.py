"""A change and the files that it writes: values to report, without the code to make them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rectledger.core.changes.proposed_change import Change
from rectledger.core.model import Member
from rectledger.core.summary.counts import Count

Outcome = Literal["committed", "not-asked", "no-repository", "only-shown"]


@dataclass(frozen=True)
class IncomingEvidence:
    """A file provided as evidence, as the first pass found it.

    `source` is the path as given, `name` its last part as a record can hold it, `path` where it is
    kept, once known. `before`: it was already there; `lost`: an entry already refers to it, but it
    was missing.
    """

    source: str
    name: str
    size: int
    sha256: str
    path: str = ""
    before: bool = False
    lost: bool = False

    @property
    def fingerprint(self) -> tuple[int, str]:
        """What identifies its content."""
        return self.size, self.sha256


@dataclass(frozen=True)
class SavedChange:
    """A change, the files that it writes, and the outcome, which is that of a change only shown
    until it is saved.

    `written` has each record's file before (None: new) and after; `missing` are those not yet on
    disk. `counted` is the count of the ledger's issues afterwards, None if unknown; `twice` are the
    names of files provided more than once; `other` is the member with git's configured address, if
    the entry names someone else.
    """

    change: Change
    kept: tuple[IncomingEvidence, ...]
    written: Mapping[str, tuple[bytes | None, bytes]]
    missing: tuple[str, ...]
    outcome: Outcome
    commit: str = ""
    branch: str | None = None
    own_rules: bool = False  # ledger.yaml has uncommitted changes, which did not apply
    counted: Count | None = None
    twice: Sequence[str] = ()
    other: Member | None = None

    @property
    def resumed(self) -> bool:
        """Whether an earlier run of the same command had already written part of it."""
        return len(self.missing) < len(self.written)

    @property
    def files(self) -> list[str]:
        """All files that it writes, evidence first."""
        return [*(one.path for one in self.kept), *self.written]
