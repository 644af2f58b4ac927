"""Ticks and other marks in cells, and what a legend or a profile says that they mean."""

from collections.abc import Iterable

from rectledger.exchange.imports.ledgers.data import pattern
from rectledger.exchange.imports.ledgers.words import Words
from rectledger.exchange.imports.wording.labels import label_key
from rectledger.exchange.imports.wording.state_words import Meaning, read_tick
from rectledger.exchange.imports.wording.width import half_width


class Marks:
    """What marks mean in a table."""

    def __init__(self, words: Words, texts: Iterable[str]) -> None:
        """`texts` stand above and below the table; a legend may be among them."""
        self._profile = {label_key(header) for header in words.style.table.ticks}
        self._legend: dict[str, Meaning | bool] = {}
        for text in texts:
            for match in pattern("rows", "legend").finditer(half_width(text)):
                said = match["means"].strip()
                if pattern("rows", "legend_yes").search(said):
                    self._legend.setdefault(match["mark"], True)
                    continue
                read = words.state(said)
                if read.state and read.code is None:
                    self._legend.setdefault(match["mark"], Meaning(read.state, read.result))

    def of_profile(self, header: str) -> bool:
        """Whether the profile says what a tick under this header means."""
        return label_key(header) in self._profile

    def read(self, text: str, *, any_mark: bool = False) -> Meaning | bool | None:
        """Whether a mark says yes or no, or the state that the legend says it is; None: neither.

        `any_mark`: any short mark that is no "no" is a yes.
        """
        said = half_width(text).strip()
        if said in self._legend:
            return self._legend[said]
        marks = {read_tick(part) for part in said.split()} if " " in said else {read_tick(said)}
        tick = marks.pop() if len(marks) == 1 else None
        if tick is None and any_mark and 0 < len(said) <= 2:
            return True
        return tick
