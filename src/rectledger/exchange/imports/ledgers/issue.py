"""An issue of a table, from its rows: what is the issue's, and what is each measure's."""

from collections.abc import Sequence
from dataclasses import dataclass

from rectledger.exchange.imports.found import FoundIssue, FoundItem
from rectledger.exchange.imports.ledgers.columns import Column
from rectledger.exchange.imports.ledgers.data import among
from rectledger.exchange.imports.ledgers.fields import Fields
from rectledger.exchange.imports.ledgers.grid import Cell, Grid, one_line
from rectledger.exchange.imports.ledgers.listings import Listings
from rectledger.exchange.imports.ledgers.measures import RowMeasures, measures_of
from rectledger.exchange.imports.ledgers.rows import Group, whole_number
from rectledger.exchange.imports.ledgers.state import Judge, Judged, of_measures
from rectledger.exchange.imports.ledgers.words import Words
from rectledger.exchange.imports.wording.numbering import marker, unwrap
from rectledger.exchange.imports.wording.states import StateRead, title_mark

_IDENTITY = ("number", "problem", "measures", "tick", "state", "exception", "mitigated")
_EMPTY_FORM = ("number", "state", "tick", "kind", "kind-or-note", "note", "none", "exception")
_ISSUE_ONLY = ("kind", "kind-or-note", "aspect", "section", "heading", "standing")
_RESPONSIBLE = ("lead", "support")
_FIRST = ("kind", "kind-or-note")  # read before a deadline, in which a kind may stand


@dataclass(frozen=True)
class Context:
    """What the issues of a table are read with."""

    grid: Grid
    columns: Sequence[Column]
    words: Words
    listings: Listings
    fields: Fields
    judge: Judge
    by_row: bool  # states stand row by row, and are the measures'
    sheet_state: Judged | None = None


class Builder:
    """Builds the issues of a table."""

    def __init__(self, context: Context) -> None:
        self._c = context
        columns = sorted(context.columns, key=lambda c: (c.field not in _FIRST, c.at))
        self._read = [c for c in columns if c.field not in _IDENTITY]
        self._measures = [c for c in context.columns if c.field == "measures"]
        self._states = [c for c in context.columns if _is_state(c)]
        self._closed = [c for c in context.columns if c.field in ("closed_on", "due-or-closed")]
        self._number = next((c for c in context.columns if c.field == "number"), None)
        self._titles = [c for c in context.columns if c.field == "problem"]
        self._titles += [c for c in context.columns if c.field in ("details", "heading")]

    def build(self, group: Group) -> FoundIssue | None:
        """The issue of a group of rows; None if it is none, or is refused."""
        self._list_unstored(group.rows)
        title = self._title(group.rows[0])
        number = self._cell(group.rows[0], self._number) if self._number else None
        if number and number.row != group.rows[0]:
            number = None  # it is of the issue above, over which it is merged
        if title is None:
            self._without_title(group, number)
            return None
        place = self._c.grid.place(
            title.row if len(group.rows) > 1 else group.rows[0], title.column
        )
        issue = FoundIssue(place, one_line(title.text), aspect=group.aspect, section=group.section)
        self._name(issue, number)
        mark = title_mark(issue.title, self._c.words.style.states, self._c.words.style.kinds)
        if mark:
            issue.title, issue.kind = mark.title, mark.kind
        issue.title = unwrap(issue.title).rstrip("\u3002;\uff1b ") or issue.title
        found = measures_of(self._c.grid, self._measures, group.rows, self._c.words.style)
        issue.measures = [item for row in found for item in row.items]
        self._fill(issue, group, found)
        self._state(issue, group.rows, found, mark.state if mark else None)
        return issue

    def _cell(self, row: int, column: Column) -> Cell | None:
        return self._c.grid.cell(row, column.at)

    def _title(self, row: int) -> Cell | None:
        cells = (self._cell(row, column) for column in self._titles)
        return next((cell for cell in cells if cell), None)

    def _without_title(self, group: Group, number: Cell | None) -> None:
        """An item without a title is refused; a row that is only numbered is a blank form's."""
        row = group.rows[0]
        meant = [c for c in self._c.columns if c.field not in _EMPTY_FORM and self._cell(row, c)]
        if number and meant:
            place = self._c.grid.place(number.row, number.column)
            self._c.listings.refuse(place, "no-title", number.text)

    def _name(self, issue: FoundIssue, number: Cell | None) -> None:
        """The number of its source's, from its column or, where there is none, from its title."""
        mark = marker(issue.title)
        own = mark.number if mark and mark.kind in ("item", "sub", "paren", "part") else None
        if number:
            issue.label = one_line(number.text)
            issue.number = whole_number(number.text)
        elif own and mark and not self._number:
            issue.label, issue.number = mark.label, own
        if own and mark and mark.text and own == issue.number:
            issue.title = mark.text

    def _list_unstored(self, rows: Sequence[int]) -> None:
        unstored = self._c.grid.sheet.unstored
        for column in self._c.columns if unstored else ():
            for row in rows:
                if (row, column.at) in unstored:
                    place = self._c.grid.place(row, column.at)
                    self._c.listings.add(place, "unstored-formula", "", column.header)

    def _cells(self, column: Column, rows: Sequence[int]) -> list[Cell]:
        """The cells of a column in the rows of an issue, each once."""
        if len(rows) == 1:
            one = self._cell(rows[0], column)
            return [one] if one else []
        found: dict[int, Cell] = {}
        for row in rows:
            if cell := self._cell(row, column):
                found.setdefault(cell.row, cell)
        return list(found.values())

    def _fill(self, issue: FoundIssue, group: Group, found: Sequence[RowMeasures]) -> None:
        rows = group.rows
        for column in self._read:
            cells = self._cells(column, rows)
            if column.field == "closed_on" or not cells:
                continue
            if column.field in ("aspect", "section"):
                setattr(issue, column.field, "")  # its own outranks that of a row above
            by_row = len(cells) > 1 or (cells[0].row > rows[0])
            if not by_row:
                self._fill_one(issue, column, cells[0])
                continue
            self._fill_by_row(issue, column, cells, found)
        self._lead_of_first(issue, rows[0], found)
        issue.support = tuple(name for name in issue.support if name != issue.lead)
        for row in rows if self._c.grid.sheet.comments else ():
            for column in self._c.columns:
                if comment := self._c.grid.sheet.comments.get((row, column.at)):
                    issue.notes.append((column.header, comment))

    def _fill_one(self, item: FoundItem, column: Column, cell: Cell) -> None:
        if column.field == "due-or-closed" and self._c.fields.is_day(column, cell):
            return  # settled when the state is known
        self._c.fields.fill(item, column, cell)

    def _fill_by_row(
        self,
        issue: FoundIssue,
        column: Column,
        cells: Sequence[Cell],
        found: Sequence[RowMeasures],
    ) -> None:
        """Cells that differ row by row are the measures' in their rows."""
        if column.field in _ISSUE_ONLY:
            self._c.fields.fill(issue, column, cells[0])
            issue.notes += [(column.header, cell.text) for cell in cells[1:]]
            return
        days = set()
        beside = FoundItem(issue.place, "")  # those responsible in rows without a measure
        for cell in cells:
            other = beside if column.field in _RESPONSIBLE else issue
            other = FoundItem(issue.place, "") if _due(column) else other
            item = _measure_at(cell, found) or other
            self._fill_one(item, column, cell)
            days.add(item.due)
        issue.support += tuple(name for name in (beside.lead, *beside.support) if name)
        if _due(column) and len(days) == 1:
            issue.due = days.pop()
        elif _due(column) and len(days - {None}) > 1:
            self._c.fields.report(column, cells[0], "deadlines-differ")

    def _lead_of_first(self, issue: FoundIssue, top: int, found: Sequence[RowMeasures]) -> None:
        """Who is responsible row by row is of the measures; of the issue, who is in its first."""
        first = next(
            (row.items[0] for row in found if row.first == top and len(row.items) == 1), None
        )
        if first and issue.lead is None:
            issue.lead = first.lead
            issue.support = issue.support or first.support
        if first and issue.leader is None:
            issue.leader = first.leader

    def _state(
        self,
        issue: FoundIssue,
        rows: Sequence[int],
        found: Sequence[RowMeasures],
        mark: StateRead | None,
    ) -> None:
        base = self._c.sheet_state
        if mark:
            base = Judged(mark.state, mark.result, mark.standing, mark.kind, mark.said)
        whole = {c.at: cells[0] for c in self._states if (cells := self._cells(c, rows))}
        by_row = self._c.by_row and not self._over_all(whole, rows)
        judged = self._by_row(rows, found) if by_row else None
        issue.inferred = judged is not None and judged.state == "closed"
        if judged is None or (judged.state is None and not judged.unsure):
            own = {} if by_row else whole
            progress = {
                c.at: cell for c in self._states if (cell := whole.get(c.at)) and not _says(c)
            }
            judged = self._judged(progress | own, rows, base)
        issue.state, issue.result = judged.state, judged.result
        issue.standing = issue.standing or judged.standing
        issue.kind = issue.kind or judged.kind
        issue.state_said = one_line(judged.said)
        quiet = base is not None and base is self._c.sheet_state
        if not self._close_by_row(issue, rows, found):
            self._close(issue, rows, quiet=quiet)

    def _over_all(self, cells: dict[int, Cell], rows: Sequence[int]) -> bool:
        """Whether the cells that say a state are merged over all rows of an issue."""
        said = [cells[c.at] for c in self._states if c.at in cells and _says(c)]
        return len(rows) > 1 and bool(said) and all(c.row + c.rows > rows[-1] for c in said)

    def _judged(self, cells: dict[int, Cell], rows: Sequence[int], base: Judged | None) -> Judged:
        closed_on = any(
            self._c.fields.is_day(c, cell) for c in self._closed for cell in self._cells(c, rows)
        )
        return self._c.judge.judge(cells, closed_on=closed_on, base=base)

    def _by_row(self, rows: Sequence[int], found: Sequence[RowMeasures]) -> Judged:
        """The state of an issue by those of its rows, which are its measures'."""
        judged: dict[tuple[int, ...], Judged] = {}
        said: list[Judged | None] = []
        for row in rows:
            cells = {c.at: cell for c in self._states if (cell := self._cell(row, c))}
            items = [item for one in found if one.first <= row <= one.last for item in one.items]
            if not any(c.at in cells and _says(c) for c in self._states):
                said += [None] if items else []
                continue
            key = tuple(cells[c.at].row if c.at in cells else -1 for c in self._states)
            if key not in judged:
                judged[key] = self._judged(cells, [row], None)
            said.append(judged[key])
            for item in items:
                item.state, item.result = judged[key].state, judged[key].result
                item.state_said = judged[key].said
        return of_measures(said)

    def _close_by_row(
        self, issue: FoundIssue, rows: Sequence[int], found: Sequence[RowMeasures]
    ) -> bool:
        """Closing days row by row are the measures'. The issue's is the last, if each has one."""
        cells = [(c, one) for c in self._closed for one in self._cells(c, rows)]
        whole = all(one.row == rows[0] and one.rows == len(rows) for _column, one in cells)
        measures = [item for one in found for item in one.items]
        if not issue.inferred or whole or not measures:
            return False
        for column, cell in cells:
            item = _measure_at(cell, found)
            if item is not None and item.state == "closed":
                item.closed_on = self._c.fields.closed_on(column, cell)
        days = [one.closed_on for one in measures]
        issue.closed_on = None if None in days else max(day for day in days if day)
        return True

    def _close(self, issue: FoundIssue, rows: Sequence[int], *, quiet: bool) -> None:
        """The day on which an issue was closed, if it was; else, in a column of either, its due."""
        for column in self._closed:
            for cell in self._cells(column, rows):
                if issue.state == "closed" and issue.closed_on is None:
                    if column.field == "closed_on" or self._c.fields.is_day(column, cell):
                        issue.closed_on = self._c.fields.closed_on(column, cell)
                elif column.field == "due-or-closed" and self._c.fields.is_day(column, cell):
                    self._c.fields.fill(issue, column, cell)
                elif column.field == "closed_on" and not among("blank", cell.text):
                    issue.notes.append((column.header, cell.text))
                    if issue.state in (None, "open", "active") and not quiet:
                        self._c.fields.report(column, cell, "closing-day-open")


def _is_state(column: Column) -> bool:
    """Whether a column is read for an item's state."""
    return column.of_state or column.field in ("progress", "exception", "resolution", "acceptor")


def _says(column: Column) -> bool:
    """Whether a column says a state by itself."""
    return column.of_state


def _due(column: Column) -> bool:
    return column.field in ("due", "due-or-days", "due-or-closed")


def _measure_at(cell: Cell, found: Sequence[RowMeasures]) -> FoundItem | None:
    """The one measure that stands in a cell's rows; None if there are none or several."""
    last = cell.row + cell.rows - 1
    rows = [one for one in found if one.first <= last and cell.row <= one.last]
    return rows[0].items[0] if len(rows) == 1 and len(rows[0].items) == 1 else None
