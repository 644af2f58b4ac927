"""A change, or why it is refused. Nothing is written here."""

from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.model import BaseEntry, Issue, Measure, Record, Settings


class Family(NamedTuple):
    """An issue and the measures under it; None where there is no such issue."""

    issue: Issue | None
    measures: tuple[Measure, ...] = ()


class Edit(NamedTuple):
    """A record before and after. `old` None: it is new; `entry` None: no entry goes with it."""

    old: Record | None
    new: Record
    entry: BaseEntry | None


class Change(NamedTuple):
    """What one verb does, in the order of writing: no issue is closed before its measures.

    `asked` are the references that were named: the rest goes with them. `staying` are the measures
    that stay as they are though their issue does not. `asked_along`: they were to go along.
    """

    verb: str
    edits: tuple[Edit, ...]
    asked: tuple[str, ...]
    staying: tuple[str, ...] = ()
    asked_along: bool = False


class Refusal(NamedTuple):
    """Why a verb cannot do what it is asked to do with an item."""

    ref: str
    code: str
    args: dict[str, object]


@dataclass(frozen=True)
class Standards:
    """What a change is judged by. `today` is the real day; `far` says that a deadline that lies
    very far off is meant."""

    settings: Settings
    today: str
    far: bool = False


Proposal = Change | list[Refusal]


def issue_of(record: Record) -> int:
    """The number of the issue that a record is, or stands under."""
    return record.id if isinstance(record, Issue) else record.issue
