"""One table of a sheet: from its header and rows to issues and totals."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rectledger.exchange.imports.found import FoundIssue
from rectledger.exchange.imports.ledgers.above import texts_in
from rectledger.exchange.imports.ledgers.columns import DAYS, Column, with_days
from rectledger.exchange.imports.ledgers.data import pattern
from rectledger.exchange.imports.ledgers.fields import Fields
from rectledger.exchange.imports.ledgers.grid import Grid, cut
from rectledger.exchange.imports.ledgers.issue import Builder, Context
from rectledger.exchange.imports.ledgers.listings import Listings
from rectledger.exchange.imports.ledgers.marks import Marks
from rectledger.exchange.imports.ledgers.rows import Group, Laid, Rows, TotalRow
from rectledger.exchange.imports.ledgers.state import Judge, Judged
from rectledger.exchange.imports.ledgers.totals import check_part, list_uncounted, totals_of
from rectledger.exchange.imports.ledgers.words import Words
from rectledger.exchange.imports.source import Place, column_letters
from rectledger.exchange.imports.wording.total import Total
from rectledger.exchange.imports.wording.width import half_width

_SAMPLE = 2_000  # rows by which of two columns of problems is the finer


@dataclass
class Read:
    """What was read of a table: issues with the block of its rows, and the totals of it all."""

    issues: list[tuple[FoundIssue, int]] = field(default_factory=list)
    totals: list[tuple[Total, Place]] = field(default_factory=list)
    total_row: Place | None = None


class Table:
    """A table, with what its cells are read with."""

    def __init__(
        self,
        grid: Grid,
        columns: Sequence[Column],
        words: Words,
        listings: Listings,
        sheet_state: Judged | None,
        *,
        date_1904: bool,
    ) -> None:
        self._grid, self._words, self._listings = grid, words, listings
        self._columns = columns
        self._sheet_state, self._date_1904 = sheet_state, date_1904

    def read(self, rows: Sequence[int], above: Sequence[int]) -> Read:
        """What stands in `rows`; a legend may stand in the rows `above`."""
        columns = _one_title(self._grid, self._columns, rows)
        columns = _one_resolution(self._grid, columns, rows)
        columns = [self._with_days(column, rows) for column in columns]
        laid = Rows(self._grid, columns).lay(rows)
        around = list(texts_in(self._grid, [*above, *laid.left_out]))
        marks = Marks(self._words, (text for _, text in around))
        builder = Builder(self._context(columns, laid, marks))
        built = [(group, builder.build(group)) for group in laid.groups]
        issues = [issue for _, issue in built]
        read = Read([(issue, group.block) for group, issue in built if issue])
        self._totals(read, laid, issues, columns)
        if read.issues:
            self._list_rows(laid, columns)
            self._list_columns(columns, laid, read)
            self._list_colours(around, columns, laid)
        return read

    def _context(self, columns: Sequence[Column], laid: Laid, marks: Marks) -> Context:
        grid, words, listings = self._grid, self._words, self._listings
        return Context(
            grid,
            columns,
            words,
            listings,
            Fields(words, listings, grid, date_1904=self._date_1904),
            Judge(words, listings, grid, columns, marks),
            _states_by_row(grid, columns, laid.groups),
            self._sheet_state,
        )

    def _with_days(self, column: Column, rows: Sequence[int]) -> Column:
        if column.field not in DAYS:
            return column
        values = [self._grid.value(row, column.at) for row in rows]
        return with_days(column, values, self._words.style.days)

    def _totals(
        self,
        read: Read,
        laid: Laid,
        issues: Sequence[FoundIssue | None],
        columns: Sequence[Column],
    ) -> None:
        """Rows of totals: the last may be of the whole, the others are of what is above them."""
        whole = _whole(laid)
        begin = 0
        for row in laid.totals:
            totals = self._with_places(row, columns)
            place = self._grid.place(row.row, row.column)
            if row is whole:
                read.totals, read.total_row = totals, place
                continue
            part = [issue for issue in issues[begin : row.after] if issue]
            check_part(place, totals, part, self._listings)
            begin = row.after

    def _with_places(self, row: TotalRow, columns: Sequence[Column]) -> list[tuple[Total, Place]]:
        totals = totals_of(self._grid, row, columns, self._words.style.states)
        return [(total, self._grid.place(row.row, at)) for total, at in totals]

    def settle_total(self, read: Read, *, alone: bool) -> None:
        """List what cannot be compared of a total; of one table of several, what differs too."""
        if read.total_row is None:
            return
        if alone:
            list_uncounted(read.total_row, read.totals, self._listings)
            return
        issues = [issue for issue, _ in read.issues]
        check_part(read.total_row, read.totals, issues, self._listings)
        read.totals = []

    def _list_rows(self, laid: Laid, columns: Sequence[Column]) -> None:
        """Rows that are no issue's, and cells outside of the columns."""
        grid, known = self._grid, {column.at for column in columns}
        for code, rows in (("row-without-issue", laid.stray), ("no-number", laid.unnumbered)):
            for row in rows:
                filled = grid.filled(row)
                said = " ".join(grid.text(row, column) for column in filled)
                self._listings.add(grid.place(row, filled[0]), code, said)
        if laid.left_out:
            row = laid.left_out[0]
            place = grid.place(row, grid.filled(row)[0])
            said = grid.text(row, grid.filled(row)[0])
            self._listings.add(place, "notes-left-out", said, rows=len(laid.left_out))
        last = max(known)
        for row in (row for group in laid.groups for row in group.rows):
            beyond = [column for column in grid.filled(row) if column not in known]
            for column in beyond[:1]:
                code = "ragged-row" if column > last else "no-header-column"
                header = "" if column > last else column_letters(column)
                self._listings.add(grid.place(row, column), code, grid.text(row, column), header)

    def _list_columns(self, columns: Sequence[Column], laid: Laid, read: Read) -> None:
        rows = [row for group in laid.groups for row in group.rows]
        kinds = any(issue.kind for issue, _ in read.issues)
        for column in columns:
            if column.told or (column.field == "kind-or-note" and kinds):
                continue
            if any(self._grid.text(row, column.at) for row in rows):
                place = self._grid.place(column.row, column.at)
                self._listings.column(place, self._grid.sheet.name, column.header, column.field)

    def _list_colours(
        self, around: Sequence[tuple[Place, str]], columns: Sequence[Column], laid: Laid
    ) -> None:
        """Say that colours are not read, where a legend says that they mean something."""
        said = [t for _, t in around if pattern("rows", "colours").search(half_width(t))]
        if said:
            problem = next(column.at for column in columns if column.field == "problem")
            place = self._grid.place(laid.groups[0].rows[0], problem)
            self._listings.add(place, "colours", cut(said[0]))


def _whole(laid: Laid) -> TotalRow | None:
    """The row of totals that is of the whole table: the last, unless it is one of several alike."""
    if not laid.totals or laid.totals[-1].after != len(laid.groups):
        return None
    last = laid.totals[-1]
    alike = [row for row in laid.totals if _bare(row.word) == _bare(last.word)]
    sub = pattern("rows", "sub_total").search(last.word) and len(laid.totals) > 1
    return None if len(alike) > 1 or sub else last


def _bare(word: str) -> str:
    return "".join(character for character in word if character.isalpha())


def _states_by_row(grid: Grid, columns: Sequence[Column], groups: Sequence[Group]) -> bool:
    """Whether states stand row by row below one issue anywhere in a table."""
    stated = [column for column in columns if column.of_state]
    identity = [column for column in columns if column.field in ("number", "problem")]
    for group in groups:
        if len(group.rows) < 2:
            continue
        cells = {(c.row, c.rows) for r in group.rows for s in stated if (c := grid.cell(r, s.at))}
        if len({row for row, _ in cells}) > 1:
            return True
        first = group.rows[0]
        merged = any((c := grid.cell(first, i.at)) and c.rows > 1 for i in identity)
        if merged and any(rows == 1 for _, rows in cells):
            return True
    return False


def _one_title(grid: Grid, columns: Sequence[Column], rows: Sequence[int]) -> list[Column]:
    """Of several columns of problems, the one in which most rows hold one is the issue's."""
    problems = [column for column in columns if column.field == "problem"]
    number = next((column.at for column in columns if column.field == "number"), None)
    if len(problems) < 2:
        return list(columns)
    some = [row for row in rows[:_SAMPLE] if number is None or grid.text(row, number)]
    held = {c.at: sum(bool(grid.text(row, c.at)) for row in some) for c in problems}
    title = max(problems, key=lambda column: (held[column.at], -column.at))
    settled = []
    for column in columns:
        if column.field == "problem" and column is not title:
            wider = held[column.at] < held[title.at] and not column.header.isascii()
            field_name = "heading" if wider else "details"
            column = replace(column, field=field_name, told=wider)
        settled.append(column)
    return settled


def _one_resolution(grid: Grid, columns: Sequence[Column], rows: Sequence[int]) -> list[Column]:
    """A column of resolutions that are told at length is one of notes."""
    settled = []
    for column in columns:
        if column.field == "resolution":
            long = any(len(grid.text(row, column.at)) > 40 for row in rows)
            used = any(grid.text(row, column.at) for row in rows)
            if long or not used:
                column = replace(column, field="note", told=False)
        settled.append(column)
    return settled
