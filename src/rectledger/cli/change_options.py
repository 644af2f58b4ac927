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
    typer.Argument(metavar="REF", help=_("Issues (21) or measures (21.2), separated by spaces.")),
]

# Makes a command of a verb.
verb: Callable[[Callable[..., Any]], Callable[..., Any]] = partial(
    common_options, flushes=True, refused=PAST
)


@options
class WhoAndWhen:
    """Who says what, and when, as typed."""

    by: str | None = option(
        "--by", "WHO", _("Who makes the entry; default: you, as git knows you.")
    )
    date: str | None = option("--date", "DATE", _("Date of the entry; default: today."))
    note: list[str] = repeatable(
        "--note", "TEXT", _("A note; in two languages: --note zh=… --note en=….")
    )


@options
class GivenEvidence:
    """What is brought as evidence, as typed."""

    evidence: list[str] = repeatable(
        "--evidence", "FILE", _("Attach a file as evidence; repeatable.")
    )
    document: list[str] = repeatable(
        "--document", "TITLE", _("Cite a document kept elsewhere as evidence.")
    )
    dated: list[str] = repeatable("--dated", "DATE", _("Date or month of that document."))
    url: list[str] = repeatable("--url", "ADDRESS", _("Cite a web page as evidence."))


@options
class Saving(SaveOptions):
    """How a change is saved, as typed."""

    dry_run: bool = switch("--dry-run", _("Show what would change, and write nothing."))
    no_commit: bool = switch("--no-commit", _("Write the files without committing."))
    branch: bool = switch("--branch", _("Commit to a new branch, such as close-21."))
    detached: bool = switch("--detached", _("Commit even with a detached HEAD."))


@options
class EntryOptions(Saving, GivenEvidence, WhoAndWhen):  # help lists the last of them first
    """What is said with an entry, what it brings as evidence, and how it is saved."""
