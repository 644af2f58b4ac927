"""What is listed while tables are read: once where once is enough for a reader."""

from collections import Counter
from dataclasses import dataclass, field

from rectledger.exchange.imports.found import Listing
from rectledger.exchange.imports.ledgers.grid import cut
from rectledger.exchange.imports.source import Place

# Of one code in one column, so many are listed: with the same words, and in all. Then they are
# counted, at the last one.
_ALIKE, _MOST = 5, 40
# Codes of which a column is told once, with how many there are, whatever the words.
_BY_COLUMN = frozenset({"unstored-formula", "opened-day"})
_NOTE_COLUMNS = 8  # listed one by one in a sheet; the others in one


@dataclass
class Listings:
    """The listings of a source, in the order in which they were found."""

    listed: list[Listing] = field(default_factory=list)
    refused: list[Listing] = field(default_factory=list)
    _counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _last: dict[tuple[str, ...], Listing] = field(default_factory=dict)
    _once: set[tuple[str, str]] = field(default_factory=set)
    _notes: Counter[str] = field(default_factory=Counter)
    _more: dict[str, list[str]] = field(default_factory=dict)

    def add(self, place: Place, code: str, said: str, header: str = "", **args: object) -> None:
        """List `code` at a place: `said` are the source's words, `header` those of the column."""
        words = cut(said)
        limits: dict[tuple[str, ...], int] = {(code, header, words): _ALIKE, (code, header): _MOST}
        if code in _BY_COLUMN:
            limits = {(code, header): 1}
        for key, most in limits.items():
            self._counts[key] += 1
            if self._counts[key] > most:
                last = self._last[key].args
                last["count"] = int(str(last.get("count", 1))) + 1
                return
        listing = Listing(place, code, {"said": words, "header": header, **args})
        self._last[code, header, words] = self._last[code, header] = listing
        self.listed.append(listing)

    def once(self, place: Place, code: str, said: str, header: str = "") -> None:
        """List the first of these words only."""
        if (code, said) not in self._once:
            self._once.add((code, said))
            self.add(place, code, said, header)

    def column(self, place: Place, sheet: str, header: str, field_name: str) -> None:
        """List a column that has no field of its own: once by header, and not without end."""
        if ("note-column", header) in self._once:
            return
        self._once.add(("note-column", header))
        self._notes[sheet] += 1
        if self._notes[sheet] > _NOTE_COLUMNS + 1:
            self._more[sheet].append(header)
            return
        if self._notes[sheet] > _NOTE_COLUMNS:
            self._more[sheet] = [header]
            self.add(place, "note-column", header, header, more=self._more[sheet])
            return
        self.add(place, "note-column", header, header, field=field_name)

    def refuse(self, place: Place, code: str, said: str, **args: object) -> None:
        self.refused.append(Listing(place, code, {"said": cut(said), **args}))
