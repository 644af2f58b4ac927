"""`rectledger reassign 21 --lead finance`: another department leads, or others support."""

from typing import Annotated, Any

import typer

from rectledger.cli import codes
from rectledger.cli.options import Common
from rectledger.cli.verbs import References, Said, WithMeasures, verb
from rectledger.core.model import Settings
from rectledger.errors import UsageError
from rectledger.words import gettext as _
from rectledger.workspace.how import How


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
    from rectledger.cli.acting import enter

    if support and no_support:
        raise UsageError("support-and-none")
    if not (lead or support or no_support):
        raise UsageError("reassign-to-nobody")

    def coded(settings: Settings) -> dict[str, Any]:
        named = codes.departments(lead, support or [], settings)
        whole = [] if no_support else named.support or None
        return {"lead": named.lead, "support": whole}

    return enter(common, said, how, "reassign", references, with_measures=with_measures, more=coded)


command.__doc__ = _("Hand items to other departments.")
