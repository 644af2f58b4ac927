"""`rectledger start 21`: work on it has begun."""

from rectledger.cli.change_options import References, Said, WithMeasures, verb
from rectledger.cli.global_options import Common
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import How


@verb
def command(
    common: Common, references: References, said: Said, how: How,
    with_measures: WithMeasures = False,
) -> int:  # fmt: skip
    from rectledger.cli.change import enter

    return enter(common, said, how, "start", references, with_measures=with_measures)


command.__doc__ = _("Enter that work on items has begun.")
