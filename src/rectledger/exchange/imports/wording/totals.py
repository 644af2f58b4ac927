"""Figures in which a source counts its items: control totals, each under a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from rectledger.exchange.imports.wording.english_totals import english_totals
from rectledger.exchange.imports.wording.kinds import Kind, known_kind
from rectledger.exchange.imports.wording.numerals import read_number
from rectledger.exchange.imports.wording.state_words import States
from rectledger.exchange.imports.wording.states import DEFAULT
from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.total import Role, Total, form, state_name
from rectledger.exchange.imports.wording.width import comparable, half_width


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with its unit in half-width text, and the text around it up to its neighbours."""

    match: re.Match[str]
    between: str  # since the figure before
    before: str  # the phrase that leads to it
    after: str  # what follows, to the end of the clause or to the next figure

    @property
    def number(self) -> int | float | None:
        said = self.match["n"].replace(",", "")
        return float(said[:24]) if "." in said else read_number(said)


@cache
def _nouns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """The nouns that are counted: name, the form after the figure, the form before it."""
    nouns: list[dict[str, Any]] = table("totals")["chinese"]["nouns"]
    return tuple(
        (one["name"], re.compile(one["pattern"]), re.compile(f"(?:{one['pattern']})$"))
        for one in nouns
    )


def read_totals(text: str, states: States = DEFAULT) -> list[Total]:
    """The figures of a text that count items, in order; figures of other things are left out.

    Names: issues, aspects, headings, measures, instruments, amount, people, cases, rate, kind,
    or a state's: closed, substantial, accepted, ongoing, submitted, open, standing, and its notes.
    `measures-closed` and the like: of these, those of that state.
    """
    half = half_width(text)
    row = _status_row(text, half, states)
    if row:
        return [row]
    chinese = re.search("[\u4e00-\u9fff]", half)
    found = _chinese(half, states) if chinese else english_totals(half.casefold(), states)
    return [replace(one, said=text[one.start : one.end].strip()) for one in found]


def _chinese(half: str, states: States) -> list[Total]:
    totals: list[Total] = []
    for figure in _figures(half):
        number = figure.number
        named = _chinese_name(figure, states) if number is not None else None
        if named is None or number is None:
            continue
        name, begin, kind = named
        role, of = _role(figure, totals, half)
        totals.append(
            Total(
                name,
                number,
                "",
                figure.match.start() - begin,
                _end_of_noun(half, figure.match.end()),
                "rate" if name == "rate" else role,
                of,
                figure.match["unit"],
                bool(form("chinese", "about").search(figure.before)),
                kind,
            )
        )
    return totals


def _figures(half: str) -> Iterator[_Figure]:
    matches = list(form("chinese", "figure").finditer(half))
    for n, match in enumerate(matches):
        since = _end_of_noun(half, matches[n - 1].end()) if n else 0
        until = matches[n + 1].start() if n + 1 < len(matches) else len(half)
        between = half[since : match.start()]
        before = form("chinese", "phrase").split(between)[-1]
        after = re.split("[,;\u3002()\n]", half[match.end() : until])[0]
        yield _Figure(match, between, before, after)


def _chinese_name(figure: _Figure, states: States) -> tuple[str, int, Kind | None] | None:
    """What a figure counts, how far back its words begin, and the kind if it counts one."""
    unit, length = figure.match["unit"], len(figure.before)
    data = table("totals")["chinese"]
    if unit == "%":
        rate = form("chinese", "rate").search(figure.before)
        return ("rate", length, None) if rate else None
    if unit in data["money"]:
        return "amount", length, None
    if unit in data["unclear_units"]:
        return "people", length, None
    phrase = _unlinked(figure.before)
    if kind := known_kind(phrase):
        return "kind", length, kind
    noun, state = _noun(figure, phrase), _state(figure, phrase, states)
    if state and noun in (None, "issues"):
        return state, length, None
    if noun:
        return (f"{noun}-{state}" if state else noun), length, None
    if form("chinese", "sorted_out").search(figure.before):
        return "issues", length, None
    return ("cases", length, None) if unit.startswith("\u4ef6") else None


def _unlinked(phrase: str) -> str:
    """A phrase without what links it to a figure."""
    link, before = form("chinese", "link"), ""
    while before != phrase:
        before, phrase = phrase, link.sub("", phrase.strip())
    return phrase


def _noun(figure: _Figure, phrase: str) -> str | None:
    """The noun right after a figure, else that at the end of the phrase before it."""
    for name, after, _ in _nouns():
        if after.match(figure.after.lstrip()):
            return name
    return next((name for name, _, before in _nouns() if before.search(phrase)), None)


def _end_of_noun(half: str, at: int) -> int:
    """Where the noun ends that begins right after a figure; `at` if none does."""
    matches = (after.match(half, at) for _, after, _ in _nouns())
    return max((match.end() for match in matches if match), default=at)


def _state(figure: _Figure, phrase: str, states: States) -> str | None:
    """The name of the state said before a figure, or after what it counts."""
    bare = phrase
    for _, _, before in _nouns():
        bare = before.sub("", bare)
    for said in (phrase, bare):
        if said and (name := state_name(said, states)):
            return name
    for match in form("chinese", "state_begins").finditer(figure.after):
        if name := state_name(figure.after[match.start() :], states):
            return name
    return None


def _role(figure: _Figure, totals: list[Total], half: str) -> tuple[Role, int | None]:
    """Whether a figure is a part of the one before it, or what is left of that."""
    whole = max((n for n, one in enumerate(totals) if one.role == "total"), default=None)
    if whole is None:
        return "total", None
    since = half[totals[-1].end : figure.match.start()]
    last = re.split("[;\u3002\n]", since)[-1]
    if form("chinese", "remainder").search(last):
        return "remainder", whole
    if form("chinese", "subset").search(last):
        return "subset", whole
    if totals[-1].role == "subset" and form("chinese", "sequence").match(since):
        return "subset", totals[-1].of
    return "total", None


def _status_row(text: str, half: str, states: States) -> Total | None:
    """A row of a table of states and numbers: `Implemented    3`."""
    match = re.fullmatch(r"\s*(\D+?)(?:\s{2,}|\t|\s*[|:]\s*)(\d+)\s*", half)
    name = _cell_name(match[1], states) if match else None
    if not match or not name:
        return None
    return Total(name, int(match[2]), text.strip(), match.start(1), match.end(2))


def _cell_name(word: str, states: States) -> str | None:
    said = comparable(word).strip(" :|")
    return "issues" if form("cell", "total").match(said) else state_name(said, states)


def read_total_cell(value: object, states: States = DEFAULT) -> list[Total]:
    """The figures of a cell in a row of totals, which may go without a unit: 8, or a word and 8.

    A number alone counts what its column says: its name is `count`.
    """
    if isinstance(value, bool) or value is None:
        return []
    text = str(value)
    if re.fullmatch(r"\s*\d+(?:\.0)?\s*", half_width(text)):
        return [Total("count", int(float(half_width(text))), text.strip(), 0, len(text))]
    if totals := read_totals(text, states):
        return totals
    match = re.fullmatch(r"\s*(\D+?)\s*(\d+)\s*\D?\s*", half_width(text))
    name = _cell_name(match[1], states) if match else None
    if not match or not name:
        return []
    return [Total(name, int(match[2]), text.strip(), match.start(1), match.end())]
