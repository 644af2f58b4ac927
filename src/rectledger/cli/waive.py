"""`rectledger waive 21 --note … --approved-by …`: it is not to be done any more."""

from rectledger.cli import values
from rectledger.cli.options import Common
from rectledger.cli.verbs import ApprovedBy, References, Said, verb
from rectledger.words import gettext as _
from rectledger.workspace.how import How


@verb
def command(
    common: Common, references: References, said: Said, how: How, approved_by: ApprovedBy
) -> int:
    from rectledger.cli.acting import enter

    return enter(
        common,
        said,
        how,
        "waive",
        references,
        approved_by=values.line("--approved-by", approved_by),
    )


command.__doc__ = _("Give items up, with their measures.")
