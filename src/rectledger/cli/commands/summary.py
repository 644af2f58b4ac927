"""`rectledger summary --by department`: counts by department, leader, kind and so on."""

from functools import partial

from rectledger.cli.arguments import code_lookup
from rectledger.cli.global_options import Common, common_options
from rectledger.cli.option_declarations import option
from rectledger.cli.query import look
from rectledger.core.model.own_fields import PREFIX
from rectledger.core.summary.counts import add_groups, grouped
from rectledger.core.summary.instruments import add_instruments, brought
from rectledger.i18n.language import gettext as _


@common_options
def command(
    common: Common,
    by: str = option(
        "--by",
        "KEY",
        _(
            "What to group by: department, leader, kind, aspect, section, instrument, or a field "
            "of this ledger."
        ),
        "department",
    ),
) -> int:
    if by == "instrument":
        return _instruments(common)
    ledger = look(common)
    by = (
        by
        if by in code_lookup.GROUP_KEYS
        else PREFIX + code_lookup.own_field("--by", by, ledger.settings, code_lookup.GROUP_KEYS)
    )
    seen = ledger.see(partial(grouped, key=by), add_groups)
    if common.json:
        from rectledger.render import json

        return seen.print_json(by=by, groups=[json.summary_group(one, by) for one in seen.answer])
    from rectledger.render.pages import summary

    summary.page(seen.start(), by, seen.answer, seen.settings)
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


command.__doc__ = _("Count by department, leader, kind, aspect, section, instrument or a field.")
