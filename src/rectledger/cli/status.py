"""`rectledger status`: what there is, what is done, what is over."""

from gettext import gettext as _

from rectledger.cli.looking import look
from rectledger.cli.options import Common, common_options
from rectledger.core.summary import overview


@common_options
def command(common: Common) -> int:
    seen = look(common)
    whole = overview(seen.ledger, seen.day)
    if common.json:
        from rectledger.render import json

        return seen.print_json(json.status(whole, seen.opened.unreadable))
    from rectledger.render import status

    status.page(seen.start(), whole, seen.settings, told=seen.told)
    return seen.exit_code


command.__doc__ = _("Show how the ledger stands: counts, progress, what is overdue.")
