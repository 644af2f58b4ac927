"""`rectledger attach 21 --evidence doc.pdf`: more evidence, in whatever state it is."""

from rectledger.cli.options import Common
from rectledger.cli.verbs import References, Said, verb
from rectledger.words import gettext as _
from rectledger.workspace.how import How


@verb
def command(common: Common, references: References, said: Said, how: How) -> int:
    from rectledger.cli.acting import enter

    return enter(common, said, how, "attach", references)


command.__doc__ = _("Add evidence to items, in whatever state.")
