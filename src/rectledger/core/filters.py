"""Which items a list shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from rectledger.core import deadlines
from rectledger.core.items import Item, items_on
from rectledger.core.lifecycle import entries_until
from rectledger.core.model import ByLanguage, Ledger, Settings, languages
from rectledger.core.summary.counts import aspects
from rectledger.core.text_matching import folded


@dataclass(frozen=True)
class Filters:
    """What to list, by code; None and False do not filter. `due_within` is in days.

    `section` may also be an aspect's id; `state` may also be `ongoing`, for what is still to do.
    """

    department: str | None = None
    kind: str | None = None
    section: str | None = None
    state: str | None = None
    overdue: bool = False
    due_within: int | None = None
    standing: bool = False
    search: str | None = None
    fields: tuple[tuple[str, object], ...] = ()  # an own field, and the value that it has

    def pick(self, items: Iterable[Item], settings: Settings, day: str) -> list[Item]:
        """Those `items`, as they stood on `day`, that match every filter."""
        sections = self._sections(settings)
        return [item for item in items if self._holds(item, sections, day)]

    def _sections(self, settings: Settings) -> frozenset[str] | None:
        """The section asked for, or those of the aspect asked for."""
        if self.section is None:
            return None
        under = (one for one, aspect in aspects(settings).items() if aspect == self.section)
        return frozenset({self.section, *under})

    def _holds(self, item: Item, sections: frozenset[str] | None, day: str) -> bool:
        status, issue = item.status, item.issue
        return (
            (self.department is None or status.lead == self.department)
            and (self.kind is None or (issue is not None and issue.kind == self.kind))
            and (sections is None or (issue is not None and issue.section in sections))
            and self._state_holds(item)
            and (not self.overdue or item.overdue)
            and (self.due_within is None or deadlines.is_due_soon(status, day, self.due_within))
            and (not self.standing or item.standing)
            and all(item.record.fields.get(name) == value for name, value in self.fields)
            and (self.search is None or _mentions(item, folded(self.search), day))
        )

    def _state_holds(self, item: Item) -> bool:
        if self.state == "ongoing":
            return not item.counted and item.status.state != "waived"
        if self.state == "closed":  # as counted, so that lists agree with `status`
            return item.counted
        return self.state in (None, item.status.state)


def picked(filters: Filters, ledger: Ledger, day: str, *, measures: bool = False) -> list[Item]:
    """The issues of `ledger` on `day`, or its measures, that match every filter."""
    issues, of_issues = items_on(ledger, day)
    return filters.pick(of_issues if measures else issues, ledger.settings, day)


def _mentions(item: Item, words: str, day: str) -> bool:
    """Whether the title, the next step, an own field, an instrument or a note up to `day` contains
    `words`, which are folded."""
    record = item.record
    held = [record.title, item.next, *(e.note for _, e in entries_until(record, day))]
    held += [instrument.title for instrument in item.instruments]
    held += [one for one in record.fields.values() if isinstance(one, str | ByLanguage)]
    return any(words in folded(text) for one in held for text in languages(one))
