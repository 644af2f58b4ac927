"""`rectledger list`: issues or measures, filtered."""

from functools import partial
from typing import Annotated

import typer

from rectledger.cli.arguments.code_lookup import coded
from rectledger.cli.global_options import Common, common_options
from rectledger.cli.query import look
from rectledger.core.filters import Filters, picked
from rectledger.i18n.language import gettext as _


@common_options
def command(
    common: Common,
    measures: Annotated[
        bool, typer.Option("--measures", metavar="", help=_("List measures, not issues."))
    ] = False,
    department: Annotated[
        str | None, typer.Option(metavar="ID", help=_("Only what this department leads."))
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="ID", help=_("Only of this kind."))] = None,
    section: Annotated[
        str | None, typer.Option(metavar="ID", help=_("Only of this section or aspect."))
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            metavar="STATE",
            help=_("Only in this state: open, active, submitted, closed, waived, or ongoing."),
        ),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", metavar="", help=_("Only what is overdue."))
    ] = False,
    due_within: Annotated[
        int | None,
        typer.Option(metavar="DAYS", min=0, help=_("Only what is due within so many days.")),
    ] = None,
    standing: Annotated[
        bool,
        typer.Option(
            "--standing", metavar="", help=_("Only what is closed and kept up as routine.")
        ),
    ] = False,
    search: Annotated[
        str | None, typer.Option(metavar="WORDS", help=_("Only what mentions these words."))
    ] = None,
) -> int:
    ledger = look(common)
    asked = Filters(department, kind, section, state, overdue, due_within, standing, search)
    seen = ledger.see(partial(picked, coded(asked, ledger.settings), measures=measures))
    if common.json:
        from rectledger.render import json

        return seen.print_json(items=[json.item(item, seen.settings) for item in seen.answer])
    from rectledger.render.pages import list_and_overdue as page

    page.listing(seen.start(), seen.answer, seen.settings)
    return seen.exit_code


command.__doc__ = _("List issues, or measures, that match.")
