"""Cells of a sheet by row and column, with the ranges into which they are merged."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass

from rectledger.exchange.imports.source import Place, Range, Sheet, Value
from rectledger.exchange.imports.wording.width import half_width


def text_of(value: Value) -> str:
    """A value as text: days as YYYY-MM-DD, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    # What a program puts before a text so that it is taken for none but a text.
    return text[1:].strip() if text[:1] == "'" and "'" not in text[1:] else text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something; `rows` is how many rows it is merged over, from `row`."""

    row: int
    column: int
    value: Value
    text: str
    rows: int = 1


class Grid:
    """A sheet: its texts, and its merged ranges by column."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = max((len(row) for row in sheet.rows), default=0)
        self._texts: list[list[str] | None] = [None] * self.height
        self._ranges: dict[int, list[Range]] = {}
        self._tops: dict[int, list[int]] = {}
        self._index(sheet)

    def _index(self, sheet: Sheet) -> None:
        for one in sorted(sheet.merged, key=lambda one: one.top):
            if one.bottom > one.top or one.right > one.left:
                for column in range(max(one.left, 0), min(one.right, self.width - 1) + 1):
                    self._ranges.setdefault(column, []).append(one)
        self._tops = {c: [one.top for one in ranges] for c, ranges in self._ranges.items()}

    def place(self, row: int, column: int) -> Place:
        return self.sheet.place(row, column)

    def value(self, row: int, column: int) -> Value:
        if not 0 <= row < self.height or not 0 <= column < len(self.sheet.rows[row]):
            return None
        return self.sheet.rows[row][column]

    def texts(self, row: int) -> list[str]:
        """The texts of a row."""
        if not 0 <= row < self.height:
            return []
        texts = self._texts[row]
        if texts is None:
            texts = self._texts[row] = [text_of(value) for value in self.sheet.rows[row]]
        return texts

    def text(self, row: int, column: int) -> str:
        texts = self.texts(row)
        return texts[column] if 0 <= column < len(texts) else ""

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something, a formula without a value too."""
        unstored = self.sheet.unstored
        texts = self.texts(row)
        if not unstored:
            return [column for column, text in enumerate(texts) if text]
        return [c for c, text in enumerate(texts) if text or (row, c) in unstored]

    def range_at(self, row: int, column: int) -> Range | None:
        """The merged range that covers a cell."""
        tops = self._tops.get(column)
        if not tops:
            return None
        at = bisect_right(tops, row) - 1
        if at < 0:
            return None
        one = self._ranges[column][at]
        return one if one.bottom >= row else None

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that is shown at a row: that of the range it is merged into; None if empty."""
        merged = self.range_at(row, column)
        if merged is None:
            text = self.text(row, column)
            return Cell(row, column, self.value(row, column), text) if text else None
        if merged.left != column:
            return None
        text = self.text(merged.top, column)
        rows = merged.bottom - merged.top + 1
        return (
            Cell(merged.top, column, self.value(merged.top, column), text, rows) if text else None
        )

    def wide(self, row: int, column: int) -> bool:
        """Whether a cell is merged with cells to its right."""
        merged = self.range_at(row, column)
        return merged is not None and merged.right > merged.left


def one_line(text: str) -> str:
    """A text of several lines as one: lines of Chinese are joined without a space."""
    joined = ""
    for line in text.split("\n"):
        part = line.strip()
        wide = joined and part and ord(joined[-1]) > 0x2E80 and ord(part[0]) > 0x2E80
        joined += part if wide or not joined or not part else f" {part}"
    return joined


def cut(text: str, longest: int = 80) -> str:
    """The words of a cell for a listing."""
    line = one_line(half_width(text) if text.isascii() else text)
    return line if len(line) <= longest else line[: longest - 1] + "\u2026"
