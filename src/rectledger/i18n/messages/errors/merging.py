"""What is said where two branches' versions of a record cannot be merged."""

from rectledger.i18n.language import N_

_ON_TOP = N_(
    "Keep the entries of the side that came first, take out the other's and the marks, and "
    "`git add` the file; when the merge is committed, record the other's again on top, by its verb."
)

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "merge-settled": (
        N_("{file}: both sides have entries that settle something (other than `progress` and "
           "`attach`), and which of them stands is not guessed"),
        _ON_TOP,
    ),
    "merge-overtaken": (
        N_("{file}: one side has an entry from a later day than one by which the other settles "
           "something, and nothing is slipped in below it"),
        _ON_TOP,
    ),
    "merge-rules": (
        N_("{file}: each side's entries are right by themselves, but not in one log"),
        _ON_TOP,
    ),
    "merge-order": (
        N_("{file}: both sides have the same entries, but in another order"),
        N_("Keep one side's lines, with what only the other has behind them; take out the marks, "
           "and `git add` the file."),
    ),
    "merge-altered": (
        N_("{file}: an entry that both sides began with has been changed or taken out"),
        N_("Entries are never changed: keep the old ones as they were, with what is new behind "
           "them; take out the marks, and `git add` the file."),
    ),
    "merge-fields": (
        N_("{file}: both sides have changed {fields}"),
        N_("Choose one, take out the other and the marks, and `git add` the file."),
    ),
    "merge-lines": (
        N_("{file}: both sides have changed lines that are not to be merged as a record's"),
        N_("Put them together between the marks, leave out no entry, take out the marks, and "
           "`git add` the file; `rectledger check` reads what comes of it."),
    ),
    "merge-two-items": (
        N_("{file}: the two sides are not the same item; perhaps one number was given twice"),
        N_("Keep the one that came first, take out the other and the marks, and `git add` the "
           "file. Give the other the next number, with all that hangs on it: its measures "
           "(measures/), its entries, its evidence (evidence/), or they go to the one that stays; "
           "in a rebase once it is through, in one commit on top."),
    ),
}  # fmt: skip
