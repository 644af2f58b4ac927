"""A change and the files that it writes: values that are told, and no way to make them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rectledger.core.changes.proposed_change import Change
from rectledger.core.model import Member
from rectledger.core.summary.counts import Count

Outcome = Literal["committed", "not-asked", "no-repository", "only-shown"]


@dataclass(frozen=True)
class IncomingEvidence:
    """A file handed in as evidence, as the first pass found it.

    `source` is the path as it was given, `name` its last part as a record can hold it, `path` where
    it is kept, once that is known. `before`: it was there already; `lost`: an entry refers to it
    already, and it was not there any more.
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
        """What its bytes are known by."""
        return self.size, self.sha256


@dataclass(frozen=True)
class SavedChange:
    """A change and the files that it writes, and what came of it. Until it is saved, its outcome is
    that of one that is only shown.

    `written` has each record's file before (None: new) and after; `missing` are those of them that
    were not on disk yet. `counted` are the ledger's issues since, None where that is not known;
    `twice` the names of files that were handed in more than once; `other` is the member whose
    address git has, where the entry says another.
    """

    change: Change
    kept: tuple[IncomingEvidence, ...]
    written: Mapping[str, tuple[bytes | None, bytes]]
    missing: tuple[str, ...]
    outcome: Outcome
    commit: str = ""
    branch: str | None = None
    own_rules: bool = False  # ledger.yaml has changes that are not committed, and did not bind
    counted: Count | None = None
    twice: Sequence[str] = ()
    other: Member | None = None

    @property
    def resumed(self) -> bool:
        """Whether an earlier run of the same command had written some of it."""
        return len(self.missing) < len(self.written)

    @property
    def files(self) -> list[str]:
        """All that it writes, the evidence first."""
        return [*(one.path for one in self.kept), *self.written]
