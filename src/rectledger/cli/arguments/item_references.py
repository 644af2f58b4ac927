"""From a reference that a person types, `21` or `21.2`, to the item in the ledger."""

import re
from functools import partial
from typing import Any, NamedTuple

from rectledger.cli.query import Look, Seen
from rectledger.core.items import Item, family, item_on
from rectledger.core.model import Issue, Measure, Record
from rectledger.core.model.layout import issue_file, measure_file
from rectledger.core.text_matching import folded
from rectledger.errors import RectledgerError, UnreadableError, UsageError


class Reference(NamedTuple):
    """An issue, or one of its measures."""

    issue: int
    number: int | None

    def __str__(self) -> str:
        return str(self.issue) if self.number is None else f"{self.issue}.{self.number}"

    @property
    def file(self) -> str:
        """Where the item belongs."""
        if self.number is None:
            return issue_file(self.issue)
        return measure_file(self.issue, self.number)


def parsed(reference: str) -> Reference:
    """What `reference` says. Raises UsageError where it is none."""
    # 021-02 is how the file is called, and full-width digits are how they are often typed.
    typed = folded(reference)
    # 3-5 might be meant for issues 3 to 5, so that with a hyphen only the file's name is one.
    file = re.fullmatch(r"(?:measures/)?(\d{3,6})-(\d{2,6})(?:\.yaml)?", typed, re.ASCII)
    match = file or re.fullmatch(r"0*(\d{1,6})(?:\.0*(\d{1,6}))?", typed, re.ASCII)
    if not match:
        raise UsageError("bad-reference", ref=reference)
    return Reference(int(match[1]), int(match[2]) if match[2] else None)


def see_item(ledger: Look, reference: str) -> tuple[Seen[Any], Item, list[Item]]:
    """The item that `reference` names, on the day that is looked at, and the measures under it.

    Raises UsageError for none, and UnreadableError where it cannot be read.
    """
    wanted = parsed(reference)
    seen = ledger.see(partial(family, number=wanted.issue))
    issue = next((one for one in seen.answer if isinstance(one, Issue)), None)
    measures = [one for one in seen.answer if isinstance(one, Measure)]
    found = next((one for one in seen.answer if one.ref == str(wanted)), None)
    if found is None:
        siblings = (item_on(one, issue, seen.settings, seen.day) for one in measures)
        raise _not_there(seen, wanted, [one.ref for one in siblings if one.is_there])
    under = measures if found is issue else []
    items = [item_on(one, issue, seen.settings, seen.day) for one in (found, *under)]
    item, *below = items
    if not item.is_there:
        raise UsageError("not-open-yet", ref=found.ref, opened=item.opened, as_of=seen.day)
    return seen, item, [one for one in below if one.is_there]


def _not_there(seen: Seen[list[Record]], wanted: Reference, siblings: list[str]) -> RectledgerError:
    """Why there is no such item: there is none, beside its `siblings`, or its file cannot be
    read."""
    unread = {finding.file for finding in seen.unreadable}
    if {wanted.file, wanted.file.split("/")[0]} & unread:
        seen.report_unreadable()
        return UnreadableError("unreadable-item", ref=str(wanted), file=wanted.file)
    if wanted.number is not None and siblings:
        first, last = siblings[0], siblings[-1]
        return UsageError(
            "no-such-item-near", ref=str(wanted), issue=wanted.issue, first=first, last=last
        )
    return UsageError("no-such-item", ref=str(wanted))
