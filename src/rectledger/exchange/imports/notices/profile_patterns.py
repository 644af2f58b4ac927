"""The patterns of a reading profile: literal text with `{cn}`, `{n}`, `{circled}` and `{text}`."""

import re
from dataclasses import dataclass
from functools import cache

from rectledger.exchange.imports.wording.numbering import filled, number_of
from rectledger.exchange.imports.wording.width import half_width

_FILLS = {
    "{cn}": "([{cn}]{1,8})",
    "{n}": r"(\d{1,9})",
    "{circled}": "({circled})",
    "{text}": "(?P<text>.*)",
}


@dataclass(frozen=True, slots=True)
class Matched:
    """A line that a pattern matches: its number, its mark as it stands, and the text after it."""

    number: int | None
    label: str
    code: str
    text: str
    start: int


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\{(?:cn|n|circled|text)\})", half_width(pattern).strip())
    form = "".join(_FILLS.get(one) or _literal(one) for one in parts)
    return re.compile(filled(form), re.IGNORECASE)


def _literal(text: str) -> str:
    """A text as it stands, with any blanks, or none, for each of its blanks."""
    return r"\s*".join(map(re.escape, re.split(r"\s+", text)))


def matched(pattern: str, line: str) -> Matched | None:
    """What a pattern finds at the beginning of a line; None if it does not match."""
    half = half_width(line)
    begin = len(half) - len(half.lstrip())
    match = _compiled(pattern).match(half, begin)
    if not match:
        return None
    start = match.start("text") if "text" in match.groupdict() else match.end()
    numbers = [one for n, one in enumerate(match.groups(), 1) if match.start(n) != start and one]
    number = number_of(numbers[0]) if len(numbers) == 1 else None
    label = line[begin:start].strip().rstrip(":\uff1a,\uff0c").strip()
    return Matched(number, label, "-".join(numbers), line[start:].strip(), start)


def beginnings(pattern: str, text: str) -> list[tuple[int, int]]:
    """Where in a paragraph the pattern begins, with its number; only numbers count that run from
    1, each one more than the last."""
    prefix = half_width(pattern).strip().split("{text}")[0]
    if not re.search(r"\{(?:cn|n|circled)\}", prefix):
        return []
    found: list[tuple[int, int]] = []
    half = half_width(text)
    for match in _compiled(prefix).finditer(half):
        number = number_of(next(filter(None, match.groups()), ""))
        inside = match.start() and half[match.start() - 1].isalnum() and match[0][0].isalnum()
        if number == len(found) + 1 and not inside:
            found.append((match.start(), number))
    return found
