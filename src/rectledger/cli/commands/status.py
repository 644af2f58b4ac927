"""`rectledger status`: what there is, what is done, what is over."""

from functools import partial

from rectledger.cli.global_options import Common, common_options
from rectledger.cli.query import look
from rectledger.core.summary.overview import overview
from rectledger.i18n.language import gettext as _

MOST = 10  # how many of what is overdue, due soon or owed a review the page names


@common_options
def command(common: Common) -> int:
    most = None if common.json else MOST
    seen = look(common).see(partial(overview, most=most))
    if common.json:
        from rectledger.render import json

        return seen.print_json(**json.status(seen.answer, seen.unreadable))
    from rectledger.render.pages import status

    status.page(seen.start(), seen.answer, seen.settings, told=seen.told)
    return seen.exit_code


command.__doc__ = _("Show counts, progress and what is overdue.")
