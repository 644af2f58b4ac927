"""A record before and after: what was added to its log, and what was done that is never allowed.

Only this module decides what of a record is permanent; `check --base` refuses violations, and
`diff` reports them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from rectledger.core.amendments import amendable, plain
from rectledger.core.diff.log_diff import REPORTS, Aligned, align
from rectledger.core.model import Amend, Record, identity, same
from rectledger.core.model.own_fields import PREFIX, own_name


class Edited(NamedTuple):
    """A field that changed without amendments that account for it.

    "silent": no amendment names it; "from": the first one, the entry `at`, gives another old value;
    "undone": it does not have the value that the last one gave it.
    """

    field: str
    was: object
    now: object
    how: Literal["silent", "from", "undone"]
    at: int = -1


@dataclass(frozen=True)
class RecordDiff:
    """A record as it was and as it is. `file` is where it is now."""

    file: str
    old: Record
    new: Record

    @cached_property
    def log(self) -> Aligned:
        """How its log grew out of the earlier one."""
        return align(self.old.log, self.new.log)

    @cached_property
    def moved(self) -> dict[int, int]:
        """The entries that are elsewhere in the log now: old index to new index."""
        places = {identity(self.new.log[i]): i for i in reversed(self.log.new)}
        found = {i: places.get(identity(self.old.log[i])) for i in self.log.lost}
        return {old: new for old, new in found.items() if new is not None}

    @cached_property
    def altered(self) -> dict[int, int]:
        """The entries replaced by another of the same event or date: old index to new index."""
        kept = self.log.kept
        free = [i for i in self.log.new if i not in self.moved.values()]
        pairs: dict[int, int] = {}
        for old in self.log.lost:
            if old in self.moved:
                continue
            gap = sum(one < old for one, _ in kept)
            one = self.old.log[old]
            for new in free:
                other = self.new.log[new]
                alike = one.event == other.event or one.date == other.date
                if alike and sum(at < new for _, at in kept) == gap:
                    pairs[old] = new
                    free.remove(new)
                    break
        return pairs

    @property
    def gone(self) -> list[int]:
        """The entries that are no longer in the log, with nothing in their place."""
        return [i for i in self.log.lost if i not in self.moved and i not in self.altered]

    @cached_property
    def added(self) -> list[int]:
        """The entries that are new, and replace no other."""
        taken = {*self.moved.values(), *self.altered.values()}
        return [i for i in self.log.new if i not in taken]

    @property
    def between(self) -> list[int]:
        """The new entries before an existing one that are not just reports."""
        last = max((new for _, new in self.log.kept), default=-1)
        return [i for i in self.added if i < last and self.new.log[i].event not in REPORTS]

    @property
    def edited(self) -> list[Edited]:
        """The fields that changed other than as the new amendments say."""
        amended: dict[str, list[tuple[int, Amend]]] = {}
        for index in self.added:
            entry = self.new.log[index]
            if isinstance(entry, Amend):
                amended.setdefault(entry.field, []).append((index, entry))
        found = []
        added = [f"{PREFIX}{name}" for name in self.new.fields if name not in self.old.fields]
        for name in [*amendable(self.old), *added]:
            was, now = plain(self.old, name), plain(self.new, name)
            own = amended.get(name)
            if own is None:
                if not _same_field(self.old, self.new, name):
                    found.append(Edited(name, was, now, "silent"))
            elif not same(own[0][1].was, was):
                found.append(Edited(name, was, now, "from", own[0][0]))
            elif not same(own[-1][1].now, now):
                found.append(Edited(name, was, now, "undone", own[-1][0]))
        return found


def _same_field(old: Record, new: Record, name: str) -> bool:
    """Whether a field is the same on both sides: writing out a default is not a change."""
    if own_name(name):
        return same(plain(old, name), plain(new, name))
    return same(getattr(old, name), getattr(new, name))
