"""The fields of an item, read from cells: days, departments, kinds, texts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rectledger.exchange.imports.found import FoundIssue, FoundItem
from rectledger.exchange.imports.ledgers.columns import DAYS, OFFICE, Column
from rectledger.exchange.imports.ledgers.data import among, pattern
from rectledger.exchange.imports.ledgers.grid import Cell, Grid
from rectledger.exchange.imports.ledgers.listings import Listings
from rectledger.exchange.imports.ledgers.words import Words
from rectledger.exchange.imports.wording.days import Day, read_day
from rectledger.exchange.imports.wording.width import half_width

_KEPT = 20_000  # days that are read once


class Fields:
    """Reads the cells of a table into items."""

    def __init__(self, words: Words, listings: Listings, grid: Grid, *, date_1904: bool) -> None:
        self._words, self._listings, self._grid = words, listings, grid
        self._date_1904 = date_1904
        self._days: dict[tuple[object, ...], Day] = {}
        self._exact = replace(words.style.days, month_end=())  # for days on which a thing was done

    def report(self, column: Column, cell: Cell, code: str, said: str = "", **args: object) -> None:
        place = self._grid.place(cell.row, cell.column)
        self._listings.add(place, code, said or cell.text, column.header, **args)

    def fill(self, item: FoundItem, column: Column, cell: Cell) -> None:
        """Put a cell into the field of its column. States, numbers and titles are not read here."""
        field = column.field
        if among("blank", cell.text) and field not in DAYS:
            return
        if field in ("lead", "support", "leader-or-lead"):
            self._departments(item, column, cell)
        elif field == "leader":
            item.leader = item.leader or cell.text
        elif field in ("due", "due-or-days", "due-or-closed"):
            self._due(item, column, cell)
        elif field == "opened":
            item.opened = item.opened or self._day_of(column, cell, "opened-day")
        elif field == "revised_due":
            self.report(column, cell, "extension")
            item.notes.append((column.header, cell.text))
        elif field in ("kind", "kind-or-note"):
            self._kind(item, column, cell)
        elif field in ("progress", "state-or-progress"):
            if field == "progress" or not self._words.state_or_progress(cell.text)[1]:
                item.progress = joined(item.progress, cell.text)
        elif field == "next":
            item.next = joined(item.next, cell.text)
        elif field == "standing":
            self._standing(item, column, cell)
        elif field in OFFICE or field.startswith("fields."):
            name = field.removeprefix("fields.")
            item.fields[name] = joined(item.fields.get(name, ""), cell.text)
        elif field in ("aspect", "section", "heading"):
            if isinstance(item, FoundIssue):
                setattr(item, field, one_of(getattr(item, field), cell.text))
        elif field != "none":
            self._note(item, column, cell)

    def _note(self, item: FoundItem, column: Column, cell: Cell) -> None:
        item.notes.append((column.header, cell.text))
        if column.extension:
            self.report(column, cell, "extension")

    def day(self, column: Column, cell: Cell, *, exact: bool = False) -> Day:
        """The day that a cell is, by its column."""
        if isinstance(cell.value, str) and among("blank", cell.text):
            return Day(code="empty")
        value = cell.text if isinstance(cell.value, str) else cell.value
        words = self._exact if exact else self._words.style.days
        key = (value, column.order, column.serial, exact)
        if isinstance(value, str) and key in self._days:
            return self._days[key]
        day = read_day(
            value,
            order=column.order,
            words=words,
            serial=column.serial,
            date_1904=self._date_1904,
        )
        if isinstance(value, str) and len(self._days) < _KEPT:
            self._days[key] = day
        return day

    def _day_of(self, column: Column, cell: Cell, code: str) -> str | None:
        """The very day in a cell; what is none is listed under `code`."""
        day = self.day(column, cell, exact=True)
        if day.iso and not day.limit:
            return day.iso
        if day.code != "empty":
            self.report(column, cell, code, why=day.code or "limit")
        return None

    def closed_on(self, column: Column, cell: Cell) -> str | None:
        """The day on which an item was closed; None, and listed, if it is not that very day."""
        return self._day_of(column, cell, "closing-day")

    def is_day(self, column: Column, cell: Cell) -> bool:
        """Whether a cell is the very day on which something was done."""
        day = self.day(column, cell, exact=True)
        return day.iso is not None and not day.limit

    def _due(self, item: FoundItem, column: Column, cell: Cell) -> None:
        kind = self._words.deadline_kind(cell.text) if isinstance(cell.value, str) else None
        if kind:
            if isinstance(item, FoundIssue) and item.kind is None:
                item.kind = kind
                self._list_kind(column, cell, item)
            return
        day = self.day(column, cell)
        if day.code and day.code != "empty":
            self.report(column, cell, day.code)
        elif day.iso and item.due and item.due != day.iso:
            self.report(column, cell, "deadlines-differ")
            item.due = None
        elif day.iso:
            item.due = day.iso

    def _kind(self, item: FoundItem, column: Column, cell: Cell) -> None:
        known = self._words.known_kind(cell.text)
        if not isinstance(item, FoundIssue) or (column.field != "kind" and not known):
            item.notes.append((column.header, cell.text))
            return
        if column.field != "kind" and item.kind:
            return
        item.kind = self._words.kind(cell.text)
        self._list_kind(column, cell, item)

    def _list_kind(self, column: Column, cell: Cell, item: FoundIssue) -> None:
        if item.kind and item.kind.listed:
            place = self._grid.place(cell.row, cell.column)
            self._listings.once(place, item.kind.listed, item.kind.words, column.header)

    def _standing(self, item: FoundItem, column: Column, cell: Cell) -> None:
        read = self._words.state(cell.text)
        yes = among("yes", cell.text) or read.standing
        if yes and isinstance(item, FoundIssue):
            item.standing = True
        elif not yes and not among("no", cell.text):
            self.report(column, cell, "unknown-mark")

    def _departments(self, item: FoundItem, column: Column, cell: Cell) -> None:
        if column.field == "leader-or-lead" and not self._is_department(cell.text):
            item.leader = item.leader or cell.text
            return
        read = self._words.departments(cell.text)
        for name in read.collectives:
            self.report(column, cell, "collective", name)
        if read.code == "two-leads":
            self.report(column, cell, "two-leads")
        self._people(item, column, read.in_brackets)
        names = [name for name in (read.lead, *read.support) if name]
        if column.field != "support" and item.lead is None:
            item.lead = read.lead
            names = list(read.support)
        if pattern("words", "people_in_brackets").search(half_width(column.header)):
            people = [name for name in names if not self._is_department(name)]
            item.leader = item.leader or (people[0] if people else None)
            names = [name for name in names if name not in people]
        others = [name for name in names if name not in (item.lead, *item.support)]
        item.support = (*item.support, *others)

    def _people(self, item: FoundItem, column: Column, people: Sequence[tuple[str, str]]) -> None:
        """What stood in brackets after departments: people, where the header says so."""
        named = pattern("words", "people_in_brackets").search(half_width(column.header))
        for department, said in people:
            if named and item.leader is None:
                item.leader = said
            else:
                item.notes.append((column.header, f"{department} ({said})"))

    def _is_department(self, text: str) -> bool:
        """Whether a value where a person may stand is a department's name."""
        read = self._words.departments(text)
        part = pattern("words", "department")
        names = [name for name in (read.lead, *read.support) if name]
        return bool(names) and all(part.search(half_width(name)) for name in names)


def joined(before: str, text: str) -> str:
    """Two texts of one field, one below the other."""
    return f"{before}\n{text}" if before and text != before else text


def one_of(before: str, text: str) -> str:
    return before or re.sub(r"\s+", " ", text)
