"""`rectledger log`: the journal, in order of date."""

from typing import Any

from rectledger.cli.arguments.item_references import see_item
from rectledger.cli.global_options import Common, common_options
from rectledger.cli.option_declarations import argument
from rectledger.cli.query import Seen, look
from rectledger.core.items import everything
from rectledger.core.log_order import journal
from rectledger.core.model import BaseEntry, Record
from rectledger.i18n.language import gettext as _


@common_options
def command(
    common: Common,
    reference: str | None = argument(
        "REF", _("An issue with its measures, or a measure; default: all."), None
    ),
) -> int:
    if reference is None:
        # The answer is as large as the ledger: to hand it on would take as long as to read it.
        whole = look(common).see(everything, alone=True)
        return _print(whole, journal(whole.answer, whole.day))
    seen, item, measures = see_item(look(common), reference)
    return _print(seen, journal([item, *measures], seen.day))


def _print(seen: Seen[Any], entries: list[tuple[Record, BaseEntry]]) -> int:
    if seen.common.json:
        from rectledger.render import json

        rows = [json.journal_entry(record, entry) for record, entry in entries]
        return seen.print_json(entries=rows)
    from rectledger.render.pages import log

    log.page(seen.start(), entries, seen.settings)
    return seen.exit_code


command.__doc__ = _("Show all entries, by date.")
