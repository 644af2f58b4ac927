"""That what is compared cannot be merged, and what is in the way."""

from rectledger.core.diff.ledger_diff import Compared
from rectledger.i18n.language import gettext as _


def conflicts(compared: Compared) -> str | None:
    """That the later side cannot be merged as it is."""
    if not compared.conflicts:
        return None
    base = compared.before.origin.rev if compared.before else None
    files = [file for file in compared.conflicts if file not in compared.uncommitted]
    told = _(
        "This cannot be merged into {base} as it is: both have changed {files}. What follows is "
        "the change of this side alone."
    )
    if not files:
        files = list(compared.uncommitted)
        told = _(
            "What is committed here can be merged into {base}. What is not committed yet cannot: "
            "{base} has changed {files} too. What follows is the change of this side alone."
        )
    return told.format(base=base, files=_(", ").join(files))
