"""`rectledger waive 21 --note … --approved-by …`: it is not to be done any more."""

from rectledger.cli.arguments import values
from rectledger.cli.change_options import ApprovedBy, References, Said, verb
from rectledger.cli.global_options import Common
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import How


@verb
def command(
    common: Common, references: References, said: Said, how: How, approved_by: ApprovedBy
) -> int:
    from rectledger.cli.change import enter

    return enter(
        common,
        said,
        how,
        "waive",
        references,
        approved_by=values.line("--approved-by", approved_by),
    )


command.__doc__ = _("Give items up, with their measures.")
