"""CSV: one table without a name. A cell is named after its record, not after its line."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from rectledger.exchange.imports.sheets.bounds import Bounds
from rectledger.exchange.imports.sheets.cells import Row, Tables
from rectledger.exchange.imports.sheets.csv_text import text_of
from rectledger.exchange.imports.source import Sheet, SourceError

DELIMITERS = ",;\t"
_SAMPLE = 200  # records by which the delimiter is told


def read_csv(data: bytes, bounds: Bounds) -> Tables:
    """The records of a CSV, as they are: of any length, blank ones too."""
    text = text_of(data)
    # A cell may be of any length that the file may have. The limit is of the whole process.
    csv.field_size_limit(len(text) + 1)
    delimiter = delimiter_of(text)
    if text.count(delimiter) > bounds.cells:
        # More than the cells allowed, unless it stands in texts: this many are not written there.
        raise _too_large(text.count(delimiter), bounds)
    return Tables([(Sheet("", ()), _within(records(text, delimiter), bounds))])


def delimiter_of(text: str) -> str:
    """The delimiter by which most records have the same number of cells, and then the most cells.

    A comma if there is only one column; raises `unclear-delimiter` if two would do equally well.
    """
    scores = sorted((_evenness(text, delimiter), delimiter) for delimiter in DELIMITERS)
    (second, _other), (best, delimiter) = scores[-2:]
    if best == (0, 0):
        return ","
    if best == second:
        raise SourceError("unclear-delimiter")
    return delimiter


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many records share the commonest width above one, and that width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths = Counter(len(record) for record in islice(reader, _SAMPLE) if len(record) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def records(text: str, delimiter: str) -> Iterator[Row]:
    """The records of a text; empty cells are None.

    Raises `unclosed-quote`, or `stray-quote` for text after a closing quote, with the line on
    which the record begins.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            code = "unclosed-quote" if lines.ended else "stray-quote"
            raise SourceError(code, line=line, noticed=reader.line_num) from None
        yield [cell or None for cell in record]


class _Lines:
    """The lines of a text with their ends, and whether the text has ended."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        self.ended = not line
        if self.ended:
            raise StopIteration
        return line


def _within(rows: Iterator[Row], bounds: Bounds) -> Iterator[Row]:
    """The rows, as long as they have no more cells than allowed; a blank one counts as a cell."""
    cells = 0
    for row in rows:
        cells += len(row) or 1
        if cells > bounds.cells:
            raise _too_large(cells, bounds)
        yield row


def _too_large(cells: int, bounds: Bounds) -> SourceError:
    return SourceError("too-many-cells", cells=cells, limit=bounds.cells)
