"""How issues stood then and stand now, and what became of each: as results, not as entries."""

from collections.abc import Mapping
from typing import NamedTuple

from rectledger.core.items import Item
from rectledger.core.lifecycle import since_taken_up
from rectledger.core.model import Amend
from rectledger.core.policy import counts_as_closed


def amended_fields(item: Item) -> tuple[str, ...]:
    """The fields named in an item's amendments, in order."""
    return tuple(one.field for one in item.record.log if isinstance(one, Amend))


def reopened_on(item: Item) -> str | None:
    """When an issue was last resumed, if it counted as closed until then and does not now."""
    steps = [] if item.counted else since_taken_up(item.record, item.day)
    if not steps:
        return None
    first, policy = steps[0], item.settings.policy
    was_closed = counts_as_closed(first.before.state, first.before.result, policy)
    return first.entry.date if was_closed else None


class ThenAndNow(NamedTuple):
    """An issue as it stands and as it stood, compared with itself, whoever led it then.

    `measures_now` and `measures_then` are its measures, by reference, each with the fields named
    in amendments.
    """

    now: Item
    then: Item | None
    measures_now: Mapping[str, tuple[str, ...]]
    measures_then: Mapping[str, tuple[str, ...]]

    @property
    def counted_then(self) -> bool:
        return self.then is not None and self.then.counted

    @property
    def closed_between(self) -> bool:
        """Whether it was closed since and resumed again, as if nothing had happened."""
        again = reopened_on(self.now)
        if again is None or self.counted_then:
            return False
        return self.then is None or again > self.then.day

    @property
    def newly_overdue(self) -> bool:
        return self.now.overdue and not (self.then and self.then.overdue)

    @property
    def came_back(self) -> bool:
        """Whether it relapsed or was reopened since, though it did not count as closed before."""
        if self.then is None or self.then.counted or self.now.counted:
            return False
        return self.again is not None

    @property
    def again(self) -> tuple[int, int] | None:
        """How often it relapsed, and was reopened otherwise, since then; None for never."""
        was, now = self.then, self.now.status
        before = (was.status.relapses, was.status.reopenings) if was else (0, 0)
        since = (now.relapses - before[0], now.reopenings - before[1])
        return since if any(since) else None

    @property
    def amended(self) -> list[str]:
        """The fields that were amended since, each once."""
        return _since(amended_fields(self.then), amended_fields(self.now)) if self.then else []

    @property
    def amended_below(self) -> dict[str, list[str]]:
        """The same for each of its measures, by reference."""
        was = self.measures_then
        found = {
            ref: _since(was[ref], fields) for ref, fields in self.measures_now.items() if ref in was
        }
        return {ref: fields for ref, fields in found.items() if fields}

    @property
    def extended(self) -> bool:
        return self.now.status.extensions > (self.then.status.extensions if self.then else 0)


def _since(then: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    """The fields added since, each once."""
    return list(dict.fromkeys(now[len(then) :]))
