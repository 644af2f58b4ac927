"""`rectledger overdue`: what is over its deadline, and what is coming."""

from gettext import gettext as _
from typing import Annotated

import typer

from rectledger.cli.looking import look
from rectledger.cli.options import Common, common_options
from rectledger.core.items import items_on
from rectledger.core.summary import by_review, coming, most_urgent


@common_options
def command(
    common: Common,
    within: Annotated[
        int | None,
        typer.Option(metavar="DAYS", min=0, help=_("Show also what is due within so many days.")),
    ] = None,
    measures: Annotated[
        bool, typer.Option("--measures", metavar="", help=_("Show measures, not issues."))
    ] = False,
) -> int:
    seen = look(common)
    every_issue, every_measure = items_on(seen.ledger, seen.day)
    items = every_measure if measures else every_issue
    over = most_urgent(item for item in items if item.overdue)
    reviews = by_review(item for item in items if item.review_due)
    next_ones = coming(items, seen.day, within) if within is not None else []
    if common.json:
        from rectledger.render import json

        return seen.print_json(
            json.document(
                seen.day,
                seen.complete,
                overdue=[json.overdue_item(item) for item in over],
                reviews_due=[json.coming_item(item) for item in reviews],
                coming=[json.coming_item(item) for item in next_ones],
            )
        )
    from rectledger.render import items as page

    page.overdue(seen.start(), over, reviews, next_ones, within, seen.settings)
    return seen.exit_code


command.__doc__ = _("Show what is overdue, and what is coming.")
