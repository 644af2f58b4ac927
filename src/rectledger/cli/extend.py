"""`rectledger extend 21 --to 2022-03-31 --note … --approved-by …`: a later deadline."""

from rectledger.cli import values
from rectledger.cli.options import Common
from rectledger.cli.verbs import ApprovedBy, References, Said, To, verb
from rectledger.words import gettext as _
from rectledger.workspace.how import How


@verb
def command(
    common: Common, references: References, said: Said, how: How, to: To, approved_by: ApprovedBy
) -> int:
    from rectledger.cli.acting import enter

    return enter(
        common,
        said,
        how,
        "extend",
        references,
        to=values.day("--to", to),
        approved_by=values.line("--approved-by", approved_by),
    )


command.__doc__ = _("Move deadlines to a later day.")
