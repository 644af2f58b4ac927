"""A second count of a ledger by a separate program that uses nothing of rectledger.

It reads the files with a plain YAML reader and computes everything from the logs as docs/format.md
says, in the simplest way: each day's state is looked up again. Every screen and document is
compared with the result.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

NAMES = (
    "total", "open", "active", "submitted", "closed", "ongoing", "waived", "substantial",
    "standing", "overdue", "due_soon", "reviews_due", "on_time", "with_deadline", "fell_due",
    "held", "extended", "relapsed", "relapses", "reopened", "reopenings",
)  # fmt: skip
KEYS = ("kind", "aspect", "section", "department", "leader")
# Events that report on the substance, which a review counts from.
REPORTS = ("start", "progress", "submit", "return", "close", "review", "reopen")


def read(file: Path) -> Any:
    """The content of a file, with dates as strings."""
    return _with_texts(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))


def _with_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_texts(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def day_after(day: str, days: int = 1) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def days_from(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def months_later(day: str, months: int) -> str:
    """The same day so many months later, or the last of a shorter month."""
    month = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    last = monthrange(month // 12, month % 12 + 1)[1]
    return f"{month // 12:04}-{month % 12 + 1:02}-{min(int(day[8:]), last):02}"


@dataclass
class Item:
    """An issue or a measure at the end of a day, from its log up to then."""

    raw: dict[str, Any]  # its file
    day: str
    settings: dict[str, Any]
    issue: "Item | None" = None  # of a measure
    state: str = "open"
    result: str = ""
    moved_to: str | None = None  # the last deadline set by an entry
    handed: dict[str, Any] = field(default_factory=dict)  # lead and support, once reassigned
    extensions: int = 0
    relapses: int = 0
    reopenings: int = 0
    last_report: str | None = None
    # The closings since each reopening: date, result, the deadline in force then.
    closings: list[list[tuple[str, str, str | None]]] = field(default_factory=lambda: [[]])
    states: list[tuple[str, str]] = field(default_factory=list)  # each with the date it started

    def __post_init__(self) -> None:
        self.fields = {key: value for key, value in self.raw.items() if key != "log"}
        log = self.raw.get("log") or []
        for entry in reversed(log):  # as it was originally, before any amendment
            if entry["event"] == "amend" and entry["field"] != "deadline":
                self.fields[entry["field"]] = entry["was"]
        self.log = [entry for entry in log if entry["date"] <= self.day]
        for entry in self.log:
            self._take(entry)

    def _take(self, entry: dict[str, Any]) -> None:
        event, day = entry["event"], entry["date"]
        if event in REPORTS:
            self.last_report = day
        if event in ("start", "progress", "return"):
            self.state = "active"
        elif event == "submit":
            self.state = "submitted"
        elif event == "waive":
            self.state = "waived"
        elif event == "close":
            self.state, self.result = "closed", entry["result"]
            self.closings[-1].append((day, entry["result"], self.deadline))
        elif event == "reopen" or (event == "review" and entry["outcome"] == "relapsed"):
            self.reopenings += event == "reopen"
            self.relapses += event == "review"
            self.state, self.result, self.moved_to = "active", "", entry["to"]
            self.closings.append([])
        elif event == "extend":
            self.extensions += 1
            self.moved_to = entry["to"]
        elif event == "reassign":
            self.handed |= {key: entry[key] for key in ("lead", "support") if key in entry}
        elif event == "amend" and entry["field"] == "deadline":
            self.moved_to = entry["now"]
        elif event == "amend":
            self.fields[entry["field"]] = entry["now"]
        self.states.append((day, self.state))

    # Its fields.

    @property
    def is_measure(self) -> bool:
        return "number" in self.raw

    @property
    def place(self) -> tuple[int, int]:
        if self.is_measure:
            return self.raw["issue"], self.raw["number"]
        return self.raw["id"], 0

    @property
    def ref(self) -> str:
        number, of = self.place
        return f"{number}.{of}" if of else str(number)

    def of_issue(self, key: str) -> Any:
        """A field of its issue; an issue's own."""
        return (self.issue or self).fields.get(key)

    @property
    def opened(self) -> str:
        own = self.fields.get("opened") or ""
        return max(own, self.issue.opened) if self.issue else own

    @property
    def lead(self) -> str:
        return str(self.handed.get("lead") or self.fields["lead"])

    @property
    def support(self) -> list[str]:
        return list(self.handed.get("support", self.fields.get("support")) or [])

    @property
    def leader(self) -> Any:
        return self.fields.get("leader") or self.settings["departments"][self.lead].get("leader")

    @property
    def due(self) -> str | None:
        return self.fields.get("due")

    @property
    def deadline(self) -> str | None:
        return self.moved_to or self.due

    @property
    def policy(self) -> dict[str, Any]:
        return dict(self.settings["policy"])

    # Its state.

    @cached_property
    def ongoing(self) -> bool:
        """Still in hand; what policy counts as ongoing is `still_to_do`."""
        return self.state in ("open", "active", "submitted")

    @cached_property
    def substantial(self) -> bool:
        return self.state == "closed" and self.result == "substantial"

    @cached_property
    def closed(self) -> bool:
        """Counts as closed, by policy."""
        return self.state == "closed" and (
            self.result == "complete" or self.policy["substantial_counts"]
        )

    @cached_property
    def still_to_do(self) -> bool:
        return not self.closed and self.state != "waived"

    @cached_property
    def standing(self) -> bool:
        return bool(self.fields.get("standing")) and self.closed

    @cached_property
    def overdue(self) -> bool:
        return self.ongoing and self.deadline is not None and self.deadline < self.day

    def due_within(self, days: int) -> bool:
        if not self.ongoing or self.deadline is None:
            return False
        return self.day <= self.deadline <= day_after(self.day, days)

    @cached_property
    def due_soon(self) -> bool:
        return self.due_within(self.policy["due_soon_days"])

    @cached_property
    def fell_due(self) -> bool:
        return self.state != "waived" and self.deadline is not None and self.deadline <= self.day

    def _counting(self, closings: list[tuple[str, str, str | None]]) -> list[Any]:
        """The closing that counts, if any, of those between two reopenings."""
        every = self.policy["substantial_counts"]
        return [one for one in closings if every or one[1] == "complete"][:1]

    @cached_property
    def on_time(self) -> bool | None:
        if not self.closed:
            return None
        counting = [one for each in self.closings for one in self._counting(each)]
        kept = [day <= deadline for day, _result, deadline in counting if deadline]
        return all(kept) if kept else None

    @cached_property
    def closed_on(self) -> str | None:
        last = self.closings[-1]
        return next((day for day, *_ in [*self._counting(last), *last]), None)

    @cached_property
    def review(self) -> str | None:
        """When it is due for review."""
        if self.is_measure:
            return None
        if self.standing and self.last_report:
            return months_later(self.last_report, self.policy["standing_review_months"])
        months = self.settings["kinds"][self.fields["kind"]].get("review_months")
        if self.ongoing and self.deadline is None and months:
            return months_later(self.last_report or self.opened, months)
        return None

    @cached_property
    def review_due(self) -> bool:
        return self.review is not None and self.review <= self.day

    @cached_property
    def days_over(self) -> int:
        return days_from(self.deadline, self.day) if self.overdue and self.deadline else 0

    @cached_property
    def days_over_first(self) -> int:
        """Each day after the first deadline that ended with it neither closed nor waived."""
        if not self.overdue or not self.due:
            return 0
        every = (day_after(self.due, n + 1) for n in range(days_from(self.due, self.day)))
        return sum(self.state_on(day) not in ("closed", "waived") for day in every)

    def state_on(self, day: str) -> str:
        """The state at the end of a past day."""
        return next((state for on, state in reversed(self.states) if on <= day), "open")

    # What it had reported by then.

    @cached_property
    def instruments(self) -> list[dict[str, Any]]:
        found = self.fields.get("instruments") or [] if self.log else []
        return [one for one in found if not one.get("dated") or one["dated"] <= self.day]

    @cached_property
    def figures(self) -> list[dict[str, Any]]:
        return list(self.fields.get("figures") or []) if self.log else []

    @cached_property
    def evidence(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """Each piece of evidence, with the entry that added it."""
        return [(entry, one) for entry in self.log for one in entry.get("evidence") or []]

    def number(self, name: str) -> int:
        """What it contributes to the count with this name."""
        if name == "total":
            return 1
        if name in ("open", "active", "submitted", "waived"):
            return self.state == name
        if name == "ongoing":
            return self.still_to_do
        if name == "on_time":
            return self.on_time is True
        if name == "with_deadline":
            return self.on_time is not None
        if name == "held":
            return self.fell_due and self.on_time is True
        if name in ("extended", "relapsed", "reopened"):
            of = {"extended": "extensions", "relapsed": "relapses", "reopened": "reopenings"}
            return getattr(self, of[name]) > 0
        return int(getattr(self, "review_due" if name == "reviews_due" else name))


def rate(part: int, whole: int) -> str:
    """A percentage with one decimal, rounded half up, but 100.0 only if nothing is missing."""
    if not whole:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    tenths = min(tenths, 999) if part < whole else tenths
    return f"{tenths // 10}.{tenths % 10}%"


def tally(items: Iterable[Item]) -> dict[str, int]:
    """How many of the items match, by name."""
    found = list(items)
    return {name: sum(one.number(name) for one in found) for name in NAMES}


@dataclass(frozen=True)
class Level:
    """The number of issues, of those due, due by first deadline, and closed."""

    all: int
    due: int
    first_due: int
    closed: int


@dataclass
class Picture:
    """A ledger at the end of a day."""

    settings: dict[str, Any]
    day: str
    files: tuple[list[dict[str, Any]], list[dict[str, Any]]]
    _groups: dict[tuple[str, str], dict[str, dict[str, int]]] = field(default_factory=dict)

    @cached_property
    def issues(self) -> list[Item]:
        """The issues that count, in order."""
        return [one for one in self._every.values() if one.opened <= self.day]

    @cached_property
    def _every(self) -> dict[int, Item]:
        found = [Item(raw, self.day, self.settings) for raw in self.files[0]]
        return {one.raw["id"]: one for one in sorted(found, key=lambda one: one.place)}

    @cached_property
    def measures(self) -> list[Item]:
        found = [
            Item(raw, self.day, self.settings, self._every[raw["issue"]]) for raw in self.files[1]
        ]
        there = [one for one in found if one.opened <= self.day]
        return sorted(there, key=lambda one: one.place)

    def of(self, issue: Item) -> list[Item]:
        """The measures of an issue."""
        return [one for one in self.measures if one.raw["issue"] == issue.raw["id"]]

    def issue(self, number: int) -> Item:
        return self._every[number]

    def led_by(self, department: str, *, families: bool) -> "Picture":
        """Only the issues that a department leads: with all their measures (`families`), or with
        the measures that it leads itself."""
        only = Picture(self.settings, self.day, self.files)
        only.issues = [one for one in self.issues if one.lead == department]
        numbers = {one.raw["id"] for one in only.issues}
        only.measures = [
            one
            for one in self.measures
            if (one.raw["issue"] in numbers if families else one.lead == department)
        ]
        return only

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        return {"issues": tally(self.issues), "measures": tally(self.measures)}

    # By groups.

    def group_of(self, item: Item, key: str) -> str:
        """The id of the group an item belongs to; "" if none."""
        if key == "department":
            return item.lead
        if key == "leader":
            return item.leader["en"] if isinstance(item.leader, dict) else item.leader or ""
        if key == "aspect":
            of = {s["id"]: str(a["id"]) for a in self.settings["outline"] for s in a["sections"]}
            return of[item.of_issue("section")]
        return str(item.of_issue(key))

    def ids(self, key: str) -> list[str]:
        """The ids of the groups defined in the ledger, in its order."""
        if key == "kind":
            return list(self.settings["kinds"])
        if key == "department":
            return list(self.settings["departments"])
        if key == "aspect":
            return [str(aspect["id"]) for aspect in self.settings["outline"]]
        if key == "section":
            return [one["id"] for aspect in self.settings["outline"] for one in aspect["sections"]]
        return sorted({self.group_of(one, key) for one in [*self.issues, *self.measures]} - {""})

    def group(self, key: str, code: str) -> dict[str, dict[str, int]]:
        """The counts of a group."""
        if (key, code) not in self._groups:
            self._groups[key, code] = {
                name: tally(one for one in found if self.group_of(one, key) == code)
                for name, found in (("issues", self.issues), ("measures", self.measures))
            }
        return self._groups[key, code]

    def supported(self, department: str) -> int:
        return sum(department in one.support for one in self.issues)

    def ranks(self) -> dict[str, int | None]:
        """The departments ranked by the rate of what they lead; equal rates share a rank."""
        counts = {code: self.group("department", code)["issues"] for code in self.ids("department")}
        rates = {code: n["closed"] / n["total"] for code, n in counts.items() if n["total"]}
        if not any(rates.values()):
            return dict.fromkeys(counts)
        places = {
            code: 1 + sum(other > rate + 1e-9 for other in rates.values())
            for code, rate in rates.items()
        }
        return {code: places.get(code) for code in counts}

    # More than items.

    @cached_property
    def instruments(self) -> dict[str, str]:
        """What was done to each, by title."""
        found: dict[str, dict[str, Any]] = {}
        for measure in self.measures:
            for one in measure.instruments:
                known = found.setdefault(one["title"], one)
                if not known.get("dated") and one.get("dated"):
                    found[one["title"]] = one
        return {title: one["action"] for title, one in found.items()}

    @cached_property
    def actions(self) -> Mapping[str, int]:
        return Counter(self.instruments.values())

    @cached_property
    def pieces(self) -> list[tuple[Item, dict[str, Any], dict[str, Any]]]:
        """Every piece of evidence, with its item and its entry."""
        every = sorted([*self.issues, *self.measures], key=lambda one: one.place)
        return [(item, *found) for item in every for found in item.evidence]

    @cached_property
    def entries(self) -> list[tuple[Item, dict[str, Any]]]:
        every = [*self.issues, *self.measures]
        return [(item, entry) for item in every for entry in item.log]

    def level(self, day: str) -> Level:
        """The number of issues on a day up to this one, as they stood then, or as they will be due
        on a later day."""
        past = day <= self.day
        found = [Item(one.raw, day, self.settings) if past else one for one in self.issues]
        there = [one for one in found if one.opened <= day]
        pursued = [one for one in there if one.state != "waived"]
        return Level(
            all=len(there),
            due=sum((one.deadline or "~") <= day for one in pursued),
            first_due=sum((one.due or "~") <= day for one in pursued),
            closed=sum(one.closed for one in there),
        )

    @cached_property
    def months(self) -> dict[str, Level]:
        """The levels at month ends, from the first opening to the last deadline."""
        days = [Item(one.raw, "", self.settings).opened for one in self.issues]
        days += [one.opened for one in self.issues]
        days += [day for one in self.issues for day in (one.deadline, one.due) if day]
        month, found = min(days)[:7], {}
        while month <= max([*days, self.day])[:7]:
            end = day_after(months_later(f"{month}-01", 1), -1)
            found[month] = self.level(end)
            month = day_after(end)[:7]
        return found


@cache
def _files(root: Path) -> Any:
    read_all = (
        [read(file) for file in sorted((root / name).glob("*.yaml"))]
        for name in ("issues", "measures")
    )
    return read(root / "ledger.yaml"), tuple(read_all)


@cache
def picture(root: Path, day: str) -> Picture:
    """The ledger in a folder, as it stood at the end of a day."""
    settings, files = _files(root)
    return Picture(settings, day, files)
