"""What a workbook says of issues and of measures: the columns that offices know, in their order.

Their headers are those that an office's own ledger has, so that its people find their way and
programs find the columns.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rectledger.core.items import Item
from rectledger.core.lifecycle import TELLING, closings_in_force, entries_until
from rectledger.core.model import Measure, Settings
from rectledger.core.model.events import STATES
from rectledger.formatting import entries, items, values
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _
from rectledger.publish.tables.table import Cell, Column

# Beside an item, the measures of an issue.
Say = Callable[[Item, Sequence[Item]], Cell]


class Field(NamedTuple):
    """A column, and what an item has in it. `internal` is what names people."""

    column: Column
    say: Say
    internal: bool = False


def of_issues(settings: Settings, *, internal: bool) -> list[Field]:
    """The columns of a sheet of issues, on which a measure of theirs may have a row too."""
    yes, no = _yes_or_no()

    def standing(item: Item, _of: Sequence[Item]) -> Cell:
        return yes if item.standing else no

    return _shown(
        internal,
        Field(Column(_("Number"), "number", 9), lambda item, _of: item.record.sort_key[0]),
        *_matter(settings),
        Field(Column(_("Rectification measures"), width=36), _measures),
        *_people_and_days(settings),
        Field(Column(_("Routine (yes or no)"), width=10, choices=(yes, no)), standing),
        *_what_came_of_it(settings, internal=internal),
        Field(Column(_("What comes next"), width=24), _next),
        Field(Column(_("Next review"), "day", 12), lambda item, _of: item.review),
        _remarks(),
    )


def of_measures(settings: Settings, *, internal: bool) -> list[Field]:
    """The columns of a sheet of measures."""
    return _shown(
        internal,
        Field(Column(_("Number"), "number", 9), lambda item, _of: item.record.sort_key[0]),
        Field(Column(_("Measure number"), "number", 10), lambda item, _of: item.record.sort_key[1]),
        *_matter(settings),
        Field(Column(_("Rectification measure"), width=32), _title),
        *_people_and_days(settings),
        Field(Column(_("Instruments"), width=28), _instruments),
        Field(Column(_("Figures"), width=28), _figures),
        *_what_came_of_it(settings, internal=internal),
        Field(Column(_("What comes next"), width=24), _next),
        _remarks(),
    )


def _remarks() -> Field:
    return Field(Column(_("Remarks"), width=16), lambda _item, _of: None)  # for writing in


def _shown(internal: bool, *fields: Field) -> list[Field]:
    return [field for field in fields if internal or not field.internal]


def _matter(settings: Settings) -> Iterable[Field]:
    """Which issue it is, or belongs to."""
    kinds = [values.text_of(kind.name) for kind in settings.kinds.values()]
    yield Field(Column(_("Aspect"), width=16), _in_outline(settings, items.aspect))
    yield Field(Column(_("Section"), width=16), _in_outline(settings, items.section))
    yield Field(Column(_("Heading"), width=12), _heading)
    yield Field(Column(_("Specific issue"), width=24), _title_of_issue)
    yield Field(Column(_("Kind"), width=14, choices=kinds), _kind)


def _people_and_days(settings: Settings) -> Iterable[Field]:
    """Who is in charge, and by when."""
    departments = [values.department(settings, code) for code in settings.departments]

    def leader(item: Item, _of: Sequence[Item]) -> Cell:
        return values.leader(settings, item.leader)

    def lead(item: Item, _of: Sequence[Item]) -> Cell:
        return values.department(settings, item.status.lead)

    def support(item: Item, _of: Sequence[Item]) -> Cell:
        return _(", ").join(values.department(settings, code) for code in item.status.support)

    yield Field(Column(_("Leader in charge"), width=10), leader, internal=True)
    yield Field(Column(_("Lead department"), width=12, choices=departments), lead)
    yield Field(Column(_("Supporting departments"), width=12), support)
    yield Field(Column(_("Opened"), "day", 12), lambda item, _of: item.opened)
    yield Field(Column(_("First deadline"), "day", 12), lambda item, _of: item.record.due)
    yield Field(Column(_("Deadline in force"), "day", 12), lambda item, _of: item.status.deadline)
    yield Field(Column(_("Extensions"), "number", 11), lambda item, _of: item.status.extensions)
    yield Field(Column(_("Relapses"), "number", 9), lambda item, _of: item.status.relapses or None)
    yield Field(
        Column(_("Reopenings"), "number", 11), lambda item, _of: item.status.reopenings or None
    )
    yield Field(Column(_("Days over"), "number", 9), lambda item, _of: item.days_over or None)
    yield Field(
        Column(_("Days over the first deadline"), "number", 11),
        lambda item, _of: item.days_over_first or None,
    )


def _what_came_of_it(settings: Settings, *, internal: bool) -> Iterable[Field]:
    """How far it is, on what evidence, and who accepted it."""
    # Said once: it takes longer than all else that is said of an item.
    states = {state: terms.state(state) for state in STATES}
    substantial = terms.state("closed", "substantial")
    yes, no = _yes_or_no()

    def state(item: Item, _of: Sequence[Item]) -> Cell:
        return substantial if item.marks.substantial else states[item.status.state]

    def in_time(item: Item, _of: Sequence[Item]) -> Cell:
        if item.judged in ("on-time", "late"):
            return yes if item.on_time else no
        return items.in_time(item.judged) or None

    who = values.person if internal else values.capacity

    def accepted(item: Item, _of: Sequence[Item]) -> Cell:
        closings = (one.entry for one in closings_in_force(item.record, item.day))
        by = [entry.by for entry in closings if entry.date == item.closed_on]
        return who(settings, by[-1]) if by else None

    yield Field(Column(_("Progress"), width=40), _progress)
    yield Field(Column(_("Completion"), width=12, choices=[*states.values(), substantial]), state)
    yield Field(Column(_("Evidence"), width=24), _evidence)
    yield Field(Column(_("Closed on"), "day", 12), lambda item, _of: item.closed_on)
    yield Field(Column(_("Closed in time"), width=9), in_time)
    yield Field(Column(_("Accepted by"), width=10), accepted)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _yes_or_no() -> list[str]:
    return [values.value(True), values.value(False)]


def _title(item: Item, _of: Sequence[Item]) -> Cell:
    return values.text_of(item.record.title)


def _title_of_issue(item: Item, _of: Sequence[Item]) -> Cell:
    return values.text_of(item.issue.title) if item.issue else None


def _in_outline(settings: Settings, named: Callable[[Settings, str], str]) -> Say:
    known: dict[str, str] = {}  # looked for once: an outline may be long

    def say(item: Item, _of: Sequence[Item]) -> Cell:
        if item.issue is None:
            return None
        code = item.issue.section
        if code not in known:
            known[code] = named(settings, code)
        return known[code]

    return say


def _heading(item: Item, _of: Sequence[Item]) -> Cell:
    return values.text_of(item.issue.heading) if item.issue else None


def _kind(item: Item, _of: Sequence[Item]) -> Cell:
    return items.kind(item) or None


def _measures(item: Item, of: Sequence[Item]) -> Cell:
    measures = [item] if isinstance(item.record, Measure) else of
    return _lines(f"{one.ref} {values.text_of(one.record.title)}" for one in measures)


def _instruments(item: Item, _of: Sequence[Item]) -> Cell:
    return _lines(items.instruments(item))


def _figures(item: Item, _of: Sequence[Item]) -> Cell:
    return _lines(items.figures(item))


def _progress(item: Item, _of: Sequence[Item]) -> Cell:
    log = entries_until(item.record, item.day)
    return _lines(entries.report(entry) for _n, entry in log if entry.event in TELLING)


def _evidence(item: Item, _of: Sequence[Item]) -> Cell:
    log = entries_until(item.record, item.day)
    return _lines(entries.piece(one) for _n, entry in log for one in entry.evidence or ())


def _next(item: Item, _of: Sequence[Item]) -> Cell:
    return values.text_of(item.next)
