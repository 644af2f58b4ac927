"""Where the content of a request comes from: its history, who made each commit, and what each
commit had in the files that differ."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar, cast

from rectledger.core.merge_request.introducing_commits import Bringers, History, Holds
from rectledger.core.model import BaseEntry, Issue, Measure, Record, identity
from rectledger.core.record_fingerprint import form_hash

T = TypeVar("T")


class Signature(NamedTuple):
    """What a commit's signature is worth. `signer` is the name that the base's list has for its
    key, "" unless the signature is good."""

    state: Literal["good", "none", "bad", "unknown-key"]
    signer: str = ""


class Author(NamedTuple):
    """Who introduced something, according to the commit. `signature` None: not required. `names`
    are the records that the commit message names, each with its form_hash."""

    commit: str
    name: str
    address: str
    signature: Signature | None = None
    names: Mapping[str, str] = {}


@dataclass(frozen=True)
class Origins:
    """The commits of a request, and what they had.

    `hashes` has for each commit, and for the base's commits that they build on, the hash of each
    file that differs, if it exists there. `contents` has the record in a file, by file and hash;
    None if it cannot be read. `by_git` has the hash that git itself gives a file in which the
    parents of a merge differ, by file and merge; nothing if they conflict.
    """

    history: History
    authors: Mapping[str, Author]
    hashes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    contents: Mapping[tuple[str, str], Record | None] = field(default_factory=dict)
    by_git: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def hash(self, file: str, commit: str) -> str:
        """The hash of a file in a commit; "" if it does not exist there."""
        return self.hashes.get(commit, {}).get(file, "")

    def content(self, file: str, commit: str) -> Record | None:
        """The record in a file in a commit; None if it does not exist or cannot be read."""
        return self.contents.get((file, self.hash(file, commit)))

    def of_file(self, file: str, sha: str) -> Bringers:
        """Who introduced a file in this form; "" stands for its absence."""
        return self.history.bringers(lambda commit: self.hash(file, commit) == sha)

    def of_entry(self, file: str, entry: BaseEntry, nth: int) -> Bringers:
        """Who introduced the `nth` occurrence of an entry in a log."""
        key = identity(entry)
        holds = self._reading(file, lambda content: self._entries(content)[key] >= nth)
        return self._once((file, key, nth), lambda: self.history.bringers(holds))

    def of_field(self, file: str, name: str, value: object) -> Bringers:
        """Who gave a field of a record its value."""
        key = identity(value)
        holds = self._reading(file, lambda one: identity(getattr(one, name, None)) == key)
        return self._once((file, name, key), lambda: self.history.bringers(holds))

    def of_form(self, file: str, record: Record) -> Bringers:
        """Who gave a record its present form, apart from entries and amendments."""
        form = form_hash(record)
        return self.history.bringers(
            self._reading(file, lambda content: self._form(content) == form)
        )

    def versions(self, file: str) -> list[Record]:
        """The versions of a record in the request's commits, as far as they can be read."""
        hashes = dict.fromkeys(self.hash(file, commit) for commit in self.history.parents)
        found = (self.contents.get((file, sha)) for sha in hashes)
        return [one for one in found if isinstance(one, Issue | Measure)]

    def beginnings(self, file: str, commit: str) -> frozenset[str]:
        """The commits before a commit that first had a file; "" stands for the base."""
        found = self.history.bringers(lambda one: bool(self.hash(file, one)), commit)
        return frozenset({*found.by, *([""] if found.revived_by else [])})

    def changers(self, file: str) -> list[str]:
        """The commits that changed a file: where it differs from the parent's, and merges where it
        differs from what git makes of it."""
        return [
            commit
            for commit, parents in self.history.parents.items()
            if self.hash(file, commit) != self._unchanged(file, commit, parents)
        ]

    def _unchanged(self, file: str, commit: str, parents: Sequence[str]) -> str | None:
        """The hash that a file has after these parents if nobody changes it; None if git cannot
        merge it by itself."""
        before = {self.hash(file, one) for one in parents}
        return self.by_git.get((file, commit)) if len(before) > 1 else (before or {""}).pop()

    def is_of_a_parent(self, file: str, commit: str) -> bool:
        """Whether a file in a commit is the same as in one of its parents."""
        now = self.hash(file, commit)
        return any(self.hash(file, one) == now for one in self.history.parents[commit])

    def _reading(self, file: str, asked: Callable[[Record], bool]) -> Holds:
        def holds(commit: str) -> bool | None:
            if not self.hash(file, commit):
                return False
            content = self.content(file, commit)
            return None if content is None else asked(content)

        return holds

    # Several rules ask the same, so answers are cached. A content is identified by its id().
    @cached_property
    def _known(self) -> dict[tuple[object, ...], Any]:
        return {}

    def _once(self, what: tuple[object, ...], make: Callable[[], T]) -> T:
        if what not in self._known:
            self._known[what] = make()
        return cast(T, self._known[what])

    def _entries(self, content: Record) -> Counter[str]:
        """The entries of a log, each by its text."""
        return self._once(("entries", id(content)), lambda: Counter(map(identity, content.log)))

    def _form(self, content: Record) -> str:
        return self._once(("form", id(content)), lambda: form_hash(content))
