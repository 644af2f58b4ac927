"""A draft of a new ledger from what was read of a source: lawful, with nothing guessed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeVar

from rectledger.core.checks.evidence_and_totals import control_totals
from rectledger.core.model import ControlTotal, Issue, Ledger, Measure, Settings
from rectledger.core.model.settings import TotalName
from rectledger.exchange.imports.drafting import fields
from rectledger.exchange.imports.drafting.cleaned import cleaned
from rectledger.exchange.imports.drafting.codes import Named
from rectledger.exchange.imports.drafting.entries import Origin, closed_with, log
from rectledger.exchange.imports.found import Declared, FoundIssue, FoundItem, Listing, Reading
from rectledger.exchange.imports.wording.days import days_in
from rectledger.i18n.language import gettext as _

I = TypeVar("I", bound=FoundItem)  # noqa: E741  # an item

# Totals of a source that a ledger can hold.
_TOTALS: tuple[TotalName, ...] = (
    "issues", "aspects", "closed", "standing", "ongoing", "substantial", "measures",
)  # fmt: skip
_LAST_NUMBER = 999_999


class LedgerPlace:
    """A place in the ledger that is made, not in the source."""

    def __str__(self) -> str:
        return "ledger.yaml"


@dataclass(frozen=True)
class Draft:
    """A new ledger: its settings and records, and all that was listed and refused."""

    settings: Settings
    issues: list[Issue]
    measures: list[Measure]
    listed: list[Listing]
    refused: list[Listing]


def draft(
    reading: Reading, declared: Sequence[Declared], origin: Origin, *, timezone: str
) -> Draft:
    """The ledger that a source makes. Raises nothing: what would break a rule is left open, and
    listed. `declared` are the source's totals; those that tie become control totals."""
    reading = cleaned(reading)
    named, listed = Named(), list(reading.listed)
    day = _figures_day(reading, origin)
    origin = replace(origin, day=day)
    own = fields.declared(reading.issues)
    issues: list[dict[str, Any]] = []
    measures: list[dict[str, Any]] = []
    for number, found in _numbered(reading.issues):
        issue, opened = _sound(found, reading, origin, listed)
        issues.append(_issue(number, issue, opened, named, own, origin))
        for nth, one in enumerate(issue.measures, 1):
            measure = closed_with(issue, one) if issue.state == "closed" else one
            measures.append(_measure((number, nth), measure, issue, opened, named, own, origin))
    listed += _left_open(reading)
    if not reading.issues and not reading.refused and "no-items" not in [e.code for e in listed]:
        listed.append(Listing(LedgerPlace(), "no-items"))
    settings = _settings(reading, named, own, timezone, origin, listed)
    records = (
        [Issue.model_validate(one) for one in issues],
        [Measure.model_validate(one) for one in measures],
    )
    settings = _with_totals(settings, reading, declared, records, day)
    return Draft(settings, *records, listed, reading.refused)


def _left_open(reading: Reading) -> Iterator[Listing]:
    """What the source leaves open without saying so by a word that could be listed."""
    for code, blank in (
        ("without-lead", [one for one in reading.issues if one.lead is None]),
        ("without-kind", [one for one in reading.issues if one.kind is None]),
        ("without-state", [one for one in reading.issues if one.state is None]),
    ):
        if blank:
            yield Listing(blank[0].place, code, {"count": len(blank)})


def _figures_day(reading: Reading, origin: Origin) -> str:
    """The day up to which a source's figures run; never a future one."""
    return min(reading.as_of or reading.published or origin.today, origin.today)


def _numbered(issues: Sequence[FoundIssue]) -> Iterator[tuple[int, FoundIssue]]:
    """The issues with their numbers: the source's own where they are unique, else the next free."""
    own = {one.number for one in issues if one.number and 1 <= one.number <= _LAST_NUMBER}
    last = max(own, default=0)
    start = last + 1 if last + len(issues) <= _LAST_NUMBER else 1
    free = (number for number in count(start) if number not in own)
    taken: set[int] = set()
    for one in issues:
        number = one.number
        if number not in own or number in taken or number is None:
            number = next(free)
        taken.add(number)
        yield number, one


def _sound(
    found: FoundIssue, reading: Reading, origin: Origin, listed: list[Listing]
) -> tuple[FoundIssue, str]:
    """An issue that breaks no rule, and the date on which it is opened: the source's, else the
    feedback, else the earliest date of the issue."""
    issue = replace(
        found, measures=[_without_future(one, origin, listed) for one in found.measures]
    )
    issue = _without_future(_dated(issue), origin, listed)
    if issue.state == "closed" and any(
        one.state in ("open", "active", "submitted") for one in issue.measures
    ):
        listed.append(Listing(issue.place, "measures-open", {"said": issue.title}))
        issue = replace(issue, state="active", result=None, closed_on=None)
    issue = _closed_last(issue, listed)
    items = [issue, *issue.measures]
    days = [day for one in items for day in (one.due, one.closed_on) if day]
    wanted = issue.opened or reading.feedback or min(days, default=origin.day)
    opened = min([wanted, origin.day, *days])
    if issue.opened and opened != issue.opened:
        args: dict[str, object] = {"said": issue.opened, "day": opened}
        listed.append(Listing(issue.place, "opened-too-late", args))
    return issue, opened


def _dated(issue: FoundIssue) -> FoundIssue:
    """An issue with the one day that the words of its closing give, if no column does."""
    days = {one.iso for one in days_in(issue.state_said)}
    if issue.state != "closed" or issue.closed_on or len(days) != 1:
        return issue
    return replace(issue, closed_on=days.pop())


def _closed_last(issue: FoundIssue, listed: list[Listing]) -> FoundIssue:
    """A closed issue is closed on the day given unless a measure was closed later: then nobody
    knows when."""
    if issue.state != "closed" or not issue.closed_on:
        return issue
    later = [one.closed_on for one in issue.measures if (one.closed_on or "") > issue.closed_on]
    if not later:
        return issue
    listed.append(Listing(issue.place, "closed-before-measures", {"said": issue.closed_on}))
    return replace(issue, closed_on=None)


def _without_future(item: I, origin: Origin, listed: list[Listing]) -> I:
    """An item that was not closed on a day to come."""
    if item.closed_on is None or item.closed_on <= origin.today:
        return item
    listed.append(Listing(item.place, "closing-to-come", {"said": item.closed_on}))
    return replace(item, state="open", result=None, closed_on=None)


def _end(issue: FoundIssue, opened: str, origin: Origin) -> str | None:
    """The day by which a closed issue and its measures are closed; None for others."""
    if issue.state != "closed":
        return None
    days = [one.closed_on for one in issue.measures if one.closed_on]
    return issue.closed_on or max([origin.day, opened, *days])


def _common(
    item: FoundItem, opened: str, named: Named, own: Mapping[str, Any], origin: Origin,
    end: str | None,
) -> dict[str, Any]:  # fmt: skip
    """What issues and measures both have; `end` is as `_end` gives it."""
    support = list(dict.fromkeys(map(named.department, item.support)))
    held = {
        "title": item.title,
        "support": support,
        "leader": item.leader,
        "due": item.due,
        "next": item.next or None,
        "fields": fields.held(item, own),
        "log": log(item, opened, origin, of_measure=not isinstance(item, FoundIssue), last=end),
    }
    return {key: value for key, value in held.items() if value not in (None, [], {})}


def _issue(
    number: int, issue: FoundIssue, opened: str, named: Named, own: Mapping[str, Any],
    origin: Origin,
) -> dict[str, Any]:  # fmt: skip
    lead = named.department(issue.lead)
    made = {
        "id": number,
        "section": named.section(issue.aspect, issue.section),
        "heading": issue.heading or None,
        "kind": named.kind(issue.kind),
        "lead": lead,
        "opened": opened,
        "standing": True if issue.standing else None,
        **_common(issue, opened, named, own, origin, _end(issue, opened, origin)),
    }
    return _tidy(made, lead)


def _measure(
    ref: tuple[int, int], measure: FoundItem, issue: FoundIssue, opened: str, named: Named,
    own: Mapping[str, Any], origin: Origin,
) -> dict[str, Any]:  # fmt: skip
    """A measure; without a department of its own, its issue's leads."""
    lead = named.department(measure.lead or issue.lead)
    made = {
        "issue": ref[0],
        "number": ref[1],
        "lead": lead,
        **_common(measure, opened, named, own, origin, _end(issue, opened, origin)),
    }
    return _tidy(made, lead)


def _tidy(made: dict[str, Any], lead: str) -> dict[str, Any]:
    support = [one for one in made.get("support", ()) if one != lead]
    made = {key: value for key, value in made.items() if value is not None and key != "support"}
    return {**made, "support": support} if support else made


def _settings(
    reading: Reading, named: Named, own: Mapping[str, Any], timezone: str, origin: Origin,
    listed: list[Listing],
) -> Settings:  # fmt: skip
    """ledger.yaml; what the source does not say is a blank in parentheses, and listed."""
    blanks: list[str] = []

    def given(value: str | None, key: str, blank: str) -> str:
        if value:
            return value
        blanks.append(key)
        return blank

    inspection = {
        "inspector": given(reading.inspector, "inspector", _("(inspection team)")),
        "inspected": given(reading.inspected, "inspected", _("(organisation)")),
        "began": reading.began,
        "ended": reading.ended,
        "feedback": given(reading.feedback, "feedback", _earliest(reading, origin)),
    }
    raw = {
        "format": 1,
        "title": given(reading.title, "title", _("(Organisation), rectification ledger")),
        "language": reading.language,
        "timezone": timezone,
        "inspection": {key: value for key, value in inspection.items() if value is not None},
        **({"contact": reading.contact} if reading.contact else {}),
        "kinds": named.kinds,
        "outline": named.outline(),
        "departments": named.all_departments(),
        **({"fields": dict(own)} if own else {}),
    }
    if blanks:
        listed.append(Listing(LedgerPlace(), "placeholders", {"keys": blanks}))
    return Settings.model_validate(raw)


def _earliest(reading: Reading, origin: Origin) -> str:
    days = [
        day
        for issue in reading.issues
        for one in (issue, *issue.measures)
        for day in (one.opened, one.due, one.closed_on)
        if day
    ]
    return min([*days, origin.day])


def _with_totals(
    settings: Settings, reading: Reading, declared: Sequence[Declared],
    records: tuple[list[Issue], list[Measure]], day: str,
) -> Settings:  # fmt: skip
    """The settings with the source's totals that hold, and with what it counts as closed."""
    closed = next((one.total.number for one in declared if one.total.name == "closed"), None)
    done = [one for one in reading.issues if one.state == "closed"]
    substantial = sum(one.result == "substantial" for one in done)
    if substantial and closed == len(done):
        policy = settings.policy.model_copy(update={"substantial_counts": True})
        settings = settings.model_copy(update={"policy": policy})
    kept: dict[str, ControlTotal] = {}
    for one in declared:
        number, name = one.total.number, one.total.name
        whole = one.ties and one.total.role in ("total", "subset", "remainder")
        if whole and name in _TOTALS and isinstance(number, int) and name not in kept:
            kept[name] = ControlTotal(name=name, total=number, as_of=day)
    ledger = Ledger(
        settings.model_copy(update={"control_totals": [*kept.values()]}),
        {one.file: one for one in records[0]},
        {one.file: one for one in records[1]},
    )
    wrong = {one.key[1] for one in control_totals(ledger, day) if one.code == "control-total"}
    holding = [one for index, one in enumerate(kept.values()) if index not in wrong]
    return settings.model_copy(update={"control_totals": holding}) if holding else settings
