"""The forms in which dates are written, found in half-width, lower-case text."""

import calendar
import re
from dataclasses import dataclass, replace
from functools import cache

from rectledger.exchange.imports.wording.numerals import chinese_numeral_class, read_number
from rectledger.exchange.imports.wording.tables import table


@dataclass(frozen=True, slots=True)
class Found:
    """A date that was found: where, and its numbers, which may be of no real day.

    `either` is set where two numbers are day and month in an order not known.
    """

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    either: tuple[int, int] | None = None

    def in_year(self, year: int) -> "Found":
        """This one, which had no year, in `year`; day 0 is the last of its month."""
        return replace(self, year=year, day=self.day or _last_day(year, self.month))


@dataclass(frozen=True)
class Forms:
    """The patterns, for given words of a month's end."""

    whole: tuple[re.Pattern[str], ...]
    partials: tuple[tuple[str, re.Pattern[str]], ...]
    carried: dict[str, re.Pattern[str]]

    def outside(self, text: str, found: list[Found]) -> str:
        """`text`, as long as it was, with the dates that were found blanked out."""
        for one in found:
            text = text[: one.start] + "|" * (one.end - one.start) + text[one.end :]
        return text

    def partial(self, text: str) -> str | None:
        """The code of the first form that is less than a day, in the order of the table."""
        return next((code for code, form in self.partials if form.search(text)), None)

    def years(self, text: str) -> list[tuple[int, int]]:
        """The years that are said, with where."""
        said = [(m.start(), int(m["y"])) for m in self.carried["year"].finditer(text)]
        whole = [(one.start, one.year) for one in _find(text, self.whole)]
        return sorted({*said, *whole})

    def without_year(self, text: str) -> list[Found]:
        """Days of a month, and ends of months (day 0), that have no year."""
        days = [_no_year(m, int(m["d"])) for m in self.carried["day"].finditer(text)]
        return days + [_no_year(m, 0) for m in self.carried["month_end"].finditer(text)]


def _no_year(match: re.Match[str], day: int) -> Found:
    return Found(match.start(), match.end(), 0, int(match["m"]), day)


@cache
def forms(month_end: tuple[str, ...]) -> Forms:
    """The patterns with these words for the end of a month."""
    data = table("days")
    fills = {
        "{end}": "|".join(map(re.escape, sorted(month_end, key=len, reverse=True))) or r"(?!)",
        "{name}": "|".join(sorted(data["months"], key=len, reverse=True)),
        "{cn}": chinese_numeral_class(),
    }

    def filled(pattern: str) -> re.Pattern[str]:
        for name, words in fills.items():
            pattern = pattern.replace(name, words)
        return re.compile(pattern)

    return Forms(
        tuple(map(filled, data["full"].values())),
        tuple((one["code"], filled(one["pattern"])) for one in data["partial"]),
        {name: filled(pattern) for name, pattern in data["carried"].items()},
    )


def find_dates(text: str, month_end: tuple[str, ...]) -> list[Found]:
    """The whole dates in half-width, lower-case `text`, in order, none within another."""
    return _find(text, forms(month_end).whole)


def _find(text: str, patterns: tuple[re.Pattern[str], ...]) -> list[Found]:
    matches = [match for pattern in patterns for match in pattern.finditer(text)]
    found: list[Found] = []
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        if not found or match.start() >= found[-1].end:
            found.append(_found(match))
    return found


def _found(match: re.Match[str]) -> Found:
    said = match.groupdict()
    year = read_number(said["y"]) or 0
    start, end = match.span()
    if "a" in said:
        return Found(start, end, year, either=(int(said["a"]), int(said["b"])))
    if said.get("name"):
        month = int(table("days")["months"][said["name"]])
    else:
        month = read_number(said.get("m") or "12") or 0
    if said.get("end"):
        return Found(start, end, year, month, _last_day(year, month))
    return Found(start, end, year, month, read_number(said["d"]) or 0)


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 0
