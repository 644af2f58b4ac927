"""Measures that are numbered within a text."""

import re
from dataclasses import dataclass
from functools import cache

from rectledger.exchange.imports.wording.numbering import filled, number_of
from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.width import half_width

_STYLES = ("ordinal", "circled", "sub", "section", "item", "paren", "step")


@dataclass(frozen=True, slots=True)
class NumberedMeasure:
    """A measure of a series: its number, and its text, at `start` to `end` of the whole."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int
    begin: int
    end: int


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    data = table("numbering")["series"]
    forms = {style: data["boundary"] + filled(data[style]) for style in _STYLES}
    return {style: re.compile(form) for style, form in forms.items()} | {
        "circled": re.compile(filled(data["circled"]))
    }


@cache
def _boundary() -> re.Pattern[str]:
    return re.compile(table("numbering")["series"]["boundary"])


def measures_in(text: str) -> list[NumberedMeasure]:
    """The measures that a text numbers, in the style that begins first; [] if it numbers none.

    Their numbers run from 1, each one more than the last, and there are two at least. A
    semicolon splits nothing.
    """
    half = half_width(text)
    series = [marks for form in _forms().values() if len(marks := _marks(form, half)) > 1]
    first = min(series, key=lambda marks: marks[0].begin, default=[])
    if not first or not _boundary().match(half, first[0].begin):
        return []
    if [mark.number for mark in first] != list(range(1, len(first) + 1)):
        return []
    ends = [*(mark.begin for mark in first[1:]), len(text)]
    measures = [_measure(text, mark, end) for mark, end in zip(first, ends, strict=True)]
    return measures if all(one.text for one in measures) else []


def _marks(form: re.Pattern[str], half: str) -> list[_Mark]:
    read = [(number_of(match["n"]), match) for match in form.finditer(half)]
    return [_Mark(number, match.start(), match.end()) for number, match in read if number]


def _measure(text: str, mark: _Mark, end: int) -> NumberedMeasure:
    """The text after a mark, without the separator at its end."""
    said = text[mark.end : end]
    start = mark.end + len(said) - len(said.lstrip())
    kept = said.strip().rstrip(";\uff1b").rstrip()
    return NumberedMeasure(mark.number, kept, start, start + len(kept))
