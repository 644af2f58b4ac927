"""`rectledger log`: the journal, in order of date."""

from gettext import gettext as _
from typing import Annotated

import typer

from rectledger.cli.looking import look
from rectledger.cli.options import Common, common_options
from rectledger.cli.references import measures_of, resolve
from rectledger.core.items import items_on
from rectledger.core.journal import journal


@common_options
def command(
    common: Common,
    reference: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]", help=_("An issue with its measures, or a measure; else all.")
        ),
    ] = None,
) -> int:
    seen = look(common)
    if reference is None:
        issues, measures = items_on(seen.ledger, seen.day)
        items = [*issues, *measures]
    else:
        item = resolve(seen, reference)
        items = [item, *measures_of(seen, item)]
    entries = journal(items, seen.day)
    if common.json:
        from rectledger.render import json

        rows = [json.journal_entry(record, entry) for record, entry in entries]
        return seen.print_json(json.document(seen.day, seen.complete, entries=rows))
    from rectledger.render import log

    log.page(seen.start(), entries, seen.settings)
    return seen.exit_code


command.__doc__ = _("Show the journal: entries in order of date.")
