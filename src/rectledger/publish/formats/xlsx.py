"""Tables as the sheets of a workbook (xlsx).

openpyxl makes the workbook without rows (`xlsx_layout`); the rows are then inserted
(`xlsx_cells`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import islice
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter

from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext
from rectledger.publish.context import About
from rectledger.publish.formats import xlsx_cells
from rectledger.publish.formats.reproducible_zip import Rewrite, stable
from rectledger.publish.formats.xlsx_cells import Styles
from rectledger.publish.formats.xlsx_layout import Choices, lay_out, lay_out_about, styles
from rectledger.publish.formats.xlsx_long_texts import LongTexts
from rectledger.publish.formats.xlsx_sheet_names import valid
from rectledger.publish.tables.table import Table, Tell

_AT_ONCE = 500  # rows between two progress reports
_LINE, _HIGHEST = 15, 409  # points: a line of text, and the highest row allowed
_SPARE = 2  # extra characters that fit into a column: they are smaller than its unit
_BUTTON = 3  # characters of a header hidden by its filter button
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")


class Sheet(NamedTuple):
    """A sheet: its wanted name, adapted to what a workbook allows, and its table."""

    name: str
    table: Table


def workbook(
    sheets: Sequence[Sheet], about: About, lines: Sequence[str] = (), *, tell: Tell | None = None
) -> bytes:
    """A workbook of `sheets`, after a sheet about the workbook itself, with `lines` on it. `tell`
    is called with the rows written and the total.

    It opens at the first of `sheets`, or at the warning if files could not be read.
    """
    wanted = [_("About"), *(one.name for one in sheets), _("Long texts"), _("Choices")]
    about_name, *names, long_name, choices_name = valid(wanted)
    tables = dict(zip(names, (one.table for one in sheets), strict=True))
    whole_names = dict(zip(names, (one.name for one in sheets), strict=True))
    choices = Choices(choices_name, list(tables.values()))
    lists = choices.table()
    hidden = {choices_name: lists} if lists else {}
    long = LongTexts(long_name, (tables | hidden).items())
    if in_pieces := long.table():
        tables[long_name] = in_pieces
    book = Workbook(write_only=True)
    lay_out_about(book.create_sheet(about_name))
    made = styles(book)
    for name, table in (tables | hidden).items():
        lay_out(book.create_sheet(name), table, choices, about, hidden=name in hidden)
    opened = book.worksheets[0 if about.missing() or not sheets else 1]
    opened.sheet_view.tabSelected = True
    book.active = book.worksheets.index(opened)
    book.properties = DocumentProperties(title=xlsx_cells.shown(about.title), creator="rectledger")
    out = BytesIO()
    book.save(out)  # still without rows; this fixes the path of each sheet
    told = _Told(tell, sum(len(table.rows) for table in (tables | hidden).values()))
    counts = [(whole_names.get(name, name), len(table.rows)) for name, table in tables.items()]
    rows = [_said(about, lines, counts, made)]
    rows += [told(_rows(table, made, long)) for table in (tables | hidden).values()]
    paths = [sheet.path.removeprefix("/") for sheet in book.worksheets]
    rewritten: dict[str, Rewrite] = {
        path: partial(_put, one) for path, one in zip(paths, rows, strict=True)
    }
    return stable(out.getvalue(), about.day, rewritten)


def _put(rows: Iterable[str], sheet: bytes) -> Iterator[bytes]:
    """A sheet's XML with its rows inserted."""
    before, after = _NO_ROWS.split(sheet)
    yield before + b"<sheetData>"
    for some in rows:
        yield some.encode()
    yield b"</sheetData>" + after


def _said(
    about: About, lines: Iterable[str], counts: Iterable[tuple[str, int]], made: Styles
) -> Iterator[str]:
    """The rows of the sheet about the workbook: title, lines, and each sheet's full name with its
    number of rows."""
    said = [(about.title, made.title)]
    if missing := about.missing():
        said.append((missing, made.warning))
    said += [(line, made.line) for line in (*about.lines(), *lines)]
    for n, (text, style) in enumerate(said, 1):
        held = xlsx_cells.cut(xlsx_cells.shown(text), xlsx_cells.MOST)
        most = 2 * xlsx_cells.lines(held, 40) if style == made.title else xlsx_cells.lines(held, 80)
        yield _row(n, [xlsx_cells.text_cell(f"A{n}", held, style)], most)
    for n, (name, count) in enumerate(counts, len(said) + 2):
        words = ngettext("{n} row", "{n} rows", count).format(n=count)
        held = xlsx_cells.cut(xlsx_cells.shown(name), xlsx_cells.MOST)
        texts = {f"A{n}": held, f"B{n}": words}
        written = [xlsx_cells.text_cell(at, text, made.line) for at, text in texts.items()]
        yield _row(n, written, xlsx_cells.lines(held, 80))


def _rows(table: Table, made: Styles, long: LongTexts) -> Iterator[str]:
    """The rows of a table, header first."""
    columns = [(get_column_letter(n), one) for n, one in enumerate(table.columns, 1)]
    most = max(xlsx_cells.lines(one.header, one.width - _BUTTON) for _letter, one in columns)
    written = [
        xlsx_cells.text_cell(f"{at}1", long.held(one.header), made.header) for at, one in columns
    ]
    yield _row(1, written, most)
    # Looked up once, as there may be a million cells.
    forms = [(letter, column.form == "day", column.width + _SPARE) for letter, column in columns]
    for n, row in enumerate(table.rows, 2):
        written, most = [], 1
        for (letter, is_day, width), value in zip(forms, row, strict=True):
            if value is None or value == "":
                written.append(xlsx_cells.empty_cell(f"{letter}{n}", made.text))
            elif not isinstance(value, str):
                style = made.rate if isinstance(value, float) else made.number
                written.append(xlsx_cells.number_cell(f"{letter}{n}", value, style))
            elif is_day and (day := xlsx_cells.serial(value)) is not None:
                written.append(xlsx_cells.number_cell(f"{letter}{n}", day, made.day))
            else:
                text = long.held(value)
                style = made.text if xlsx_cells.written(text)[1] else made.quoted
                written.append(xlsx_cells.text_cell(f"{letter}{n}", text, style))
                if len(text) * 2 > width or "\n" in text:
                    most = max(most, xlsx_cells.lines(text, width))
        yield _row(n, written, most)


def _row(n: int, written: Iterable[str], lines: int) -> str:
    # Not every program adjusts the height of rows with wrapped text when it opens a file.
    height = min(lines * _LINE + 2, _HIGHEST)
    return f'<row r="{n}" ht="{height}">{"".join(written)}</row>'


class _Told:
    """Passes rows through and reports from time to time how many have been written."""

    def __init__(self, tell: Tell | None, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0

    def __call__(self, rows: Iterator[str]) -> Iterator[str]:
        """The rows of a table in batches; the header alone first."""
        yield next(rows)
        while some := list(islice(rows, _AT_ONCE)):
            yield "".join(some)
            self._done += len(some)
            if self._tell is not None:
                self._tell(self._done, self._total)
