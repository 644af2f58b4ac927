"""The header of a table: the first row that names a problem and two other fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from rectledger.exchange.imports.ledgers.grid import Grid, one_line
from rectledger.exchange.imports.ledgers.names import LONGEST_HEADER, Named, Names
from rectledger.exchange.imports.style import TableStyle
from rectledger.exchange.imports.wording.labels import label_key

PROBLEMS = ("problem", "heading", "problem-or-note")
_LAST_ROW = 500  # in which a header is looked for
_NO_PROOF = ("none", "date")


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A column's header: where it stands, its words, and what they name (None: not known)."""

    row: int
    column: int
    words: str
    named: Named | None
    lowest: str  # the key of the words in its own row


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table, from row `top` to `bottom`."""

    top: int
    bottom: int
    cells: Sequence[HeaderCell]

    def same_as(self, texts: Sequence[str]) -> bool:
        """Whether a row repeats a row of this header, as at the top of a printed page."""
        rows = {cell.row for cell in self.cells}
        return any(self._repeats(row, texts) for row in rows)

    def _repeats(self, row: int, texts: Sequence[str]) -> bool:
        own = [cell for cell in self.cells if cell.row == row and cell.lowest]
        return len(own) > 1 and all(
            cell.column < len(texts) and label_key(one_line(texts[cell.column])) == cell.lowest
            for cell in own
        )


def find_header(grid: Grid, names: Names, style: TableStyle, start: int = 0) -> Header | None:
    """The first header from row `start` on; that of the row which a profile says, if it is one."""
    told = style.header_row if start == 0 else None
    if told and (header := _header_at(grid, names, style, told - 1)):
        return header
    for row in range(start, min(grid.height, start + _LAST_ROW)):
        if style.header_find and not _holds(grid, row, style.header_find):
            continue
        if header := _header_at(grid, names, style, row):
            return header
    return None


def _holds(grid: Grid, row: int, words: str) -> bool:
    return any(label_key(one_line(text)) == label_key(words) for text in grid.texts(row))


def _header_at(grid: Grid, names: Names, style: TableStyle, row: int) -> Header | None:
    if not any(names.named(one_line(text)) for text in grid.texts(row)):
        return None
    sizes = (style.header_rows,) if style.header_rows else _sizes(grid, names, row)
    for size in sizes:
        cells = _cells(grid, names, row, size)
        if _is_header(cells):
            return Header(row, row + size - 1, cells)
    return None


def header_like(grid: Grid, names: Names, style: TableStyle, row: int) -> Header | None:
    """The header at a row within a table, if it is one: all its cells are short, most are known."""
    texts = [text for text in grid.texts(row) if text]
    if len(texts) < 3 or any(len(text) > 24 for text in texts):
        return None
    if 2 * sum(names.named(one_line(text)) is not None for text in texts) <= len(texts):
        return None
    return _header_at(grid, names, style, row)


def _is_header(cells: Sequence[HeaderCell]) -> bool:
    """Whether a problem is named, and two other fields."""
    named = [cell.named for cell in cells if cell.named]
    others = {(n.field, n.meaning) for n in named if n.field not in (*PROBLEMS, *_NO_PROOF)}
    return any(n.field in PROBLEMS for n in named) and len(others) > 1


def _sizes(grid: Grid, names: Names, row: int) -> Sequence[int]:
    """How many rows a header at `row` may have, the likeliest first."""
    filled = grid.filled(row)
    ranges = [one for c in filled if (one := grid.range_at(row, c)) and one.top == row]
    last = max((one.bottom for one in ranges), default=row)
    if row < last <= row + 2:
        return (last - row + 1, 1)
    across = [r for r in ranges if r.right > r.left and r.right - r.left + 1 < grid.width]
    lower = across and any(grid.text(row + 1, c) for r in across for c in range(r.left, r.right))
    if lower and _only_lower(grid, names, row):
        return (2, 1)
    return (2, 1) if _unmerged_pair(grid, names, row) else (1,)


def _unmerged_pair(grid: Grid, names: Names, row: int) -> bool:
    """Whether the row below is the lower one of a header that is not merged: headers stand in it
    below cells that are empty, and nothing stands below one with a full neighbour to its right."""
    upper, lower = grid.texts(row), grid.texts(row + 1)
    below = [c for c, text in enumerate(lower) if text]
    empty = {c for c in below if c >= len(upper) or not upper[c]}
    if not empty or not _only_lower(grid, names, row):
        return False
    return all(c in empty or c + 1 in empty for c in below)


def _only_lower(grid: Grid, names: Names, row: int) -> bool:
    """Whether all that stands below a header are short texts, of which one is known at least."""
    values = [grid.value(row + 1, c) for c in grid.filled(row + 1)]
    texts = [one_line(v) for v in values if isinstance(v, str)]
    short = all(len(text) <= 16 for text in texts)
    return len(texts) == len(values) and short and any(map(names.named, texts))


def _cells(grid: Grid, names: Names, top: int, size: int) -> list[HeaderCell]:
    """The headers of the columns. The lower word decides; where it is not known, an upper one."""
    cells: list[HeaderCell] = []
    above: dict[int, str] = {}  # the last words to the left, by row
    for column in range(grid.width):
        said = [_words(grid, row, column, above, top + size - 1) for row in range(top, top + size)]
        words = [(row, text) for row, text in said if text]
        if not words:
            continue
        row, lowest = words[-1]
        named = names.named(lowest)
        upper = next((n for _, text in reversed(words[:-1]) if (n := names.named(text))), None)
        shown = lowest if named or len(words) == 1 else f"{words[-2][1]} {lowest}"
        if words[-1][1] == (words[-2][1] if len(words) > 1 else ""):
            shown = lowest
        cells.append(HeaderCell(row, column, shown, named or upper, label_key(lowest)))
    return [cell for cell in cells if len(cell.words) <= 2 * LONGEST_HEADER]


def _words(
    grid: Grid, row: int, column: int, above: dict[int, str], bottom: int
) -> tuple[int, str]:
    """The words over a column in a row of the header, and the row where they stand."""
    merged = grid.range_at(row, column)
    if merged:
        words = one_line(grid.text(merged.top, merged.left))
        # A cell merged down to the last row is that row's; merged across, it is over all of them.
        return (merged.top, words) if merged.top == row else (row, "")
    words = one_line(grid.text(row, column))
    if row == bottom:
        return row, words
    if words:
        above[row] = words
    elif not grid.text(bottom, column):
        above.pop(row, None)
    return row, words or above.get(row, "")
