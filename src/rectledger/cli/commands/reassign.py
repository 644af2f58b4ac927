"""`rectledger reassign 21 --lead finance`: another department leads, or others support."""

from typing import Annotated, Any

import typer

from rectledger.cli.arguments import code_lookup
from rectledger.cli.change_options import References, Said, WithMeasures, verb
from rectledger.cli.global_options import Common
from rectledger.core.model import Settings
from rectledger.errors import UsageError
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import How


@verb
def command(
    common: Common,
    references: References,
    said: Said,
    how: How,
    lead: Annotated[
        str | None, typer.Option("--lead", metavar="CODE", help=_("The department that leads."))
    ] = None,
    support: Annotated[
        list[str] | None,
        typer.Option("--support", metavar="CODE", help=_("Each department that supports.")),
    ] = None,
    no_support: Annotated[
        bool, typer.Option("--no-support", metavar="", help=_("No department supports."))
    ] = False,
    with_measures: WithMeasures = False,
) -> int:
    from rectledger.cli.change import enter

    if support and no_support:
        raise UsageError("support-and-none")
    if not (lead or support or no_support):
        raise UsageError("reassign-to-nobody")

    def coded(settings: Settings) -> dict[str, Any]:
        named = code_lookup.departments(lead, support or [], settings)
        whole = [] if no_support else named.support or None
        return {"lead": named.lead, "support": whole}

    return enter(common, said, how, "reassign", references, with_measures=with_measures, more=coded)


command.__doc__ = _("Hand items to other departments.")
