"""The rows of a table, told apart: issues with what continues them, sections, totals, notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rectledger.exchange.imports.ledgers.columns import Column
from rectledger.exchange.imports.ledgers.data import pattern
from rectledger.exchange.imports.ledgers.grid import Grid, one_line
from rectledger.exchange.imports.wording.numbering import marker
from rectledger.exchange.imports.wording.width import half_width


@dataclass(slots=True)
class Group:
    """The rows of an issue. `block` counts the section rows above it, in its table."""

    rows: list[int]
    aspect: str = ""
    section: str = ""
    block: int = 0


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row of totals: the first and last column of its word, the number of issues above it."""

    row: int
    column: int
    last: int
    word: str
    after: int


@dataclass(slots=True)
class Laid:
    """What stands in the rows of a table, in order."""

    groups: list[Group] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)  # rows of notes
    stray: list[int] = field(default_factory=list)  # that continue no issue
    unnumbered: list[int] = field(default_factory=list)


class Rows:
    """Tells the rows of a table apart."""

    def __init__(self, grid: Grid, columns: Sequence[Column]) -> None:
        self._grid = grid
        self._first = min(column.at for column in columns)
        self._last = max(column.at for column in columns)
        by_field = {column.field: column.at for column in reversed(columns)}
        self._number = by_field.get("number", -1)
        self._problem = by_field["problem"]
        self._laid = Laid()
        self._part, self._aspect, self._section, self._block = "", "", "", 0

    def lay(self, rows: Sequence[int]) -> Laid:
        """The rows of a table, those of its headers left out."""
        last = next((row for row in reversed(rows) if self._is_item(row)), -1)
        numbered = any(self._own(row, self._number) for row in rows)
        ended = False
        for row in rows:
            filled = self._grid.filled(row)
            if not filled or self._only_numbered(row, filled):
                continue
            if ended or self._is_note(row, filled, last):
                ended = ended or row > last
                self._laid.left_out.append(row)
            elif total := self._total(row, filled):
                self._laid.totals.append(total)
            elif (text := self._section_text(row, filled)) is not None:
                self._begin_section(text, row, last)
            else:
                self._add(row, filled, numbered)
        return self._laid

    def _own(self, row: int, column: int) -> str:
        return self._grid.text(row, column) if column >= 0 else ""

    def _is_item(self, row: int) -> bool:
        filled = self._grid.filled(row)
        if len(filled) < 2 or not self._own(row, self._problem):
            return False
        return not self._notes_word(row, filled) and not self._total(row, filled)

    def _only_numbered(self, row: int, filled: Sequence[int]) -> bool:
        """Whether a row holds nothing but a number, as one of a blank form does."""
        text = self._grid.text(row, filled[0])
        word = re.search(r"[^\x00-\xff]|\s", text) and whole_number(text) is None
        return len(filled) == 1 and filled[0] == self._number and not word

    def _notes_word(self, row: int, filled: Sequence[int]) -> bool:
        near = filled[0] <= max(self._first + 1, self._problem)
        text = half_width(self._grid.text(row, filled[0]))
        return near and bool(pattern("rows", "notes").search(text))

    def _is_note(self, row: int, filled: Sequence[int], last: int) -> bool:
        """Notes stand below the last item, or alone in a row between them."""
        if self._notes_word(row, filled):
            return row > last or len(filled) == 1
        left = filled[0] <= max(self._problem, self._first)
        alone = len(filled) == 1 and (left or self._grid.wide(row, filled[0]))
        return row > last >= 0 and alone and not self._total(row, filled)

    def _total(self, row: int, filled: Sequence[int]) -> TotalRow | None:
        """A row with a word for a total in one of its first three columns."""
        if whole_number(self._own(row, self._number)) is not None and len(filled) > 1:
            return None
        for column in filled:
            if column > self._first + 2:
                break
            text = half_width(self._grid.text(row, column)).strip()
            if len(text) <= 40 and pattern("rows", "total").search(text):
                merged = self._grid.range_at(row, column)
                last = merged.right if merged else column
                return TotalRow(row, column, last, text, len(self._laid.groups))
        return None

    def _section_text(self, row: int, filled: Sequence[int]) -> str | None:
        """The text of a row that is nothing but a section's name."""
        column = filled[0]
        text = self._grid.text(row, column)
        if len(filled) > 1:
            texts = self._grid.texts(row)
            alike = len(filled) > 2 and all(texts[c] == texts[filled[0]] for c in filled)
            return text if alike and re.search(r"[^\W\d]", text) else None
        merged = self._grid.range_at(row, column)
        if merged and merged.top == row and merged.right > merged.left:
            across = min(merged.right, self._last) - merged.left + 1
            return text if across > 2 or 2 * across > self._last - self._first else None
        if column == self._number or column < min(self._first, self._problem):
            return text
        mark = marker(text)
        named = mark is not None and mark.kind in ("part", "section")
        return text if named and column <= self._problem and self._number >= 0 else None

    def _begin_section(self, text: str, row: int, last: int) -> None:
        if row > last:
            self._laid.left_out.append(row)
            return
        text = one_line(text)
        mark = marker(text)
        name = mark.text if mark and mark.text and mark.kind in ("part", "section") else text
        if mark and mark.kind == "section":
            self._aspect = self._part
        else:
            self._part, self._aspect = name, ""
        self._section = name
        self._block += 1

    def _add(self, row: int, filled: Sequence[int], numbered: bool) -> None:
        number, problem = self._own(row, self._number), self._own(row, self._problem)
        if not number and not problem:
            if not self._laid.groups or self._laid.groups[-1].block != self._block:
                self._laid.stray.append(row)
            else:
                self._laid.groups[-1].rows.append(row)
            return
        if numbered and not number:
            self._laid.unnumbered.append(row)
        self._laid.groups.append(Group([row], self._aspect, self._section, self._block))


def whole_number(text: str) -> int | None:
    """A number as a column of numbers has it: 7, `7.`, `7、`, `(7)`; None for any other label."""
    match = re.fullmatch(r"\(?(\d{1,9})(?:\.0+)?[.\u3001)]?", half_width(text).strip())
    number = int(match[1]) if match else 0
    return number or None
