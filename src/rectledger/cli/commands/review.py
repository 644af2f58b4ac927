"""`rectledger review 21 --outcome held --note …`: a closed issue was looked at again."""

from typing import Annotated, Literal

import typer

from rectledger.cli.arguments import values
from rectledger.cli.change_options import DeadlineApprovedBy, Far, References, Said, verb
from rectledger.cli.global_options import Common
from rectledger.errors import UsageError
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import How


@verb
def command(
    common: Common,
    references: References,
    said: Said,
    how: How,
    outcome: Annotated[
        Literal["held", "relapsed"], typer.Option("--outcome", help=_("What was found."))
    ],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help=_("The new deadline, after a relapse.")),
    ] = None,
    approved_by: DeadlineApprovedBy = None,
    far: Far = False,
) -> int:
    from rectledger.cli.change import enter

    if (outcome == "relapsed") != (to is not None):
        raise UsageError("relapse-needs-to" if to is None else "to-without-relapse")
    if to is None and approved_by is not None:
        raise UsageError("approved-without-relapse")
    day = None if to is None else values.day("--to", to)
    approved = values.maybe("--approved-by", approved_by)
    return enter(
        common, said, how, "review", references, far=far, outcome=outcome, to=day,
        approved_by=approved,
    )  # fmt: skip


command.__doc__ = _("Enter a look-back at closed issues.")
