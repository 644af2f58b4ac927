"""`rectledger reopen 21 --to 2022-03-31 --note …`: it is to be done again."""

from rectledger.cli import values
from rectledger.cli.options import Common
from rectledger.cli.verbs import References, Said, To, verb
from rectledger.words import gettext as _
from rectledger.workspace.how import How


@verb
def command(common: Common, references: References, said: Said, how: How, to: To) -> int:
    from rectledger.cli.acting import enter

    return enter(common, said, how, "reopen", references, to=values.day("--to", to))


command.__doc__ = _("Take up again what was closed or waived.")
