"""Texts too long for a cell: truncated in place, in full on a separate sheet."""

from collections.abc import Iterable

from openpyxl.utils import get_column_letter

from rectledger.i18n.language import gettext as _
from rectledger.publish.formats import xlsx_cells
from rectledger.publish.tables.table import Column, Table


class LongTexts:
    """The texts that are too long for a cell, and where each occurs first."""

    def __init__(self, sheet: str, tables: Iterable[tuple[str, Table]]) -> None:
        """`sheet` is the name of the sheet for long texts; `tables` have their sheets' names."""
        self._sheet = sheet
        self._known: dict[str, tuple[int, str, str]] = {}
        for name, table in tables:
            for n, row in enumerate(table.rows, 2):
                for column, value in enumerate(row, 1):
                    # An escaped character may take six.
                    if type(value) is str and len(value) > xlsx_cells.MOST // 6:
                        self._keep(value, name, f"{get_column_letter(column)}{n}")

    def _keep(self, text: str, sheet: str, at: str) -> None:
        if text not in self._known and xlsx_cells.units(xlsx_cells.shown(text)) > xlsx_cells.MOST:
            self._known[text] = len(self._known) + 1, sheet, at

    def held(self, text: str) -> str:
        """The content of a cell for `text`: all of it, or a note on where it is and its beginning.

        The note comes first: at the end it would be below the visible part of the row.
        """
        if text not in self._known:
            return text
        words = _("[Too long for a cell: truncated. Full text: no. {n} on sheet “{sheet}”]")
        note = words.format(n=self._known[text][0], sheet=self._sheet) + "\n"
        return note + xlsx_cells.cut(
            xlsx_cells.shown(text), xlsx_cells.MOST - xlsx_cells.units(note)
        )

    def table(self) -> Table | None:
        """The texts in pieces; None if every text fits."""
        columns = (
            Column(_("Number"), "number", 8),
            Column(_("On sheet"), width=18),
            Column(_("In cell"), width=10),
            Column(_("Part"), "number", 8),
            Column(_("Text"), width=100),
        )
        rows = [
            (number, name, at, n, piece)
            for text, (number, name, at) in self._known.items()
            for n, piece in enumerate(xlsx_cells.pieces(xlsx_cells.shown(text)), 1)
        ]
        return Table(columns, rows) if rows else None
