"""The page of `diff`: the changes item by item, and the counts before and after."""

from collections.abc import Iterable, Sequence

from rich.console import Console

from rectledger.core.diff.item_diff import Happened
from rectledger.core.diff.ledger_diff import Compared
from rectledger.core.items import Item
from rectledger.core.model import Record
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.core.summary.counts import Count
from rectledger.formatting import diff, entries
from rectledger.formatting.values import closed_of, rate, text_of
from rectledger.i18n.language import gettext as _
from rectledger.render.console import BAD, GOOD, QUIET, SLIM, heading, indented, say, table, text
from rectledger.render.line_breaks import Data


def page(out: Console, compared: Compared) -> None:
    """Print the changes of a ledger."""
    settings = compared.settings
    say(out, text_of(settings.title), "bold")
    before, after = diff.side(compared.before), diff.side(compared.after)
    say(out, _("From {before} to {after}").format(before=before, after=after), QUIET)
    at_odds = diff.conflicts(compared)
    if at_odds:
        say(out, at_odds, BAD)
    out.print()
    if compared.untouched:
        say(out, _("Nothing changed."), GOOD)
        if not (compared.became_overdue or compared.no_longer_overdue):
            return
        out.print()
    _counts(out, compared)
    faults = diff.faults(compared)
    if faults:
        heading(out, diff.unlawful(len(faults)))
        for one, said in faults:
            _item(out, one.record if one else None, [said], BAD)
    told = [one for one in compared.happened if not one.with_issue and (one.added or one.entered)]
    if told:
        heading(out, _("Changes"))
        for one in told:
            _item(out, one.record, _lines(one, compared))
    _list(out, _("Evidence added"), diff.loose_evidence(compared))
    _list(out, SETTINGS_FILE, diff.edits(compared))
    _overdue(out, _("Became overdue"), compared.became_overdue, compared)
    _overdue(out, _("No longer overdue"), compared.no_longer_overdue, compared)
    _list(out, _("Approvals needed"), diff.reviewers(compared))


def _lines(one: Happened, compared: Compared) -> list[str]:
    lines = []
    for said in diff.said(one, compared.settings):
        lines += [said.what, *said.besides, *(entries.evidence(said.entry) if said.entry else ())]
    return lines


def _item(out: Console, record: Record | None, lines: Sequence[str], style: str = "") -> None:
    """Print an item with lines below it."""
    if record is None:
        for line in lines:
            say(out, line, style)
        return
    out.print(Data.assemble(text(record.ref, "bold"), text(f"  {text_of(record.title)}")))
    indented(out, lines, 4, style)


def _list(out: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        heading(out, title)
        indented(out, lines, 2)


def _overdue(out: Console, title: str, items: Sequence[Item], compared: Compared) -> None:
    if items:
        heading(out, title)
        for item in items:
            _item(out, item.record, [diff.overdue(item, compared.settings)])


def _counts(out: Console, compared: Compared) -> None:
    """Print the counts of both sides, and those of departments if they differ."""
    stands = [side.stands if side else None for side in (compared.before, compared.after)]
    slim = out.width < SLIM
    before, after = diff.days(compared, slim=slim)
    made = table(("", "wrap"), (before, "right"), (after, "right"))
    for column in made.columns:
        column.no_wrap = False

    def row(name: str, cells: Iterable[str]) -> None:
        made.add_row(text(name), *map(text, cells))

    def closed(count: Count) -> str:
        share = closed_of(count)
        return share if slim else f"{share}  {rate(count.closed, count.total):>6}"

    row(_("Issues closed"), (closed(one.issues) if one else "–" for one in stands))
    row(_("Measures closed"), (closed(one.measures) if one else "–" for one in stands))
    row(_("Issues overdue"), (str(one.issues.overdue) if one else "–" for one in stands))
    rows = diff.departments(compared)
    if rows:
        made.add_row()
        made.add_row(text(_("By lead department"), "bold"))
    for name, *cells in rows:
        row(name, cells)
    out.print(made)
