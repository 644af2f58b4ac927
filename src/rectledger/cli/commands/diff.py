"""`rectledger diff main`: what became of the ledger since a branch left another, or the commit."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Literal

import typer

from rectledger import errors
from rectledger.cli.global_options import Common, common_options, json_or
from rectledger.cli.option_declarations import argument
from rectledger.cli.query import named_folder, report_at
from rectledger.core.diff.ledger_diff import Compared
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import speaking
from rectledger.workspace.reading import clock


@partial(common_options, refused=("at",))
def command(
    common: Common,
    base: str | None = argument(
        "BASE", _("Compare with this commit or branch; default: the last commit."), None
    ),
    head: str | None = argument(
        "HEAD", _("Compare this commit or branch; default: the files on disk."), None
    ),
    form: Literal["text", "json", "markdown"] | None = typer.Option(
        None, "--format", help=_("Text, JSON, or Markdown for a comment.")
    ),
) -> int:
    common, chosen = json_or(common, form)
    compared = _compared(common, base, head)
    if chosen == "json":
        from rectledger.render import diff_json

        print(diff_json.document(compared))
    elif chosen == "markdown":
        from rectledger.render import diff_markdown

        asked = " ".join(["rectledger diff", *(one for one in (base, head) if one)])
        with speaking(common.published_in(compared.settings)):
            sys.stdout.write(diff_markdown.comment(compared, asked))
    else:
        _page(common, compared)
    for side in (compared.before, compared.after):
        if side:
            report_at(side.unreadable, side.origin.prefix, common)
    return errors.DONE if compared.complete else errors.UNREADABLE


def _compared(common: Common, base: str | None, head: str | None) -> Compared:
    """What became of the ledger that the options name. Raises as `query.look` does, and
    `sides.since`."""
    from rectledger.render.progress_bar import ProgressBar
    from rectledger.workspace.comparing import base_and_head
    from rectledger.workspace.comparing import diff as comparing

    if common.as_of is not None:
        clock.valid_day("--as-of", common.as_of)
    root, path = _place(common, head)
    two = base_and_head.since(root, path, base, head)
    with ProgressBar() as progress:
        compared = comparing.compare(
            two, lambda settings: clock.today(settings, os.environ), named=common.as_of,
            progress=progress,
        )  # fmt: skip
    if isinstance(compared, Compared):
        return compared
    report_at(compared, two.after.prefix, common)
    raise errors.UnreadableError("unreadable-ledger")


def _place(common: Common, head: str | None) -> tuple[Path, str]:
    """The ledger's folder, and where it lies in the repository."""
    root, is_there = named_folder(common, in_commit=head is not None)
    if head is not None and not is_there:
        from rectledger.store.git.ledger_at_commit import open_revision

        return root, open_revision(root, head, "HEAD").path
    from rectledger.workspace.comparing.base_and_head import by_name

    below = by_name(root)[1]
    return root, f"{below}/" if below else ""


def _page(common: Common, compared: Compared) -> None:
    from rectledger.render.console import console
    from rectledger.render.pages import diff, findings

    out = console(no_color=common.no_color)
    sides = (compared.before, compared.after)
    unreadable = [finding for side in sides if side for finding in side.unreadable]
    if unreadable:
        findings.incomplete(out, unreadable)
    diff.page(out, compared)
    out.file.flush()


command.__doc__ = _("Show what changed in the ledger.")
