"""The regulations that resulted from measures, each once."""

from collections.abc import Iterable
from dataclasses import dataclass

from rectledger.core.items import Item, items_on
from rectledger.core.model import Ledger
from rectledger.core.text_matching import folded


@dataclass(frozen=True)
class InstrumentUse:
    """One regulation: what was done to it, when, and under which measures."""

    title: str
    action: str
    dated: str | None
    refs: tuple[str, ...]

    def __add__(self, later: "InstrumentUse") -> "InstrumentUse":
        refs = dict.fromkeys((*self.refs, *later.refs))
        first = later if self.dated is None and later.dated is not None else self
        return InstrumentUse(self.title, first.action, first.dated, tuple(refs))


def instruments(measures: Iterable[Item]) -> list[InstrumentUse]:
    """The distinct instruments that resulted from `measures`, in order of their first measure.

    One title is one instrument, however many measures cite it and whichever form its letters have;
    its date is the first one given.
    """
    return add_instruments(
        InstrumentUse(one.title, one.action, one.dated, (item.ref,))
        for item in measures
        for one in item.instruments
    )


def brought(ledger: Ledger, day: str) -> list[InstrumentUse]:
    """The instruments that the measures of `ledger` had resulted in by `day`."""
    return instruments(items_on(ledger, day)[1])


def add_instruments(*parts: Iterable[InstrumentUse]) -> list[InstrumentUse]:
    """The instruments of parts of a ledger, combined."""
    found: dict[str, InstrumentUse] = {}
    for use in (use for part in parts for use in part):
        title = folded(use.title)
        found[title] = found[title] + use if title in found else use
    return list(found.values())
