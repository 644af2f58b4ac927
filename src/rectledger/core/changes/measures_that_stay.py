"""The measures that stay as they are when their issue gets an entry."""

from collections.abc import Mapping

from rectledger.core.changes.proposed_change import Edit, Family
from rectledger.core.lifecycle import DEADLINE, Status, fold
from rectledger.core.model import Amend, BaseEntry, Issue, Reopen, Review
from rectledger.core.model.events import ONGOING


def staying(edits: Mapping[str, Edit], families: Mapping[int, Family]) -> tuple[str, ...]:
    """The measures that stay as they are though one might expect otherwise: the ongoing ones of
    issues that are started, extended or reassigned, the done ones of issues that are resumed, and
    those with the same deadline as an issue whose deadline was mistyped."""
    refs: list[str] = []
    for edit in edits.values():
        issue, entry = edit.new, edit.entry
        if not isinstance(issue, Issue) or entry is None:
            continue
        below = [one for one in families[issue.id].measures if one.ref not in edits]
        refs += [one.ref for one in below if _stays(fold(one), entry)]
    return tuple(refs)


def _stays(measure: Status, entry: BaseEntry) -> bool:
    """Whether one might expect a measure to go along with an entry of its issue."""
    ongoing = measure.state in ONGOING
    if isinstance(entry, Amend):  # an earlier entry may have given it the mistyped deadline too
        return ongoing and entry.field == DEADLINE and measure.deadline == entry.was
    if isinstance(entry, Reopen) or (isinstance(entry, Review) and entry.to is not None):
        return not ongoing
    return ongoing and entry.measures == "asked"
