"""Who brought in what is new: commits of a request that have it, and no commit before them.

A thing (an entry, a field, a file of evidence) is followed from the request's head through every
commit that has it. Where no parent has it, it was brought in; where one has that is none of the
request's, it was taken from the base's past, and nobody brought it. A merge that keeps what one of
its sides has taken away since they parted has decided so, and brings it in anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

# Whether a commit has the thing; None where what it has cannot be read.
Holds = Callable[[str], bool | None]


class Bringers(NamedTuple):
    """`by`: the commits that brought a thing in. `revived_by`: those that have it from a commit of
    the base's past, which the base itself has left behind."""

    by: tuple[str, ...]
    revived_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class History:
    """The commits of a request, those that its head has and the base has not: each with its
    parents. A parent that is no key is the base's."""

    head: str
    parents: Mapping[str, tuple[str, ...]]
    _histories: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def roots(self) -> list[str]:
        """The commits that begin a history of their own, beside the base's."""
        return [commit for commit, parents in self.parents.items() if not parents]

    def bringers(self, holds: Holds, start: str | None = None) -> Bringers:
        """Who brought in what the head holds, or the commit `start`."""
        start = self.head if start is None else start
        if not holds(start):
            return Bringers(())
        brought: list[str] = []
        revived: list[str] = []
        seen, left = {start}, [start]
        while left:
            commit = left.pop()
            before = self._before(commit, holds)
            holding = [one for one in before if holds(one)]
            if any(one not in self.parents for one in holding) or commit not in self.parents:
                revived.append(commit)
            elif not holding or self._was_taken_away(before, holds):
                brought.append(commit)
                continue
            new = [one for one in holding if one in self.parents and one not in seen]
            seen.update(new)
            left += new
        return Bringers(tuple(brought), tuple(revived))

    def _was_taken_away(self, sides: Sequence[str], holds: Holds) -> bool:
        """Whether one of the sides of a merge has not got what both had where they parted."""
        lacking = [one for one in sides if not holds(one)]
        having = [one for one in sides if holds(one)]
        pairs = product(lacking, having)
        return any(holds(parted) for pair in pairs for parted in self._parted(*pair))

    def _parted(self, one: str, other: str) -> frozenset[str]:
        """The last commits that two have in common, as far as the request knows."""
        common = self._history_of(one) & self._history_of(other)
        return common - {parent for each in common for parent in self.parents.get(each, ())}

    def _history_of(self, commit: str) -> frozenset[str]:
        """A commit and all before it, up to the first that are the base's."""
        if commit not in self._histories:
            found, left = {commit}, [commit]
            while left:
                new = set(self.parents.get(left.pop(), ())) - found
                found |= new
                left += new
            self._histories[commit] = frozenset(found)
        return self._histories[commit]

    def _before(self, commit: str, holds: Holds) -> list[str]:
        """The commits before one, those behind what cannot be read in place of that."""
        found: list[str] = []
        seen, left = {commit}, list(self.parents.get(commit, ()))
        while left:
            one = left.pop()
            if one in seen:
                continue
            seen.add(one)
            if holds(one) is None and one in self.parents:
                left += self.parents[one]
            else:
                found.append(one)
        return found
