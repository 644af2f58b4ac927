"""`.xlsx`: values by calamine; what calamine does not see, from the XML itself."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rectledger.exchange.imports.sheets.bounds import Bounds
from rectledger.exchange.imports.sheets.cells import (
    CellsLeft,
    Row,
    Tables,
    damaged,
    merged_within,
    value_of,
    without_empty_end,
)
from rectledger.exchange.imports.sheets.sheet_scan import SheetFacts, scan_sheet
from rectledger.exchange.imports.sheets.workbook_parts import (
    SheetPart,
    WorkbookParts,
    comments,
    table_filters,
    workbook_parts,
)
from rectledger.exchange.imports.sheets.zip_parts import Parts, unpack
from rectledger.exchange.imports.source import CellPlace, Place, Range, Sheet, Value

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def read_xlsx(data: bytes, bounds: Bounds) -> Tables:
    """The sheets of a workbook. All is measured before calamine, which allocates as it is told."""
    parts = unpack(data, bounds)
    workbook = workbook_parts(parts)
    left = CellsLeft(bounds.cells)
    found = []
    for sheet in workbook.sheets:
        if sheet.part:
            facts = _facts(parts, sheet, workbook)
            left.take(sheet.name, facts.rows, facts.columns)
            found.append((_sheet(sheet, facts, comments(parts, sheet.part)), facts))
    unread: list[tuple[Place, str, dict[str, object]]] = [
        (CellPlace(sheet.name, *cell), "cell-error", {"value": error})
        for sheet, facts in found
        for cell, error in facts.errors.items()
    ]
    names = [sheet.name for sheet in workbook.sheets]
    return Tables(_with_rows(parts.copy, names, found), workbook.date_1904, unread)


def _facts(parts: Parts, sheet: SheetPart, workbook: WorkbookParts) -> SheetFacts:
    with parts.open(sheet.part) as stream:
        facts = scan_sheet(
            stream,
            coloured=workbook.coloured,
            computed_on_load=workbook.computed_on_load,
        )
    for where, has_criterion in table_filters(parts, sheet.part):
        facts.filters.append(where)
        facts.filtered |= has_criterion
    return facts


def _sheet(sheet: SheetPart, facts: SheetFacts, notes: dict[tuple[int, int], str]) -> Sheet:
    """A sheet without its rows; what concerns rows and columns beyond its values is left out."""
    return Sheet(
        sheet.name,
        (),
        merged=merged_within(facts.merged, facts.rows, facts.columns),
        hidden=sheet.hidden,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row < facts.rows),
        hidden_columns=frozenset(
            column for hidden in facts.hidden_columns for column in hidden if column < facts.columns
        ),
        unstored=frozenset(facts.unstored),
        comments=notes,
        filtered=facts.filtered or any(_hides(where, facts) for where in facts.filters),
        colours=facts.colours,
    )


def _hides(where: Range, facts: SheetFacts) -> bool:
    """Whether rows below the header of a filter are hidden."""
    return any(where.top < row <= where.bottom for row in facts.hidden_rows)


def _with_rows(
    copy: io.BytesIO, names: list[str], found: list[tuple[Sheet, SheetFacts]]
) -> Iterator[tuple[Sheet, Iterator[Row]]]:
    """The sheets with their rows by calamine, which must see the same sheets and no more cells."""
    from python_calamine import CalamineError, CalamineWorkbook

    copy.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(copy)
        if workbook.sheet_names != names or len(set(names)) < len(names):
            raise damaged()
        for sheet, facts in found:
            table = workbook.get_sheet_by_name(sheet.name)
            bottom, right = table.end or (-1, -1)
            if bottom >= facts.rows or right >= facts.columns:
                raise damaged(sheet.name)
            yield sheet, _rows(table, facts)
    except CalamineError:
        raise damaged() from None


def _rows(table: "CalamineSheet", facts: SheetFacts) -> Iterator[Row]:
    """Rows of values: none where a formula has none, an error as the text that is seen."""
    instead: dict[int, dict[int, Value]] = {}
    for row, column in facts.unstored:
        instead.setdefault(row, {})[column] = None
    for (row, column), error in facts.errors.items():
        instead.setdefault(row, {})[column] = error
    # Calamine gives the empty rows above the first value, but not the columns to its left.
    cells, left = table.iter_rows(), [None] * (table.start[1] if table.start else 0)
    for number in range(facts.rows):
        values = without_empty_end(left + [value_of(cell) for cell in next(cells, [])])
        for column, value in instead.get(number, {}).items():
            values += [None] * (column + 1 - len(values))
            values[column] = value
        yield values
