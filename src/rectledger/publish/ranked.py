"""The table of a ranking: a row a department, and how far each has moved since an earlier one."""

from collections.abc import Sequence

from rectledger.core.summary.counting import Count, Group
from rectledger.core.summary.ranking import Ranked
from rectledger.phrases import texts
from rectledger.publish.tables import Cell, Column, Table
from rectledger.words import gettext as _
from rectledger.words import ngettext


def ranked(now: Sequence[Ranked], was: Sequence[Ranked] | None, code: str | None) -> Table:
    """The ranking, with what all add up to in the last row; only the row of the department `code`
    where one is asked for. With an earlier ranking a row says what changed since.

    A column for what is waived is there where something is: closed and ongoing would not add up.
    """
    shown = [one for one in now if code in (None, one.group.id)]
    waived = any(one.group.issues.waived for one in shown)
    rows = []
    for one in shown:
        name = texts.text_of(one.group.name) or _("(not known)")
        change = _change(one, was) if was is not None else []
        rank = "–" if one.rank is None else one.rank
        rows.append([rank, name, *_counts(one.group, waived=waived), *change])
    if code is None:
        rows.append(_all(now, was, waived=waived))
    return Table(_columns(waived=waived, since=was is not None), rows)


def _columns(*, waived: bool, since: bool) -> list[Column]:
    number = [
        Column(_("Ongoing"), "number", width=10),
        *([Column(_("Waived"), "number", width=10)] if waived else []),
        Column(_("Overdue"), "number", width=10),
        Column(_("Extended"), "number", width=10),
    ]
    change = [
        Column(_("Closed: change")),
        Column(_("Overdue: change")),
        Column(_("Rank: change"), width=14),
    ]
    return [
        Column(_("Rank"), width=6),
        Column(_("Lead department"), width=24),
        Column(_("Issues led"), "number", width=10),
        Column(_("Issues closed"), width=10),
        Column(_("Rate"), width=10),
        *number,
        Column(_("Closed on time"), width=10),
        Column(_("Measures closed"), width=10),
        *(change if since else []),
    ]


def _counts(group: Group, *, waived: bool) -> list[Cell]:
    issues, measures = group.issues, group.measures
    return [
        issues.total,
        texts.of(issues.closed, issues.total),
        texts.rate(issues.closed, issues.total),
        issues.ongoing,
        *([issues.waived] if waived else []),
        issues.overdue,
        issues.extended,
        texts.of(issues.on_time, issues.with_deadline),
        texts.of(measures.closed, measures.total),
    ]


def _change(one: Ranked, was: Sequence[Ranked]) -> list[Cell]:
    """What changed for a department; it moved by no places where nobody had a rank then."""
    nothing = Ranked(None, Group(one.group.id, one.group.name))
    then = next((row for row in was if row.group.id == one.group.id), nothing)
    moved = _moved(one.group.issues, then.group.issues)
    compared = any(row.rank for row in was)
    return [*moved, _places(then.rank, one.rank) if compared else "–"]


def _moved(now: Count, was: Count) -> list[Cell]:
    return [_signed(now.closed - was.closed), _signed(now.overdue - was.overdue)]


def _signed(n: int) -> str:
    """`+2`, `–1`, `0`"""
    return f"+{n}" if n > 0 else f"–{-n}" if n else "0"


def _places(was: int | None, now: int | None) -> str:
    """By how many places a rank moved."""
    if was is None or now is None:
        return "–" if was == now else _("newly ranked") if was is None else _("no longer ranked")
    if was == now:
        return _("unchanged")
    n = abs(was - now)
    if now < was:
        return ngettext("▲ up {n} place", "▲ up {n} places", n).format(n=n)
    return ngettext("▼ down {n} place", "▼ down {n} places", n).format(n=n)


def _all(now: Sequence[Ranked], was: Sequence[Ranked] | None, *, waived: bool) -> list[Cell]:
    """What all departments add up to."""

    def sums(rows: Sequence[Ranked]) -> Group:
        return Group(
            "",
            None,
            issues=sum((one.group.issues for one in rows), Count()),
            measures=sum((one.group.measures for one in rows), Count()),
        )

    whole = sums(now)
    change: list[Cell] = [] if was is None else [*_moved(whole.issues, sums(was).issues), "–"]
    return ["–", _("All"), *_counts(whole, waived=waived), *change]
