"""The records of a ledger, and the ledger that they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rectledger.core.model.equality import identity, same
from rectledger.core.model.events import (
    Amend,
    Attach,
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
    Return,
    Review,
    Start,
    Submit,
    Waive,
)
from rectledger.core.model.records import Figure, Instrument, Issue, Measure
from rectledger.core.model.settings import (
    FORMAT,
    Aspect,
    ControlTotal,
    Department,
    Inspection,
    Kind,
    Member,
    Policy,
    Role,
    Section,
    Settings,
    is_later,
)
from rectledger.core.model.value_types import ByLanguage, Text, languages

__all__ = [
    "FORMAT",
    "Amend",
    "Aspect",
    "Attach",
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
    "Inspection",
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
    "Return",
    "Review",
    "Role",
    "Section",
    "Settings",
    "Start",
    "Submit",
    "Text",
    "Waive",
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
