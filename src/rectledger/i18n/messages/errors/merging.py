"""Errors for two branches' versions of a record that cannot be merged."""

from rectledger.i18n.language import N_

_ON_TOP = N_(
    "Keep the entries of the side that came first, remove the other side's and the conflict "
    "markers, and `git add` the file. Once the merge is committed, record the removed entries "
    "again with their commands."
)

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "merge-settled": (
        N_("{file}: both sides added entries other than `progress` and `attach`, and it is not "
           "clear which of them are valid"),
        _ON_TOP,
    ),
    "merge-overtaken": (
        N_("{file}: one side added an entry, other than `progress` or `attach`, that would go "
           "before a later entry of the other side"),
        _ON_TOP,
    ),
    "merge-rules": (
        N_("{file}: the entries of each side are valid, but not together in one log"),
        _ON_TOP,
    ),
    "merge-order": (
        N_("{file}: both sides have the same entries in a different order"),
        N_("Keep the lines of one side, add the entries that only the other has after them, remove "
           "the conflict markers, and `git add` the file."),
    ),
    "merge-altered": (
        N_("{file}: an entry that both sides started with was changed or removed"),
        N_("Entries are never changed: keep the old ones as they were, add the new ones after "
           "them, remove the conflict markers, and `git add` the file."),
    ),
    "merge-fields": (
        N_("{file}: both sides changed {fields}"),
        N_("Keep one version, remove the other and the conflict markers, and `git add` the file."),
    ),
    "merge-lines": (
        N_("{file}: both sides changed lines that cannot be merged automatically"),
        N_("Combine them between the conflict markers without losing an entry, remove the markers, "
           "and `git add` the file. Check the result with `rectledger check`."),
    ),
    "merge-two-items": (
        N_("{file}: the two sides are different items; the number may have been used twice"),
        N_("Keep the item that came first, remove the other and the conflict markers, and `git "
           "add` the file. Give the other item the next number, along with its measures "
           "(measures/), entries and evidence (evidence/); otherwise these would belong to the "
           "item you kept. In a rebase, do so in one commit after it has finished."),
    ),
}  # fmt: skip
