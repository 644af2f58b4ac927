"""`rectledger show 21`: one item whole."""

from rectledger.cli.arguments.item_references import see_item
from rectledger.cli.global_options import Common, common_options
from rectledger.cli.option_declarations import argument
from rectledger.cli.query import look
from rectledger.i18n.language import gettext as _


@common_options
def command(
    common: Common,
    reference: str = argument("REF", _("An issue (21) or a measure (21.2).")),
) -> int:
    seen, item, measures = see_item(look(common), reference)
    if common.json:
        from rectledger.render import json

        return seen.print_json(item=json.shown(item, measures, seen.settings, seen.day))
    from rectledger.render.pages import show

    show.page(seen.start(), item, measures, seen.settings, seen.day)
    return seen.exit_code


command.__doc__ = _("Show one item in full: measures, log, deadlines and evidence.")
