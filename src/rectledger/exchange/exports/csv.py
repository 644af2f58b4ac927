"""A ledger as CSV, for spreadsheets and for programs: a row an issue, or a row a measure."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from rectledger.core.filters import Filters, picked
from rectledger.core.items import Item
from rectledger.core.lifecycle import last_told
from rectledger.core.model import BaseEntry, Issue, Ledger
from rectledger.formatting import entries, values
from rectledger.formatting import items as phrases
from rectledger.formatting.values import text_of
from rectledger.i18n import terms
from rectledger.i18n.language import gettext as _

Cell = str | int | None
Column = tuple[str, Callable[[Item], Cell]]
# What makes a spreadsheet compute a text, as OWASP lists it ("CSV Injection"): the full-width signs
# are taken for the others where Chinese or Japanese is written.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(
    ledger: Ledger, day: str, *, filters: Filters, measures: bool = False, internal: bool = False
) -> str:
    """The lines of the issues, or of the measures, that `filters` let through.

    `internal` brings the names of leaders.
    """
    cells = [cell for _header, cell in _columns(measures, internal)]
    found = picked(filters, ledger, day, measures=measures)
    return _csv([_as_text(cell(item)) for cell in cells] for item in found)


def document(lines: str, *, measures: bool = False, internal: bool = False) -> bytes:
    """A whole file; by its first bytes Excel knows that it is UTF-8."""
    headers = [header for header, _cell in _columns(measures, internal)]
    return (_csv([headers]) + lines).encode("utf-8-sig")


def _csv(table: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(table)  # its lines end with CR and LF
    return out.getvalue()


# What another locale, or a person who opens the file, may take for the end of a cell.
_AFTER_AN_END = re.compile(r"(?<=[;\t|\r\n])([ \u3000]*)(?=[=+\-@＝＋－＠])")


def _as_text(cell: Cell) -> Cell:
    """A cell of which a spreadsheet does not make a formula: numbers and days never begin one."""
    if not isinstance(cell, str):
        return cell
    inert = _AFTER_AN_END.sub(r"\1'", cell)
    return f"'{inert}" if inert.startswith(_COMPUTED) else inert


def _columns(measures: bool, internal: bool) -> Iterator[Column]:
    """The headers, in the reader's language, each with what stands below it."""
    # Two numbers: a spreadsheet would make 21.1 of 21.10.
    yield _("Issue no."), lambda item: item.sort_key[0]
    if measures:
        yield _("Measure no."), lambda item: item.sort_key[1]
    yield from _matter(internal)
    yield from _course()
    yield _("Evidence"), _evidence
    yield _("What comes next"), lambda item: text_of(item.next)
    if measures:
        yield _("What came of it"), lambda item: "\n".join(phrases.results(item))
    yield _("As of"), lambda item: item.day


def _matter(internal: bool) -> Iterator[Column]:
    """What an item is about, and whose it is."""
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
    """How an item has gone: its deadlines, its state, its closing, and the last that was noted."""
    yield _("First deadline"), lambda item: item.record.due
    yield _("Deadline"), lambda item: item.status.deadline
    yield _("Extensions"), lambda item: item.status.extensions
    yield _("Relapses"), lambda item: item.status.relapses
    yield _("Reopenings"), lambda item: item.status.reopenings
    yield _("State"), lambda item: terms.state(item.status.state, item.status.result)
    yield _("Days over"), lambda item: item.days_over
    yield _("Days over the first deadline"), lambda item: item.days_over_first
    yield _("Closed"), lambda item: item.closed_on
    yield _("On time"), lambda item: phrases.in_time(item.judged) or None
    yield _("Routine"), lambda item: values.value(item.standing)
    yield _("Next review"), lambda item: item.review
    yield _("Last entry on"), lambda item: max((one.date for one in item.record.log), default=None)
    yield _("Last note"), lambda item: text_of(told.note) if (told := _told(item)) else ""
    yield _("Last note on"), lambda item: told.date if (told := _told(item)) else None


def _of_issue(cell: Callable[[Item, Issue], Cell]) -> Callable[[Item], Cell]:
    """A cell of what an issue says, for its measures too."""
    return lambda item: cell(item, item.issue) if item.issue else None


def _told(item: Item) -> BaseEntry | None:
    return last_told(item.record, item.day)


def _evidence(item: Item) -> str:
    """What every piece of evidence is called, a line each."""
    log = item.record.log
    names = [entries.name(piece) for entry in log for piece in entry.evidence or ()]
    return "\n".join(dict.fromkeys(names))
