"""The page of `status`: a headline, a bar for each kind, aspect and department, what presses."""

from gettext import gettext as _
from gettext import ngettext

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from rectledger.core.model import Settings
from rectledger.core.summary import Count, Overview, TotalCheck
from rectledger.core.summary import Group as Row
from rectledger.render import items
from rectledger.render.console import BAD, GOOD, QUIET, WARN, WIDE, bar, table, text
from rectledger.render.texts import figure, of, rate, text_of
from rectledger.words import terms

SHOWN = 10


def page(out: Console, overview: Overview, settings: Settings) -> None:
    """Print `overview`; side by side where there is room."""
    out.print(headline(overview, settings))
    wide = (out.width >= WIDE and out.is_terminal) or WIDE <= out.width < 1000
    kinds = _rows(_("By kind"), overview.by["kind"], wide)
    aspects = _rows(_("By aspect"), overview.by["aspect"], wide)
    departments = _rows(_("By lead department"), overview.by["department"], wide)
    out.print()
    if wide:
        grid = Table.grid(padding=(0, 6, 0, 0))
        grid.add_row(Group(kinds, Text(), aspects), departments)
        out.print(grid)
    else:
        out.print(Group(kinds, Text(), aspects, Text(), departments))
    for title, found in (
        (_("Overdue"), overview.overdue),
        (_("Due soon"), overview.due_soon),
        (_("Reviews due"), overview.reviews_due),
    ):
        if found:
            out.print()
            out.print(items.deadlines(found[:SHOWN], settings, title=title))
            if len(found) > SHOWN:
                more = _("and {n} more: `rectledger overdue` shows them all")
                out.print(text(more.format(n=len(found) - SHOWN), QUIET))
    if overview.control_totals:
        out.print()
        out.print(_totals(overview.control_totals))


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
    of_closed = _of_closed(issues, settings)
    if of_closed:
        lines.append(text(of_closed))
    lines.append(
        text(
            _("Measures: {closed} of {total} closed ({rate}), {overdue} overdue").format(
                closed=figure(measures.closed),
                total=figure(measures.total),
                rate=rate(measures.closed, measures.total),
                overdue=measures.overdue,
            )
        )
    )
    return Group(*lines)


def _of_closed(issues: Count, settings: Settings) -> str:
    """What is to be known of the closed ones; it says which policy the count follows."""
    parts = []
    if issues.with_deadline:
        parts.append(_("{share} on time").format(share=of(issues.on_time, issues.with_deadline)))
    if issues.standing:
        parts.append(_("{n} kept up as routine").format(n=issues.standing))
    if issues.substantial:
        counted = settings.policy.substantial_counts
        words = (
            _("{n} closed on the whole (counted as closed, by policy)")
            if counted
            else _("{n} closed on the whole (counted as ongoing, by policy)")
        )
        parts.append(words.format(n=issues.substantial))
    return _("Of the closed: {parts}").format(parts=_(", ").join(parts)) if parts else ""


def _rows(title: str, rows: list[Row], wide: bool) -> Table:
    made = table(
        (title, "wrap"), "", (_("closed"), "right"), ("", "right"), (_("overdue"), "right")
    )
    made.columns[0].header_style = "bold"
    made.columns[0].ratio = None
    for row in rows:
        issues = row.issues
        name = text_of(row.name) or _("(not known)")
        made.add_row(
            text(name),
            bar(issues.closed, issues.total, 24 if wide else 16),
            of(issues.closed, issues.total),
            rate(issues.closed, issues.total),
            text(str(issues.overdue), BAD if issues.overdue else QUIET),
        )
    return made


def _totals(checked: list[TotalCheck]) -> RenderableType:
    """The control totals: what holds in one line, a line for each that does not or cannot."""
    holding = [total for total in checked if total.holds]
    lines = []
    if holding:
        listed = _(", ").join(
            f"{terms.total(total.declared.name)} {total.counted}" for total in holding
        )
        lines.append(text(_("Control totals that hold: {listed}").format(listed=listed), QUIET))
    for total in checked:
        if total.holds:
            continue
        words = (
            _("{name}: {declared} declared, but {counted} counted")
            if total.holds is False
            else _("{name}: {declared} declared, {counted} listed here; no list was published")
        ).format(
            name=terms.total(total.declared.name),
            declared=total.declared.total,
            counted=total.counted,
        )
        lines.append(text(words, WARN if total.holds is False else QUIET))
    return Group(*lines)
