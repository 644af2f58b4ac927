"""A merge request: what the base has, what merging gives, and who introduced it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rectledger.core.diff.record_diff import RecordDiff
from rectledger.core.findings import Finding
from rectledger.core.merge_request.introducing_commits import History
from rectledger.core.merge_request.request_history import Origins
from rectledger.core.model import BaseEntry, Ledger, Member, Record, identity, same

NO_ORIGINS = Origins(History("", {}), {})


class Added(NamedTuple):
    """An entry that the base does not have: its file, its record, its index in the log; `nth`:
    which one it is of several that say the same."""

    file: str
    record: Record
    at: int
    entry: BaseEntry
    nth: int = 1


class NewField(NamedTuple):
    """A field whose value differs from the base's: its file, its record, its name, its value."""

    file: str
    record: Record
    name: str
    value: object


@dataclass(frozen=True)
class Request:
    """What is requested, as values.

    `base` and `result` hold the families that differ, `base` with its own settings and `result`
    with those that merging gives. `governing` are the files that govern the ledger and differ,
    `evidence` the new evidence files, by name with their hash. `clashes` are new names that clash
    with others, or are impossible, on some system. `origins` says where all of it comes from.
    `signed`: signatures are required; `signers`: the base has a list of signers.
    """

    base: Ledger
    result: Ledger
    governing: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    second_ledgers: tuple[str, ...] = ()
    clashes: tuple[Finding, ...] = ()
    origins: Origins = NO_ORIGINS
    signed: bool = False
    signers: bool = False

    @cached_property
    def members(self) -> dict[str, Member]:
        """The base's members, by id: those who join with the request have no say in it."""
        return {member.id: member for member in self.base.settings.members}

    @cached_property
    def pairs(self) -> list[RecordDiff]:
        """The records that both have, matched by reference: a file may have been renamed."""
        now = {record.ref: (file, record) for file, record in reversed(_records(self.result))}
        found = []
        for _file, old in _records(self.base):
            if old.ref in now:
                file, new = now[old.ref]
                found.append(RecordDiff(file, old, new))
        return found

    def before(self, record: Record) -> Record | None:
        """A record as the base has it; None if it does not."""
        return next((pair.old for pair in self.pairs if pair.new is record), None)

    @cached_property
    def new_records(self) -> list[tuple[str, Record]]:
        """The records that the base does not have; what is unreadable there may be any record."""
        before = {record.ref for _file, record in _records(self.base)}
        unread = self.base.unreadable
        return [
            (file, record)
            for file, record in _records(self.result)
            if record.ref not in before and file not in unread
        ]

    @cached_property
    def added(self) -> list[Added]:
        """The entries that the base does not have, and that replace none of its own."""
        entries: list[Added] = []
        for pair in self.pairs:
            entries += _numbered(pair.file, pair.new, pair.added, pair.old.log)
        for file, record in self.new_records:
            entries += _numbered(file, record, range(len(record.log)), ())
        return entries

    @cached_property
    def new_fields(self) -> list[NewField]:
        """The fields whose value differs from the base's; of a new record, all that are set."""
        found = [
            NewField(pair.file, pair.new, name, getattr(pair.new, name))
            for pair in self.pairs
            for name in type(pair.new).model_fields
            if name != "log" and not same(getattr(pair.new, name), getattr(pair.old, name, None))
        ]
        for file, record in self.new_records:
            names = [name for name in type(record).model_fields if name in record.model_fields_set]
            found += (
                NewField(file, record, name, getattr(record, name))
                for name in names
                if name != "log"
            )
        return found


def _numbered(
    file: str, record: Record, at: Iterable[int], before: Sequence[BaseEntry]
) -> Iterator[Added]:
    """New entries of a record, each numbered among those that say the same, the base's included."""
    times = Counter(map(identity, before))
    for index in at:
        entry = record.log[index]
        times[identity(entry)] += 1
        yield Added(file, record, index, entry, times[identity(entry)])


def _records(ledger: Ledger) -> list[tuple[str, Record]]:
    """Every record with its file, those in their proper file first."""
    return sorted(ledger.records.items(), key=lambda one: one[0] != one[1].file)
