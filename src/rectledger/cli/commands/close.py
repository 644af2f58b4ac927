"""`rectledger close 21 --evidence doc.pdf`: strike items off."""

from typing import Annotated, Literal

import typer

from rectledger.cli.change_options import References, Said, verb
from rectledger.cli.global_options import Common
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import How


@verb
def command(
    common: Common,
    references: References,
    said: Said,
    how: How,
    result: Annotated[
        Literal["complete", "substantial"], typer.Option("--result", help=_("How it was closed."))
    ] = "complete",
    with_measures: Annotated[
        bool, typer.Option("--with-measures", metavar="", help=_("Close the open measures too."))
    ] = False,
) -> int:
    from rectledger.cli.change import enter

    return enter(common, said, how, "close", references, with_measures=with_measures, result=result)


command.__doc__ = _("Strike items off, on evidence.")
