"""Minimal valid values of the model; each test passes in what it is about."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

from rectledger.core.model import BaseEntry, Entry, Issue, Ledger, Measure, Settings

FEEDBACK = "2021-07-30"
DUE = "2021-10-31"
TODAY = "2022-06-30"

R = TypeVar("R", Issue, Measure)

_ENTRY: TypeAdapter[BaseEntry] = TypeAdapter(Entry)

# What an event requires besides its date and author.
NEEDS: dict[str, dict[str, Any]] = {
    "start": {},
    "progress": {"note": "half of it is done"},
    "submit": {"note": "all of it is done"},
    "return": {"note": "missing one paper"},
    "close": {"result": "complete"},
    "extend": {"to": "2021-12-31", "note": "the tender is late", "approved_by": "Liu"},
    "reassign": {"lead": "finance"},
    "waive": {"note": "the office was dissolved", "approved_by": "Liu"},
    "review": {"outcome": "held", "note": "looked again"},
    "reopen": {"to": "2022-03-31", "note": "it came back"},
    "attach": {"evidence": [{"document": "Minutes"}]},
    "amend": {
        "field": "title",
        "was": "Tilte",
        "now": "Title",
        "note": "a slip of the pen",
        "approved_by": "Liu",
    },
}


def raw_settings(**changes: Any) -> dict[str, Any]:
    """The content of `ledger.yaml`, as the parser returns it."""
    return {
        "title": "Rectification",
        "language": "en",
        "timezone": "Asia/Shanghai",
        "inspection": {"inspector": "Team", "inspected": "Court", "feedback": FEEDBACK},
        "kinds": {
            "immediate": {"name": "Immediate", "months": 3},
            "long-term": {"name": "Long-term", "review_months": 6},
        },
        "outline": [
            {
                "id": 1,
                "title": "First aspect",
                "sections": [{"id": "1-1", "title": "One"}, {"id": "1-2", "title": "Two"}],
            },
            {"id": 2, "title": "Second aspect", "sections": [{"id": "2-1", "title": "Three"}]},
        ],
        "departments": {
            "enforcement": {"name": "Enforcement", "leader": "Liu"},
            "finance": {"name": "Finance", "leader": "Chen"},
            "office": {"name": "Office"},
        },
        **changes,
    }


def raw_issue(**changes: Any) -> dict[str, Any]:
    """The content of an issue's file."""
    return {
        "id": 1,
        "title": "Money received was not paid out",
        "section": "1-1",
        "kind": "immediate",
        "lead": "enforcement",
        "opened": FEEDBACK,
        "due": DUE,
        **changes,
    }


def raw_measure(**changes: Any) -> dict[str, Any]:
    """The content of a measure's file."""
    return {
        "issue": 1,
        "number": 1,
        "title": "Write a rule for paying out",
        "lead": "finance",
        "due": DUE,
        **changes,
    }


def raw_entry(event: str, day: str, **more: Any) -> dict[str, Any]:
    """One log entry; what its event requires is filled in, and None removes a key."""
    held = {"date": day, "event": event, "by": "office", **NEEDS[event], **more}
    return {k: v for k, v in held.items() if v is not None or k in ("was", "now")}


def settings(**changes: Any) -> Settings:
    """The settings of a small ledger without members."""
    return Settings.model_validate(raw_settings(**changes))


def issue(**changes: Any) -> Issue:
    """An issue with a deadline and no entries."""
    return Issue.model_validate(raw_issue(**changes))


def measure(**changes: Any) -> Measure:
    """Measure 1.1, with a deadline and no entries."""
    return Measure.model_validate(raw_measure(**changes))


def entry(event: str, day: str, **more: Any) -> BaseEntry:
    """One entry of a log."""
    return _ENTRY.validate_python(raw_entry(event, day, **more))


def close(day: str, **more: Any) -> BaseEntry:
    """A closing with the evidence required by the default policy."""
    return entry("close", day, **{"evidence": [{"document": "Report"}], **more})


def ledger(
    issues: Iterable[Issue] | Mapping[str, Issue] = (),
    measures: Iterable[Measure] | Mapping[str, Measure] = (),
    *,
    under: Settings | None = None,
    **more: Any,
) -> Ledger:
    """A ledger of these records, each in its usual file unless a mapping says otherwise."""
    return Ledger(under or settings(), _by_file(issues), _by_file(measures), **more)


def _by_file(records: Iterable[R] | Mapping[str, R]) -> dict[str, R]:
    if isinstance(records, Mapping):
        return dict(records)
    return {record.file: record for record in records}
