"""The columns of a table, each with the field that it holds in this table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rectledger.exchange.imports.ledgers.data import pattern
from rectledger.exchange.imports.ledgers.grid import text_of
from rectledger.exchange.imports.ledgers.header import PROBLEMS, Header
from rectledger.exchange.imports.ledgers.names import Named
from rectledger.exchange.imports.source import Value
from rectledger.exchange.imports.wording.days import DayWords, Order, column_order, read_day
from rectledger.exchange.imports.wording.state_words import Meaning
from rectledger.exchange.imports.wording.width import half_width

DAYS = ("due", "due-or-closed", "due-or-days", "revised_due", "closed_on", "opened")
# Fields that are an office's own: kept under their names, and said to be.
OFFICE = ("goal", "cause", "basis", "amount", "evidence", "acceptor")
# Fields that say where an item stands.
STATES = ("state", "state-or-progress", "tick", "mitigated")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, at `row`, and its field.

    `told` False: the column has no field of its own, and that is listed. `asks`: the header asks
    whether it is done. `accepts`: it is about acceptance. `order` and `serial` are of its days.
    """

    at: int
    row: int
    header: str
    field: str
    meaning: Meaning | None = None
    told: bool = True
    extension: bool = False
    asks: bool = False
    accepts: bool = False
    order: Order | None = None
    serial: bool = False

    @property
    def of_state(self) -> bool:
        return self.field in STATES


def columns_of(header: Header) -> list[Column]:
    """The columns of a table."""
    columns = [_column(cell.column, cell.row, cell.words, cell.named) for cell in header.cells]
    for settle in (_problems, _numbers, _days, _responsible, _others):
        columns = settle(columns)
    return columns


def _column(at: int, row: int, words: str, named: Named | None) -> Column:
    half = half_width(words)
    asks = bool(pattern("words", "asks").search(half))
    accepts = bool(pattern("words", "accepts").search(half))
    if named is None:
        return Column(at, row, words, "note", told=False)
    told = named.told or named.field not in ("note", "date", *OFFICE)
    return Column(
        at, row, words, named.field, named.meaning, told, named.extension, asks, accepts
    )  # fmt: skip


def _note(column: Column, *, told: bool = False) -> Column:
    return replace(column, field="note", told=told)


def _problems(columns: list[Column]) -> list[Column]:
    """A heading or a description is the problem where there is no other."""
    fields = [column.field for column in columns]
    field = next((one for one in PROBLEMS if one in fields), None)
    first = fields.index(field) if field else -1
    settled = []
    for at, column in enumerate(columns):
        if column.field == "problem-or-note" and at != first:
            column = replace(column, field="details", told=False)
        elif at == first:
            column = replace(column, field="problem")
        settled.append(column)
    return settled


def _numbers(columns: list[Column]) -> list[Column]:
    """The first column of numbers has the numbers; the others are notes."""
    first = next((c for c in columns if c.field == "number"), None)
    return [_note(c) if c.field == "number" and c is not first else c for c in columns]


def _days(columns: list[Column]) -> list[Column]:
    fields = {column.field for column in columns}
    settled = []
    for column in columns:
        if column.field == "due-or-closed" and fields & {"due", "due-or-days", "closed_on"}:
            taken = "closed_on" if fields & {"due", "due-or-days"} else "due"
            column = replace(column, field=taken)
        elif column.field == "due-or-days" and "due" in fields:
            column = _note(column)
        elif column.field == "date":
            found = "mitigated" in fields  # the day on which a scan found it
            column = replace(column, field="opened", told=True) if found else _note(column)
        settled.append(column)
    return settled


def _responsible(columns: list[Column]) -> list[Column]:
    """Of several columns of those responsible, one leads; persons do not, if there is another."""
    leads = [column for column in columns if column.field == "lead"]
    others = [c for c in columns if c.field == "leader-or-lead"]
    if not leads:
        return [replace(c, field="leader") if c in others[1:] else c for c in columns]
    first = min(leads, key=_rank)
    settled = []
    for column in columns:
        if column.field == "leader-or-lead":
            column = replace(column, field="leader")
        elif column.field == "lead" and column is not first and column.header != first.header:
            column = _beside_lead(column)
        settled.append(column)
    return settled


def _rank(column: Column) -> int:
    header = half_width(column.header).casefold()
    if pattern("words", "leads").search(header):
        return 0
    return 2 if pattern("words", "people").search(header) else 1


def _beside_lead(column: Column) -> Column:
    if _rank(column) == 2:
        return replace(column, field="leader")
    return _note(column) if column.header.isascii() else replace(column, field="support")


def _others(columns: list[Column]) -> list[Column]:
    settled = []
    scan = any(column.field == "mitigated" for column in columns)
    for column in columns:
        if column.field == "kind-or-note":
            # Severity and priority are none; what stands under a grade may be one, by its words.
            column = _note(column) if column.header.isascii() else replace(column, told=False)
        elif column.field == "aspect-or-note" or (scan and column.field == "acceptor"):
            column = _note(column)  # a finding of a scan is verified to be one, not to be gone
        settled.append(column)
    return settled


def with_days(column: Column, values: Sequence[Value], words: DayWords) -> Column:
    """A column of days with the order of day and month that its values settle."""
    if column.field not in DAYS:
        return column
    order = column_order(values)
    numbers = any(isinstance(v, int | float) or str(v).isdigit() for v in values if v is not None)
    others = (v for v in values if text_of(v) and not isinstance(v, int | float))
    serial = numbers and any(
        read_day(value, order=order, words=words).iso for value in others
    )  # fmt: skip
    return replace(column, order=order, serial=serial)
