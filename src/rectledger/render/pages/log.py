"""The page of `log`: entries in order of date."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from rectledger.core.model import BaseEntry, Record, Settings
from rectledger.formatting.entries import what
from rectledger.formatting.values import text_of
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext
from rectledger.render.console import QUIET, SLIM, say, table, text
from rectledger.render.line_breaks import Data


def page(out: Console, entries: Sequence[tuple[Record, BaseEntry]], settings: Settings) -> None:
    """Print entries, one per row."""
    if not entries:
        say(out, _("No entries."))
        return
    # In a column of its own a note would have too little room.
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
