"""The page of `summary`: one group or one instrument per row."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Table

from rectledger.core.model import Settings
from rectledger.core.model.own_fields import own_name
from rectledger.core.summary.counts import Group
from rectledger.core.summary.instruments import InstrumentUse
from rectledger.core.summary.sums import plain
from rectledger.formatting import own_fields
from rectledger.formatting.values import closed_of, figure, of, rate, substantial, text_of
from rectledger.i18n import terms
from rectledger.i18n.language import N_, ngettext
from rectledger.i18n.language import gettext as _
from rectledger.render.console import BAD, GOOD, PIPE_WIDTH, QUIET, bar, say, table, text
from rectledger.render.line_breaks import Data


def page(out: Console, key: str, rows: Sequence[Group], settings: Settings) -> None:
    """Print groups by `key`, one per row, and a row of totals. If there is no room for all columns,
    the least important ones are left out.
    """
    total = sum(rows, Group("", None))
    columns = [*_COLUMNS, *[_RELAPSED] * bool(total.issues.relapsed)]
    columns += [_REOPENED] * bool(total.issues.reopened)
    columns += [_SUPPORTS] if key == "department" else []
    columns += [_sum(settings, name) for name in total.sums]
    title = own_fields.called(settings, key) if own_name(key) else terms.key(key)
    shown = [_with_name(row, key, settings) for row in rows]
    made = _table(title, shown, total, columns)
    # Measure without a width limit, or the result would be cut to the width as well.
    while Measurement.get(out, out.options.update(width=PIPE_WIDTH), made).minimum > out.width:
        least = max(columns, key=lambda column: column.least)
        if not least.least:
            break
        columns.remove(least)
        made = _table(title, shown, total, columns)
    out.print(made)
    if total.issues.substantial:
        out.print()
        counted = settings.policy.substantial_counts
        say(out, substantial(total.issues.substantial, counted=counted), QUIET)


class PageColumn(NamedTuple):
    """A column of the table of groups."""

    name: str
    cell: Callable[[Group], RenderableType]
    least: int = 0  # the highest is left out first; 0 always stays

    @property
    def header(self) -> tuple[str, str]:
        return _(self.name) if self.name else "", "right"


def _sum(settings: Settings, name: str) -> PageColumn:
    """The column of an own field's sum."""
    return PageColumn(
        own_fields.header(settings.fields[name]),
        lambda row: text(figure(plain(row.sums.get(name, Decimal(0))))),
        least=3,
    )


def _with_name(row: Group, key: str, settings: Settings) -> Group:
    """A group by an own field with its value in words."""
    own = settings.fields.get(own_name(key) or "")
    held = None if own is None or row.known else row.name
    return row if held is None else replace(row, name=own_fields.value(own, held))


def _table(title: str, rows: Sequence[Group], total: Group, columns: Sequence[PageColumn]) -> Table:
    headers = [column.header for column in columns]
    made = table((title, "wrap"), *headers, gap=1)
    made.columns[0].min_width = 14
    for column, (header, _right) in zip(made.columns[1:], headers, strict=True):
        column.min_width = cell_len(header)  # else rich may break within its words
    nobody = _("(not assigned)") if title == terms.key("leader") else _("(unknown)")
    for row in rows:
        name = text(text_of(row.name) or nobody)
        made.add_row(name, *(column.cell(row) for column in columns))
    made.add_row(text(_("All"), "bold"), *(column.cell(total) for column in columns))
    return made


def progress(width: int) -> PageColumn:
    """A column with a bar of `width` cells."""
    return PageColumn("", lambda row: bar(row.issues.closed, row.issues.total, width), least=5)


def _number(n: int, style: str) -> Data:
    """A count in `style`; dim if 0."""
    return text(str(n), style if n else QUIET)


CLOSED = PageColumn(N_("closed"), lambda row: text(closed_of(row.issues)))
RATE = PageColumn("", lambda row: text(rate(row.issues.closed, row.issues.total)), least=3)
OVERDUE = PageColumn(N_("overdue"), lambda row: _number(row.issues.overdue, BAD))
_COLUMNS = (
    progress(20), CLOSED, RATE, OVERDUE,
    PageColumn(
        N_("on time"), lambda row: text(of(row.issues.on_time, row.issues.with_deadline)), least=2
    ),
    PageColumn(
        N_("on time, of those due"),
        lambda row: text(of(row.issues.held, row.issues.fell_due)),
        least=4,
    ),
    PageColumn(N_("routine"), lambda row: text(str(row.issues.standing)), least=4),
    PageColumn(N_("measures"), lambda row: text(closed_of(row.measures)), least=1),
)  # fmt: skip
# Shown only if an issue relapsed or was reopened.
_RELAPSED = PageColumn(N_("relapsed"), lambda row: _number(row.issues.relapsed, BAD))
_REOPENED = PageColumn(N_("reopened"), lambda row: _number(row.issues.reopened, ""), least=3)
# Not part of the department's own issues, so there is no total.
_SUPPORTS = PageColumn(
    N_("supports"), lambda row: text(str(row.supporting) if row.id else "", QUIET), least=1
)


def instruments(out: Console, rows: Sequence[InstrumentUse]) -> None:
    """Print each instrument once, with the measures that produced it."""
    made = table(
        (_("Instrument"), "wrap"), _("Issued or revised"), _("Dated"), (_("Measures"), "wrap")
    )
    for row in rows:
        made.add_row(
            text(row.title),
            text(terms.action(row.action), GOOD if row.action != "drafted" else ""),
            text(row.dated or "–"), text(", ".join(row.refs)),
        )  # fmt: skip
    out.print(made)
    out.print()
    words = ngettext("{n} instrument", "{n} instruments", len(rows))
    say(out, words.format(n=len(rows)), QUIET)
