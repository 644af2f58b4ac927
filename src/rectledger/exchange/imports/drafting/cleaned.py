"""What was read, without characters that a record must not have, and without what shows nothing."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from rectledger.core.model.value_types import shows
from rectledger.exchange.imports.drafting.entries import clean, one_line
from rectledger.exchange.imports.found import FoundIssue, FoundItem, Listing, Reading

I = TypeVar("I", bound=FoundItem)  # noqa: E741  # an item

# Texts that may have several lines; all others are one line.
_LONG = frozenset({"progress", "next"})
# Fixed words, days and the like, which no source writes by itself.
_AS_READ = frozenset({"state", "result", "opened", "due", "closed_on", "language"})


def cleaned(reading: Reading) -> Reading:
    """The same, with texts that a record can hold; an item without a visible title is refused."""
    issues = []
    refused = list(reading.refused)
    for issue in reading.issues:
        clean_issue = _item(issue)
        measures = [one for one in map(_item, issue.measures) if one.title]
        if clean_issue.title:
            issues.append(replace(clean_issue, measures=measures))
        else:
            refused.append(Listing(issue.place, "no-title", {"said": issue.label}))
    return replace(reading, **_texts(reading), issues=issues, refused=refused)


def _item(item: I) -> I:
    changed: dict[str, Any] = {
        **_texts(item),
        "support": tuple(one for one in map(_text, item.support) if one),
        "notes": [(_text(name), clean(text)) for name, text in item.notes if _shown(text)],
        "fields": {name: clean(text) for name, text in item.fields.items() if _shown(text)},
    }
    if isinstance(item, FoundIssue) and item.kind is not None:
        words = _text(item.kind.words)
        changed["kind"] = replace(item.kind, words=words) if words or item.kind.code else None
    return replace(item, **changed)


def _texts(of: FoundItem | Reading) -> dict[str, Any]:
    """The plain texts among the fields of what was found, cleaned; blank ones None or empty."""
    found: dict[str, Any] = {}
    for one in fields(of):
        held = getattr(of, one.name)
        if isinstance(held, str) and one.name not in _AS_READ:
            text = clean(held) if one.name in _LONG else one_line(held)
            found[one.name] = text if shows(text) else (None if one.default is None else "")
    return found


def _text(text: str) -> str:
    line = one_line(text)
    return line if shows(line) else ""


def _shown(text: str) -> bool:
    return shows(clean(text))
