"""The head of every page: whose ledger it is, and the day that it is shown for."""

from gettext import gettext as _

from rich.console import Console

from rectledger.core.model import Settings
from rectledger.render.console import QUIET, say
from rectledger.render.texts import text_of


def heading(out: Console, settings: Settings, day: str, today: str | None) -> None:
    """Print the title and the day; `today` is given where it is another day than the one shown."""
    say(out, text_of(settings.title), "bold")
    words = _("As of {day}").format(day=day)
    if today is not None:
        words = _("As of {day}, the last day that this ledger knows (today is {today})").format(
            day=day, today=today
        )
    say(out, words, QUIET)
    out.print()
