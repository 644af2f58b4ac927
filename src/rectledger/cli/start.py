"""`rectledger start 21`: work on it has begun."""

from rectledger.cli.options import Common
from rectledger.cli.verbs import References, Said, WithMeasures, verb
from rectledger.words import gettext as _
from rectledger.workspace.how import How


@verb
def command(
    common: Common, references: References, said: Said, how: How,
    with_measures: WithMeasures = False,
) -> int:  # fmt: skip
    from rectledger.cli.acting import enter

    return enter(common, said, how, "start", references, with_measures=with_measures)


command.__doc__ = _("Enter that work on items has begun.")
