"""From sheets to what they say: every table that has a header, issue by issue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rectledger.exchange.imports.found import FoundIssue, Reading
from rectledger.exchange.imports.ledgers.above import take_above
from rectledger.exchange.imports.ledgers.columns import Column, columns_of
from rectledger.exchange.imports.ledgers.data import pattern
from rectledger.exchange.imports.ledgers.grid import Grid, cut
from rectledger.exchange.imports.ledgers.header import Header, find_header, header_like
from rectledger.exchange.imports.ledgers.listings import Listings
from rectledger.exchange.imports.ledgers.names import Names
from rectledger.exchange.imports.ledgers.numbers import Numbered, settle_numbers
from rectledger.exchange.imports.ledgers.pairs import records_of
from rectledger.exchange.imports.ledgers.state import Judged
from rectledger.exchange.imports.ledgers.table import Read, Table
from rectledger.exchange.imports.ledgers.words import Words
from rectledger.exchange.imports.source import Sheet, column_letters
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.state_words import profile_meaning
from rectledger.exchange.imports.wording.width import comparable, half_width


def read_tables(sheets: Sequence[Sheet], style: Style, *, date_1904: bool = False) -> Reading:
    """What the tables of sheets say. Sheets without a header of a problem are left out."""
    return _Reader(style, date_1904=date_1904).read(sheets)


@dataclass(frozen=True)
class _Part:
    """A table that was read: the number of its sheet, and of itself in it."""

    sheet: int
    table: Table
    read: Read


class _Reader:
    def __init__(self, style: Style, *, date_1904: bool) -> None:
        self._style, self._date_1904 = style, date_1904
        self._words, self._names = Words(style), Names(style)
        self._listings = Listings()
        self._reading = Reading()
        self._parts: list[_Part] = []
        self._headers: list[str] = []

    def read(self, sheets: Sequence[Sheet]) -> Reading:
        for number, sheet in enumerate(sheets):
            if self._wanted(sheet):
                before = len(self._parts)
                self._read_sheet(number, sheet)
                self._of_sheet(sheet, self._parts[before:])
        self._finish(sheets)
        return self._reading

    def _wanted(self, sheet: Sheet) -> bool:
        told, name = self._style.table, comparable(sheet.name)
        if name in map(comparable, told.skip):
            return False
        if told.read and sheet.name and name not in map(comparable, told.read):
            if any(any(row) for row in sheet.rows):
                self._listings.add(sheet.place(0, 0), "sheet-not-read", sheet.name)
            return False
        return bool(sheet.rows)

    def _read_sheet(self, number: int, sheet: Sheet) -> None:
        if self._style.table.layout == "pairs":
            for record in records_of(sheet, self._names, self._style):
                self._read_table(number, record, record.columns(), [0], [])
            return
        grid = Grid(sheet)
        header = find_header(grid, self._names, self._style.table)
        if header is None:
            self._no_header(sheet, grid)
            return
        take_above(self._reading, grid, header.top, self._style.days)
        above = range(header.top)
        while header:
            rows, following = self._rows_of(grid, header)
            self._read_table(number, grid, columns_of(header), rows, above)
            header, above = following, range(0)

    def _no_header(self, sheet: Sheet, grid: Grid) -> None:
        """Say that a sheet has no header, but of a hidden one, and of a table in a text."""
        if sheet.hidden or sheet.row_lines is not None:
            return
        filled = next((row for row in range(grid.height) if grid.filled(row)), None)
        if filled is not None:
            place = grid.place(filled, grid.filled(filled)[0])
            self._listings.add(place, "no-header", sheet.name or cut(grid.texts(filled)[0]))

    def _rows_of(self, grid: Grid, header: Header) -> tuple[list[int], Header | None]:
        """The rows of a table, without its header where it is repeated, and the next header."""
        rows: list[int] = []
        row = header.bottom + 1
        known = [cell.column for cell in header.cells if cell.named]
        while row < grid.height:
            texts = grid.texts(row)
            if self._may_be_header(texts, known):
                if header.same_as(texts):
                    row += 1
                    continue
                if other := header_like(grid, self._names, self._style.table, row):
                    return rows, other
            rows.append(row)
            row += 1
        return rows, None

    def _may_be_header(self, texts: Sequence[str], known: Sequence[int]) -> bool:
        """Whether two of a row's cells at least are words of headers."""
        count = 0
        for column in known:
            text = texts[column] if column < len(texts) else ""
            if 0 < len(text) <= 24 and self._words.label(text):
                count += 1
                if count > 1:
                    return True
        return False

    def _read_table(
        self,
        number: int,
        grid: Grid,
        columns: Sequence[Column],
        rows: Sequence[int],
        above: Sequence[int],
    ) -> None:
        self._headers += [column.header for column in columns]
        state = self._state_of(grid.sheet)
        words, listings = self._words, self._listings
        table = Table(grid, columns, words, listings, state, date_1904=self._date_1904)
        self._parts.append(_Part(number, table, table.read(rows, above)))

    def _state_of(self, sheet: Sheet) -> Judged | None:
        """The state in which a profile says that all items of a sheet are."""
        for name, said in self._style.table.state_by_sheet.items():
            if comparable(name) == comparable(sheet.name):
                meaning = profile_meaning(name, said)
                return Judged(meaning.state, meaning.result, meaning.standing, said=sheet.name)
        return None

    def _of_sheet(self, sheet: Sheet, parts: Sequence[_Part]) -> None:
        """What is said of a sheet as a whole."""
        issues = [issue for part in parts for issue, _ in part.read.issues]
        if not issues:
            return
        self._lead_by_name(sheet, issues)
        add, place = self._listings.add, sheet.place(0, 0)
        if sheet.hidden:
            add(place, "hidden-sheet", sheet.name)
        rows = sorted(row for row in sheet.hidden_rows if row < len(sheet.rows))
        if rows:
            numbers = [row + 1 for row in rows]
            add(sheet.place(rows[0], 0), "hidden-rows", sheet.name, count=len(rows), rows=numbers)
        width = max(map(len, sheet.rows))
        columns = sorted(column for column in sheet.hidden_columns if column < width)
        if columns:
            letters = [column_letters(column) for column in columns]
            at = sheet.place(0, columns[0])
            add(at, "hidden-columns", sheet.name, count=len(columns), columns=letters)
        if sheet.filtered:
            add(place, "filtered", sheet.name)

    def _lead_by_name(self, sheet: Sheet, issues: Sequence[FoundIssue]) -> None:
        """A sheet's name is a department, if none is named in its rows."""
        items = [item for issue in issues for item in (issue, *issue.measures)]
        if any(item.lead or item.support for item in items):
            return
        name = sheet.name.strip()
        if name and pattern("words", "department").search(half_width(name)):
            for issue in issues:
                issue.lead = name
            self._listings.add(issues[0].place, "lead-by-sheet", name)

    def _finish(self, sheets: Sequence[Sheet]) -> None:
        reading = self._reading
        alone = sum(bool(part.read.issues) for part in self._parts) == 1
        for part in self._parts:
            if part.read.issues:
                part.table.settle_total(part.read, alone=alone)
                reading.totals = [*reading.totals, *part.read.totals]
        numbered = [
            Numbered(issue, sheets[part.sheet].name, (part.sheet, n, block))
            for n, part in enumerate(self._parts)
            for issue, block in part.read.issues
        ]
        reading.issues = settle_numbers(numbered, self._listings)
        reading.listed, reading.refused = self._listings.listed, self._listings.refused
        chinese = any(re.search("[\u4e00-\u9fff]", header) for header in self._headers)
        reading.language = "zh" if chinese or not self._headers else "en"
