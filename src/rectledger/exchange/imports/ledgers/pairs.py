"""Sheets of one issue each, with the label on the left and the value on its right."""

from collections.abc import Sequence
from dataclasses import dataclass

from rectledger.exchange.imports.ledgers.columns import Column, columns_of
from rectledger.exchange.imports.ledgers.grid import Grid, one_line
from rectledger.exchange.imports.ledgers.header import PROBLEMS, Header, HeaderCell
from rectledger.exchange.imports.ledgers.names import Named, Names
from rectledger.exchange.imports.source import Place, Sheet, Value
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.labels import label_key, labels_in


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value, and where the value stands."""

    label: str
    named: Named | None
    value: Value
    row: int
    column: int


class PairGrid(Grid):
    """A grid of one row, with a column for each label; its places are those of the values."""

    def __init__(self, sheet: Sheet, pairs: Sequence[Pair]) -> None:
        at = {(pair.row, pair.column): n for n, pair in enumerate(pairs)}
        unstored = frozenset((0, at[cell]) for cell in sheet.unstored if cell in at)
        comments = {(0, at[c]): said for c, said in sheet.comments.items() if c in at}
        row = [pair.value for pair in pairs]
        super().__init__(Sheet(sheet.name, [row], unstored=unstored, comments=comments))
        self._of, self._pairs = sheet, pairs

    def place(self, row: int, column: int) -> Place:
        pair = self._pairs[column]
        return self._of.place(pair.row, pair.column)

    def columns(self) -> list[Column]:
        cells = [HeaderCell(0, n, p.label, p.named, "") for n, p in enumerate(self._pairs)]
        return columns_of(Header(-1, -1, cells))


def records_of(sheet: Sheet, names: Names, style: Style) -> list[PairGrid]:
    """The issues of a sheet; a label of a number or a problem that comes again begins another."""
    records: list[list[Pair]] = [[]]
    for pair in _pairs(Grid(sheet), names, style):
        field = pair.named.field if pair.named else ""
        before = {one.named.field for one in records[-1] if one.named}
        if field in ("number", "problem") and field in before:
            records.append([])
        records[-1].append(pair)
    found = [
        pairs for pairs in records if any(p.named and p.named.field in PROBLEMS for p in pairs)
    ]
    return [PairGrid(sheet, pairs) for pairs in found]


def _pairs(grid: Grid, names: Names, style: Style) -> list[Pair]:
    pairs: list[Pair] = []
    for row in range(grid.height):
        waiting: Pair | None = None
        for column in grid.filled(row):
            text, value = grid.text(row, column), grid.value(row, column)
            label = one_line(text)
            named = names.named(label) if isinstance(value, str) else None
            if named and label_key(label):
                waiting = Pair(label.rstrip(":\uff1a"), named, None, row, column)
            elif waiting:
                pairs.append(Pair(waiting.label, waiting.named, value, row, column))
                waiting = None
            elif isinstance(value, str):
                pairs += _within(text, row, column, names, style)
    return pairs


def _within(text: str, row: int, column: int, names: Names, style: Style) -> list[Pair]:
    """Labels with their values in one cell."""
    return [
        Pair(one.label, names.named(one.label), one.value, row, column)
        for one in labels_in(text, style.columns)
    ]
