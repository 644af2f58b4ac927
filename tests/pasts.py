"""Ledgers as they were at the end of a day, and after more has been added."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from builders import entry, ledger, raw_entry, settings
from rectledger.core.amendments import amendable_in, handed_over
from rectledger.core.deadlines import add_days, days_between
from rectledger.core.lifecycle import DEADLINE, Status, is_legal, step
from rectledger.core.model import Issue, Ledger, Measure, Settings
from rectledger.core.model.events import EVENTS, ONGOING
from strategies import DEPARTMENTS, KINDS, SECTIONS

Raw = dict[str, Any]
Model = type[Issue] | type[Measure]

FIRST, LAST = "2021-08-10", "2022-03-01"  # the date in question lies between them
BEGAN = "2021-06-01"
TODAY = "2024-12-31"  # by then everything has been added
COPY, ORPHAN = "issues/001 (2).yaml", "measures/009-01.yaml"
PAPER = b"evidence\n"  # the content of every evidence file
PAPER_SHA256 = "bdcf4c994585af6dd6cb1cfbff78bcc73ab27dc30a299db5bb83766ca05b5de4"

_TEXTS = (
    "Plain", "另一个", "Third: *of* three", {"zh": "题", "en": "Matter"}, {"en": "In English"},
    {"zh": "中文", "en": None}, {"zh": "题", "en": "Another matter"},
)  # fmt: skip
_SUPPORTS = ([], ["finance"], ["office"], ["finance", "office"], ["office", "enforcement"])
_DAYS = tuple(add_days(BEGAN, 23 * n) for n in range(24))
_VALUES: Mapping[str, Sequence[Any]] = {
    "title": _TEXTS, "heading": _TEXTS, "next": _TEXTS,
    "section": (*SECTIONS, "9-9"), "kind": KINDS, "lead": DEPARTMENTS, "support": _SUPPORTS,
    "leader": ("zhao", "Liu", {"zh": "赵", "en": "Zhao"}),
    "opened": _DAYS, "due": _DAYS, "standing": (True, False),
    "instruments": (
        [{"title": "Rule A", "action": "issued"}],
        [{"title": "Rule A", "action": "revised", "dated": "2021-09"}],
        [{"title": "规则", "action": "drafted"},
         {"title": "B", "action": "issued", "dated": "2021-11-30"}],
        [],
    ),
    "figures": (
        [{"name": "Paid", "value": 434, "unit": "cases"}],
        [{"name": {"zh": "已付", "en": "Paid"}, "value": 434.5, "change": "+3%"}],
        [{"name": "Paid", "value": 434}, {"name": "Left", "value": 0, "unit": None}],
        [],
    ),
}  # fmt: skip
# Fields that a file may spell out although they are empty.
_NOTHING: Raw = {
    "heading": None, "support": [], "leader": None, "due": None, "standing": False, "next": None,
    "instruments": [], "figures": [], "log": [],
}  # fmt: skip
_REQUIRED = {"title", "section", "kind", "lead"}
_EVIDENCE = (
    [{"document": "Minutes", "dated": "2021-08"}],
    [{"url": "https://example.org/minutes"}, {"document": "Letter"}],
    *(
        [{"path": f"evidence/001/{name}", "name": name, "size": 9, "sha256": PAPER_SHA256}]
        for name in ("list.pdf", "照片.jpg")
    ),
)
_MEMBERS = [
    {"id": "office", "name": "The office", "roles": ["office"], "department": "office"},
    {"id": "zhao", "name": {"zh": "赵", "en": "Zhao"}, "roles": ["acceptor"]},
]
_POLICIES: Sequence[Raw] = (
    {},
    {"substantial_counts": True, "due_soon_days": 90, "evidence": "none"},
    {"due_soon_days": 5, "standing_review_months": 1, "evidence": "file", "extensions": 9},
    {"closers": ["acceptor"], "four_eyes": True, "measures": "first", "extensions": 1},
)
_SETTINGS: Sequence[Settings] = [
    settings(language=language, policy=policy, members=_MEMBERS if "closers" in policy else [])
    for language in ("en", "zh")
    for policy in _POLICIES
] + [settings(known_until="2021-09-30")]


class Past(NamedTuple):
    """The files of a ledger at the end of `day`, and after more has been added."""

    day: str
    settings: Settings
    old: Mapping[str, Raw]
    new: Mapping[str, Raw]

    @property
    def before(self) -> Ledger:
        return _ledger(self.settings, self.old)

    @property
    def after(self) -> Ledger:
        return _ledger(self.settings, self.new)


def _ledger(under: Settings, files: Mapping[str, Raw]) -> Ledger:
    held = sorted(files.items())
    return ledger(
        {file: Issue.model_validate(said) for file, said in held if file.startswith("issues")},
        {file: Measure.model_validate(said) for file, said in held if file.startswith("measures")},
        under=under,
        evidence={path: (len(PAPER), PAPER_SHA256) for path in papers(files)},
    )


def papers(files: Mapping[str, Raw]) -> set[str]:
    """The paths of the evidence files that these records reference."""
    entries = (one for said in files.values() for one in said.get("log", ()))
    pieces = (piece for one in entries for piece in one.get("evidence", ()))
    return {piece["path"] for piece in pieces if "path" in piece}


def pick(draw: DrawFn, options: Sequence[Any]) -> Any:
    """One of them; the first is the simplest."""
    return options[draw(st.integers(0, len(options) - 1))]


def day_from(draw: DrawFn, first: str, last: str) -> str:
    """A day in the range, both ends included."""
    return add_days(first, draw(st.integers(0, max(0, days_between(first, last)))))


def days_from(draw: DrawFn, first: str, last: str, most: int) -> list[str]:
    """Up to so many days, in order; none if the last is before the first."""
    if last < first:
        return []
    return sorted(day_from(draw, first, last) for _ in range(draw(st.integers(0, most))))


class Growing:
    """A record as in its file, to which entries are added."""

    def __init__(self, draw: DrawFn, model: Model, said: Raw) -> None:
        self.draw, self.model, self.said = draw, model, said
        self._status = Status("open", said["lead"], tuple(said.get("support", ())), said.get("due"))

    def enter(self, days: Iterable[str]) -> Raw:
        """An entry on each of the days, of any event allowed then; often an amendment."""
        for day in days:
            legal = [one for one in EVENTS if is_legal(self._status, one, measure=self._is_measure)]
            event = pick(self.draw, [*legal, *["amend"] * 4])
            more = self._more(event, day)
            log = [*self.said.get("log", ()), raw_entry(event, day, **more)]
            self.said = {**self.said, "log": log}
            self._status = step(self._status, entry(event, day, **more))
        return self.said

    @property
    def _is_measure(self) -> bool:
        return self.model is Measure

    def _more(self, event: str, day: str) -> Raw:
        """What an entry has besides its date."""
        more: Raw = {} if pick(self.draw, (True, True, False)) else {"evidence": self._evidence()}
        if event == "attach":
            return {"evidence": self._evidence()}
        if event == "amend":
            return more | self._amendment()
        if event == "reassign":
            lead = pick(self.draw, DEPARTMENTS)
            support = [one for one in pick(self.draw, _SUPPORTS) if one != lead]
            return more | {"lead": lead} | pick(self.draw, ({}, {"support": support}))
        more["note"] = pick(self.draw, _TEXTS)
        if event == "close":
            more["result"] = pick(self.draw, ("complete", "substantial"))
        if event == "review":
            more["outcome"] = pick(self.draw, ("held", "relapsed"))
        if event == "reopen" or more.get("outcome") == "relapsed":
            more["to"] = add_days(day, pick(self.draw, (30, 0, 90)))
        if event == "extend":
            more["to"] = add_days(self._status.deadline or day, pick(self.draw, (30, 1, 90)))
        return more

    def _evidence(self) -> list[Raw]:
        return pick(self.draw, _EVIDENCE)

    def _amendment(self) -> Raw:
        """A field is corrected, added or removed; or the deadline in force is corrected."""
        fields = [one for one in amendable_in(self.model) if not handed_over(self._status, one)]
        deadline = self._status.deadline
        if self._status.state in ONGOING and "due" in self._status.settled and deadline:
            fields += [DEADLINE] * 3
        field = pick(self.draw, fields)
        if field == DEADLINE:
            return {"field": field, "was": deadline, "now": add_days(deadline or "", -9)}
        was = self.said.get(field)
        required = field in _REQUIRED or (field == "opened" and not self._is_measure)
        values = (*_VALUES[field], *[None] * (not required))
        now = pick(self.draw, [one for one in values if one != was])
        others = {key: held for key, held in self.said.items() if key != field}
        self.said = others if now is None else {**others, field: now}
        return {"field": field, "was": was, "now": now}


def _record(draw: DrawFn, model: Model, **said: Any) -> Raw:
    """The rest of a new file besides what is given; it may spell out defaults."""
    held = dict(said)
    for field in model.model_fields:
        if field in _REQUIRED:
            held[field] = pick(draw, _VALUES[field])
        elif field in _NOTHING:
            nothing = {field: _NOTHING[field]}
            values = [{field: one} for one in _VALUES.get(field, ())]
            held |= pick(draw, ({}, nothing, *values[:2]))
    return held


class _Drawing:
    """The files of a ledger on their way from the end of a day to today."""

    def __init__(self, draw: DrawFn, day: str) -> None:
        self.draw, self.day = draw, day
        self.old: dict[str, Raw] = {}
        self.new: dict[str, Raw] = {}

    def there(self, file: str, **said: Any) -> None:
        """A record in the ledger by then, even if its opening date is later."""
        one = self._growing(file, said)
        since = one.said.get("opened") or BEGAN
        self.old[file] = one.enter(days_from(self.draw, since, self.day, 4))
        self._more(file, one, since)

    def comes(self, file: str, since: str, **said: Any) -> None:
        """A record added later, with entries from a date on."""
        self._more(file, self._growing(file, said), since)

    def _growing(self, file: str, said: Raw) -> Growing:
        model: Model = Issue if file.startswith("issues") else Measure
        return Growing(self.draw, model, _record(self.draw, model, **said))

    def _more(self, file: str, one: Growing, since: str) -> None:
        first = since if file not in self.old else max(since, add_days(self.day, 1))
        self.new[file] = one.enter(days_from(self.draw, first, add_days(self.day, 300), 3))


@st.composite
def pasts(draw: DrawFn) -> Past:
    """A date, any ledger by then, and what may be added after it: entries, issues, measures.

    One file may be a copy, and one measure may have no issue.
    """
    day = day_from(draw, FIRST, LAST)
    made = _Drawing(draw, day)
    after = add_days(day, 1)
    late = add_days(day, 60)
    issues = range(1, draw(st.integers(0, 3)) + 1)
    for n in issues:
        made.there(f"issues/{n:03}.yaml", id=n, opened=day_from(draw, BEGAN, add_days(day, 9)))
        measures = draw(st.integers(0, 2))
        for m in range(1, measures + 1):
            opened: Raw = pick(draw, ({}, {"opened": day_from(draw, BEGAN, add_days(day, 9))}))
            made.there(f"measures/{n:03}-{m:02}.yaml", issue=n, number=m, **opened)
        if draw(st.booleans()):
            m, opened_on = measures + 1, day_from(draw, after, late)
            file = f"measures/{n:03}-{m:02}.yaml"
            made.comes(file, opened_on, issue=n, number=m, opened=opened_on)
    if issues and not draw(st.integers(0, 7)):
        made.there(COPY, id=1, opened=day_from(draw, BEGAN, day))
    if not draw(st.integers(0, 7)):
        made.there(ORPHAN, issue=9, number=1)
    if draw(st.booleans()):
        n, opened_on = len(issues) + 1, day_from(draw, after, late)
        made.comes(f"issues/{n:03}.yaml", opened_on, id=n, opened=opened_on)
        if draw(st.booleans()):  # only a measure may have earlier entries
            made.comes(f"measures/{n:03}-01.yaml", BEGAN, issue=n, number=1)
    return Past(day, pick(draw, _SETTINGS), made.old, made.new)
