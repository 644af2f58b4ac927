"""The head of every page: whose ledger it is, and the day that it is shown for."""

from rich.console import Console

from rectledger.core.model import Settings
from rectledger.formatting.values import text_of
from rectledger.i18n.language import gettext as _
from rectledger.render.console import QUIET, say


def origin(out: Console, rev: str, sha: str, day: str) -> None:
    """Print which commit the page is made from."""
    words = _("From the files of {rev} (commit {sha} of {day})")
    say(out, words.format(rev=rev, sha=sha[:10], day=day), QUIET)


def heading(
    out: Console, settings: Settings, day: str, today: str, last_known: str, *, told: bool
) -> None:
    """Print the title and the day that is shown; and where it is not today, how far it is known.
    `told`: the user named the day."""
    say(out, text_of(settings.title), "bold")
    if day == last_known != today and not told:
        words = _("As of {day}, the last day that this ledger knows (today is {today})")
    elif day > last_known != today:
        words = _("As of {day}; by then nothing was recorded after {last_known}")
    else:
        words = _("As of {day}")
    say(out, words.format(day=day, today=today, last_known=last_known), QUIET)
