"""The head of every page: the ledger's title and the as-of date."""

from rich.console import Console

from rectledger.core.model import Settings
from rectledger.formatting.values import text_of
from rectledger.i18n.language import gettext as _
from rectledger.render.console import QUIET, say


def origin(out: Console, rev: str, sha: str, day: str) -> None:
    """Print which commit the page shows."""
    words = _("From {rev} (commit {sha}, {day})")
    say(out, words.format(rev=rev, sha=sha[:10], day=day), QUIET)


def heading(
    out: Console, settings: Settings, day: str, today: str, last_known: str, *, told: bool
) -> None:
    """Print the title and the as-of date; if that is not today, also the last recorded date.
    `told`: the user gave the date."""
    say(out, text_of(settings.title), "bold")
    if day == last_known != today and not told:
        words = _("As of {day}, the last date recorded in this ledger (today is {today})")
    elif day > last_known != today:
        words = _("As of {day}; the last date recorded by then is {last_known}")
    else:
        words = _("As of {day}")
    say(out, words.format(day=day, today=today, last_known=last_known), QUIET)
