"""The measures that stay as they are when something is entered of their issue."""

from collections.abc import Mapping

from rectledger.core.changes.proposed_change import Edit, Family
from rectledger.core.lifecycle import DEADLINE, Status, fold
from rectledger.core.model import Amend, BaseEntry, Issue, Reopen, Review
from rectledger.core.model.events import ONGOING


def staying(edits: Mapping[str, Edit], families: Mapping[int, Family]) -> tuple[str, ...]:
    """The measures that stay as they are though one might expect otherwise: of issues that are
    started, extended or handed over the ongoing ones, of those that are taken up again the ones
    that are done, and of those whose deadline was mistyped the ones that have the same."""
    refs: list[str] = []
    for edit in edits.values():
        issue, entry = edit.new, edit.entry
        if not isinstance(issue, Issue) or entry is None:
            continue
        below = [one for one in families[issue.id].measures if one.ref not in edits]
        refs += [one.ref for one in below if _stays(fold(one), entry)]
    return tuple(refs)


def _stays(measure: Status, entry: BaseEntry) -> bool:
    """Whether one might expect that a measure goes along with what was entered of its issue."""
    ongoing = measure.state in ONGOING
    if isinstance(entry, Amend):  # it may have been taken along to the day that was mistyped
        return ongoing and entry.field == DEADLINE and measure.deadline == entry.was
    if isinstance(entry, Reopen) or (isinstance(entry, Review) and entry.to is not None):
        return not ongoing
    return ongoing and entry.measures == "asked"
