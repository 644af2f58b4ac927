"""The ledger as a workbook: a sheet of issues, one of measures, and one per department."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from rectledger.core.filters import Filters
from rectledger.core.items import Item, items_on
from rectledger.core.model import Ledger
from rectledger.formatting import values
from rectledger.i18n.language import gettext as _
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.formats import xlsx
from rectledger.publish.formats.xlsx import Sheet
from rectledger.publish.office_template import Template
from rectledger.publish.tables.item_columns import of_issues, of_measures
from rectledger.publish.tables.table import Cell, Column, Table, Tell, cells


class WorkbookPart(NamedTuple):
    """An item in which a department (a code) has a part: the cells of a row on its sheet."""

    item: tuple[int, int]  # its place among the rows
    code: str
    part: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class WorkbookData:
    """The rows of issues and of measures, in order of number, and those of departments;
    `substantial` is the number of substantially complete issues."""

    issues: list[Sequence[Cell]] = field(default_factory=list)
    measures: list[Sequence[Cell]] = field(default_factory=list)
    parts: list[WorkbookPart] = field(default_factory=list)
    substantial: int = 0

    def __add__(self, other: "WorkbookData") -> "WorkbookData":
        return WorkbookData(
            self.issues + other.issues,
            self.measures + other.measures,
            sorted(self.parts + other.parts, key=_place),
            self.substantial + other.substantial,
        )


def gather(ledger: Ledger, day: str, *, asked: DocumentOptions) -> WorkbookData:
    """The content of the workbook for `ledger`, or a part of it, on `day`."""
    settings = ledger.settings
    both, wanted = items_on(ledger, day), Filters(department=asked.department)
    below = {n: list(found) for n, found in groupby(both[1], lambda one: one.sort_key[0])}
    issues, measures = (wanted.pick(items, settings, day) for items in both)
    about_issues = of_issues(settings, below, internal=asked.internal)
    about_measures = of_measures(settings, internal=asked.internal)
    rows = [cells(about_issues, item) for item in issues]
    parts: list[WorkbookPart] = []
    if asked.department is None:
        row_of = {id(item): row for item, row in zip(issues, rows, strict=True)}
        parts = [
            WorkbookPart(
                item.sort_key, code, part, row_of.get(id(item)) or cells(about_issues, item)
            )
            for item, code, part in _parts(issues, measures)
        ]
        parts.sort(key=_place)
    return WorkbookData(
        rows,
        [cells(about_measures, item) for item in measures],
        parts,
        sum(item.marks.substantial for item in issues),
    )


def _place(one: WorkbookPart) -> tuple[int, int]:
    return one.item


def _parts(issues: Sequence[Item], measures: Sequence[Item]) -> Iterator[tuple[Item, str, str]]:
    """The parts of departments in issues, and in measures if the department leads one of an issue
    that another leads, or supports one without any other part."""
    of_issue = {item.sort_key[0]: item.status for item in issues}
    for items, leads, supports, parents in (
        (issues, _("Leads"), _("Supports"), {}),
        (measures, _("Leads a measure"), _("Supports a measure"), of_issue),
    ):
        for item in items:
            lead, parent = item.status.lead, parents.get(item.sort_key[0])
            if parent is None or lead != parent.lead:
                yield item, lead, leads
            for code in dict.fromkeys(item.status.support):
                if code != lead and (parent is None or code not in (parent.lead, *parent.support)):
                    yield item, code, supports


def made(
    gathered: WorkbookData, about: About, _template: Template | None, tell: Tell | None = None
) -> bytes:
    """The workbook; `tell` is called with the rows written and the total."""
    settings, internal = about.settings, about.asked.internal
    issues = [one.column for one in of_issues(settings, {}, internal=internal)]
    measures = [one.column for one in of_measures(settings, internal=internal)]
    found = [
        Sheet(_("Ledger of issues"), Table(issues, gathered.issues, _keys(issues))),
        Sheet(_("Ledger of measures"), Table(measures, gathered.measures, _keys(measures))),
        *_departments(gathered.parts, issues, about),
    ]
    counted = settings.policy.substantial_counts
    lines = [values.substantial(gathered.substantial, counted=counted)]
    return xlsx.workbook(found, about, lines, tell=tell)


def _departments(
    parts: Sequence[WorkbookPart], columns: Sequence[Column], about: About
) -> Iterator[Sheet]:
    """One sheet per department, in the ledger's order: every item it has a part in, with the part
    in the second column."""
    of: dict[str, list[Sequence[Cell]]] = defaultdict(list)
    for one in parts:
        first, *others = one.cells
        of[one.code].append([first, one.part, *others])
    settings = about.settings
    known = [code for code in settings.departments if code in of]
    part = Column(_("Leads or supports"), width=10)
    names = {code: values.department(settings, code) for code in of}
    alike = Counter(names.values())
    for code in (*known, *sorted(of.keys() - settings.departments.keys())):
        name = names[code]
        if alike[name] > 1:
            name = f"{code} {name}"
        shown = [columns[0], part, *columns[1:]]
        yield Sheet(name, Table(shown, of[code], _keys(shown)))


def _keys(columns: Sequence[Column]) -> int:
    """The number of columns that identify the issue of a row: up to its title."""
    return [column.header for column in columns].index(_("Specific issue")) + 1
