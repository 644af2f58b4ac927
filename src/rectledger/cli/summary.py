"""`rectledger summary --by department`: counts by department, leader, kind and so on."""

from gettext import gettext as _
from typing import Annotated, Literal

import typer

from rectledger.cli.looking import look
from rectledger.cli.options import Common, common_options
from rectledger.core.items import items_on
from rectledger.core.summary import Count, Group, groups, instruments


@common_options
def command(
    common: Common,
    by: Annotated[
        Literal["department", "leader", "kind", "aspect", "section", "instrument"],
        typer.Option("--by", help=_("What to count by.")),
    ] = "department",
) -> int:
    seen = look(common)
    issues, measures = items_on(seen.ledger, seen.day)
    if by == "instrument":
        used = instruments(measures)
        if common.json:
            from rectledger.render import json

            rows = [json.instrument(one) for one in used]
            return seen.print_json(json.document(seen.day, seen.complete, by=by, groups=rows))
        from rectledger.render import summary

        summary.instruments(seen.start(), used)
        return seen.exit_code
    counted = groups(seen.settings, issues, measures, by)
    if common.json:
        from rectledger.render import json

        rows = [json.summary_group(one, by) for one in counted]
        return seen.print_json(json.document(seen.day, seen.complete, by=by, groups=rows))
    from rectledger.render import summary

    total = Group("", None, Count.of(issues), Count.of(measures))
    policy = seen.settings.policy
    summary.page(seen.start(), by, counted, total, counted=policy.substantial_counts)
    return seen.exit_code


command.__doc__ = _("Count by department, leader, kind, aspect, section or instrument.")
