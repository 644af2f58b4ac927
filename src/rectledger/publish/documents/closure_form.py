"""The closure form of an issue: the finding, the measures, the evidence and the signatures."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from rectledger.core.changes.closing_requirements import Closing, closing, handed_in
from rectledger.core.items import Item
from rectledger.core.lifecycle import RESULTS, last_told, since_taken_up, taken_up_again
from rectledger.core.model import BaseEntry, Issue, Measure
from rectledger.core.model.events import ONGOING
from rectledger.formatting import entries, own_fields, values
from rectledger.formatting import items as phrases
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.i18n.messages import refusals
from rectledger.publish.content import Content
from rectledger.publish.context import About
from rectledger.publish.documents.evidence_index import Piece, checksums, numbered, pieces_of
from rectledger.publish.tables.table import Column, Field, Table, tabulated


class LogRow(NamedTuple):
    """A log entry: date, what and by whom, and the note."""

    date: str
    what: str
    note: str


def content(found: tuple[Item, Sequence[Item]], about: About) -> Content:
    """The content of the form: an issue and all its measures, whoever leads them."""
    issue, measures = found
    record, below = cast(Issue, issue.record), [cast(Measure, one.record) for one in measures]
    wanting = closing(record, below, issue.settings, issue.day)
    internal, policy = about.asked.internal, about.settings.policy
    finished = issue.status.state == "waived" or issue.status.result == "complete"
    facts = _facts(issue, internal=internal)
    pieces = pieces_of([issue, *measures], internal=internal)
    returned = None if finished else _returned(issue)
    return Content(
        words={
            **{fact.key: fact.says for fact in facts},
            "next": values.text_of(issue.next),
            "finished": finished,
            "missing": [] if finished else _missing(wanting),
            "returned_on": returned.date if returned else "",
            "returned_for": values.text_of(returned.note) if returned else "",
            "unfinished": [] if finished else _unfinished(measures),
            "nothing_since": "" if finished else _nothing_since(record, below),
            "along": list(wanting.along),
            "evidence_needed": policy.evidence != "none",
            "closers": [terms.role(one) or one for one in policy.closers],
            "four_eyes": policy.four_eyes,
            "log": list(_log(issue, internal=internal)),
            "pieces": len(pieces),
        },
        tables={
            "facts": Table(
                [Column(_("Field"), width=20), Column(_("In the ledger"), width=60)],
                [
                    [fact.name, _in_words(fact.says)]
                    for fact in facts
                    if internal or fact.key != "leader"
                ],
            ),
            "measures": tabulated(_of_measures(), measures),
            "evidence": numbered(pieces, _of_evidence()),
            "checksums": checksums(pieces),
        },
    )


def _returned(issue: Item) -> BaseEntry | None:
    """The last return of an issue, if it has not been submitted again since; else None."""
    steps = [one.entry for one in since_taken_up(issue.record)]
    told = [one for one in steps if one.event in ("submit", "return")]
    return told[-1] if told and told[-1].event == "return" else None


def _unfinished(measures: Sequence[Item]) -> list[str]:
    words = _("{ref} {title} ({state})")
    return [
        words.format(ref=one.ref, title=phrases.title(one), state=phrases.state(one))
        for one in measures
        if one.status.state in ONGOING
    ]


def _nothing_since(issue: Issue, measures: Sequence[Measure]) -> str:
    """The date on which the issue was last reopened, if no evidence has been added to it or its
    measures since; else ""."""
    again = taken_up_again(issue)
    return again[-1].entry.date if again and not handed_in(issue, measures) else ""


def _missing(wanting: Closing) -> list[str]:
    """The requirements for closing that are not met, one sentence each."""
    said = [refusals.say(*one)[0] for one in wanting.reasons]
    if wanting.by_nobody:
        said.append(_("No member of this ledger may close it under the policy"))
    return said


class Fact(NamedTuple):
    """A fact about the issue: its key in templates, its name on the form, and its value; empty if
    there is none."""

    key: str
    name: str
    says: str | int | list[str]


def _facts(item: Item, *, internal: bool) -> list[Fact]:
    """The facts about the issue and its state."""
    settings, status, record = item.settings, item.status, cast(Issue, item.record)
    return [
        Fact("ref", _("No."), item.ref),
        Fact("title", _("Title"), phrases.title(item)),
        Fact("state", _("State"), phrases.state(item)),
        Fact("aspect", _("Aspect"), phrases.aspect(settings, record.section)),
        Fact("section", _("Section"), phrases.section(settings, record.section)),
        Fact("heading", _("Heading"), values.text_of(record.heading)),
        Fact("kind", _("Kind"), phrases.kind(item)),
        Fact("lead", _("Lead department"), phrases.lead(item)),
        Fact("support", _("Supporting"), phrases.supporting(item)),
        Fact("leader", _("Leader in charge"), phrases.in_charge(item) if internal else ""),
        *(
            Fact(f"fields.{name}", *fact)
            for name, fact in own_fields.named(item, internal=internal)
        ),
        Fact("opened", _("Opened"), record.opened),
        Fact("first_deadline", _("First deadline"), record.due or ""),
        Fact("deadline", _("Deadline"), status.deadline or ""),
        Fact("extensions", _("Extensions"), status.extensions),
        Fact("days_over", _("Days overdue"), phrases.over(item) or "0"),
        Fact("review", _("Next review"), item.review or ""),
        Fact("submitted", _("Submitted on"), _days(item, "submit")),
        Fact("returned", _("Returned on"), _days(item, "return")),
        Fact("closed", _("Closed on"), _days(item, "close")),
        Fact("on_time", _("On time"), phrases.in_time(item.judged)),
    ]


def _in_words(says: str | int | list[str]) -> str:
    words = _(", ").join(says) if isinstance(says, list) else str(says)
    return words or "–"


def _days(item: Item, event: str) -> list[str]:
    """The dates of valid entries of this event since the item was last reopened."""
    steps = since_taken_up(item.record, item.day)
    return [one.entry.date for one in steps if one.entry.event == event]


def _log(item: Item, *, internal: bool) -> Iterator[LogRow]:
    """The issue's log entries."""
    for entry in item.record.log:
        what = entries.what(entry, item.settings, names=internal)
        yield LogRow(entry.date, what, values.text_of(entry.note))


def _of_measures() -> list[Field[Item]]:
    """The columns of measures: state, results and last report."""
    return [
        Field(Column(_("No."), width=8), lambda item: item.ref),
        Field(Column(_("Measure"), width=40), phrases.title),
        Field(Column(_("Lead department"), width=20), phrases.lead),
        Field(Column(_("Deadline"), "day"), lambda item: item.status.deadline),
        Field(Column(_("State"), width=16), phrases.state),
        Field(Column(_("Closed on"), "day"), lambda item: item.closed_on),
        Field(Column(_("Progress and results"), width=50), _came_of_it),
    ]


def _came_of_it(item: Item) -> str:
    told = last_told(item.record, item.day, RESULTS)
    came = [*phrases.results(item), values.text_of(told.note) if told else ""]
    return _("; ").join(line for line in came if line)


def _of_evidence() -> list[Field[Piece]]:
    """The columns of evidence; the form is narrow."""

    def name(piece: Piece) -> str:
        words = _("{what} ({detail})")
        return words.format(what=piece.name, detail=piece.dated) if piece.dated else piece.name

    return [
        Field(Column(_("Item"), width=8), lambda piece: piece.measure or str(piece.issue)),
        Field(Column(_("Evidence"), width=44), name),
        Field(Column(_("Type"), width=10), lambda piece: piece.form),
        Field(Column(_("Entered on"), "day"), lambda piece: piece.entered),
        Field(Column(_("Size (bytes)"), "number"), lambda piece: piece.size),
        Field(Column(_("Provided by"), width=18), lambda piece: piece.handed_in),
    ]
