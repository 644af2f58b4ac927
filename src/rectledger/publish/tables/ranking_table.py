"""The ranking table: one row per department, with changes since an earlier ranking."""

from collections.abc import Callable, Sequence

from rectledger.core.summary.counts import Count, Group
from rectledger.core.summary.ranking import Ranked
from rectledger.formatting import values
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext
from rectledger.publish.tables.table import Cell, Column, Field, Table, tabulated


def ranked(
    now: Sequence[Ranked], was: Sequence[Ranked] | None, code: str | None, *, apart: bool = False
) -> Table:
    """The ranking with totals in the last row, or only the row of the department `code`. With an
    earlier ranking `was`, rows show what changed since.

    A page has `48/57` in one cell; `apart`: each number has its own cell, for calculations.
    """
    rows = [one for one in now if code in (None, one.group.id)]
    if code is None:
        rows.append(_all(now))
    fields = [*_named(), *_counted(apart=apart)]
    if was is not None:
        fields += _moved([*was, _all(was)], apart=apart)
    return tabulated(fields, rows)._replace(keys=2, totals=1 if code is None else 0)


_ALL = ""  # the id of the totals; never that of a department


def _all(rows: Sequence[Ranked]) -> Ranked:
    return Ranked(None, sum((one.group for one in rows), Group(_ALL, None)))


def _named() -> list[Field[Ranked]]:
    def name(one: Ranked) -> str:
        if one.group.id == _ALL:
            return _("All")
        return values.text_of(one.group.name) or _("(unknown)")

    return [
        Field(Column(_("Rank"), width=6), lambda one: one.rank or "–"),
        Field(Column(_("Lead department"), width=24), name),
    ]


Number = Callable[[Group], int]


def _counted(*, apart: bool) -> list[Field[Ranked]]:
    """The counts of a department."""
    return [
        _number(_("Issues led"), lambda one: one.issues.total),
        Field(Column(_("Issues supported"), "number", width=10), _supported),
        *_part(
            apart, _("Issues closed"), lambda one: one.issues.closed, lambda one: one.issues.total
        ),
        _rate(apart=apart),
        _number(_("Ongoing"), lambda one: one.issues.ongoing),
        _number(_("Waived"), lambda one: one.issues.waived),
        _number(_("Overdue"), lambda one: one.issues.overdue),
        _number(_("Extended"), lambda one: one.issues.extended),
        *_part(
            apart, _("Closed on time"), lambda one: one.issues.on_time,
            lambda one: one.issues.with_deadline, _("Closed, with a deadline"),
        ),
        *_part(
            apart, _("On time, of those due"), lambda one: one.issues.held,
            lambda one: one.issues.fell_due, _("Fell due"),
        ),
        _number(_("Relapsed"), lambda one: one.issues.relapsed),
        _number(_("Reopened"), lambda one: one.issues.reopened),
        *_measures(apart=apart),
    ]  # fmt: skip


def _number(header: str, of: Number) -> Field[Ranked]:
    return Field(Column(header, "number", width=10), lambda one: of(one.group))


def _text(header: str, of: Callable[[Group], str]) -> Field[Ranked]:
    return Field(Column(header, width=10), lambda one: of(one.group))


def _part(
    apart: bool, header: str, of: Number, whole: Number, of_what: str = ""
) -> list[Field[Ranked]]:
    """Part and whole in one cell; `apart`: in two, unless the whole has a column already."""
    if apart:
        return [*([_number(of_what, whole)] if of_what else []), _number(header, of)]
    return [_text(header, lambda one: values.of(of(one), whole(one)))]


def _supported(one: Ranked) -> Cell:  # not part of the issues led, so never totalled
    return None if one.group.id == _ALL else one.group.supporting


def _rate(*, apart: bool) -> Field[Ranked]:
    rate = values.share if apart else values.rate
    column = Column(_("Rate"), "rate" if apart else "text", width=10)
    return Field(column, lambda one: rate(one.group.issues.closed, one.group.issues.total))


def _measures(*, apart: bool) -> list[Field[Ranked]]:
    if not apart:
        return [_text(_("Measures closed"), lambda one: values.closed_of(one.measures))]
    return [
        _number(_("Measures led"), lambda one: one.measures.total),
        _number(_("Measures closed"), lambda one: one.measures.closed),
        _number(_("Measures waived"), lambda one: one.measures.waived),
    ]


def _moved(was: Sequence[Ranked], *, apart: bool) -> list[Field[Ranked]]:
    """The changes of a department, and of the totals. There is no change of rank if nobody was
    ranked before, nor for the totals."""
    before = {one.group.id: one for one in was}
    compared = any(one.rank for one in was)

    def change(header: str, of: Callable[[Count], int]) -> Field[Ranked]:
        def say(one: Ranked) -> Cell:
            then = before.get(one.group.id)
            n = of(one.group.issues) - (of(then.group.issues) if then else 0)
            return n if apart else _signed(n)

        return Field(Column(header, "number" if apart else "text"), say)

    def places(one: Ranked) -> str:
        then = before.get(one.group.id)
        return _places(then and then.rank, one.rank) if compared else "–"

    return [
        change(_("Closed: change"), lambda count: count.closed),
        change(_("Overdue: change"), lambda count: count.overdue),
        Field(Column(_("Rank: change"), width=14), places),
    ]


def _signed(n: int) -> str:
    """`+2`, `–1`, `0`"""
    return f"{n:+}".replace("-", "–") if n else "0"


def _places(was: int | None, now: int | None) -> str:
    """The change of rank, in places."""
    if was is None or now is None:
        return "–" if was == now else _("newly ranked") if was is None else _("no longer ranked")
    if was == now:
        return _("unchanged")
    n = abs(was - now)
    if now < was:
        return ngettext("▲ up {n} place", "▲ up {n} places", n).format(n=n)
    return ngettext("▼ down {n} place", "▼ down {n} places", n).format(n=n)
