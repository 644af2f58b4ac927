"""The options that the verbs have in common, and how a command is given them."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from rectledger.cli.global_options import PAST, common_options
from rectledger.cli.option_declarations import option, options, repeatable, switch
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import SaveOptions

References = Annotated[
    list[str],
    typer.Argument(metavar="REF", help=_("Issues, such as 21, or measures, such as 21.2.")),
]

# Makes a command of a verb.
verb: Callable[[Callable[..., Any]], Callable[..., Any]] = partial(
    common_options, flushes=True, refused=PAST
)


@options
class WhoAndWhen:
    """Who says what, and when, as typed."""

    by: str | None = option("--by", "WHO", _("Who enters it; else whom git names."))
    date: str | None = option("--date", "DATE", _("The day of the entry; else today."))
    note: list[str] = repeatable("--note", "TEXT", _("A note; or two, zh=… and en=…."))


@options
class GivenEvidence:
    """What is brought as evidence, as typed."""

    evidence: list[str] = repeatable("--evidence", "FILE", _("Keep a file as evidence."))
    document: list[str] = repeatable("--document", "TITLE", _("Name a document as evidence."))
    dated: list[str] = repeatable("--dated", "DAY", _("The day or month of that document."))
    url: list[str] = repeatable("--url", "ADDRESS", _("Name a page as evidence."))


@options
class Saving(SaveOptions):
    """How a change is saved, as typed."""

    dry_run: bool = switch("--dry-run", _("Show the lines to be added, and stop."))
    no_commit: bool = switch("--no-commit", _("Write the files, and leave git alone."))
    branch: bool = switch("--branch", _("Make a branch first, such as close-21."))
    detached: bool = switch("--detached", _("Commit even if no branch is checked out."))


@options
class EntryOptions(Saving, GivenEvidence, WhoAndWhen):  # help lists the last of them first
    """What is said with an entry, what it brings as evidence, and how it is saved."""
