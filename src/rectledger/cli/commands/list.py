"""`rectledger list`: issues or measures, filtered."""

from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from rectledger.cli.arguments.code_lookup import coded
from rectledger.cli.global_options import Common, common_options
from rectledger.cli.option_declarations import option, switch
from rectledger.cli.query import look
from rectledger.core.filters import Filters, picked
from rectledger.i18n.language import gettext as _


@common_options
def command(
    common: Common,
    measures: bool = switch("--measures", _("List measures, not issues.")),
    department: str | None = option("--department", "CODE", _("Only what this department leads.")),
    kind: str | None = option("--kind", "CODE", _("Only of this kind.")),
    section: str | None = option("--section", "CODE", _("Only of this section or aspect.")),
    state: str | None = option(
        "--state",
        "STATE",
        _("Only in this state: open, active, submitted, closed, waived, or ongoing."),
    ),
    overdue: bool = switch("--overdue", _("Only what is overdue.")),
    due_within: int | None = option(
        "--due-within", "DAYS", _("Only what is due within this many days."), min=0
    ),
    standing: bool = switch("--standing", _("Only what is closed and kept up as routine.")),
    search: str | None = option("--search", "WORDS", _("Only what contains these words.")),
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            metavar="NAME=VALUE",
            help=_("Only with this value in a field of this ledger; repeatable."),
        ),
    ] = None,
) -> int:
    ledger = look(common)
    asked = Filters(department, kind, section, state, overdue, due_within, standing, search)
    if field:
        from rectledger.cli.arguments import own_fields

        asked = replace(asked, fields=tuple(own_fields.given(field, ledger.settings).items()))
    seen = ledger.see(partial(picked, coded(asked, ledger.settings), measures=measures))
    if common.json:
        from rectledger.render import json

        return seen.print_json(items=[json.item(item, seen.settings) for item in seen.answer])
    from rectledger.render.pages import list_and_overdue as page

    page.listing(seen.start(), seen.answer, seen.settings)
    return seen.exit_code


command.__doc__ = _("List issues or measures.")
