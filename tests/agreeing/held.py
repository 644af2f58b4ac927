"""Numbers in texts and tables, compared one by one with the independent count."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from agreeing.said import OPTIONAL, SAID, Said
from independent_count import KEYS, Item, Picture, days_from, rate

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_LONG_EN = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_LONG_ZH = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NUMBER = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?!\d)|\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?%?")
_BAR = re.compile("[━╸╺]")


def plain(text: str) -> str:
    """Markdown or HTML as plain text, with dates written as in the files."""
    text = re.sub(r"</?span>", "", text)
    text = unescape(re.sub(r"<[^>]*>", " ", text)).replace("\\", "")
    text = _LONG_EN.sub(
        lambda m: f"{m[3]}-{_MONTHS.index(m[2]) + 1:02}-{int(m[1]):02}", text
    )  # fmt: skip
    return _LONG_ZH.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)


def tokens(text: object) -> list[str]:
    """Every number and date of a text, in order."""
    return [*_tokens(str(text))]


@cache  # most texts appear in many documents
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(found.replace(",", "") for found in _NUMBER.findall(plain(text)))


def tokens_of(value: Any) -> list[str]:
    """Every number and date in a record."""
    if isinstance(value, Mapping):
        return [one for inner in value.values() for one in tokens_of(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in tokens_of(inner)]
    return [] if value is None else tokens(value)


class Row(NamedTuple):
    document: str
    number: str
    expected: object
    found: object


@dataclass
class Agreement:
    """Every comparison: the document, the number, the expected value, the value found."""

    rows: list[Row] = field(default_factory=list)

    def hold(self, document: str, number: str, expected: object, found: object) -> None:
        self.rows.append(Row(document, number, expected, found))

    def within(self, document: str, number: str, known: set[str], found: Sequence[str]) -> None:
        """Check that a text contains only known numbers."""
        self.hold(document, number, [], [one for one in found if one not in known])

    @property
    def size(self) -> int:
        """How many numbers were compared."""
        return sum(_size(row.expected, row.found) for row in self.rows)

    @property
    def differences(self) -> list[Row]:
        return [row for row in self.rows if row.expected != row.found]

    def told(self) -> str:
        lines = [
            f"{row.document}: {row.number}: counted {row.expected!r}, said {row.found!r}"
            for row in self.differences
        ]
        return "\n".join([f"{len(lines)} of {len(self.rows)} do not agree", *lines])


def _size(*both: object) -> int:
    return max(len(one) if isinstance(one, list | dict | set) else 1 for one in both) or 1


# What a document may give a number of.


def numbers_of(now: Picture, *, whole: bool = True) -> dict[str, str]:
    """The numbers of a ledger, `whole` or in part, by the names used in patterns."""
    found: dict[str, Any] = {}
    for letter, name in (("i", "issues"), ("m", "measures")):
        n, items = now.counts[name], getattr(now, name)
        found |= {f"{letter}_{key}": value for key, value in n.items()}
        lit = [one for one in items if one.still_to_do and one.ongoing and one.deadline]
        found |= {
            f"{letter}_all": n["total"],
            f"{letter}_rate": rate(n["closed"], n["total"]),
            f"{letter}_later": sum(not one.overdue and not one.due_soon for one in lit),
            f"{letter}_unlit": n["ongoing"] - len(lit),
        }
    issues = now.counts["issues"]
    level = now.level(now.day)
    sections = {one.of_issue("section") for one in now.issues}
    known = [
        one["total"]
        for one in now.settings["control_totals"]
        if whole and one["name"] == "issues" and one["as_of"] <= now.day
    ]
    at_first = min([*known, issues["total"]])
    files = {piece["path"]: piece["size"] for _item, _entry, piece in now.pieces if "path" in piece}
    of_files = sum("path" in piece for _item, _entry, piece in now.pieces)
    return {
        name: str(value)
        for name, value in {
            **found,
            "on_time_rate": rate(issues["on_time"], issues["with_deadline"]),
            "held_rate": rate(issues["held"], issues["fell_due"]),
            "sections": len(sections),
            "aspects": len({now.group_of(one, "aspect") for one in now.issues}),
            "first_issues": at_first,
            "added": issues["total"] - at_first,
            **{code: now.actions.get(code, 0) for code in ("issued", "revised", "drafted")},
            "due_soon_days": now.settings["policy"]["due_soon_days"],
            "soon_days": now.settings["policy"]["due_soon_days"],
            "due": level.due,
            "first_due": level.first_due,
            "day": now.day,
            "pieces": len(now.pieces),
            "of_files": of_files,
            "files": len(files),
            "bytes": sum(files.values()),
            "references": len(now.pieces) - of_files,
            "sha": 256,
        }.items()
    }


def declared_numbers(now: Picture, then: Picture) -> dict[str, str]:
    """The totals declared by the source, and what is counted for `then`, their date."""
    issues = then.counts["issues"]
    told = {f"t_{name}": value for name, value in issues.items()} | {
        "t_issues": issues["total"],
        "t_aspects": len(now.settings["outline"]),
        "t_sections": sum(len(one["sections"]) for one in now.settings["outline"]),
        "t_measures": len(then.measures),
        "t_instruments": len(then.instruments),
        "totals_day": then.day,
    }
    told |= {f"d_{one['name']}": one["total"] for one in now.settings["control_totals"]}
    return {name: str(value) for name, value in told.items()}


# What a cell about an item holds, if that is a single number or date.
_OWN: dict[str, Callable[[Item], object]] = {
    "number": lambda item: item.place[0],
    "measure": lambda item: item.place[1],
    "extensions": lambda item: item.extensions,
    "relapses": lambda item: item.relapses,
    "reopenings": lambda item: item.reopenings,
    "days_over": lambda item: item.days_over,
    "days_over_first": lambda item: item.days_over_first,
    "days_left": lambda item: days_from(item.day, item.deadline or item.day),
    "opened": lambda item: item.opened,
    "due": lambda item: item.due,
    "closed_on": lambda item: item.closed_on,
    "review": lambda item: item.review,
    "review_over": lambda item: days_from(item.review or item.day, item.day),
    "last_entry": lambda item: item.log[-1]["date"] if item.log else None,
    "day": lambda item: item.day,
}


@dataclass
class Holder:
    """Compares texts in one language about a ledger, as it stands `now`, with the count."""

    agreement: Agreement
    now: Picture
    lang: str
    _known: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

    @property
    def said(self) -> Said:
        return SAID[self.lang]

    def text_of(self, text: Any) -> str:
        """A text in the current language, or else in whichever it has."""
        if isinstance(text, Mapping):
            return str(text.get(self.lang) or next(iter(text.values())))
        return str(text or "")

    def hold(self, document: str, number: str, expected: object, found: object) -> None:
        self.agreement.hold(f"{document} ({self.lang}, {self.now.day})", number, expected, found)

    def within(self, document: str, number: str, known: set[str], found: Sequence[str]) -> None:
        self.agreement.within(f"{document} ({self.lang}, {self.now.day})", number, known, found)

    def paragraphs(
        self, document: str, text: str, patterns: Sequence[str], numbers: Mapping[str, str]
    ) -> None:
        """Check the numbers matched by patterns in a text, and that it contains no others."""
        left = text = plain(text)
        for pattern in patterns:
            optional = pattern.startswith(OPTIONAL)
            asked = pattern.removeprefix(OPTIONAL)
            match = re.search(asked, text, re.MULTILINE)
            names = list(re.compile(asked).groupindex)
            if match is None:
                expected = [numbers[names[0].rstrip("_")]] if names else []
                if not optional or expected not in ([], ["0"]):
                    self.hold(document, f"what should say {names}", expected, "nothing")
                continue
            for name in names:
                if match[name] is not None or not name.endswith("_"):
                    found = (match[name] or "0").replace(",", "")
                    self.hold(document, name.rstrip("_"), numbers[name.rstrip("_")], found)
            left = left.replace(match[0], " ", 1)
        self.hold(document, "what nothing was asked of", [], tokens(left))

    # Items.

    def times(self, item: Item) -> list[str]:
        """The numbers after a state: how often it relapsed, how often it was reopened."""
        return [str(n) for n in (item.relapses, item.reopenings) if n]

    def over(self, item: Item) -> list[str]:
        """The days overdue, and those past the first deadline if that differs."""
        if not item.overdue:
            return []
        first = item.days_over_first
        return [str(item.days_over)] + [str(first)] * (first not in (0, item.days_over))

    def in_force(self, item: Item) -> list[str]:
        """The deadline in force, the first one if it was moved, and the number of extensions."""
        if item.deadline is None:
            return []
        first = item.due if item.moved_to and item.due != item.deadline else None
        return [
            item.deadline,
            *[first] * bool(first),
            *[str(item.extensions)] * bool(item.extensions),
        ]

    def known(self, *items: Item) -> set[str]:
        """Every number allowed in a text about these items."""
        found: set[str] = set()
        for item in items:
            if item.ref not in self._known:
                self._known[item.ref] = frozenset(self._known_of(item))
            found |= self._known[item.ref]
        return found

    def _known_of(self, item: Item) -> Iterator[str]:
        told = [
            item.fields, item.log, item.ref, item.day, item.deadline, item.days_over,
            item.days_over_first, item.extensions, item.relapses, item.reopenings,
            item.closed_on, item.review, item.opened, item.raw.get("id"), *item.place,
        ]  # fmt: skip
        yield from tokens_of(told)
        yield from tokens(self.kind(item))
        for one in item.figures:  # a sign such as % belongs to the number
            yield from tokens(f"{one['value']}{self.text_of(one.get('unit'))}")
        if item.issue:
            yield from self.known(item.issue)
        if not item.is_measure:
            yield from (one.ref for one in self.now.of(item))

    def kind(self, item: Item) -> str:
        return self.text_of(self.now.settings["kinds"][item.of_issue("kind")]["name"])

    def department(self, code: str) -> str:
        return self.text_of(self.now.settings["departments"][code]["name"])

    def cell(self, item: Item, key: str, cell: str, *, page: bool, times: bool) -> list[str] | None:
        """The numbers in a cell of an item's row; None if any number of the item is allowed.

        A `page` for paper says more about deadlines and states; with `times` a state includes how
        often the item came back.
        """
        if key == "over" or (key == "days_over" and page):
            return self.over(item)
        if key in _OWN:
            number = _OWN[key](item)
            # A compact table leaves zeros out.
            return [] if number in (0, None) and not tokens(cell) else [str(number)]
        if key == "ref":
            return tokens(item.ref)
        if key in ("title", "issue"):
            of = item.fields["title"] if key == "title" else item.of_issue("title")
            return tokens(self.text_of(of))
        if key == "measures":
            return [
                one
                for measure in ([item] if item.is_measure else self.now.of(item))
                for one in tokens(f"{measure.ref} {self.text_of(measure.fields['title'])}")
            ]
        if key == "kind":
            return tokens(self.kind(item))
        if key == "lead":
            return tokens(self.department(item.lead))
        if key == "deadline":
            return self.in_force(item) if page else [item.deadline] * bool(item.deadline)
        if key == "light" or (key == "state" and page):
            within = [str(self.now.settings["policy"]["due_soon_days"])] * item.due_soon
            light = within if item.deadline and item.ongoing else [item.review] * bool(item.review)
            return light if key == "light" else [*self.times(item), *light]
        if key == "state":
            return self.times(item) if times else []
        return [] if key in ("standing", "on_time", "newly_overdue") else None

    def rows(
        self, document: str, headers: Sequence[str], rows: Sequence[Sequence[str]],
        items: Sequence[Item], *, page: bool = False, times: bool = False,
    ) -> None:  # fmt: skip
        """Compare the rows of a table with the expected items, in order."""
        self.hold(document, "rows", len(items), len(rows))
        keys = self.keys(document, headers)
        for item, row in zip(items, rows, strict=False):
            for key, cell in zip(keys, row, strict=True):
                expected = self.cell(item, key, cell, page=page, times=times)
                if expected is None:
                    self.within(document, f"{item.ref} {key}", self.known(item), tokens(cell))
                else:
                    self.hold(document, f"{item.ref} {key}", expected, tokens(cell))

    def keys(self, document: str, headers: Sequence[str]) -> list[str]:
        """The keys of a table's columns."""
        unknown = [one for one in headers if one not in self.said.headers]
        self.hold(document, "columns whose headers are unknown", [], unknown)
        keys = [self.said.headers.get(one, "free") for one in headers]
        # On the sheet of measures, this column holds only the title.
        return ["title" if key == "measures" and "measure" in keys else key for key in keys]

    # Groups.

    def group(self, key: str, code: str) -> dict[str, str]:
        """The numbers of a group, by column key; "" is everything."""
        n = self.now.group(key, code) if code else self.now.counts
        return self.of_counts(n)

    @staticmethod
    def of_counts(n: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
        i, m = n["issues"], n["measures"]
        found: dict[str, Any] = {f"i_{name}": value for name, value in i.items()}
        found |= {f"m_{name}": value for name, value in m.items()}
        found |= {
            "i_rate": rate(i["closed"], i["total"]),
            "m_rate": rate(m["closed"], m["total"]),
            "i_share": f"{i['closed']}/{i['total']}",
            "m_share": f"{m['closed']}/{m['total']}",
            "on_time_share": f"{i['on_time']}/{i['with_deadline']}",
            "held_share": f"{i['held']}/{i['fell_due']}",
        }
        return {name: str(value) for name, value in found.items()}

    def names(self, key: str) -> list[tuple[str, str]]:
        """The groups by a key, each with its name."""
        settings = self.now.settings
        titles: dict[str, Any] = {}
        if key in ("kind", "department"):
            of = settings["kinds" if key == "kind" else "departments"]
            titles = {code: one["name"] for code, one in of.items()}
        elif key == "aspect":
            titles = {str(one["id"]): one["title"] for one in settings["outline"]}
        elif key == "section":
            sections = [one for aspect in settings["outline"] for one in aspect["sections"]]
            titles = {one["id"]: one["title"] for one in sections}
        else:
            members = {one["id"]: one["name"] for one in settings["members"]}
            leaders = [one.leader for one in [*self.now.issues, *self.now.measures] if one.leader]
            titles = {
                one["en"] if isinstance(one, dict) else one: members.get(one, one)
                if isinstance(one, str)
                else one
                for one in leaders
            }
        return [(code, self.text_of(titles[code])) for code in self.now.ids(key)]

    @staticmethod
    def closed_of(n: Mapping[str, str], letter: str = "i") -> list[str]:
        """The share closed, with the number waived if there are any."""
        waived = n[f"{letter}_waived"]
        closed = [n[f"{letter}_closed"], n[f"{letter}_total"]]
        return closed + [waived] * (waived != "0")


def unbarred(line: str) -> str:
    """A line of a screen without its progress bar."""
    return _BAR.sub("", line)


class Block(NamedTuple):
    """A section of a Markdown document: a heading, the text below it, its tables."""

    heading: str
    text: str
    tables: list[tuple[list[str], list[list[str]]]]  # headers, and rows


def blocks(document: str) -> Iterator[Block]:
    """The sections of a document; the first has no heading."""
    for part in re.split(r"^(?=#+ )", document, flags=re.MULTILINE):
        lines = part.split("\n")
        heading = lines.pop(0) if part.startswith("#") else ""
        tables: list[tuple[list[str], list[list[str]]]] = []
        said, inside = [], False
        for line in lines:
            if not line.startswith("|"):
                said.append(line)
                inside = False
                continue
            cells = [plain(cell).strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not inside:
                tables.append((cells, []))
            elif not all(re.fullmatch(":?-+:?", cell) for cell in cells):
                tables[-1][1].append(cells)
            inside = True
        yield Block(heading, "\n".join(said), tables)


__all__ = ["KEYS", "Agreement", "Block", "Holder", "Row", "blocks", "numbers_of", "plain", "tokens"]
