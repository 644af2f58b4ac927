"""A proposed change, or why it is refused. Nothing is written here."""

from dataclasses import dataclass
from typing import NamedTuple

from rectledger.core.model import BaseEntry, Issue, Measure, Record, Settings


class Family(NamedTuple):
    """An issue and its measures; the issue is None if it does not exist."""

    issue: Issue | None
    measures: tuple[Measure, ...] = ()


class Edit(NamedTuple):
    """A record before and after. `old` None: it is new; `entry` None: no entry is added."""

    old: Record | None
    new: Record
    entry: BaseEntry | None


class Change(NamedTuple):
    """What one command does, in the order of writing: no issue is closed before its measures.

    `asked` are the references given to the command; the others go along. `staying` are the measures
    that stay as they are though their issue does not. `asked_along`: they were asked to go along.
    """

    verb: str
    edits: tuple[Edit, ...]
    asked: tuple[str, ...]
    staying: tuple[str, ...] = ()
    asked_along: bool = False


class Refusal(NamedTuple):
    """Why a command cannot do what it was asked to do with an item."""

    ref: str
    code: str
    args: dict[str, object]


@dataclass(frozen=True)
class Standards:
    """What a change is judged by. `today` is the real date; `far`: a deadline that is very far off
    is intended."""

    settings: Settings
    today: str
    far: bool = False


Proposal = Change | list[Refusal]


def issue_of(record: Record) -> int:
    """The number of the issue that a record is or belongs to."""
    return record.id if isinstance(record, Issue) else record.issue
