"""Who introduced something new: the commits of a request that have it though no commit before does.

A thing (an entry, a field, an evidence file) is traced from the request's head through every commit
that has it. If no parent has it, the commit introduced it; if a parent outside the request has it,
it was taken from the base's past, and nobody introduced it. A merge that keeps what one of its
sides removed after they diverged is a decision, and introduces it anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

# Whether a commit has the thing; None if its content cannot be read.
Holds = Callable[[str], bool | None]


class Bringers(NamedTuple):
    """`by`: the commits that introduced a thing. `revived_by`: those that took it from a commit of
    the base's past, although the base itself no longer has it."""

    by: tuple[str, ...]
    revived_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class History:
    """The commits of a request, which its head has and the base does not, each with its parents. A
    parent that is not a key belongs to the base."""

    head: str
    parents: Mapping[str, tuple[str, ...]]
    _histories: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def roots(self) -> list[str]:
        """The commits without parents, whose history is not the base's."""
        return [commit for commit, parents in self.parents.items() if not parents]

    def bringers(self, holds: Holds, start: str | None = None) -> Bringers:
        """Who introduced what the head, or the commit `start`, has."""
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
        """Whether one side of a merge lacks what both had where they diverged."""
        lacking = [one for one in sides if not holds(one)]
        having = [one for one in sides if holds(one)]
        pairs = product(lacking, having)
        return any(holds(parted) for pair in pairs for parted in self._parted(*pair))

    def _parted(self, one: str, other: str) -> frozenset[str]:
        """The last common ancestors of two commits, as far as the request knows."""
        common = self._history_of(one) & self._history_of(other)
        return common - {parent for each in common for parent in self.parents.get(each, ())}

    def _history_of(self, commit: str) -> frozenset[str]:
        """A commit and its ancestors, up to the first ones that belong to the base."""
        if commit not in self._histories:
            found, left = {commit}, [commit]
            while left:
                new = set(self.parents.get(left.pop(), ())) - found
                found |= new
                left += new
            self._histories[commit] = frozenset(found)
        return self._histories[commit]

    def _before(self, commit: str, holds: Holds) -> list[str]:
        """The parents of a commit, with those that cannot be read replaced by their own parents."""
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
