"""The numbering of a text: marks that begin its lines, and wrappers of its titles."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rectledger.exchange.imports.wording.numerals import chinese_numeral_class, read_number
from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.width import half_width

MarkerKind = Literal[
    "part", "section", "item", "sub", "paren", "circled", "ordinal", "aspect", "heading", "source"
]

# Numbers in circles, in brackets and with a point, which Unicode has as one character each.
_CIRCLED = ((0x2460, 20, 1), (0x3251, 15, 21), (0x32B1, 15, 36), (0x2776, 10, 1), (0x2780, 10, 1))
_BRACKETED = {chr(0x2474 + n): f"({n + 1})" for n in range(20)}
_POINTED = {chr(0x2488 + n): f"{n + 1}." for n in range(20)}


@dataclass(frozen=True, slots=True)
class Marker:
    """The mark at the beginning of a line: of which kind, and its number if it is a whole one.

    `label` is the mark as it stands, without spaces and without the colon after it; `code` is
    what identifies it in the source (`23`, `QH-01`); `text` follows it, at `start` of the line.
    """

    kind: MarkerKind
    number: int | None
    label: str
    code: str
    text: str
    start: int


@cache
def circled_numbers() -> dict[str, int]:
    """The numbers by their circled characters."""
    return {chr(first + n): number + n for first, count, number in _CIRCLED for n in range(count)}


def filled(pattern: str) -> str:
    """A pattern of the table with the characters of numerals in place."""
    circled = "[" + "".join(circled_numbers()) + "]"
    return pattern.replace("{cn}", chinese_numeral_class()).replace("{circled}", circled)


@cache
def _marks() -> tuple[tuple[MarkerKind, re.Pattern[str]], ...]:
    return tuple(
        (
            one["kind"],
            re.compile(filled(one["pattern"]), re.IGNORECASE if one.get("ignore_case") else 0),
        )
        for one in table("numbering")["marks"]
    )


def number_of(said: str) -> int | None:
    """A number in digits, in Chinese numerals, or circled."""
    return circled_numbers().get(said) or read_number(said)


def marker(line: str) -> Marker | None:
    """The mark with which a line begins; None if it begins with none.

    `1.5` and `2024.9.30` begin with none, nor does a number that is too long or not a numeral.
    """
    whole = _spread(line)
    half = half_width(whole)
    begin = len(half) - len(half.lstrip())
    for kind, form in _marks():
        match = form.match(half, begin)
        if match and (read := _marker(kind, match, line, whole, begin)):
            return read
    return None


def _spread(line: str) -> str:
    """`line` with a number that is one character with its bracket or point as several."""
    begin = len(line) - len(line.lstrip())
    first = line[begin : begin + 1]
    return line[:begin] + (_BRACKETED | _POINTED).get(first, first) + line[begin + 1 :]


def _marker(
    kind: MarkerKind, match: re.Match[str], line: str, whole: str, begin: int
) -> Marker | None:
    said = match.groupdict().get("n") or ""
    number = number_of(said) if said else None
    if said and number is None and not re.search(r"\d", said):
        return None  # no numeral, though of their characters
    start = match.start("text")
    label = whole[begin:start].strip().rstrip(":\uff1a").rstrip()
    shift = len(whole) - len(line)
    return Marker(kind, number, label, said, whole[start:].rstrip(), start - shift)


def unwrap(title: str) -> str:
    """A title without its wrapper: the outermost quotation of the line, and what names it so.

    Where there is no quotation, only the words at the end that say that it was put right go.
    """
    data = table("numbering")["title"]
    title = title.strip()
    for opening, closing in data["quotes"].items():
        first = title.find(opening)
        last = _closing(title, first, opening, closing)
        if first < 0 or last <= first:
            continue
        before, after = title[:first], half_width(title[last + 1 :])
        if re.match(data["before"], before) and re.match(data["after"], after):
            return title[first + 1 : last].strip() or title
    tail = re.search(data["tail"], half_width(title))
    return title[: tail.start()] if tail and tail.start() else title


def _closing(title: str, first: int, opening: str, closing: str) -> int:
    """Where the quotation that begins at `first` ends: the last mark where the two are alike."""
    if opening == closing:
        return title.rfind(closing)
    depth = 0
    for at in range(max(first, 0), len(title)):
        depth += (title[at] == opening) - (title[at] == closing)
        if depth == 0 and title[at] == closing:
            return at
    return -1
