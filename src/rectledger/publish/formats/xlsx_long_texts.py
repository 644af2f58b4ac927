"""Texts that no cell holds: cut where they stand, and whole on a sheet of their own."""

from collections.abc import Iterable

from openpyxl.utils import get_column_letter

from rectledger.i18n.language import gettext as _
from rectledger.publish.formats import xlsx_cells
from rectledger.publish.tables.table import Column, Table


class LongTexts:
    """The texts of some sheets that are too long for a cell, and where each stands first."""

    def __init__(self, sheet: str, tables: Iterable[tuple[str, Table]]) -> None:
        """`sheet` is the name of the sheet that will hold them; `tables` come with theirs."""
        self._sheet = sheet
        self._known: dict[str, tuple[int, str, str]] = {}
        for name, table in tables:
            for n, row in enumerate(table.rows, 2):
                for column, value in enumerate(row, 1):
                    # Written out, a character may become six.
                    if type(value) is str and len(value) > xlsx_cells.MOST // 6:
                        self._keep(value, name, f"{get_column_letter(column)}{n}")

    def _keep(self, text: str, sheet: str, at: str) -> None:
        if text not in self._known and xlsx_cells.units(xlsx_cells.shown(text)) > xlsx_cells.MOST:
            self._known[text] = len(self._known) + 1, sheet, at

    def held(self, text: str) -> str:
        """What a cell has of `text`: all of it, or where the whole is, and its beginning.

        Where it is goes first: at the end, it would lie below what a row can show.
        """
        if text not in self._known:
            return text
        words = _("[Too long for a cell, and cut. The whole is no. {n} on the sheet “{sheet}”]")
        note = words.format(n=self._known[text][0], sheet=self._sheet) + "\n"
        return note + xlsx_cells.cut(
            xlsx_cells.shown(text), xlsx_cells.MOST - xlsx_cells.units(note)
        )

    def table(self) -> Table | None:
        """The texts in pieces; None where every text fits."""
        columns = (
            Column(_("Number"), "number", 8),
            Column(_("Stands on sheet"), width=18),
            Column(_("In cell"), width=10),
            Column(_("Piece"), "number", 8),
            Column(_("Text"), width=100),
        )
        rows = [
            (number, name, at, n, piece)
            for text, (number, name, at) in self._known.items()
            for n, piece in enumerate(xlsx_cells.pieces(xlsx_cells.shown(text)), 1)
        ]
        return Table(columns, rows) if rows else None
