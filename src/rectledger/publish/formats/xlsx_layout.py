"""The layout of a workbook: styles, widths, filters, choice lists, printing."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from rectledger.formatting.values import short, visible
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import language
from rectledger.publish.context import About
from rectledger.publish.formats.xlsx_cells import Styles
from rectledger.publish.tables.table import Column, Table

_LAST_ROW = 1_048_576
_A4, _A3 = 9, 8
# In characters: wider sheets are printed on A3 landscape, as offices print their ledgers, and over
# as many pages across as needed to be readable.
_PORTRAIT, _ACROSS = 100, 300


def styles(book: Workbook) -> Styles:
    """The styles of all cells, registered in `book`, which must have a sheet."""
    # Offices are used to the width and weight of SimSun.
    name = "SimSun" if language() == "zh" else "Calibri"
    border = Border(*(Side("thin", "BFBFBF"),) * 4)
    top = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="top", wrap_text=True)

    def font(size: int, **more: Any) -> Font:
        return Font(name=name, size=size, **more)

    def known(**attributes: Any) -> int:
        cell = WriteOnlyCell(book.worksheets[0])
        for attribute, value in {"font": font(10), **attributes}.items():
            setattr(cell, attribute, value)
        return int(cell.style_id)

    return Styles(
        header=known(
            font=font(10, bold=True),
            fill=PatternFill("solid", "DDE6F0"),
            border=border,
            alignment=Alignment(horizontal="center", vertical="center", wrap_text=True),
        ),
        text=known(border=border, alignment=top),
        quoted=known(border=border, alignment=top, quotePrefix=True),
        number=known(border=border, alignment=middle),
        day=known(border=border, alignment=middle, number_format="yyyy-mm-dd"),
        rate=known(border=border, alignment=middle, number_format="0.0%"),
        title=known(font=font(16, bold=True), alignment=top, quotePrefix=True),
        line=known(font=font(11), alignment=top, quotePrefix=True),
        warning=known(font=font(11, bold=True, color="C00000"), alignment=top, quotePrefix=True),
    )


class Choices:
    """The choice lists of cells: each a column of a hidden sheet.

    A list inside the rule itself is limited to 255 characters without commas.
    """

    def __init__(self, sheet: str, tables: Sequence[Table]) -> None:
        self._sheet = sheet
        lists: dict[tuple[str, ...], str] = {}
        for table in tables:
            for column in table.columns:
                if column.choices:
                    lists.setdefault(tuple(dict.fromkeys(column.choices)), column.header)
        self._lists = lists

    def table(self) -> Table | None:
        """The lists side by side; None if there are none."""
        columns = [Column(header, width=24) for header in self._lists.values()]
        rows = list(zip_longest(*self._lists))
        return Table(columns, rows) if rows else None

    def rule(self, choices: Sequence[str]) -> DataValidation:
        """The rule that a cell has one of `choices` or is empty."""
        wanted = tuple(dict.fromkeys(choices))
        letter = get_column_letter(list(self._lists).index(wanted) + 1)
        sheet = self._sheet.replace("'", "''")
        return DataValidation(
            type="list",
            formula1=f"'{sheet}'!${letter}$2:${letter}${len(wanted) + 1}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=_("Not in the list"),
            error=_("Choose a value from the list, or leave the cell empty."),
        )


def lay_out_about(sheet: Any) -> None:
    """Set up the sheet about the workbook itself."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 80, 14
    _print_on(sheet, _PORTRAIT)


def lay_out(
    sheet: Any, table: Table, choices: Choices, about: About, *, hidden: bool = False
) -> None:
    """Set up a sheet for `table`, with the header in the first row."""
    sheet.sheet_state = "hidden" if hidden else "visible"
    columns = table.columns
    for n, column in enumerate(columns, 1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = column.width + 1  # and the cell's margins
        if column.choices:
            rule = choices.rule(column.choices)
            rule.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.data_validations.append(rule)
    keys = get_column_letter(table.keys)
    sheet.freeze_panes = f"{get_column_letter(table.keys + 1)}2"
    sheet.auto_filter.ref = (
        f"A1:{get_column_letter(len(columns))}{len(table.rows) + 1 - table.totals}"
    )
    sheet.print_title_rows, sheet.print_title_cols = "1:1", f"A:{keys}"
    sheet.oddHeader.left.text = _printed(about.title)
    sheet.oddHeader.center.text = "&A"  # the sheet's name
    sheet.oddHeader.right.text = _printed(next(iter(about.lines())))
    sheet.oddFooter.left.text = _printed(about.missing() or "")
    _print_on(sheet, sum(column.width for column in columns))


def _print_on(sheet: Any, width: int) -> None:
    """Set up the printing of a sheet of `width` characters, with page numbers."""
    setup = sheet.page_setup
    setup.paperSize = _A3 if width > _PORTRAIT else _A4
    setup.orientation = "landscape" if width > _PORTRAIT else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    setup.fitToWidth, setup.fitToHeight = -(-width // _ACROSS), 0
    setup.pageOrder = "overThenDown"  # print the parts of a row one after the other
    margins = sheet.page_margins
    margins.left = margins.right = 0.4  # inches
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    sheet.oddFooter.center.text = _("Page &P of &N")


def _printed(text: str) -> str:
    # An ampersand starts a code in a header; the whole header is limited to 255 characters.
    return short(visible(text), 60).replace("&", "＆")
