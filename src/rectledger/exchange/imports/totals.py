"""Declared totals against what was read: whether each ties."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rectledger.exchange.imports.found import Declared, FoundIssue, Listing, Reading
from rectledger.exchange.imports.source import Place
from rectledger.exchange.imports.wording.state_words import States
from rectledger.exchange.imports.wording.states import (
    DEFAULT,
    read_state,
    state_in_progress,
    state_sentence,
)
from rectledger.exchange.imports.wording.total import Total

# What a source counts but does not itemise.
_NOT_ITEMISED = ("instruments", "amount", "people", "cases", "count")
# Names of finer states; the first may go by several counts.
_STATES = ("closed", "ongoing", "open", "submitted")
_NEAR = 3  # characters between two figures of one clause
# Of what is said of items beside their state, a part may be counted besides the parts.
_BESIDES = ("accepted", "standing", "substantial")


def declared(reading: Reading, states: States = DEFAULT) -> list[Declared]:
    """Each declared total with whether it ties. None: there is nothing to compare it with.

    A rate ties if it is the share, cut or rounded to the digits printed, or about it.
    """
    counts = _Counts(reading.issues, states, {total.name for total, _ in reading.totals})
    found = []
    for n, (total, place) in enumerate(reading.totals):
        kind = _kind_before(n, reading.totals)
        ways = counts.of(total) if kind is None else counts.closed_of(kind)
        ties = _ties(total, ways, counts)
        if ties is False and _of_other_unit(n, reading.totals, counts):
            ways, ties = [], None
        nearest = total.number if ties else ways[0] if ways else None
        counted = int(nearest) if nearest is not None and total.name != "rate" else None
        found.append(Declared(total, place, ties, counted))
    return found


def partitions(reading: Reading) -> list[Listing]:
    """Wholes whose parts, as the same line declares them, miss them: listed `parts-miss-whole`."""
    found = []
    for n, (total, place) in enumerate(reading.totals):
        if total.name not in ("issues", "cases") or total.role != "total" or total.about:
            continue
        parts = _parts_of(n, reading.totals)
        if len(parts) > 1 and not _sums(parts, total.number):
            args = {
                "said": total.said,
                "whole": total.number,
                "parts": sum(p.number for p in parts),
            }
            found.append(Listing(place, "parts-miss-whole", dict(args)))
    return found


def _parts_of(at: int, totals: Sequence[tuple[Total, Place]]) -> list[Total]:
    """The totals by state that follow a whole on its line, up to the next whole."""
    whole, place = totals[at]
    parts = []
    for n, (total, where) in enumerate(totals[at + 1 :], at + 1):
        if str(where) != str(place) or total.name in ("issues", "aspects", "measures", "cases"):
            break
        if (total.role == "subset" and total.of != at) or _kind_before(n, totals):
            continue
        if _is_state(total.name) and total.unit in ("", whole.unit):
            parts.append(total)
    return parts


def _sums(parts: Sequence[Total], whole: float) -> bool:
    """Whether parts make up the whole, with or without those that are counted besides."""
    without = [one.number for one in parts if one.name not in _BESIDES]
    return whole in (sum(one.number for one in parts), sum(without))


def _is_state(name: str) -> bool:
    return name not in (*_NOT_ITEMISED, "issues", "aspects", "headings", "measures", "rate", "kind"
                        ) and not name.startswith("measures-")  # fmt: skip


@dataclass(frozen=True)
class _Counts:
    """What was read, counted as a total of some name may count it."""

    issues: Sequence[FoundIssue]
    states: States
    declared: set[str]

    def of(self, total: Total) -> list[float]:
        """The counts that a total may mean, the likeliest first; none if nothing compares."""
        if not self.issues or total.name in _NOT_ITEMISED:
            return []
        name = total.name
        if name == "kind":
            of_kind = self._where(lambda one: _of_kind(one, total))
            return [of_kind] if any(one.kind for one in self.issues) else []
        if name.startswith("measures"):
            return self._measures(name)
        if name in ("aspects", "headings"):
            return self._outline()
        if name == "rate":
            return [self._closed()]
        if name == "issues":
            return [len(self.issues)]
        return self._state(name)

    def closed_of(self, kind: Total) -> list[float]:
        """Those of a kind that are closed; none if nothing is read of kinds."""
        closed = self._where(lambda one: one.state == "closed" and _of_kind(one, kind))
        return [closed] if any(one.kind for one in self.issues) else []

    def _where(self, holds: Callable[[FoundIssue], bool]) -> int:
        return sum(map(holds, self.issues))

    def _closed(self) -> int:
        return self._where(lambda one: one.state == "closed")

    def _state(self, name: str) -> list[float]:
        substantial = self._where(lambda one: one.result == "substantial")
        if name == "closed":
            ways = [self._closed(), self._closed() - substantial]
        elif name == "substantial":
            ways = [substantial]
        elif name == "standing":
            ways = [self._where(lambda one: one.standing)]
        elif name in ("ongoing", "open"):
            ways = self._ongoing(name)
        elif name == "submitted":
            ways = [self._where(lambda one: one.state == "submitted")]
        else:
            ways = [self._where(lambda one: self._note(one) == name)]
        return list(dict.fromkeys(ways))

    def _ongoing(self, name: str) -> list[int]:
        """Those that are under way, or all that are not closed, or of these what the source does
        not count apart."""
        own = self._where(lambda one: one.state == ("active" if name == "ongoing" else "open"))
        rest = [one for one in self.issues if one.state != "closed"]
        apart = [one for one in rest if self._note(one) in self.declared - set(_STATES)]
        return [own, len(rest), len(rest) - len(apart)]

    def _note(self, one: FoundIssue) -> str | None:
        """The finer state of an issue, as its words say it."""
        for read in (read_state, state_in_progress, state_sentence):
            said = read(one.state_said, self.states) if one.state_said else None
            if said and said.state and said.note:
                return said.note
        return None

    def _measures(self, name: str) -> list[float]:
        measures = [item for one in self.issues for item in one.measures]
        if name == "measures":
            return [len(measures)] if measures else []
        state = {"ongoing": "active"}.get(name.removeprefix("measures-"), name[9:])
        told = [item for item in measures if item.state]
        return [sum(item.state == state for item in told)] if told else []

    def _outline(self) -> list[float]:
        """The counts of aspects, of sections and of headings, as far as the text has them."""
        aspects = {one.aspect for one in self.issues if one.aspect}
        sections = {(one.aspect, one.section) for one in self.issues if one.section}
        headings = {(one.section, one.heading) for one in self.issues if one.heading}
        return [len(some) for some in (aspects, sections, headings) if some]


def _kind_before(at: int, totals: Sequence[tuple[Total, Place]]) -> Total | None:
    """The kind of which a total of closed items is a part: that which stands just before it."""
    total, place = totals[at]
    before, where = totals[at - 1] if at else (total, place)
    near = str(where) == str(place) and 0 <= total.start - before.end <= _NEAR
    return before if total.name == "closed" and before.name == "kind" and near else None


def _of_kind(one: FoundIssue, total: Total) -> bool:
    if not one.kind or not total.kind:
        return False
    if one.kind.code or total.kind.code:
        return one.kind.code == total.kind.code
    return one.kind.words == total.kind.words


def _ties(total: Total, ways: Sequence[float], counts: _Counts) -> bool | None:
    if not ways:
        return None
    if total.name == "rate":
        return _rate_ties(total, ways[0], len(counts.issues))
    if total.about:
        return any(abs(way - total.number) <= max(1, 0.1 * total.number) for way in ways)
    return total.number in ways


def _rate_ties(total: Total, part: float, whole: int) -> bool:
    """Whether a rate is the share of a part, cut or rounded to the digits printed, or about it.

    All and none are not rounded: 100% says that nothing is left.
    """
    share = Decimal(100) * Decimal(part) / Decimal(whole)
    printed = Decimal(str(total.number))
    digits = max(-int(printed.as_tuple().exponent), 0) if printed % 1 else 0
    if total.about:
        return abs(share - printed) <= 5
    if printed in (0, 100):
        return share == printed
    step = Decimal(10) ** -digits
    cut = Decimal(math.floor(share / step)) * step
    rounded = Decimal(math.floor(share / step + Decimal("0.5"))) * step
    return printed in (cut, rounded)


def _of_other_unit(at: int, totals: Sequence[tuple[Total, Place]], counts: _Counts) -> bool:
    """Whether a total of issues counts what the source then splits into the issues it lists."""
    total, place = totals[at]
    if total.name != "issues":
        return False
    return any(
        later.name == "issues" and str(where) == str(place) and later.number == len(counts.issues)
        for later, where in totals[at + 1 :]
    )
