"""The ledger as the workbook that offices know: its issues, its measures, a sheet a department."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rectledger.core.filters import Filters
from rectledger.core.items import Item, items_on
from rectledger.core.model import Ledger
from rectledger.phrases import texts
from rectledger.publish import sheets
from rectledger.publish.about import About, Asked
from rectledger.publish.item_columns import Field, of_issues, of_measures
from rectledger.publish.sheets import Sheet, Tell
from rectledger.publish.tables import Cell, Column, Table
from rectledger.words import gettext as _


class Row(NamedTuple):
    """An issue: which departments lead and support it (codes), and the cells of its row."""

    lead: str
    support: tuple[str, ...]
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Gathered:
    """The rows of issues and of measures, each in order of number."""

    issues: list[Row] = field(default_factory=list)
    measures: list[Sequence[Cell]] = field(default_factory=list)

    def __add__(self, other: "Gathered") -> "Gathered":
        return Gathered(self.issues + other.issues, self.measures + other.measures)


def gather(ledger: Ledger, day: str, *, asked: Asked) -> Gathered:
    """What the workbook of a ledger on `day`, or of a part of one, is to hold."""
    settings = ledger.settings
    issues, measures = items_on(ledger, day)
    of_issue: dict[int, list[Item]] = defaultdict(list)
    for measure in measures:
        of_issue[measure.record.sort_key[0]].append(measure)
    if asked.department is not None:
        wanted = Filters(department=asked.department)
        issues = wanted.pick(issues, settings, day)
        measures = wanted.pick(measures, settings, day)
    about_issues = of_issues(settings, internal=asked.internal)
    about_measures = of_measures(settings, internal=asked.internal)
    rows = []
    for item in issues:
        said = _cells(item, of_issue[item.record.sort_key[0]], about_issues)
        rows.append(Row(item.status.lead, item.status.support, said))
    return Gathered(rows, [_cells(item, (), about_measures) for item in measures])


def _cells(item: Item, measures: Sequence[Item], fields: Sequence[Field]) -> Sequence[Cell]:
    return [one.say(item, measures) for one in fields]


def workbook(gathered: Gathered, about: About, tell: Tell | None = None) -> bytes:
    """The workbook; `tell` is told how many of how many rows are written."""
    settings, internal = about.settings, about.asked.internal
    issues = [one.column for one in of_issues(settings, internal=internal)]
    measures = [one.column for one in of_measures(settings, internal=internal)]
    found = [
        Sheet(_("Ledger of issues"), Table(issues, [row.cells for row in gathered.issues])),
        Sheet(_("Ledger of measures"), Table(measures, gathered.measures)),
    ]
    if about.asked.department is None:
        found += _departments(gathered.issues, issues, about)
    return sheets.workbook(found, about, tell=tell)


def _departments(rows: Sequence[Row], columns: Sequence[Column], about: About) -> list[Sheet]:
    """A sheet a department that leads or supports an issue, in the ledger's order: its issues, and
    in the second column which of the two it does."""
    of: dict[str, list[Sequence[Cell]]] = defaultdict(list)
    leads, supports = _("Leads"), _("Supports")
    for row in rows:
        first, *others = row.cells
        of[row.lead].append([first, leads, *others])
        for code in dict.fromkeys(row.support):
            if code != row.lead:
                of[code].append([first, supports, *others])
    settings = about.settings
    known = [code for code in settings.departments if code in of]
    unknown = sorted(of.keys() - settings.departments.keys())
    part = Column(_("Its part"), width=10)
    return [
        Sheet(texts.department(settings, code), Table([columns[0], part, *columns[1:]], of[code]))
        for code in (*known, *unknown)
    ]
