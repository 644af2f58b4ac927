"""From a reference that a person types, `21` or `21.2`, to the item in the ledger."""

import re
import unicodedata

from rectledger.cli.looking import Look, report_unreadable
from rectledger.core.items import Item, item_on
from rectledger.core.model import Issue, Measure
from rectledger.errors import RectledgerError, UnreadableError, UsageError


def resolve(seen: Look, reference: str) -> Item:
    """The item that `reference` names, on the day that is looked at. Raises UsageError for none."""
    # 021-02 is how the file is called, and full-width digits are how they are often typed.
    typed = unicodedata.normalize("NFKC", reference)
    match = re.fullmatch(r"0*(\d{1,6})(?:[.-]0*(\d{1,6}))?", typed, re.ASCII)
    if not match:
        raise UsageError("bad-reference", ref=reference)
    number, part = int(match[1]), match[2]
    issue = next((i for i in seen.ledger.issues.values() if i.id == number), None)
    if part is None:
        if issue is None:
            raise _not_there(seen, str(number), f"issues/{number:03}.yaml")
        return _item(seen, issue, issue)
    siblings = sorted(
        (m for m in seen.ledger.measures.values() if m.issue == number), key=lambda m: m.number
    )
    for measure in siblings:
        if measure.number == int(part):
            return _item(seen, measure, issue)
    file = f"measures/{number:03}-{int(part):02}.yaml"
    if siblings and file not in seen.ledger.unreadable:
        first, last = siblings[0].ref, siblings[-1].ref
        raise UsageError(
            "no-such-item-near", ref=f"{number}.{int(part)}", issue=number, first=first, last=last
        )
    raise _not_there(seen, f"{number}.{int(part)}", file)


def _not_there(seen: Look, ref: str, file: str) -> RectledgerError:
    """Why there is no such item: there is none, or its file cannot be read."""
    if {file, file.split("/")[0]} & seen.ledger.unreadable:
        report_unreadable(seen.opened, seen.common)
        return UnreadableError("unreadable-item", ref=ref, file=file)
    return UsageError("no-such-item", ref=ref)


def measures_of(seen: Look, item: Item) -> list[Item]:
    """The measures under an issue, in order."""
    if not isinstance(item.record, Issue):
        return []
    own = [m for m in seen.ledger.measures.values() if m.issue == item.record.id]
    return [_item(seen, m, item.issue) for m in sorted(own, key=lambda m: m.number)]


def _item(seen: Look, record: Issue | Measure, issue: Issue | None) -> Item:
    if issue is not None and issue.opened > seen.day:
        raise UsageError("not-open-yet", ref=record.ref, opened=issue.opened, as_of=seen.day)
    return item_on(record, issue, seen.settings, seen.day)
