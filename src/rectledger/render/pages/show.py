"""The page of `show`: one item with its measures, log, deadlines and evidence."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from rectledger.core.items import Item
from rectledger.core.lifecycle import entries_until
from rectledger.core.model import Issue, Settings
from rectledger.formatting import entries, own_fields
from rectledger.formatting import items as phrases
from rectledger.formatting.values import days_over, department, leader, text_of
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.render.console import BAD, GOOD, PIPE_WIDTH, QUIET, heading, indented, say, text
from rectledger.render.line_breaks import Data
from rectledger.render.pages.list_and_overdue import state


def page(out: Console, item: Item, measures: Sequence[Item], settings: Settings, day: str) -> None:
    """Print an issue with its measures, or one measure."""
    say(out, f"{item.ref}  {text_of(item.record.title)}", "bold")
    out.print(state(item))
    out.print()
    out.print(_pairs(_facts(item, settings)))
    results = list(phrases.results(item))
    if results:
        heading(out, _("Results"))
        indented(out, results, 2)
    if measures:
        heading(out, _("Measures"))
        out.print(_measures(measures, fill=out.width < PIPE_WIDTH))
    if item.next is not None:
        heading(out, _("Next steps"))
        indented(out, [text_of(item.next)], 2)
    log = [entry for _index, entry in entries_until(item.record, day)]
    if log:
        heading(out, _("Log"))
        for entry in log:
            besides = [text_of(entry.note), *entries.evidence(entry)]
            first = (f"  {entry.date}", entries.what(entry, settings))
            out.print(_pairs([first, *(("", line) for line in besides)]))


def _pairs(rows: Iterable[tuple[str, str]]) -> Table:
    """A grid of names and values; empty values are left out."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=QUIET, no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        if value:
            grid.add_row(text(name), text(value))
    return grid


def _facts(item: Item, settings: Settings) -> list[tuple[str, str]]:
    record, status = item.record, item.status
    lines: list[tuple[str, str]] = []
    if isinstance(record, Issue):
        lines += [
            (_("Kind"), phrases.kind(item)),
            (_("Aspect"), phrases.aspect(settings, record.section)),
            (_("Section"), phrases.section(settings, record.section)),
            (_("Heading"), text_of(record.heading)),
        ]
    elif item.issue:
        lines.append((_("Issue"), f"{item.issue.ref}  {text_of(item.issue.title)}"))
    supporting = _(", ").join(department(settings, code) for code in status.support)
    opened = item.opened if record.opened is not None else None
    return [
        *lines,
        (_("Lead department"), department(settings, status.lead)),
        (_("Supporting"), supporting),
        (_("Leader in charge"), leader(settings, item.leader)),
        (_("Opened"), opened or ""),
        (_("Deadline"), phrases.deadline(item)),
        (_("Closed"), phrases.closed(item)),
        (_("Next review"), item.review or ""),
        *own_fields.facts(item),
    ]


def _measures(items: Sequence[Item], *, fill: bool) -> Table:
    """A grid of measures: title, results and state; `fill`: over the full width."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold", ratio=1 if fill else None)
    grid.add_column(no_wrap=True)
    for item in items:
        closed = item.status.state == "closed"
        lines = [text(text_of(item.record.title))]
        lines += [text(line, QUIET) for line in phrases.results(item)]
        standing = terms.state(item.status.state, item.status.result)
        if closed:
            standing += f" {item.closed_on}"
        if item.overdue:
            standing += _(", {days} overdue").format(days=days_over(item.days_over))
        grid.add_row(
            text("✓" if closed else "·", GOOD if closed else ""),
            text(item.ref, "bold"),
            Data("\n").join(lines),
            text(standing, BAD if item.overdue else QUIET if closed else ""),
        )
    return grid
