"""The page of `status`: a headline, a bar for each kind, aspect and department, what presses."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from rectledger.core.model import Settings
from rectledger.core.summary.control_totals import TotalCheck
from rectledger.core.summary.counts import Count, Key
from rectledger.core.summary.counts import Group as Row
from rectledger.core.summary.overview import Overview
from rectledger.formatting import values
from rectledger.formatting.values import figure, of, rate, substantial, text_of
from rectledger.i18n import terms
from rectledger.i18n.language import N_, ngettext
from rectledger.i18n.language import gettext as _
from rectledger.render.console import (
    BAD,
    GOOD,
    NARROW,
    PIPE_WIDTH,
    QUIET,
    WARN,
    WIDE,
    bar,
    say,
    table,
    text,
)
from rectledger.render.pages import list_and_overdue

_PARTS: tuple[tuple[str, Key], ...] = (
    (N_("By kind"), "kind"),
    (N_("By aspect"), "aspect"),
    (N_("By lead department"), "department"),
)


def page(out: Console, overview: Overview, settings: Settings, *, told: bool) -> None:
    """Print `overview`, side by side where there is room. `told`: the user named its day."""
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
            out.print(
                list_and_overdue.deadlines(found, settings, title=title, narrow=out.width < NARROW)
            )
            if total > len(found):
                more = _("and {n} more: `rectledger {command}` shows them all")
                say(out, more.format(n=total - len(found), command=command + day), QUIET)
    if overview.control_totals:
        out.print()
        out.print(_totals(overview.control_totals))
    if settings.notes:
        out.print()
        say(
            out, _("What was inferred, and from what, is said under `notes` in ledger.yaml."), QUIET
        )


def headline(overview: Overview, settings: Settings) -> RenderableType:
    """What there is, what is done, what is left, what is over."""
    issues, measures = overview.issues, overview.measures
    first = Text("  ").join(
        [
            text(ngettext("{n} issue", "{n} issues", issues.total).format(n=issues.total), "bold"),
            text(
                _("{n} closed ({rate})").format(
                    n=issues.closed, rate=rate(issues.closed, issues.total)
                ),
                f"bold {GOOD}",
            ),
            text(_("{n} ongoing").format(n=issues.ongoing), "bold"),
            text(
                _("{n} overdue").format(n=issues.overdue),
                BAD if issues.overdue else "bold",
            ),
        ]
    )
    if issues.waived:
        first.append_text(text("  " + _("{n} waived").format(n=issues.waived), "bold"))
    lines: list[Text] = [first]
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
    return Group(*lines)


def _of_closed(issues: Count, settings: Settings) -> str:
    """What is to be known of the closed ones; it says which policy the count follows."""
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
        said.append(_("of all that fell due: {share} on time").format(share=share))
    if issues.substantial and not counts:
        said.append(substantial(issues.substantial, counted=False))
    return _("; ").join(said)


def _progress(parts: Sequence[tuple[str, Sequence[Row]]], width: int | None) -> Table:
    """Bars of `width` cells in aligned columns, each part under its title.

    None where there is no room: then neither bars nor percentages are drawn.
    """
    columns: list[tuple[str, str]] = [
        ("", "wrap"),
        ("", ""),
        (_("closed"), "right"),
        ("", "right"),
        (_("overdue"), "right"),
    ]
    made = table(*(columns if width else columns[::2]))
    for title, rows in parts:
        if made.row_count:
            made.add_row()
        made.add_row(text(title, "bold"))
        for row in rows:
            issues = row.issues
            cells: list[RenderableType] = [
                text(text_of(row.name) or _("(not known)")),
                bar(issues.closed, issues.total, width or 1),
                values.closed_of(issues),
                rate(issues.closed, issues.total),
                text(str(issues.overdue), BAD if issues.overdue else QUIET),
            ]
            made.add_row(*(cells if width else cells[::2]))
    return made


def _totals(checked: list[TotalCheck]) -> RenderableType:
    """The control totals: what holds in a line a day, a line for each that does not or cannot."""
    lines = []
    for day in dict.fromkeys(total.declared.as_of for total in checked if total.holds):
        holding = [t for t in checked if t.holds and t.declared.as_of == day]
        listed = _(", ").join(
            f"{terms.total(t.declared.name)} {t.counted}{values.without_amendments(t)}"
            for t in holding
        )
        words = _("Control totals that hold as of {day}: {listed}")
        lines.append(text(words.format(day=day, listed=listed), QUIET))
    for total in checked:
        if total.holds:
            continue
        lines.append(text(values.total(total), WARN if total.holds is False else QUIET))
    return Group(*lines)
