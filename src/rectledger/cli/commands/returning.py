"""`rectledger return 21 --note …`: what was submitted is not enough."""

from rectledger.cli.change_options import References, Said, verb
from rectledger.cli.global_options import Common
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import How


@verb
def command(common: Common, references: References, said: Said, how: How) -> int:
    from rectledger.cli.change import enter

    return enter(common, said, how, "return", references)


command.__doc__ = _("Return submitted issues to their department.")
