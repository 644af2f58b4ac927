"""What the XML of a sheet says besides its values, read without keeping any of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from rectledger.exchange.imports.sheets.cells import damaged
from rectledger.exchange.imports.sheets.references import COLUMNS, ROWS, cell_at, range_at
from rectledger.exchange.imports.sheets.workbook_parts import is_true
from rectledger.exchange.imports.source import Range

_CRITERIA = ("filters", "customFilters", "dynamicFilter", "top10", "colorFilter", "iconFilter")


@dataclass
class SheetFacts:
    """The facts of a sheet. Rows and columns count from A1 to the last value or formula."""

    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    filters: list[Range] = field(default_factory=list)
    filtered: bool = False
    colours: bool = False
    unstored: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def scan_sheet(
    sheet: IO[bytes], *, coloured: frozenset[str] = frozenset(), computed_on_load: bool = False
) -> SheetFacts:
    """Reads a sheet's XML, which is well-formed and without a document type."""
    scan = _Scan(coloured, computed_on_load)
    while chunk := sheet.read(1 << 16):
        scan.parser.Parse(chunk)
    scan.parser.Parse(b"", True)
    scan.end_cell()
    return scan.facts


class _Starts(dict[str, Callable[[dict[str, str]], None]]):
    """What to do where an element begins, by name; a prefix of the name is no matter."""

    def __missing__(self, name: str) -> Callable[[dict[str, str]], None]:
        self[name] = self.get(name.rpartition(":")[2], _nothing)
        return self[name]


def _nothing(_attrs: dict[str, str]) -> None: ...


class _Scan:
    """The parser's handlers. Ends of elements are not looked at: that takes half of the time.

    So a cell ends where the next cell, row or list of extensions begins.
    """

    def __init__(self, coloured: frozenset[str], computed_on_load: bool) -> None:
        self.facts = SheetFacts()
        self._coloured = coloured
        # What a program stores that computes nothing, and so asks for it when the file is opened.
        self._nothing = ("", "0") if computed_on_load else ("",)
        self._row = self._column = -1
        self._row_name = "0"
        self._columns: dict[str, int] = {}  # those met so far, by their letters
        self._kind: str | None = None  # the type of the cell one is in
        self._formula = self._stored = False
        self._text = ""
        self._in_other_view = False  # of one user's, with a filter of its own
        starts = _Starts(
            c=self._start_cell,
            v=self._start_value,
            f=self._start_formula,
            row=self._start_row,
            col=self._start_column,
            sheetPr=self._start_properties,
            mergeCell=self._start_merged,
            autoFilter=self._start_filter,
            cfRule=self._start_rule,
            customSheetViews=self._start_other_views,
            extLst=lambda _attrs: self.end_cell(),
            **dict.fromkeys(_CRITERIA, self._start_criterion),
        )
        starts["is"] = self._start_value
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = lambda name, attrs: starts[name](attrs)

    def _start_row(self, attrs: dict[str, str]) -> None:
        self.end_cell()
        row = _number(attrs["r"], ROWS) - 1 if "r" in attrs else self._row + 1
        if row <= self._row:
            raise damaged(attrs.get("r", ""))
        self._row, self._row_name, self._column = row, str(row + 1), -1
        if _is_hidden(attrs, "ht"):
            self.facts.hidden_rows.add(self._row)

    def _start_column(self, attrs: dict[str, str]) -> None:
        if _is_hidden(attrs, "width"):
            first, last = (_number(attrs.get(end, ""), COLUMNS) for end in ("min", "max"))
            self.facts.hidden_columns.append(range(first - 1, last))

    def _start_cell(self, attrs: dict[str, str]) -> None:
        if self._kind is not None:
            self.end_cell()
        column = self._column_of(attrs["r"]) if "r" in attrs else self._column + 1
        if column <= self._column:
            raise damaged(attrs.get("r", ""))
        self._column = column
        self._kind = attrs.get("t", "n")
        self._formula = self._stored = False
        if "s" in attrs and attrs["s"] in self._coloured:
            self.facts.colours = True

    def _column_of(self, reference: str) -> int:
        """The column of a cell in this row."""
        row = self._row_name
        letters = reference[: -len(row)]
        if reference.endswith(row) and letters in self._columns:
            return self._columns[letters]
        row_number, column = cell_at(reference)
        if row_number != self._row:
            raise damaged(reference)
        self._columns[letters] = column
        return column

    def _start_formula(self, _attrs: dict[str, str]) -> None:
        self._formula = True

    def _start_value(self, _attrs: dict[str, str]) -> None:
        self._stored = True
        if self._formula or self._kind == "e":
            self._text = ""
            self.parser.CharacterDataHandler = self._add_text

    def _add_text(self, text: str) -> None:
        self._text += text

    def end_cell(self) -> None:
        """Notes what there is to say about the cell one was in, if any."""
        kind, self._kind = self._kind, None
        if kind is None or not (self._stored or self._formula):
            return
        facts = self.facts
        facts.rows = self._row + 1
        if self._column >= facts.columns:
            facts.columns = self._column + 1
        if not self._formula and kind != "e":
            return
        self.parser.CharacterDataHandler = None
        text, place = (self._text if self._stored else "").strip(), (self._row, self._column)
        if kind == "e":
            facts.errors[place] = text
        elif text in self._nothing and not (kind == "str" and self._stored):
            facts.unstored.add(place)  # a text, though, may be empty and stored all the same

    def _start_merged(self, attrs: dict[str, str]) -> None:
        self.facts.merged.append(range_at(attrs.get("ref", "")))

    def _start_other_views(self, _attrs: dict[str, str]) -> None:
        self._in_other_view = True  # to the end: the filter of the sheet stands before

    def _start_properties(self, attrs: dict[str, str]) -> None:
        self.facts.filtered |= is_true(attrs.get("filterMode"))

    def _start_filter(self, attrs: dict[str, str]) -> None:
        if not self._in_other_view:
            self.facts.filters.append(range_at(attrs.get("ref", "")))

    def _start_criterion(self, _attrs: dict[str, str]) -> None:
        self.facts.filtered |= not self._in_other_view

    def _start_rule(self, _attrs: dict[str, str]) -> None:
        self.facts.colours = True  # of the format that depends on a condition, seldom anything else


def _is_hidden(attrs: dict[str, str], size: str) -> bool:
    return is_true(attrs.get("hidden")) or attrs.get(size) in ("0", "0.0")


def _number(text: str, most: int) -> int:
    """A number of a row or a column, from 1."""
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= most):
        raise damaged(text)
    return int(text)
