"""A request to change a ledger: what the base has, what merging gives, and who brought it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from rectledger.core.checks import walk
from rectledger.core.compare.pair import Pair
from rectledger.core.model import BaseEntry, Ledger, Member, Record


class Signature(NamedTuple):
    """What the signature of a commit is worth. `signer` is whom the base's list names for its key:
    "" unless it is good."""

    state: Literal["good", "none", "bad", "unknown-key"]
    signer: str = ""


class Author(NamedTuple):
    """Who brought something in, as the commit says that did. `signature` None: not asked for."""

    commit: str
    name: str
    address: str
    signature: Signature | None = None


class Added(NamedTuple):
    """An entry that the base does not have: its file, its record, its place in the log."""

    file: str
    record: Record
    at: int
    entry: BaseEntry


@dataclass(frozen=True)
class Request:
    """What is asked for, as values.

    `base` and `result` hold the families that differ; those of `base` stand under its own settings,
    and `result` under those that merging gives. `entry_authors` says who brought an entry in, by
    its file and its Python text, one for each time that it is there; `record_authors` who had a
    hand in a file; `settings_authors` who changed those that govern the ledger, which are in
    `governing`. With `signed`, signatures are asked for; `signers` says whether the base has a list
    of them.
    """

    base: Ledger
    result: Ledger
    governing: tuple[str, ...] = ()
    second_ledgers: tuple[str, ...] = ()
    entry_authors: Mapping[tuple[str, str], list[Author]] = field(default_factory=dict)
    record_authors: Mapping[str, list[Author]] = field(default_factory=dict)
    settings_authors: tuple[Author, ...] = ()
    signed: bool = False
    signers: bool = False

    @cached_property
    def members(self) -> dict[str, Member]:
        """The base's members, by id: who joins with the request has no say in it."""
        return {member.id: member for member in self.base.settings.members}

    @cached_property
    def pairs(self) -> list[Pair]:
        """The records that both have, by what they are called: a file's name may have changed."""
        now = {record.ref: (file, record) for file, record in reversed(_records(self.result))}
        found = []
        for _file, old in _records(self.base):
            if old.ref in now:
                file, new = now[old.ref]
                found.append(Pair(file, old, new))
        return found

    def before(self, record: Record) -> Record | None:
        """A record as the base has it."""
        return next((pair.old for pair in self.pairs if pair.new is record), None)

    @cached_property
    def new_records(self) -> list[tuple[str, Record]]:
        """The records that the base does not have; what cannot be read there may hold any."""
        before = {record.ref for _file, record in _records(self.base)}
        unread = self.base.unreadable
        return [
            (file, record)
            for file, record in _records(self.result)
            if record.ref not in before and file not in unread
        ]

    @cached_property
    def added(self) -> list[Added]:
        """The entries that the base does not have, nor any in their place."""
        entries = [
            Added(pair.file, pair.new, index, pair.new.log[index])
            for pair in self.pairs
            for index in pair.added
        ]
        for file, record in self.new_records:
            entries += (Added(file, record, i, entry) for i, entry in enumerate(record.log))
        return entries


def _records(ledger: Ledger) -> list[tuple[str, Record]]:
    """Every record by file, what is in its own place first."""
    return sorted(walk.records(ledger), key=lambda one: one[0] != one[1].file)
