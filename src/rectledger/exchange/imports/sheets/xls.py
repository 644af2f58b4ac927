"""`.xls`, by xlrd. The format has a value for every formula: none can be found without one."""

import io
from collections.abc import Iterator
from typing import Any

from rectledger.exchange.imports.sheets.biff_records import sheet_records
from rectledger.exchange.imports.sheets.bounds import Bounds
from rectledger.exchange.imports.sheets.cells import (
    CellsLeft,
    Row,
    Tables,
    clock,
    damaged,
    merged_within,
    value_of,
    without_empty_end,
)
from rectledger.exchange.imports.source import CellPlace, Place, Range, Sheet, SourceError, Value

_DURATIONS = ("[h", "[m", "[s")
_UNSEEN = (None, (255, 255, 255))  # no colour of its own, or white


def read_xls(data: bytes, bounds: Bounds) -> Tables:
    """The sheets of a workbook; raises `password`, `not-a-workbook`, `sheet-too-large`."""
    import xlrd  # type: ignore[import-untyped]

    try:
        # xlrd prints warnings; stdout is not for them.
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        pairs = list(zip(book.sheets(), sheet_records(_stream(data)), strict=True))
    except MemoryError:
        raise
    except Exception as error:  # a damaged file can raise anything in xlrd, even AssertionError
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error):
            raise SourceError("password") from None
        raise damaged() from None
    cells, coloured = _Cells(book, xlrd), _coloured(book)
    left, found = CellsLeft(bounds.cells), []
    unread: list[tuple[Place, str, dict[str, object]]] = []
    for sheet, records in pairs:
        rows, columns = cells.extent(sheet)
        left.take(sheet.name, rows, columns)
        colours = records.conditional_formats or _has_fill(sheet, coloured)
        facts = _sheet(sheet, rows, columns, filtered=records.filtered, colours=colours)
        found.append((facts, cells.rows(sheet, rows)))
        unread += cells.errors(sheet)
    return Tables(found, book.datemode == 1, unread)


def _stream(data: bytes) -> bytes:
    from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

    for name in ("Workbook", "Book"):  # BIFF8, and the versions before
        memory, start, size = CompDoc(data, logfile=io.StringIO()).locate_named_stream(name)
        if memory is not None:
            return bytes(memory[start : start + size])
    raise damaged()


class _Cells:
    """The cells of a workbook as xlrd has them, which gives types and values apart."""

    def __init__(self, book: Any, xlrd: Any) -> None:
        self._book, self._xlrd = book, xlrd
        self._error_texts: dict[int, str] = xlrd.error_text_from_code

    def extent(self, sheet: Any) -> tuple[int, int]:
        """Rows and columns up to the last value; cells that have but a format do not count."""
        nothing = (self._xlrd.XL_CELL_EMPTY, self._xlrd.XL_CELL_BLANK)
        rows = columns = 0
        for row in range(sheet.nrows):
            kinds = sheet.row_types(row)
            end = next((i for i in range(len(kinds), 0, -1) if kinds[i - 1] not in nothing), 0)
            rows, columns = (row + 1 if end else rows), max(columns, end)
        return rows, columns

    def rows(self, sheet: Any, count: int) -> Iterator[Row]:
        """The first rows of a sheet."""
        for row in range(count):
            pairs = enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True))
            values = [self._value(sheet, row, at, kind, value) for at, (kind, value) in pairs]
            yield without_empty_end(values)

    def _value(self, sheet: Any, row: int, column: int, kind: int, value: Any) -> Value:
        if kind == self._xlrd.XL_CELL_DATE:
            return self._date(value, sheet.cell_xf_index(row, column))
        if kind == self._xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == self._xlrd.XL_CELL_ERROR:
            return self._error_texts.get(value, "#ERR")
        return value_of(value)

    def _date(self, number: float, style: int) -> Value:
        """A number under a format of dates or times: of times, the text that is seen."""
        book = self._book
        pattern = book.format_map[book.xf_list[style].format_key].format_str.lower()
        if 0 <= number < 1 or any(part in pattern for part in _DURATIONS):
            return clock(round(number * 86_400))
        try:
            day = self._xlrd.xldate.xldate_as_datetime(number, book.datemode)
        except OverflowError:
            return value_of(number)
        return value_of(day) if number > 0 else value_of(number)

    def errors(self, sheet: Any) -> Iterator[tuple[CellPlace, str, dict[str, object]]]:
        """The cells that show an error."""
        for row in range(sheet.nrows):
            for column, kind in enumerate(sheet.row_types(row)):
                if kind == self._xlrd.XL_CELL_ERROR:
                    text = self._error_texts.get(sheet.cell_value(row, column), "#ERR")
                    yield CellPlace(sheet.name, row, column), "cell-error", {"value": text}


def _coloured(book: Any) -> frozenset[int]:
    """The styles of cells with a fill that is to be seen."""
    return frozenset(
        index
        for index, style in enumerate(book.xf_list)
        if style.background.fill_pattern > 1
        or (
            style.background.fill_pattern == 1
            and book.colour_map.get(style.background.pattern_colour_index) not in _UNSEEN
        )
    )


def _sheet(sheet: Any, rows: int, columns: int, *, filtered: bool, colours: bool) -> Sheet:
    """A sheet without its rows; what concerns rows and columns beyond its values is left out."""
    merged = [Range(top, left, end - 1, last - 1) for top, end, left, last in sheet.merged_cells]
    return Sheet(
        sheet.name,
        (),
        merged=merged_within(merged, rows, columns),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(
            row for row, info in sheet.rowinfo_map.items() if info.hidden and row < rows
        ),
        hidden_columns=frozenset(
            column for column, info in sheet.colinfo_map.items() if info.hidden and column < columns
        ),
        comments={cell: note.text for cell, note in sheet.cell_note_map.items()},
        filtered=filtered,
        colours=colours,
    )


def _has_fill(sheet: Any, coloured: frozenset[int]) -> bool:
    return bool(coloured) and any(
        sheet.cell_xf_index(row, column) in coloured
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
    )
