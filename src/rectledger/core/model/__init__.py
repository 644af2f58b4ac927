"""The records of a ledger, and the ledger that they make up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

# Re-exported: other modules import them from here.
from rectledger.core.model.equality import identity as identity
from rectledger.core.model.equality import same as same
from rectledger.core.model.events import Amend as Amend
from rectledger.core.model.events import BaseEntry as BaseEntry
from rectledger.core.model.events import Close as Close
from rectledger.core.model.events import Entry as Entry
from rectledger.core.model.events import Evidence as Evidence
from rectledger.core.model.events import EvidenceDocument as EvidenceDocument
from rectledger.core.model.events import EvidenceFile as EvidenceFile
from rectledger.core.model.events import EvidenceUrl as EvidenceUrl
from rectledger.core.model.events import Extend as Extend
from rectledger.core.model.events import ImportSource as ImportSource
from rectledger.core.model.events import Progress as Progress
from rectledger.core.model.events import Reassign as Reassign
from rectledger.core.model.events import Reopen as Reopen
from rectledger.core.model.events import Review as Review
from rectledger.core.model.own_fields import OwnField as OwnField
from rectledger.core.model.records import Figure as Figure
from rectledger.core.model.records import Instrument as Instrument
from rectledger.core.model.records import Issue as Issue
from rectledger.core.model.records import Measure as Measure
from rectledger.core.model.settings import FORMAT as FORMAT
from rectledger.core.model.settings import Aspect as Aspect
from rectledger.core.model.settings import ControlTotal as ControlTotal
from rectledger.core.model.settings import Department as Department
from rectledger.core.model.settings import Kind as Kind
from rectledger.core.model.settings import Member as Member
from rectledger.core.model.settings import Policy as Policy
from rectledger.core.model.settings import Role as Role
from rectledger.core.model.settings import Settings as Settings
from rectledger.core.model.settings import is_later as is_later
from rectledger.core.model.value_types import ByLanguage as ByLanguage
from rectledger.core.model.value_types import Text as Text
from rectledger.core.model.value_types import languages as languages

Record = Issue | Measure


def is_imported(record: Record) -> bool:
    """Whether a record came in from a source, by its log."""
    return any(entry.source for entry in record.log)


class Deleted(NamedTuple):
    """A deleted record: the commit that deleted it, and the command that restores it."""

    commit: str
    command: str


@dataclass(frozen=True)
class Deletions:
    """Records that a ledger once had: those `deleted`, by file, and those whose file now holds
    another record (`others`). `whole`: all of the history could be searched."""

    deleted: Mapping[str, Deleted] = field(default_factory=dict)
    others: Mapping[str, Deleted] = field(default_factory=dict)
    whole: bool = True


@dataclass(frozen=True)
class Ledger:
    """Everything that could be read of a ledger; records by the file they came from.

    `evidence` is what is in `evidence/` and `sources/`, as (size, sha256) by path. Only `check`
    asks for it, and for `leftovers`: temporary files of interrupted changes. `stray` are files that
    do not belong to a ledger. `unreadable` are files and folders that could not be read: their
    content is unknown, and never treated as missing. `deletions` is None if not asked for, or if
    the ledger has no history.
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
