"""A ledger as CSV, for spreadsheets and programs: one row per issue, or one row per measure."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from rectledger.core.filters import Filters, picked
from rectledger.core.items import Item
from rectledger.core.lifecycle import last_told
from rectledger.core.model import BaseEntry, Issue, Ledger, Settings
from rectledger.formatting import entries, own_fields, values
from rectledger.formatting import items as phrases
from rectledger.formatting.values import text_of
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _

Cell = str | int | float | None
Column = tuple[str, Callable[[Item], Cell]]
# Characters that make a spreadsheet evaluate a text as a formula, from OWASP's "CSV Injection".
# Full-width signs count as the ASCII ones in Chinese and Japanese locales.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(
    ledger: Ledger, day: str, *, filters: Filters, measures: bool = False, internal: bool = False
) -> str:
    """The lines of the issues, or of the measures, that match `filters`.

    `internal` includes the names of leaders.
    """
    cells = [cell for _header, cell in _columns(ledger.settings, measures, internal)]
    found = picked(filters, ledger, day, measures=measures)
    return _csv([_as_text(cell(item)) for cell in cells] for item in found)


def document(
    lines: str, settings: Settings, *, measures: bool = False, internal: bool = False
) -> bytes:
    """A complete file. It starts with a byte order mark so that Excel reads it as UTF-8."""
    headers = [header for header, _cell in _columns(settings, measures, internal)]
    return (_csv([headers]) + lines).encode("utf-8-sig")


def _csv(table: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(table)  # lines end with CR LF
    return out.getvalue()


# Characters that another locale, or a person opening the file, may treat as a cell separator.
_AFTER_AN_END = re.compile(r"(?<=[;\t|\r\n])([ \u3000]*)(?=[=+\-@＝＋－＠])")


def _as_text(cell: Cell) -> Cell:
    """A cell that a spreadsheet does not evaluate as a formula. Numbers and dates are safe."""
    if not isinstance(cell, str):
        return cell
    inert = _AFTER_AN_END.sub(r"\1'", cell)
    return f"'{inert}" if inert.startswith(_COMPUTED) else inert


def _columns(settings: Settings, measures: bool, internal: bool) -> Iterator[Column]:
    """The headers, in the user's language, each with the function for its cells."""
    # Two numbers: a spreadsheet would turn 21.10 into 21.1.
    yield _("Issue no."), lambda item: item.sort_key[0]
    if measures:
        yield _("Measure no."), lambda item: item.sort_key[1]
    yield from _matter(internal)
    kind = "measure" if measures else "issue"
    for code, field in own_fields.of_kind(settings, kind, internal=internal):
        yield own_fields.header(field), partial(_own, code)
    yield from _course()
    yield _("Evidence"), _evidence
    yield _("Next steps"), lambda item: text_of(item.next)
    if measures:
        yield _("Results"), lambda item: "\n".join(phrases.results(item))
    yield _("As of"), lambda item: item.day


def _own(code: str, item: Item) -> Cell:
    """An own field: numbers as such, for a spreadsheet to add up."""
    held = item.record.fields.get(code)
    if isinstance(held, int | float):
        return held
    return own_fields.value(item.settings.fields.get(code), held) or None


def _matter(internal: bool) -> Iterator[Column]:
    """What an item is about, and who is responsible for it."""
    yield _("Aspect"), _of_issue(lambda item, of: phrases.aspect(item.settings, of.section))
    yield _("Section"), _of_issue(lambda item, of: phrases.section(item.settings, of.section))
    yield _("Heading"), _of_issue(lambda _item, of: text_of(of.heading))
    yield _("Title"), phrases.title
    yield _("Kind"), lambda item: phrases.kind(item) or None
    yield _("Lead department"), phrases.lead
    yield _("Supporting"), lambda item: _(", ").join(phrases.supporting(item))
    if internal:
        yield _("Leader in charge"), phrases.in_charge
    yield _("Opened"), lambda item: item.opened


def _course() -> Iterator[Column]:
    """The progress of an item: its deadlines, its state, its closing and the last note."""
    yield _("First deadline"), lambda item: item.record.due
    yield _("Deadline"), lambda item: item.status.deadline
    yield _("Extensions"), lambda item: item.status.extensions
    yield _("Relapses"), lambda item: item.status.relapses
    yield _("Reopenings"), lambda item: item.status.reopenings
    yield _("State"), lambda item: terms.state(item.status.state, item.status.result)
    yield _("Days overdue"), lambda item: item.days_over
    yield _("Days past the first deadline"), lambda item: item.days_over_first
    yield _("Closed"), lambda item: item.closed_on
    yield _("On time"), lambda item: phrases.in_time(item.judged) or None
    yield _("Routine"), lambda item: values.value(item.standing)
    yield _("Next review"), lambda item: item.review
    yield _("Last entry on"), lambda item: max((one.date for one in item.record.log), default=None)
    yield _("Last note"), lambda item: text_of(told.note) if (told := _told(item)) else ""
    yield _("Last note on"), lambda item: told.date if (told := _told(item)) else None


def _of_issue(cell: Callable[[Item, Issue], Cell]) -> Callable[[Item], Cell]:
    """A cell with data of an issue, also used for its measures."""
    return lambda item: cell(item, item.issue) if item.issue else None


def _told(item: Item) -> BaseEntry | None:
    return last_told(item.record, item.day)


def _evidence(item: Item) -> str:
    """The names of all evidence, one per line."""
    log = item.record.log
    names = [entries.name(piece) for entry in log for piece in entry.evidence or ()]
    return "\n".join(dict.fromkeys(names))
