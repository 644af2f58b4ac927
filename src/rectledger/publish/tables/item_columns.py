"""The columns of issues and measures in a workbook, in the order offices use.

The headers are those of an office's own ledgers, so that people recognize them and programs find
them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from rectledger.core.items import Item
from rectledger.core.lifecycle import TELLING, closings_in_force
from rectledger.core.model import Issue, Measure, OwnField, Settings
from rectledger.core.model.events import STATES
from rectledger.formatting import entries, items, own_fields, values
from rectledger.formatting.values import department, text_of
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.publish.tables.table import Cell, Column, Field, Form, blank


def of_issues(
    settings: Settings, below: Mapping[int, Sequence[Item]], *, internal: bool
) -> list[Field[Item]]:
    """The columns of a sheet of issues, which may have rows for measures too; `below` are the
    measures of each issue."""
    yes, no = values.value(True), values.value(False)

    def measures(item: Item) -> Cell:
        own = [item] if isinstance(item.record, Measure) else below.get(item.sort_key[0], ())
        return _lines(f"{one.ref} {items.title(one)}" for one in own)

    return [
        Field(Column(_("Number"), "number", 9), lambda item: item.sort_key[0]),
        *_matter(settings),
        *_own(settings, "issue", internal=internal),
        Field(Column(_("Rectification measures"), width=36), measures),
        *_people_and_days(settings, internal=internal),
        Field(
            Column(_("Routine (yes or no)"), width=10, choices=(yes, no)),
            lambda item: yes if item.standing else no,
        ),
        *_what_came_of_it(settings, internal=internal),
        Field(Column(_("Next steps"), width=24), lambda item: text_of(item.next)),
        Field(Column(_("Next review"), "day", 12), lambda item: item.review),
        blank(Column(_("Remarks"), width=16)),
    ]


def of_measures(settings: Settings, *, internal: bool) -> list[Field[Item]]:
    """The columns of a sheet of measures."""
    return [
        Field(Column(_("Number"), "number", 9), lambda item: item.sort_key[0]),
        Field(Column(_("Measure number"), "number", 10), lambda item: item.sort_key[1]),
        *_matter(settings),
        Field(Column(_("Rectification measure"), width=32), items.title),
        *_own(settings, "measure", internal=internal),
        *_people_and_days(settings, internal=internal),
        Field(Column(_("Instruments"), width=28), lambda item: _lines(items.instruments(item))),
        Field(Column(_("Figures"), width=28), lambda item: _lines(items.figures(item))),
        *_what_came_of_it(settings, internal=internal),
        Field(Column(_("Next steps"), width=24), lambda item: text_of(item.next)),
        blank(Column(_("Remarks"), width=16)),
    ]


def _matter(settings: Settings) -> Iterator[Field[Item]]:
    """The issue, or the issue of a measure."""
    kinds = [text_of(kind.name) for kind in settings.kinds.values()]
    # Cached: an outline may be long.
    aspect, section = (cache(partial(find, settings)) for find in (items.aspect, items.section))

    def of_issue(column: Column, say: Callable[[Issue], Cell]) -> Field[Item]:
        return Field(column, lambda item: say(item.issue) if item.issue else None)

    yield of_issue(Column(_("Aspect"), width=16), lambda issue: aspect(issue.section))
    yield of_issue(Column(_("Section"), width=16), lambda issue: section(issue.section))
    yield of_issue(Column(_("Heading"), width=12), lambda issue: text_of(issue.heading))
    yield of_issue(Column(_("Specific issue"), width=24), lambda issue: text_of(issue.title))
    yield Field(Column(_("Kind"), width=14, choices=kinds), lambda item: items.kind(item) or None)


def _own(settings: Settings, kind: str, *, internal: bool) -> Iterator[Field[Item]]:
    """The office's own fields; numbers as numbers, choices to choose from."""
    for code, field in own_fields.of_kind(settings, kind, internal=internal):
        form: Form = field.type if field.type in ("number", "day") else "text"
        choices = [text_of(one.name) for one in (field.choices or {}).values()]
        column = Column(own_fields.header(field), form, 14, choices=choices)
        yield Field(column, partial(_own_cell, code, field))


def _own_cell(code: str, field: OwnField, item: Item) -> Cell:
    held = item.record.fields.get(code)
    return held if isinstance(held, int | float) else own_fields.value(field, held) or None


def _people_and_days(settings: Settings, *, internal: bool) -> Iterator[Field[Item]]:
    """Who is in charge, and the deadlines."""
    departments = [department(settings, code) for code in settings.departments]

    def support(item: Item) -> Cell:
        return _(", ").join(items.supporting(item))

    def number(header: str, width: int, of: Callable[[Item], int | None]) -> Field[Item]:
        return Field(Column(header, "number", width), of)

    if internal:
        yield Field(Column(_("Leader in charge"), width=10), items.in_charge)
    yield Field(Column(_("Lead department"), width=12, choices=departments), items.lead)
    yield Field(Column(_("Supporting departments"), width=12), support)
    yield Field(Column(_("Opened"), "day", 12), lambda item: item.opened)
    yield Field(Column(_("First deadline"), "day", 12), lambda item: item.record.due)
    yield Field(Column(_("Deadline in force"), "day", 12), lambda item: item.status.deadline)
    yield number(_("Extensions"), 11, lambda item: item.status.extensions)
    yield number(_("Relapses"), 9, lambda item: item.status.relapses or None)
    yield number(_("Reopenings"), 11, lambda item: item.status.reopenings or None)
    yield number(_("Days overdue"), 9, lambda item: item.days_over or None)
    yield number(_("Days past the first deadline"), 11, lambda item: item.days_over_first or None)


def _what_came_of_it(settings: Settings, *, internal: bool) -> Iterator[Field[Item]]:
    """Progress, evidence and acceptance."""
    # Translated once: this would take longer than all the other columns.
    states = {state: terms.state(state) for state in STATES}
    substantial = terms.state("closed", "substantial")
    yes, no = values.value(True), values.value(False)

    def state(item: Item) -> Cell:
        return substantial if item.marks.substantial else states[item.status.state]

    def in_time(item: Item) -> Cell:
        if item.judged in ("on-time", "late"):
            return yes if item.on_time else no
        return items.in_time(item.judged) or None

    who = values.person if internal else values.capacity

    def accepted(item: Item) -> Cell:
        closings = (one.entry for one in closings_in_force(item.record, item.day))
        by = [entry.by for entry in closings if entry.date == item.closed_on]
        return who(settings, by[-1]) if by else None

    yield Field(Column(_("Progress"), width=40), _progress)
    yield Field(Column(_("Completion"), width=12, choices=[*states.values(), substantial]), state)
    yield Field(Column(_("Evidence"), width=24), _evidence)
    yield Field(Column(_("Closed on"), "day", 12), lambda item: item.closed_on)
    yield Field(Column(_("Closed on time?"), width=9), in_time)
    yield Field(Column(_("Accepted by"), width=10), accepted)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _progress(item: Item) -> Cell:
    return _lines(entries.report(entry) for entry in item.record.log if entry.event in TELLING)


def _evidence(item: Item) -> Cell:
    return _lines(entries.piece(one) for entry in item.record.log for one in entry.evidence or ())
