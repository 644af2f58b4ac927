"""`rectledger extend 21 --to 2022-03-31 --note … --approved-by …`: a later deadline."""

from rectledger.cli.arguments import values
from rectledger.cli.change_options import ApprovedBy, Far, References, Said, To, WithMeasures, verb
from rectledger.cli.global_options import Common
from rectledger.i18n.language import gettext as _
from rectledger.workspace.changing.save_options import How


@verb
def command(
    common: Common, references: References, said: Said, how: How, to: To, approved_by: ApprovedBy,
    with_measures: WithMeasures = False, far: Far = False,
) -> int:  # fmt: skip
    from rectledger.cli.change import enter

    return enter(
        common,
        said,
        how,
        "extend",
        references,
        with_measures=with_measures,
        far=far,
        to=values.day("--to", to),
        approved_by=values.line("--approved-by", approved_by),
    )


command.__doc__ = _("Move deadlines to a later day.")
