"""`rectledger summary --by department`: counts by department, leader, kind and so on."""

from functools import partial
from typing import Literal

import typer

from rectledger.cli.global_options import Common, common_options
from rectledger.cli.query import look
from rectledger.core.summary.counts import add_groups, grouped
from rectledger.core.summary.instruments import add_instruments, brought
from rectledger.i18n.language import gettext as _


@common_options
def command(
    common: Common,
    by: Literal["department", "leader", "kind", "aspect", "section", "instrument"] = typer.Option(
        "department", "--by", help=_("What to group by.")
    ),
) -> int:
    if by == "instrument":
        return _instruments(common)
    seen = look(common).see(partial(grouped, key=by), add_groups)
    if common.json:
        from rectledger.render import json

        return seen.print_json(by=by, groups=[json.summary_group(one, by) for one in seen.answer])
    from rectledger.render.pages import summary

    counts_substantial = seen.settings.policy.substantial_counts
    summary.page(seen.start(), by, seen.answer, counted=counts_substantial)
    return seen.exit_code


def _instruments(common: Common) -> int:
    seen = look(common).see(brought, add_instruments)
    if common.json:
        from rectledger.render import json

        rows = [json.instrument(one) for one in seen.answer]
        return seen.print_json(by="instrument", groups=rows)
    from rectledger.render.pages import summary

    summary.instruments(seen.start(), seen.answer)
    return seen.exit_code


command.__doc__ = _("Count by department, leader, kind, aspect, section or instrument.")
