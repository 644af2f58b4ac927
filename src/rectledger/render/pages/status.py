"""The page of `status`: a headline, bars by kind, aspect and department, urgent items."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from rectledger.core.model import Settings
from rectledger.core.summary.control_totals import TotalCheck
from rectledger.core.summary.counts import Count, Key
from rectledger.core.summary.counts import Group as Row
from rectledger.core.summary.overview import Overview
from rectledger.formatting import own_fields, values
from rectledger.formatting.values import figure, of, rate, substantial, text_of
from rectledger.i18n import terms
from rectledger.i18n.language import N_, ngettext
from rectledger.i18n.language import gettext as _
from rectledger.render.console import BAD, GOOD, PIPE_WIDTH, QUIET, WARN, WIDE, say, table, text
from rectledger.render.pages import summary
from rectledger.render.pages.list_and_overdue import deadlines

_PARTS: tuple[tuple[str, Key], ...] = (
    (N_("By kind"), "kind"),
    (N_("By aspect"), "aspect"),
    (N_("By lead department"), "department"),
)


def page(out: Console, overview: Overview, settings: Settings, *, told: bool) -> None:
    """Print `overview`, in two columns if there is room. `told`: the user gave its date."""
    out.print(headline(overview, settings))
    wide = WIDE <= out.width < PIPE_WIDTH
    parts = [(_(title), overview.by[key]) for title, key in _PARTS]
    out.print()
    if wide:
        grid = Table.grid(padding=(0, 6, 0, 0))
        grid.add_row(_progress(parts[:2], 24), _progress(parts[2:], 24))
        out.print(grid)
    else:
        out.print(_progress(parts, 16 if out.width >= 72 else None))
    day = f" --as-of {overview.day}" if told else ""
    soon = f"overdue --within {settings.policy.due_soon_days}"
    counts = overview.issues
    for title, found, total, command in (
        (_("Overdue"), overview.overdue, counts.overdue, "overdue"),
        (_("Due soon"), overview.due_soon, counts.due_soon, soon),
        (_("Reviews due"), overview.reviews_due, counts.reviews_due, "overdue"),
    ):
        if found:
            out.print()
            deadlines(out, found, settings, title)
        if found and total > len(found):
            more = _("and {n} more: `rectledger {command}` shows them all")
            say(out, more.format(n=total - len(found), command=command + day), QUIET)
    if overview.control_totals:
        out.print()
        out.print(_totals(overview.control_totals))
    if settings.notes:
        out.print()
        words = _("For what was inferred, and on what basis, see `notes` in ledger.yaml.")
        say(out, words, QUIET)


def headline(overview: Overview, settings: Settings) -> RenderableType:
    """The counts: total, closed, ongoing, overdue."""
    issues, measures = overview.issues, overview.measures
    share = rate(issues.closed, issues.total)
    counts = [
        (ngettext("{n} issue", "{n} issues", issues.total), issues.total, "bold"),
        (_("{n} closed ({rate})"), issues.closed, f"bold {GOOD}"),
        (_("{n} ongoing"), issues.ongoing, "bold"),
        (_("{n} overdue"), issues.overdue, BAD if issues.overdue else "bold"),
    ]
    if issues.waived:
        counts.append((_("{n} waived"), issues.waived, "bold"))
    first = (text(words.format(n=n, rate=share), style) for words, n, style in counts)
    lines = [Text("  ").join(first)]
    lines += [text(line) for line in (_of_closed(issues, settings), values.again(issues)) if line]
    words = (
        _("Measures: {closed} of {total} closed ({rate}), {overdue} overdue, {waived} waived")
        if measures.waived
        else _("Measures: {closed} of {total} closed ({rate}), {overdue} overdue")
    ).format(
        closed=figure(measures.closed), total=figure(measures.total),
        rate=rate(measures.closed, measures.total), overdue=measures.overdue,
        waived=measures.waived,
    )  # fmt: skip
    lines.append(text(words))
    lines += [text(line) for line in own_fields.totals(settings, overview.sums)]
    return Group(*lines)


def _of_closed(issues: Count, settings: Settings) -> str:
    """Details on the closed issues, with the policy that the count follows."""
    counts = settings.policy.substantial_counts
    parts = []
    if issues.with_deadline:
        parts.append(_("{share} on time").format(share=of(issues.on_time, issues.with_deadline)))
    if issues.standing:
        parts.append(_("{n} kept up as routine").format(n=issues.standing))
    if issues.substantial and counts:
        parts.append(substantial(issues.substantial, counted=True))
    said = [_("Of the closed: {parts}").format(parts=_(", ").join(parts))] if parts else []
    if issues.fell_due:
        share = of(issues.held, issues.fell_due)
        said.append(_("of those due: {share} on time").format(share=share))
    if issues.substantial and not counts:
        said.append(substantial(issues.substantial, counted=False))
    return _("; ").join(said)


def _progress(parts: Sequence[tuple[str, Sequence[Row]]], width: int | None) -> Table:
    """Bars of `width` cells in aligned columns, each part under its title.

    None: no room, so neither bars nor percentages are drawn.
    """
    columns = [summary.CLOSED, summary.OVERDUE]
    if width:
        columns = [summary.progress(width), summary.CLOSED, summary.RATE, summary.OVERDUE]
    made = table(("", "wrap"), *(column.header for column in columns))
    for title, rows in parts:
        if made.row_count:
            made.add_row()
        made.add_row(text(title, "bold"))
        for row in rows:
            name = text(text_of(row.name) or _("(unknown)"))
            made.add_row(name, *(column.cell(row) for column in columns))
    return made


def _totals(checked: list[TotalCheck]) -> RenderableType:
    """The control totals: matching ones in one line per date, the others in a line each."""
    lines = []
    for day in dict.fromkeys(total.declared.as_of for total in checked if total.holds):
        holding = [t for t in checked if t.holds and t.declared.as_of == day]
        listed = _(", ").join(
            f"{terms.total(t.declared.name)} {t.counted}{values.without_amendments(t)}"
            for t in holding
        )
        words = _("Control totals that match as of {day}: {listed}")
        lines.append(text(words.format(day=day, listed=listed), QUIET))
    lines += [
        text(values.total(total), WARN if total.holds is False else QUIET)
        for total in checked
        if not total.holds
    ]
    return Group(*lines)
