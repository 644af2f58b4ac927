"""Counting items: in total, and by kind, department and so on.

Counts add up: the counts of the parts, added, are the count of them all, so that a ledger can be
counted anywhere, in any parts.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import Literal

from rectledger.core.items import CountKey, Item, items_on
from rectledger.core.model import ByLanguage, Issue, Ledger, Settings, Text
from rectledger.core.model.own_fields import own_name
from rectledger.core.summary.sums import Sums, add_sums, sums

_marks: Callable[[Item], CountKey] = attrgetter("marks")
# Properties of an item, and how often things happened to it; counts add them up by the same names.
_ADDED = (
    "substantial", "standing", "overdue", "due_soon", "extended", "fell_due", "relapses",
    "reopenings",
)  # fmt: skip


@dataclass(frozen=True)
class Count:
    """How many items there are, by state and other properties.

    open + active + submitted + closed + waived + uncounted = total. `closed` is what counts as
    closed; `uncounted` is substantially complete where policy does not count that: it is ongoing.
    `with_deadline` are those of `closed` that had a deadline, `on_time` those of them that met it.
    `extended` are all items whose deadline was ever extended. `relapsed` are those that ever
    relapsed, `relapses` is how often in total; `reopened` and `reopenings` are the same for other
    reopenings. `fell_due` are those whose deadline in force has been reached, closed or not, but
    not waived; `held` are those of them that are closed on time.
    """

    total: int = 0
    open: int = 0
    active: int = 0
    submitted: int = 0
    closed: int = 0
    uncounted: int = 0
    waived: int = 0
    substantial: int = 0
    standing: int = 0
    overdue: int = 0
    due_soon: int = 0
    reviews_due: int = 0
    on_time: int = 0
    with_deadline: int = 0
    extended: int = 0
    fell_due: int = 0
    held: int = 0
    relapsed: int = 0
    relapses: int = 0
    reopened: int = 0
    reopenings: int = 0

    def __add__(self, other: "Count") -> "Count":
        mine, others = vars(self), vars(other)
        return Count(*(mine[name] + others[name] for name in mine))

    @property
    def ongoing(self) -> int:
        """What is still to be done: total = ongoing + closed + waived."""
        return self.total - self.closed - self.waived

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Count":
        """The count of `items`."""
        return cls.of_marks(Counter(map(_marks, items)))

    @classmethod
    def of_marks(cls, marked: Mapping[CountKey, int]) -> "Count":
        """The count of items, given how many items have each key."""
        tally: dict[str, int] = defaultdict(int)
        for marks, n in marked.items():
            tally["total"] += n
            state = marks.state
            tally["uncounted" if state == "closed" and not marks.counted else state] += n
            for name in _ADDED:
                tally[name] += n * getattr(marks, name)
            tally["reviews_due"] += n * marks.review_due
            tally["on_time"] += n * (marks.on_time is True)
            tally["with_deadline"] += n * (marks.on_time is not None)
            tally["held"] += n * (marks.fell_due and marks.on_time is True)
            tally["relapsed"] += n * (marks.relapses > 0)
            tally["reopened"] += n * (marks.reopenings > 0)
        return cls(**tally)


Key = Literal["kind", "aspect", "section", "department", "leader"]
GroupKey = Key | str  # or `fields.NAME`, for an office's own field


@dataclass(frozen=True)
class Group:
    """The counts of one kind, aspect, section, department, leader, or value of an own field. `name`
    None: of nobody.

    `known`: it is listed in ledger.yaml. `supporting` counts the issues that a department supports,
    which are not included in its own. `sums` are those of the office's own fields.
    """

    id: str
    name: Text | None
    known: bool = False
    issues: Count = Count()
    measures: Count = Count()
    supporting: int = 0
    sums: Sums = field(default_factory=dict)

    def __add__(self, other: "Group") -> "Group":
        return Group(
            self.id,
            self.name,
            self.known,
            self.issues + other.issues,
            self.measures + other.measures,
            self.supporting + other.supporting,
            add_sums(self.sums, other.sums),
        )


def aspects(settings: Settings) -> dict[str, str]:
    """The id of the aspect that each section belongs to."""
    return {section.id: str(one.id) for one in settings.outline for section in one.sections}


def _text_id(leader: Text | None) -> str:
    if isinstance(leader, ByLanguage):
        return leader.en or leader.zh or ""
    return leader or ""


def _known(settings: Settings, key: GroupKey) -> dict[str, Text | None]:
    """The groups that the ledger itself lists, in its order: they are shown even if empty."""
    if key == "kind":
        return {code: kind.name for code, kind in settings.kinds.items()}
    if key == "aspect":
        return {str(aspect.id): aspect.title for aspect in settings.outline}
    if key == "section":
        return {s.id: s.title for aspect in settings.outline for s in aspect.sections}
    if key == "department":
        return {code: department.name for code, department in settings.departments.items()}
    own = settings.fields.get(own_name(key) or "")
    return {code: one.name for code, one in (own.choices or {}).items()} if own else {}


def _grouping(settings: Settings, key: GroupKey) -> Callable[[Item], tuple[str, Text | None]]:
    """A function from an item to its group: the id, and a name if the ledger does not know it."""
    own_field = own_name(key)
    if own_field is not None:
        return partial(_own_value, own_field)
    if key == "department":
        return lambda item: (item.status.lead, item.status.lead)
    if key == "leader":
        names = {member.id: member.name for member in settings.members}

        def of_leader(item: Item) -> tuple[str, Text | None]:
            who = item.leader
            return _text_id(who), names.get(who, who) if isinstance(who, str) else who

        return of_leader
    aspect_of = aspects(settings)
    of_issue: dict[str, Callable[[Issue], str]] = {
        "kind": lambda issue: issue.kind,
        "section": lambda issue: issue.section,
        "aspect": lambda issue: aspect_of.get(issue.section, ""),
    }
    own = of_issue[key]
    return lambda item: (own(item.issue), own(item.issue)) if item.issue else ("", None)


def _own_value(name: str, item: Item) -> tuple[str, Text | None]:
    """The group of an item by an own field; measures go with their issue if they lack it."""
    held = item.record.fields.get(name)
    if held is None and item.issue is not None:
        held = item.issue.fields.get(name)
    if held is None:
        return "", None
    return (_text_id(held), held) if isinstance(held, str | ByLanguage) else (str(held), str(held))


def groups(
    settings: Settings, issues: Sequence[Item], measures: Sequence[Item], key: GroupKey
) -> list[Group]:
    """The items grouped by `key`: first all known groups in the ledger's order, then the others by
    id, then items of nobody."""
    known = _known(settings, key)
    names = dict(known)
    group_of = _grouping(settings, key)
    marked: tuple[dict[str, Counter[CountKey]], ...] = (defaultdict(Counter), defaultdict(Counter))
    summed: dict[str, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    summing = any(one.sum for one in settings.fields.values())
    for nth, items in enumerate((issues, measures)):
        for item in items:
            code, name = group_of(item)
            marked[nth][code][item.marks] += 1
            names.setdefault(code, name if code else None)
            if summing:
                summed[code][nth].append(item)
    supporting: Counter[str] = Counter()
    if key == "department":
        supporting.update(code for item in issues for code in set(item.status.support))
    return _in_order(
        Group(
            code,
            name,
            code in known,
            Count.of_marks(marked[0][code]),
            Count.of_marks(marked[1][code]),
            supporting[code],
            sums(settings, *summed[code]),
        )
        for code, name in names.items()
    )


def grouped(ledger: Ledger, day: str, *, key: GroupKey) -> list[Group]:
    """The groups of a ledger by `key`, as it stood on `day`."""
    return groups(ledger.settings, *items_on(ledger, day), key)


def add_groups(one: Iterable[Group], other: Iterable[Group]) -> list[Group]:
    """The groups of two parts of a ledger, by the same key, combined."""
    rows: dict[str, Group] = {}
    for group in (*one, *other):
        rows[group.id] = rows[group.id] + group if group.id in rows else group
    return _in_order(rows.values())


def _in_order(rows: Iterable[Group]) -> list[Group]:
    # The sort is stable: known groups keep their order. The others come out the same in whatever
    # parts the ledger was counted.
    return sorted(rows, key=lambda group: (not group.id, "" if group.known else group.id))
