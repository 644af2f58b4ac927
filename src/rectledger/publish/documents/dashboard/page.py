"""The dashboard's page: a template filled with the gathered data and charts."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from rectledger.core.model.events import STATES
from rectledger.core.summary.burn_up import OverTime
from rectledger.core.summary.counts import Count, Group, Key, aspects
from rectledger.formatting import values
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import language_tag, ngettext
from rectledger.publish.context import About
from rectledger.publish.documents.dashboard import burn_up_chart
from rectledger.publish.documents.dashboard.data import DashboardData, Near
from rectledger.publish.formats.markdown_templates import FAILURES, broken, printable, same, settled
from rectledger.publish.office_template import Template
from rectledger.publish.tables.table import Tell


def built_in() -> str:
    """The built-in template."""
    return _file("page.html")


def made(
    gathered: DashboardData, about: About, template: Template | None = None,
    _tell: Tell | None = None,
) -> bytes:  # fmt: skip
    """The HTML of a dashboard; `template` is one provided by an office.

    Raises UsageError for a template that is broken or accesses something forbidden.
    """
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, finalize=_printed, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    settled(environment)
    environment.globals.update({"_": _, "ngettext": ngettext})
    environment.filters.update(
        {"times": values.times, "rate": values.rate, "visible": values.visible, "safe": same}
    )
    used = template or Template(built_in(), "dashboard.html")
    words = _words(gathered, about)
    try:
        return environment.from_string(used.text).render(words).encode()
    except FAILURES as error:
        raise broken(error, used.name) from error


def _words(gathered: DashboardData, about: About) -> dict[str, Any]:
    """The values of a template. Texts are plain, except for finished parts of the page: `style`,
    `script`, `rows` and the charts."""
    script = _file("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    issues, measures = gathered.issues, gathered.measures
    return {
        "language": language_tag(),
        "title": about.title,
        "inspected": values.text_of(about.settings.inspection.inspected),
        "inspector": values.text_of(about.settings.inspection.inspector),
        "feedback": about.settings.inspection.feedback,
        "day": about.day,
        "lines": list(about.lines()),
        "missing": about.missing(),
        # Whatever a record contains, only our script runs, and nothing is fetched.
        "policy": f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'",
        "style": _made(_file("page.css")),
        "script": _made(script),
        "issues": issues,
        "measures": measures,
        "soon_days": about.settings.policy.due_soon_days,
        "substantial": values.substantial(
            issues.substantial, counted=about.settings.policy.substantial_counts
        ),
        "progress": list(_progress(gathered, about)),
        "time": _burn_up(gathered, about.day),
        "overdue": ShortList(issues.overdue, gathered.overdue),
        "reviews": ShortList(issues.reviews_due, gathered.reviews),
        "coming": ShortList(gathered.ahead, gathered.coming),
        "choices": _choices(gathered),
        "states": _states(issues),
        "rows": _made("".join(html for _number, html in gathered.rows)),
    }  # fmt: skip


@cache
def _file(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _made(html: str) -> Markup:
    return Markup(html)  # noqa: S704  # our own, already escaped


def _printed(value: object) -> Markup:
    """A value as HTML, escaped whatever the template says."""
    return escape("" if value is None else printable(value))


class GroupRow(NamedTuple):
    """A kind, aspect, section or department. `done` and `over` are percentages of its issues;
    `anchor` is the target of links to a section, and `aspect` the aspect of a section."""

    name: str
    issues: Count
    measures: Count
    done: str
    over: str
    anchor: str = ""
    aspect: str = ""


class GroupProgress(NamedTuple):
    """The groups of one key; `folded` if they are many and of less interest."""

    name: str
    rows: list[GroupRow]
    folded: bool


def _progress(gathered: DashboardData, about: About) -> Iterator[GroupProgress]:
    aspect_of = aspects(about.settings)
    for key, groups in gathered.by.items():
        if key == "section":
            rows = [_section(group, aspect_of.get(group.id, "0")) for group in groups]
            yield GroupProgress(terms.key(key), rows, folded=True)
        elif key != "department" or about.asked.department is None:
            yield GroupProgress(terms.key(key), [_row(group) for group in groups], folded=False)


def _row(group: Group) -> GroupRow:
    def share(part: int) -> str:
        return f"{100 * part / (group.issues.total or 1):.1f}"

    name, issues = values.text_of(group.name) or _("(unknown)"), group.issues
    return GroupRow(name, issues, group.measures, share(issues.closed), share(issues.overdue))


def _section(group: Group, aspect: str) -> GroupRow:
    row = _row(group)
    if not group.id:  # measures without their issue
        return row
    name = f"{group.id} {row.name}" if group.known else group.id
    return row._replace(name=name, anchor=f"section-{group.id}", aspect=aspect)


MonthEnd = tuple[str, int | None, int, int, int | None]


class BurnUp(NamedTuple):
    """The burn-up: a sentence, two charts, and a row of numbers for each month; after the as-of
    date only the numbers due are known."""

    says: str
    wide: Markup
    narrow: Markup
    rows: list[MonthEnd]


def _burn_up(gathered: DashboardData, day: str) -> BurnUp | None:
    """The burn-up; None if there are no issues yet."""
    levels = list(gathered.over_time.levels())
    if not levels:
        return None
    now = gathered.over_time.at(day)
    says = _(
        "On {day}, {closed} of {total} issues were closed; {due} were due by then, {first} by "
        "their first deadlines; {overdue} were overdue."
    ).format(
        day=day, closed=now.closed, total=now.opened, due=now.due, first=now.first_due,
        overdue=gathered.issues.overdue,
    )  # fmt: skip
    wide, narrow = (
        _made(burn_up_chart.burn_up(levels, day, size, title=says))
        for size in (burn_up_chart.WIDE, burn_up_chart.NARROW)
    )
    return BurnUp(says, wide, narrow, list(_by_month(gathered.over_time, day)))


def _by_month(over_time: OverTime, day: str) -> Iterator[MonthEnd]:
    """The level at the end of each month with changes before `day`, on `day`, and the numbers due
    at the end of later months."""
    levels = list(over_time.levels())
    past = {on[:7]: level for on, level in levels if on[:7] < day[:7]}
    for end, level in [*past.items(), (day, over_time.at(day))]:
        yield end, level.opened, level.first_due, level.due, level.closed
    for month, level in {on[:7]: level for on, level in levels if on > day}.items():
        yield month, None, level.first_due, level.due, None


class ShortList(NamedTuple):
    """The number of issues, and the first few of them."""

    total: int
    near: list[Near]

    @property
    def more(self) -> int:
        """The number of issues not listed."""
        return self.total - len(self.near)


class Choice(NamedTuple):
    """A value of a filter, and its name."""

    code: str
    name: str


def _choices(gathered: DashboardData) -> Mapping[Key, list[Choice]]:
    """For each key, the groups that have issues."""
    return {
        key: [
            Choice(group.id or "0", values.text_of(group.name) or _("(unknown)"))
            for group in groups
            if group.issues.total
        ]
        for key, groups in gathered.by.items()
    }


def _states(issues: Count) -> list[tuple[Choice, int]]:
    """The states that issues are in, with the number of issues."""
    every = [
        ("ongoing", terms.ongoing(), issues.ongoing),
        *((state, terms.state(state), getattr(issues, state)) for state in STATES),
        ("substantial", terms.result("substantial"), issues.substantial),
        ("standing", _("kept up as routine"), issues.standing),
        ("overdue", _("overdue"), issues.overdue),
        ("soon", _("due soon"), issues.due_soon),
        ("review", _("review due"), issues.reviews_due),
    ]
    return [(Choice(code, name), n) for code, name, n in every if n]
