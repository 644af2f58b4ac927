"""The form on which an issue is struck off: what was found, what was done, what proves it, and who
signs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from rectledger.core.changes.closing_requirements import Closing, closing, handed_in
from rectledger.core.items import Item
from rectledger.core.lifecycle import (
    RESULTS,
    entries_until,
    last_told,
    since_taken_up,
    taken_up_again,
)
from rectledger.core.model import BaseEntry, Issue, Measure
from rectledger.core.model.events import ONGOING
from rectledger.formatting import entries, values
from rectledger.formatting import items as phrases
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.i18n.messages import refusals
from rectledger.publish.content import Content
from rectledger.publish.context import About
from rectledger.publish.documents.evidence_index import Piece, checksums, pieces_of
from rectledger.publish.tables.table import Cell, Column, Table


class Application(NamedTuple):
    """What is to be struck off: the issue, its measures, and what closing it would take."""

    issue: Item
    measures: Sequence[Item]
    wanting: Closing


class LogRow(NamedTuple):
    """Something that was entered: when, what and by whom, and what was said then."""

    date: str
    what: str
    note: str


def application(issue: Item, measures: Sequence[Item]) -> Application:
    """What there is to say of an issue and of all its measures, whoever leads those."""
    record = cast(Issue, issue.record)
    below = [cast(Measure, one.record) for one in measures]
    return Application(issue, measures, closing(record, below, issue.settings, issue.day))


def content(found: Application, about: About) -> Content:
    """What the form holds."""
    issue, wanting = found.issue, found.wanting
    internal, policy = about.asked.internal, about.settings.policy
    finished = issue.status.state == "waived" or issue.status.result == "complete"
    pieces = pieces_of([issue, *found.measures], internal=internal)
    returned = None if finished else _returned(issue)
    return Content(
        words={
            **_issue(issue, internal=internal),
            "finished": finished,
            "missing": [] if finished else _missing(wanting),
            "returned_on": returned.date if returned else "",
            "returned_for": values.text_of(returned.note) if returned else "",
            "unfinished": [] if finished else [_unfinished(one) for one in _open(found.measures)],
            "nothing_since": "" if finished else _nothing_since(found),
            "along": list(wanting.along),
            "evidence_needed": policy.evidence != "none",
            "closers": [terms.role(one) or one for one in policy.closers],
            "four_eyes": policy.four_eyes,
            "log": list(_log(issue, internal=internal)),
            "pieces": len(pieces),
        },
        tables={
            "facts": _facts(issue, internal=internal),
            "measures": _measures(found.measures),
            "evidence": _evidence(pieces),
            "checksums": checksums(pieces),
        },
    )


def _returned(issue: Item) -> BaseEntry | None:
    """The entry by which an issue was returned and has not been submitted again; None for none."""
    steps = [one.entry for one in since_taken_up(issue.record)]
    told = [one for one in steps if one.event in ("submit", "return")]
    return told[-1] if told and told[-1].event == "return" else None


def _open(measures: Sequence[Item]) -> list[Item]:
    return [one for one in measures if one.status.state in ONGOING]


def _unfinished(measure: Item) -> str:
    title = values.text_of(measure.record.title)
    return _("{ref} {title} ({state})").format(
        ref=measure.ref, title=title, state=phrases.state(measure)
    )


def _nothing_since(found: Application) -> str:
    """The day on which the issue was taken up again, if no evidence came in for it or a measure
    since; "" else."""
    again = taken_up_again(found.issue.record)
    if not again:
        return ""
    measures = [cast(Measure, one.record) for one in found.measures]
    new = handed_in(cast(Issue, found.issue.record), measures)
    return "" if new else again[-1].entry.date


def _missing(wanting: Closing) -> list[str]:
    """What is still missing for closing, a sentence each."""
    said = [refusals.say(one)[0] for one in wanting.reasons]
    if wanting.by_nobody:
        said.append(_("By policy none of this ledger's members may close it"))
    return said


def _issue(item: Item, *, internal: bool) -> dict[str, object]:
    """What the form says of the issue, and of how it stands."""
    settings, status, record = item.settings, item.status, cast(Issue, item.record)
    return {
        "ref": item.ref,
        "title": values.text_of(record.title),
        "state": phrases.state(item),
        "kind": phrases.kind(item),
        "aspect": phrases.aspect(settings, record.section),
        "section": phrases.section(settings, record.section),
        "heading": values.text_of(record.heading),
        "lead": values.department(settings, status.lead),
        "support": [values.department(settings, code) for code in status.support],
        "leader": values.leader(settings, item.leader) if internal else "",
        "opened": record.opened,
        "first_deadline": record.due or "",
        "deadline": status.deadline or "",
        "extensions": status.extensions,
        "days_over": phrases.over(item) or "0",
        "review": item.review or "",
        "next": values.text_of(item.next),
        "submitted": _days(item, "submit"),
        "returned": _days(item, "return"),
        "closed": _days(item, "close"),
        "on_time": phrases.in_time(item.judged),
    }


def _facts(item: Item, *, internal: bool) -> Table:
    """The same as a table of two columns; what there is nothing of is a dash."""
    held = _issue(item, internal=internal)
    names = [
        ("ref", _("No.")),
        ("title", _("Title")),
        ("state", _("State")),
        ("aspect", _("Aspect")),
        ("section", _("Section")),
        ("heading", _("Heading")),
        ("kind", _("Kind")),
        ("lead", _("Lead department")),
        ("support", _("Supporting")),
        *([("leader", _("Leader in charge"))] if internal else []),
        ("opened", _("Opened")),
        ("first_deadline", _("First deadline")),
        ("deadline", _("Deadline")),
        ("extensions", _("Extensions")),
        ("days_over", _("Days over")),
        ("review", _("Next review")),
        ("submitted", _("Submitted on")),
        ("returned", _("Returned on")),
        ("closed", _("Closed on")),
        ("on_time", _("On time")),
    ]
    columns = [Column(_("Field"), width=20), Column(_("What the ledger says"), width=60)]
    return Table(columns, [[name, _in_words(held[key])] for key, name in names])


def _in_words(held: object) -> str:
    words = _(", ").join(held) if isinstance(held, list) else str(held)
    return words or "–"


def _days(item: Item, event: str) -> list[str]:
    """Each day on which this was entered, and could be, since the item was last taken up."""
    steps = since_taken_up(item.record, item.day)
    return [one.entry.date for one in steps if one.entry.event == event]


def _log(item: Item, *, internal: bool) -> Iterator[LogRow]:
    """What was entered of the issue, with what was said then."""
    for _index, entry in entries_until(item.record, item.day):
        what = entries.what(entry, item.settings, names=internal)
        yield LogRow(entry.date, what, values.text_of(entry.note))


def _measures(measures: Sequence[Item]) -> Table:
    """The measures: how each stands, what came of it, and what was told of it last."""
    columns = [
        Column(_("No."), width=8),
        Column(_("Measure"), width=40),
        Column(_("Lead department"), width=20),
        Column(_("Deadline"), "day"),
        Column(_("State"), width=16),
        Column(_("Closed on"), "day"),
        Column(_("Progress and results"), width=50),
    ]
    return Table(columns, [_cells(item) for item in measures])


def _cells(item: Item) -> list[Cell]:
    told = last_told(item.record, item.day, RESULTS)
    came = [*phrases.results(item), values.text_of(told.note) if told else ""]
    return [
        item.ref,
        values.text_of(item.record.title),
        values.department(item.settings, item.status.lead),
        item.status.deadline,
        phrases.state(item),
        item.closed_on,
        _("; ").join(line for line in came if line),
    ]


def _evidence(pieces: Sequence[Piece]) -> Table:
    """The evidence of the issue and its measures, as narrow as the form."""
    columns = [
        Column(_("Serial no."), "number", width=6),
        Column(_("Belongs to"), width=8),
        Column(_("Evidence"), width=44),
        Column(_("Form"), width=10),
        Column(_("Entered on"), "day"),
        Column(_("Size (bytes)"), "number"),
        Column(_("Handed in by"), width=18),
    ]
    rows = [
        [
            n,
            one.measure or str(one.issue),
            _("{what} ({detail})").format(what=one.name, detail=one.dated)
            if one.dated
            else one.name,
            one.form,
            one.entered,
            one.size,
            one.handed_in,
        ]
        for n, one in enumerate(pieces, 1)
    ]
    return Table(columns, rows)
