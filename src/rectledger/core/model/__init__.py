"""The records of a ledger, and the ledger that they make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rectledger.core.model.equality import identity, same
from rectledger.core.model.events import (
    Amend,
    BaseEntry,
    Close,
    Entry,
    Evidence,
    EvidenceDocument,
    EvidenceFile,
    EvidenceUrl,
    Extend,
    Progress,
    Reassign,
    Reopen,
    Review,
)
from rectledger.core.model.records import Figure, Instrument, Issue, Measure
from rectledger.core.model.settings import (
    FORMAT,
    Aspect,
    ControlTotal,
    Department,
    Kind,
    Member,
    Policy,
    Role,
    Settings,
    is_later,
)
from rectledger.core.model.value_types import ByLanguage, Text, languages

__all__ = [
    "FORMAT",
    "Amend",
    "Aspect",
    "BaseEntry",
    "ByLanguage",
    "Close",
    "ControlTotal",
    "Deleted",
    "Deletions",
    "Department",
    "Entry",
    "Evidence",
    "EvidenceDocument",
    "EvidenceFile",
    "EvidenceUrl",
    "Extend",
    "Figure",
    "Instrument",
    "Issue",
    "Kind",
    "Ledger",
    "Measure",
    "Member",
    "Policy",
    "Progress",
    "Reassign",
    "Record",
    "Reopen",
    "Review",
    "Role",
    "Settings",
    "Text",
    "identity",
    "is_later",
    "languages",
    "same",
]  # fmt: skip

Record = Issue | Measure


class Deleted(NamedTuple):
    """A record that is not there any more: the commit that deleted it, and what brings it back."""

    commit: str
    command: str


@dataclass(frozen=True)
class Deletions:
    """What was in a ledger once: the records that were `deleted`, by file, and those in whose files
    `others` are now. `whole`: all of its history could be looked at."""

    deleted: Mapping[str, Deleted] = field(default_factory=dict)
    others: Mapping[str, Deleted] = field(default_factory=dict)
    whole: bool = True


@dataclass(frozen=True)
class Ledger:
    """Everything that could be read of a ledger; records by the file they came from.

    `evidence` has what lies below `evidence/`, as (size, sha256) by path; it is only filled in
    for those who ask (`check`), and so is `leftovers`: temporary files of changes that were cut
    off. `stray` are files that no part of a ledger accounts for.
    `unreadable` are files and folders that could not be read: what they hold is not known, and
    never taken for missing. `deletions` is None for those who do not ask for it, and where there is
    none.
    """

    settings: Settings
    issues: Mapping[str, Issue]
    measures: Mapping[str, Measure]
    evidence: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    stray: tuple[str, ...] = ()
    unreadable: frozenset[str] = frozenset()
    leftovers: tuple[str, ...] = ()
    deletions: Deletions | None = None

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every issue and measure, by the file it came from."""
        return {**self.issues, **self.measures}

    @property
    def entries(self) -> Iterator[tuple[str, Record, int, BaseEntry]]:
        """Every entry of every log: file, record, index, entry."""
        for file, record in self.records.items():
            for index, entry in enumerate(record.log):
                yield file, record, index, entry
