"""The page of `log`: entries in order of date; and what an entry says, in words."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from rectledger.core import model
from rectledger.core.model import BaseEntry, EvidenceDocument, EvidenceFile, Record, Settings
from rectledger.render.console import QUIET, SLIM, say, table, text
from rectledger.render.lines import Data
from rectledger.render.texts import department, figure, person, text_of, value
from rectledger.words import gettext as _
from rectledger.words import ngettext, terms


def page(out: Console, entries: Sequence[tuple[Record, BaseEntry]], settings: Settings) -> None:
    """Print a journal: a row an entry."""
    if not entries:
        say(out, _("No entries."))
        return
    # Beside the others a note would have room for a word a line.
    slim = out.width < SLIM
    headers: list[str | tuple[str, str]] = [_("Date"), (_("No."), "right"), (_("Entry"), "wrap")]
    made = table(*headers[: 2 if slim else 3], (_("Title and note"), "wrap"))
    for record, entry in entries:
        words: Text = text(text_of(record.title))
        if entry.note is not None:
            words = Data("\n").join([words, text(text_of(entry.note), QUIET)])
        said = text(what(entry, settings))
        cells = [Data("\n").join([said, words])] if slim else [said, words]
        made.add_row(text(entry.date), text(record.ref), *cells)
    out.print(made)
    out.print()
    shown = ngettext("{n} entry", "{n} entries", len(entries))
    say(out, shown.format(n=len(entries)), QUIET)


def what(entry: BaseEntry, settings: Settings) -> str:
    """What an entry records and who entered it, on one line."""
    words = terms.event(entry.event)
    detail = _("; ").join(_details(entry, settings))
    if detail:
        words = _("{event}: {detail}").format(event=words, detail=detail)
    return _("{what} (by {who})").format(what=words, who=person(settings, entry.by))


def _details(entry: BaseEntry, settings: Settings) -> Iterator[str]:
    if isinstance(entry, model.Close):
        yield terms.result(entry.result)
    if isinstance(entry, model.Review):
        yield terms.outcome(entry.outcome)
    if isinstance(entry, model.Extend | model.Reopen | model.Review) and entry.to:
        yield _("to {day}").format(day=entry.to)
    if isinstance(entry, model.Reassign):
        if entry.lead:
            yield _("lead {name}").format(name=department(settings, entry.lead))
        if entry.support is not None:
            names = _(", ").join(department(settings, code) for code in entry.support)
            yield _("supporting {names}").format(names=names or "–")
    if isinstance(entry, model.Amend):
        was, now = _changed(entry.was, entry.now)
        yield _("{field} was {was}, now {now}").format(
            field=entry.field, was=value(was), now=value(now)
        )
    if isinstance(entry, model.Extend | model.Waive | model.Amend):
        yield _("approved by {who}").format(who=person(settings, entry.approved_by))


def _changed(was: Any, now: Any) -> tuple[Any, Any]:
    """Of a text by language, the languages in which it was amended."""
    if not (isinstance(was, dict) and isinstance(now, dict)):
        return was, now
    codes = [code for code in was | now if was.get(code) != now.get(code)]
    return {c: was[c] for c in codes if c in was} or None, {c: now[c] for c in codes if c in now}


def references(entry: BaseEntry) -> Iterator[str]:
    """Each piece of evidence of an entry that is kept elsewhere, on a line."""
    elsewhere = [p for p in entry.evidence or () if not isinstance(p, EvidenceFile)]
    yield from evidence(entry.model_copy(update={"evidence": elsewhere}))


def evidence(entry: BaseEntry) -> Iterator[str]:
    """Each piece of evidence of an entry, on a line."""
    for piece in entry.evidence or ():
        if isinstance(piece, EvidenceFile):
            yield _("Evidence: {name} ({size} bytes, {path})").format(
                name=piece.name, size=figure(piece.size), path=piece.path
            )
        else:
            what = piece.document if isinstance(piece, EvidenceDocument) else piece.url
            if piece.dated:
                what = _("{what} ({detail})").format(what=what, detail=piece.dated)
            yield _("Evidence: {name}").format(name=what)
