"""Tables of items: `list`, and `overdue` with upcoming deadlines."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from rectledger.core.deadlines import days_between
from rectledger.core.items import Item
from rectledger.core.model import Issue, Measure, Settings
from rectledger.core.summary.overdue_and_due_soon import Pressing
from rectledger.formatting import items as phrases
from rectledger.formatting.values import days_over, department, text_of
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext
from rectledger.render.console import BAD, GOOD, NARROW, QUIET, SLIM, WARN, say, table, text
from rectledger.render.line_breaks import Data


def state(item: Item) -> Text:
    """An item's state in colour, with routine and overdue."""
    style = {"closed": GOOD, "waived": QUIET}.get(item.status.state, "")
    return text(phrases.state(item), BAD if item.overdue else style)


def listing(out: Console, items: Sequence[Item], settings: Settings) -> None:
    """Print the page of `list`, one item per row."""
    if not items:
        say(out, _("No items match."))
        return
    narrow, slim = out.width < NARROW, out.width < SLIM
    headers: list[str | tuple[str, str]] = [(_("No."), "right"), (_("Title"), "wrap")]
    if not narrow:
        headers += [(_("Kind"), "wrap"), (_("Lead department"), "wrap")]
    if not slim:  # else a title would have too little room
        headers += [(_("State"), "wrap"), _("Deadline")]
    made = table(*headers)
    for item in items:
        row: list[Text] = [text(item.ref), text(text_of(item.record.title))]
        if not narrow:
            row += [text(phrases.kind(item)), text(department(settings, item.status.lead))]
        stands = [state(item), text(item.status.deadline or "–")]
        if slim:
            row[1:], stands = [Data("\n").join([row[1], Data("  ").join(stands)])], []
        made.add_row(*row, *stands)
    out.print(made)
    out.print()
    shown = ngettext("{n} item", "{n} items", len(items))
    say(out, shown.format(n=len(items)), QUIET)


def overdue(out: Console, found: Pressing, within: int | None, settings: Settings) -> None:
    """Print the page of `overdue`."""
    over, reviews, coming = found.overdue, found.reviews_due, found.coming
    if over:
        title = _("Overdue: {n}").format(n=len(over))
        deadlines(out, _families(over, found.late), settings, title)
    else:
        say(out, _("Nothing is overdue.") if not found.late else _("No issue is overdue."), GOOD)
    shown = {item.sort_key[0] for item in over}
    behind = [item for item in found.late if item.sort_key[0] not in shown]
    if behind:
        title = _("Overdue measures of other issues: {n}").format(n=len(behind))
        out.print()
        deadlines(out, _families(found.behind, behind), settings, title)
    if reviews:
        out.print()
        deadlines(out, reviews, settings, _("Reviews due: {n}").format(n=len(reviews)))
    if within is None:
        return
    out.print()
    if coming:
        title = _("Due within {days}: {n}").format(days=days_over(within), n=len(coming))
        deadlines(out, coming, settings, title)
    else:
        words = _("Nothing is due within {days}.").format(days=days_over(within))
        say(out, words, QUIET)


def _families(issues: Sequence[Item], measures: Sequence[Item]) -> list[Item]:
    """Issues, each followed by its measures; then measures without their issue."""
    below: dict[int, list[Item]] = defaultdict(list)
    for item in measures:
        below[item.sort_key[0]].append(item)
    rows = [row for item in issues for row in (item, *below.pop(item.sort_key[0], ()))]
    return rows + [item for left in below.values() for item in left if item.issue is None]


def deadlines(out: Console, items: Sequence[Item], settings: Settings, title: str) -> None:
    """Print items with their deadlines and how long they are overdue, by the first deadline too if
    it changed; if none is overdue, how many days are left.

    An item due for review shows the date of the review instead; it is not overdue, so the days
    since then have a header of their own. Measures are indented below their issue. On a narrow page
    the lead department is shown under the title.
    """
    narrow = out.width < NARROW
    headers: list[str | tuple[str, str]] = [(_("No."), "right"), (title, "wrap")]
    if not narrow:
        headers.append((_("Lead department"), "wrap"))
    since = _("Overdue by")
    if all(item.review_due for item in items):
        since = _("Days since")
    elif not any(item.overdue for item in items):
        since = _("Days left")
    made = table(*headers, _("Deadline"), (since, "right"))
    made.columns[1].header_style = "bold"
    issues = {item.sort_key[0] for item in items if isinstance(item.record, Issue)}
    for item in items:
        below = isinstance(item.record, Measure) and item.sort_key[0] in issues
        words = text("– " * below + text_of(item.record.title))
        lead = text(department(settings, item.status.lead), QUIET if narrow else "")
        named = [Data("\n").join([words, lead])] if narrow else [words, lead]
        over = phrases.over(item) or (days_over(item.review_over) if item.review_over else "")
        days = text(over, BAD) if over else text(_left(item, since), QUIET)
        made.add_row(text(item.ref), *named, _due(item), days)
    out.print(made)


def _left(item: Item, header: str) -> str:
    """The days until the deadline, under the header that asks for them."""
    deadline = item.status.deadline
    if deadline is None or deadline < item.day or header != _("Days left"):
        return "–"
    return days_over(days_between(item.day, deadline))


def _due(item: Item) -> Text:
    """The deadline, or the date of the review if that is what is due."""
    if item.status.deadline is None or item.status.state == "closed":
        words = _("review {day}").format(day=item.review)
        return text(words, WARN if item.review_due else "")
    return text(item.status.deadline, BAD if item.overdue else "")
