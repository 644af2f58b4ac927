"""Which items a list shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rectledger.core import deadlines
from rectledger.core.findings import nearest
from rectledger.core.items import Item
from rectledger.core.lifecycle import STATES
from rectledger.core.model import ByLanguage, Settings, Text
from rectledger.core.summary import aspect_of
from rectledger.errors import UsageError


@dataclass(frozen=True)
class Filters:
    """What is asked for; None and False ask for nothing. `due_within` is in days."""

    department: str | None = None
    kind: str | None = None
    section: str | None = None
    state: str | None = None
    overdue: bool = False
    due_within: int | None = None
    standing: bool = False
    search: str | None = None

    def checked(self, settings: Settings) -> "Filters":
        """The filters with names turned into codes. Raises UsageError for what is not known."""
        sections = {s.id: s.title for aspect in settings.outline for s in aspect.sections}
        aspects = {str(aspect.id): aspect.title for aspect in settings.outline}
        return Filters(
            _code(
                "--department",
                self.department,
                {c: d.name for c, d in settings.departments.items()},
            ),
            _code("--kind", self.kind, {c: k.name for c, k in settings.kinds.items()}),
            _code("--section", self.section, sections | aspects),
            _code("--state", self.state, {s: s for s in STATES} | {"ongoing": "ongoing"}),
            self.overdue,
            self.due_within,
            self.standing,
            self.search,
        )

    def pick(self, items: Iterable[Item], settings: Settings, day: str) -> list[Item]:
        """Those of `items` for which every filter holds."""
        return [item for item in items if self._holds(item, settings, day)]

    def _holds(self, item: Item, settings: Settings, day: str) -> bool:
        status, issue = item.status, item.issue
        section = issue.section if issue else ""
        return (
            (self.department is None or status.lead == self.department)
            and (self.kind is None or (issue is not None and issue.kind == self.kind))
            and (self.section in (None, section, aspect_of(settings, section)))
            and self._state_holds(item)
            and (not self.overdue or item.overdue)
            and (self.due_within is None or deadlines.is_due_soon(status, day, self.due_within))
            and (not self.standing or item.standing)
            and (self.search is None or _mentions(item, self.search.casefold()))
        )

    def _state_holds(self, item: Item) -> bool:
        if self.state is None:
            return True
        if self.state == "ongoing":
            return not item.counted and item.status.state != "waived"
        return item.status.state == self.state


def _code(option: str, wanted: str | None, known: Mapping[str, Text]) -> str | None:
    """The code that `wanted` names: a code itself, or a name in either language."""
    if wanted is None or wanted in known:
        return wanted
    for code, name in known.items():
        if wanted in (name, *_languages(name)):
            return code
    near = nearest(wanted, known)
    if near:
        raise UsageError("near-filter", option=option, value=wanted, nearest=near)
    raise UsageError("unknown-filter", option=option, value=wanted, known=", ".join(known))


def _languages(text: Text | None) -> list[str]:
    if isinstance(text, ByLanguage):
        return [t for t in (text.zh, text.en) if t]
    return [text] if text else []


def _mentions(item: Item, words: str) -> bool:
    """Whether the item's title, notes, instruments or what comes next hold `words`."""
    record = item.record
    held = [record.title, record.next, *(entry.note for entry in record.log)]
    held += [i.title for i in getattr(record, "instruments", ())]
    return any(words in t.casefold() for text in held for t in _languages(text))
