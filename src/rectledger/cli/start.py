"""`rectledger start 21`: work on it has begun."""

from rectledger.cli.options import Common
from rectledger.cli.verbs import References, Said, verb
from rectledger.words import gettext as _
from rectledger.workspace.how import How


@verb
def command(common: Common, references: References, said: Said, how: How) -> int:
    from rectledger.cli.acting import enter

    return enter(common, said, how, "start", references)


command.__doc__ = _("Enter that work on items has begun.")
