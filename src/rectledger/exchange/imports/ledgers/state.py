"""Where an item stands: what its columns of states, its ticks and its report say together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rectledger.exchange.imports.found import Result, State
from rectledger.exchange.imports.ledgers.columns import Column
from rectledger.exchange.imports.ledgers.data import among, pattern
from rectledger.exchange.imports.ledgers.grid import Cell, Grid
from rectledger.exchange.imports.ledgers.listings import Listings
from rectledger.exchange.imports.ledgers.marks import Marks
from rectledger.exchange.imports.ledgers.words import Words
from rectledger.exchange.imports.wording.kinds import Kind
from rectledger.exchange.imports.wording.state_words import Meaning
from rectledger.exchange.imports.wording.states import StateRead
from rectledger.exchange.imports.wording.width import half_width

Cells = Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Judged:
    """The state of an item, and what was said; `state` None: nothing says it, or not surely."""

    state: State | None = None
    result: Result | None = None
    standing: bool = False
    kind: Kind | None = None
    said: str = ""
    unsure: bool = False
    asked: bool = False  # said by a tick where it is asked whether it is done


class Judge:
    """Judges the items of a table."""

    def __init__(
        self, words: Words, listings: Listings, grid: Grid, columns: Sequence[Column], marks: Marks
    ) -> None:
        self._words, self._listings, self._grid, self._marks = words, listings, grid, marks
        self._stated = [column for column in columns if column.of_state]
        self._progress = [column for column in columns if column.field == "progress"]
        self._others = [column for column in columns if column.field in _AFTER]
        self._accepting = any(map(_accepts, self._stated))
        self._acceptors = [column for column in columns if column.field == "acceptor"]

    def judge(self, cells: Cells, *, closed_on: bool, base: Judged | None = None) -> Judged:
        """The state that the cells of an item say, by their columns.

        `closed_on`: the day on which it was closed is known. `base` is what is said elsewhere,
        of a sheet or at the end of a title: a state of the item's own outranks it.
        """
        said = self._said(cells, closed_on)
        done = [one for column, _, one in said if not _accepts(column)]
        accepted = [one for column, _, one in said if _accepts(column)]
        if _contradicted(done, accepted):
            self.report(said[0][0], said[0][1], "state-contradicted")
        judged = self._together(done, accepted)
        if judged is None:
            judged = base or self._of_progress(cells) or Judged()
        return self._excepted(judged, cells)

    def report(self, column: Column, cell: Cell, code: str) -> None:
        place = self._grid.place(cell.row, cell.column)
        self._listings.add(place, code, cell.text, column.header)

    def _said(self, cells: Cells, closed_on: bool) -> list[tuple[Column, Cell, Judged]]:
        """What each column of states says."""
        said: list[tuple[Column, Cell, Judged]] = []
        ticked: list[tuple[Column, Cell, Judged]] = []
        unticked: list[tuple[Column, Cell, Judged]] = []
        for column in self._stated:
            cell = cells.get(column.at)
            if cell is None:
                continue
            if column.field != "tick":
                judged = self._value(column, cell, closed_on)
                said += [(column, cell, judged)] if judged else []
            elif tick := self._tick(column, cell):
                (ticked if tick.said else unticked).append((column, cell, tick))
        if len({tick.state for _, _, tick in ticked}) > 1:
            column, cell, _ = ticked[0]
            self.report(column, cell, "two-ticks")
            marks = " ".join(tick.said for _, _, tick in ticked)
            return [*said, (column, cell, Judged(unsure=True, said=marks))]
        return said + ticked if said or ticked else unticked

    def _tick(self, column: Column, cell: Cell) -> Judged | None:
        """What a cell says under a header that is a state; an open one without words: no tick."""
        means = column.meaning or Meaning()
        own = bool(column.told and self._marks.of_profile(column.header))
        read = self._marks.read(cell.text, any_mark=own)
        if read is False:
            return Judged("open") if means.state == "closed" else None
        if read is True:
            return Judged(means.state, means.result, said=cell.text, asked=column.asks)
        if read is None:
            value = self._words.state(cell.text)
            read = Meaning(value.state, value.result) if value.code is None else None
        if read is None or (read.state == "closed") != (means.state == "closed"):
            self.report(column, cell, "unknown-mark")
            return Judged(unsure=True, said=cell.text)
        return Judged(read.state, read.result, said=cell.text)

    def _value(self, column: Column, cell: Cell, closed_on: bool) -> Judged | None:
        digits = cell.text.isdigit() and not (column.asks or column.field == "mitigated")
        tick = None if digits else self._marks.read(cell.text)
        if isinstance(tick, Meaning):
            return Judged(tick.state, tick.result, said=cell.text)
        if tick is not None:
            return self._answer(column, cell, tick, closed_on)
        if column.field == "mitigated":
            self.report(column, cell, "unknown-mark")
            return Judged(unsure=True, said=cell.text)
        own: StateRead | None = self._words.state(cell.text)
        if column.field == "state-or-progress":
            own, _ = self._words.state_or_progress(cell.text)
        return self._read(column, cell, own)

    def _read(self, column: Column, cell: Cell, read: StateRead | None) -> Judged | None:
        """What was read of a cell; what is not understood in it is listed."""
        if read is None or read.code == "unstated":
            return Judged(kind=read.kind, unsure=True) if read and read.kind else None
        if read.code and read.code != "empty":
            self.report(column, cell, read.code)
        unsure = read.state is None
        said = read.said or cell.text
        return Judged(read.state, read.result, read.standing, read.kind, said, unsure)

    def _answer(self, column: Column, cell: Cell, tick: bool, closed_on: bool) -> Judged | None:
        """A tick or a no, where it is asked whether an item is done."""
        if column.field == "mitigated" and tick and not closed_on:
            self.report(column, cell, "no-closing-day")
            return Judged("open", said=cell.text)
        header = self._words.state(half_width(column.header))
        if not (column.asks or column.field == "mitigated" or header.state == "closed"):
            self.report(column, cell, "unknown-mark")
            return Judged(unsure=True, said=cell.text)
        if not tick:
            return Judged("open", said=cell.text)
        return Judged(
            "closed", "complete", said=cell.text, asked=column.asks and not _accepts(column)
        )

    def _together(self, done: list[Judged], accepted: list[Judged]) -> Judged | None:
        """What was said of the work and of its acceptance, as one."""
        work, acceptance = agreed(done), agreed(accepted)
        if work is None or acceptance is None:
            only = work or acceptance
            awaited = self._accepting and work is not None and work.state == "closed"
            return replace(work, state="submitted", result=None) if work and awaited else only
        if work.state == "closed" and acceptance.state != "closed":
            return replace(work, state="submitted", result=None)
        return replace(work, asked=False)

    def _of_progress(self, cells: Cells) -> Judged | None:
        """The state that a report begins with."""
        for column in self._progress:
            cell = cells.get(column.at)
            if cell and len(cell.text) < 3 and (mark := self._mark(column, cell)):
                return mark
            if cell and not among("blank", cell.text):
                judged = self._read(column, cell, self._words.progress(cell.text))
                if judged and (judged.state or judged.kind):
                    return judged
        return None

    def _mark(self, column: Column, cell: Cell) -> Judged | None:
        """What a mark in a column of reports says, by the legend alone."""
        read = self._marks.read(cell.text)
        if isinstance(read, Meaning):
            return Judged(read.state, read.result, said=cell.text)
        if read is None and any(character.isalnum() for character in cell.text):
            return None
        self.report(column, cell, "unknown-mark")
        return Judged(unsure=True, said=cell.text)

    def _excepted(self, judged: Judged, cells: Cells) -> Judged:
        """What takes a closing back: exceptions, a resolution that is none, a failed review."""
        for column in self._others:
            cell = cells.get(column.at)
            code = self._after(column, cell, judged)
            if code and (at := cell or self._first(cells)):
                self.report(column, at, code)
            if code and judged.state == "closed":
                beside = f"{judged.said}; {column.header}: {cell.text if cell else ''}"
                judged = replace(judged, state="open", result=None, said=beside)
        if judged.state == "closed" and judged.asked and self._acceptors:
            cells_of = (cells.get(column.at) for column in self._acceptors)
            if not any(cell and self._accepted(cell.text) for cell in cells_of):
                return replace(judged, state="submitted", result=None)
        return judged

    def _first(self, cells: Cells) -> Cell | None:
        """The first cell that says a state."""
        return next((cells[c.at] for c in self._stated if c.at in cells), None)

    def _accepted(self, text: str) -> bool:
        said = half_width(text).strip().rstrip("\u3002")
        return bool(pattern("words", "accepted").search(said)) or (
            not text.isdigit() and self._marks.read(text) is True
        )

    def _after(self, column: Column, cell: Cell | None, judged: Judged) -> str | None:
        """Why what stands beside a state takes it back; None if it does not."""
        if column.field == "resolution":
            done = cell is not None and among("done_resolutions", cell.text)
            return "resolution" if judged.state == "closed" and not done else None
        if cell is None:
            return None
        no = self._marks.read(cell.text) is False or among("no", cell.text)
        if column.field == "exception":
            return None if no else "exception"
        if pattern("words", "reviews").search(column.header) and not among("blank", cell.text):
            read = self._words.state(cell.text)
            if no or (read.state in ("open", "active") and read.code is None):
                return "review-failed"
        return None


def _accepts(column: Column) -> bool:
    return column.accepts and column.field == "state"


def _contradicted(done: Sequence[Judged], accepted: Sequence[Judged]) -> bool:
    """Whether it is said to be closed, and not to be."""
    states = {one.state for one in done if one.state}
    closed = "closed" in {one.state for one in accepted}
    return (len(states) > 1 and "closed" in states) or (
        closed and bool(states) and "closed" not in states
    )


_AFTER = ("exception", "resolution", "acceptor")


def agreed(said: Sequence[Judged]) -> Judged | None:
    """What several values say of one thing; where they disagree, it is not closed."""
    if not said:
        return None
    first = next((one for one in said if one.state), said[0])
    kind = next((one.kind for one in said if one.kind), None)
    standing = any(one.standing for one in said)
    words = " ".join(one.said for one in said if one.said)
    if {one.state for one in said} == {"closed"}:
        results = [one for one in said if one.result == "substantial"]
        first = (results or [first])[0]
    elif len(said) > 1:
        ongoing = [one for one in said if one.state and one.state != "closed"]
        first = next((one for one in ongoing if one.state != "open"), (ongoing or [Judged()])[0])
    return replace(first, kind=kind, standing=standing, said=words)


def of_measures(said: Sequence[Judged | None]) -> Judged:
    """The state of an issue by those of its measures: closed only if each of them is."""
    states = {one.state if one else None for one in said}
    words = " ".join(one.said for one in said if one and one.said)
    if states == {"closed"}:
        together = agreed([one for one in said if one])
        return replace(together or Judged(), said=words)
    known = states - {None}
    if states in ({"submitted"}, {"open"}) or known == {"open"}:
        return Judged(next(iter(known)), said=words)
    return Judged("active" if known else None, said=words)
