"""`rectledger overdue`: what is over its deadline, and what is coming."""

from functools import partial

from rectledger.cli.global_options import Common, common_options
from rectledger.cli.option_declarations import option, switch
from rectledger.cli.query import look
from rectledger.core.summary.overdue_and_due_soon import pressing
from rectledger.i18n.language import gettext as _


@common_options
def command(
    common: Common,
    within: int | None = option(
        "--within", "DAYS", _("Include what is due within this many days."), min=0
    ),
    measures: bool = switch("--measures", _("Show measures, not issues.")),
) -> int:
    seen = look(common).see(partial(pressing, within=within, measures=measures))
    found = seen.answer
    if common.json:
        from rectledger.render import json

        return seen.print_json(
            overdue=[json.overdue_item(item) for item in found.overdue],
            reviews_due=[json.coming_item(item) for item in found.reviews_due],
            coming=[json.coming_item(item) for item in found.coming],
            **({} if measures else {"late": [json.overdue_item(item) for item in found.late]}),
        )
    from rectledger.render.pages import list_and_overdue as page

    page.overdue(seen.start(), found, within, seen.settings)
    return seen.exit_code


command.__doc__ = _("Show what is overdue and what is due soon.")
