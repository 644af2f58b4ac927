"""`rectledger reopen 21 --to 2022-03-31 --note …`: it is to be done again."""

from rectledger.cli.arguments import values
from rectledger.cli.change_options import DeadlineApprovedBy, Far, References, Said, To, verb
from rectledger.cli.global_options import Common
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import How


@verb
def command(
    common: Common, references: References, said: Said, how: How, to: To,
    approved_by: DeadlineApprovedBy = None, far: Far = False,
) -> int:  # fmt: skip
    from rectledger.cli.change import enter

    day, approved = values.day("--to", to), values.maybe("--approved-by", approved_by)
    return enter(common, said, how, "reopen", references, far=far, to=day, approved_by=approved)


command.__doc__ = _("Take up again what was closed or waived.")
