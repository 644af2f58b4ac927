"""The page of `summary`: a row a group, or a row an instrument."""

from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext

from rich.console import Console

from rectledger.core.summary import Count, Group, InstrumentUse
from rectledger.render.console import BAD, GOOD, QUIET, bar, table, text
from rectledger.render.texts import of, rate, text_of
from rectledger.words import terms


def page(out: Console, key: str, rows: Sequence[Group], total: Count, measures: Count) -> None:
    """Groups by `key`; the last row is their sum."""
    narrow = out.width < 100
    support = key == "department"
    headers: list[str | tuple[str, str]] = [(terms.key(key), "wrap")]
    if not narrow:
        headers.append("")
    headers += [
        (_("closed"), "right"), ("", "right"), (_("overdue"), "right"),
        (_("on time"), "right"), (_("routine"), "right"), (_("measures"), "right"),
    ]  # fmt: skip
    if support:
        headers.append((_("supports"), "right"))
    made = table(*headers)
    shown = [
        (text_of(row.name) or _("(nobody named)"), row.issues, row.measures, row.supporting)
        for row in rows
    ]
    for name, issues, own, supporting in [*shown, (_("All"), total, measures, None)]:
        cells = [text(name, "" if supporting is not None else "bold")]
        if not narrow:
            cells.append(bar(issues.closed, issues.total, 20))  # type: ignore[arg-type]
        cells += [
            text(of(issues.closed, issues.total)),
            text(rate(issues.closed, issues.total)),
            text(str(issues.overdue), BAD if issues.overdue else QUIET),
            text(of(issues.on_time, issues.with_deadline)),
            text(str(issues.standing)),
            text(of(own.closed, own.total)),
        ]
        if support:
            cells.append(text("" if supporting is None else str(supporting), QUIET))
        made.add_row(*cells, end_section=False)
    out.print(made)


def instruments(out: Console, rows: Sequence[InstrumentUse]) -> None:
    """Every regulation once, with the measures that it came from."""
    made = table((_("Instrument"), "wrap"), _("Action"), _("Dated"), (_("Measures"), "wrap"))
    for row in rows:
        made.add_row(
            text(row.title),
            text(terms.action(row.action), GOOD if row.action != "drafted" else ""),
            text(row.dated or "–"), text(", ".join(row.refs)),
        )  # fmt: skip
    out.print(made)
    out.print()
    words = ngettext("{n} instrument", "{n} instruments", len(rows))
    out.print(text(words.format(n=len(rows)), QUIET))
