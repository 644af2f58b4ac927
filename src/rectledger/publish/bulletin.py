"""The progress bulletin: departments ranked by what they lead, and what changed since a day."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core import deadlines
from rectledger.core.items import Item, items_on
from rectledger.core.model import Ledger
from rectledger.core.summary.counting import Count, Group, add_groups, groups
from rectledger.core.summary.ranking import ranking
from rectledger.phrases import texts
from rectledger.publish.about import About, Asked
from rectledger.publish.content import Content, figures
from rectledger.publish.ranked import ranked
from rectledger.publish.tables import Cell, Column, Table
from rectledger.words import gettext as _
from rectledger.words import terms


class Standing(NamedTuple):
    """An issue as it stood: what a bulletin tells of it, and what it is compared by."""

    number: int
    title: str
    lead: str  # a code
    counted: bool  # as closed
    overdue: bool
    due_soon: bool
    days_over: int
    extensions: int
    first: str | None
    deadline: str | None
    closed_on: str | None
    on_time: bool | None
    state: str  # in words


@dataclass(frozen=True)
class Bulletin:
    """How the departments stand, and each issue. Bulletins of parts of a ledger add up."""

    departments: list[Group]
    issues: list[Standing]

    def __add__(self, other: "Bulletin") -> "Bulletin":
        return Bulletin(
            add_groups(self.departments, other.departments),
            sorted([*self.issues, *other.issues], key=lambda one: one.number),
        )


class Before(NamedTuple):
    """The ledger as it stood earlier, on `day`, and as `commit` has it where one is named."""

    gathered: Bulletin
    day: str
    commit: str | None = None


def gather(ledger: Ledger, day: str, *, asked: Asked) -> Bulletin:
    """How `ledger` stood on `day`. A department's rank is among all, whichever is asked for."""
    issues, measures = items_on(ledger, day)
    return Bulletin(
        groups(ledger.settings, issues, measures, "department"),
        [_standing(item) for item in issues],
    )


def _standing(item: Item) -> Standing:
    return Standing(
        number=item.sort_key[0],
        title=texts.text_of(item.record.title),
        lead=item.status.lead,
        counted=item.counted,
        overdue=item.overdue,
        due_soon=item.due_soon,
        days_over=item.days_over,
        extensions=item.status.extensions,
        first=item.record.due,
        deadline=item.status.deadline,
        closed_on=item.closed_on,
        on_time=item.on_time,
        state=terms.state(item.status.state, item.status.result),
    )


def content(now: Bulletin, about: About, before: Before | None = None) -> Content:
    """What the bulletin holds. Without `before`, all that is overdue and was extended is listed,
    and nothing of what was closed or reopened."""
    code = about.asked.department
    departments = _of(now, code).departments
    issues = sum((one.issues for one in departments), Count())
    measures = sum((one.measures for one in departments), Count())
    was = before.gathered if before else None
    ranks, then = ranking(now.departments), ranking(was.departments) if was else None
    policy = about.settings.policy
    lists = _lists(_of(now, code), was, about)
    return Content(
        words={
            "issues": figures(issues),
            "measures": figures(measures),
            "substantial": texts.substantial(issues.substantial, counted=policy.substantial_counts),
            "due_soon_days": policy.due_soon_days,
            "since": before.day if before else "",
            "since_commit": (before.commit or "") if before else "",
        },
        tables={
            "ranking": ranked(ranks, then, code),
            "ranking_sheet": ranked(ranks, then, code, apart=True),
            **lists,
        },
        sheets={
            "ranking_sheet": _("By department"),
            **({"closed": _("Closed since")} if was else {}),
            **({"reopened": _("No longer closed")} if was else {}),
            "overdue": _("Became overdue") if was else _("Overdue"),
            "extended": _("Extended since") if was else _("Extended"),
            "due_soon": _("Due soon"),
        },
        wide=True,
    )


def _of(gathered: Bulletin, code: str | None) -> Bulletin:
    """What one department leads; everything where none is asked for."""
    if code is None:
        return gathered
    return Bulletin(
        [one for one in gathered.departments if one.id == code],
        [one for one in gathered.issues if one.lead == code],
    )


def _lists(now: Bulletin, was: Bulletin | None, about: About) -> dict[str, Table]:
    """What happened to which issues; what is over or due comes in order of its deadline.

    An issue is held against itself, whoever led it then: a hand-over is no change of it.
    """
    before = {one.number: one for one in was.issues} if was else {}
    name = Column(_("Lead department"), width=20)
    day, first = Column(_("Deadline"), "day"), Column(_("First deadline"), "day")
    over = Column(_("Days over"), "number", width=10)

    def table(
        holds: Callable[[Standing, Standing | None], bool],
        *more: tuple[Column, Callable[[Standing], Cell]],
        urgent: bool = False,
    ) -> Table:
        found = [one for one in now.issues if holds(one, before.get(one.number))]
        if urgent:
            found.sort(key=lambda one: (one.deadline or "", one.number))
        columns = [Column(_("No."), "number", width=8), Column(_("Title"), width=50), name]
        rows = [[*_named(one, about), *(cell(one) for _column, cell in more)] for one in found]
        return Table([*columns, *(column for column, _cell in more)], rows)

    return {
        "closed": table(
            lambda one, then: was is not None and one.counted and not (then and then.counted),
            (Column(_("Closed on"), "day"), lambda one: one.closed_on),
            (Column(_("Closed in time"), width=10), lambda one: _in_time(one)),
            (Column(_("State"), width=14), lambda one: one.state),
        ),
        "reopened": table(
            lambda one, then: bool(then and then.counted and not one.counted),
            (day, lambda one: one.deadline),
        ),
        "overdue": table(
            lambda one, then: one.overdue and not (then and then.overdue),
            (day, lambda one: one.deadline),
            (over, lambda one: one.days_over),
            urgent=True,
        ),
        "extended": table(
            lambda one, then: one.extensions > (then.extensions if then else 0),
            (first, lambda one: one.first),
            (day, lambda one: one.deadline),
            (Column(_("Extensions"), "number", width=10), lambda one: one.extensions),
        ),
        "due_soon": table(
            lambda one, _then: one.due_soon,
            (day, lambda one: one.deadline),
            (
                Column(_("Days left"), "number", width=10),
                lambda one: deadlines.days_between(about.day, one.deadline or about.day),
            ),
            urgent=True,
        ),
    }


def _in_time(one: Standing) -> str:
    return "–" if one.on_time is None else texts.value(one.on_time)


def _named(one: Standing, about: About) -> list[Cell]:
    return [one.number, one.title, texts.department(about.settings, one.lead)]
