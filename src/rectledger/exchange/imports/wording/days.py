"""Days as people write them: a date, no deadline, or why it is neither. Never a guess."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rectledger.exchange.imports.source import Value
from rectledger.exchange.imports.wording.date_forms import Found, find_dates, forms
from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.width import comparable, half_width

Order = Literal["ymd", "mdy", "dmy"]


@dataclass(frozen=True, slots=True)
class Day:
    """One of: `iso`, the date; `no_deadline`; `code`, why it is neither.

    `limit` is set where the words make the date a limit (by, before), not the very day.
    """

    iso: str | None = None
    no_deadline: bool = False
    code: str | None = None
    limit: bool = False


@dataclass(frozen=True)
class DayWords:
    """Words for the last day of a month, and whole values that mean no deadline."""

    order: Order | None = None
    month_end: tuple[str, ...] = tuple(table("days")["month_end"])
    none: frozenset[str] = frozenset(map(comparable, table("days")["none"]))

    def with_words(self, words: dict[str, object]) -> "DayWords":
        """These with the `words.days` of a profile: its order and ends replace, its none adds."""
        order = words.get("order", self.order)
        ends, none = words.get("month_end"), words.get("none")
        return DayWords(
            order if order in ("ymd", "mdy", "dmy") else self.order,
            tuple(map(str, ends)) if isinstance(ends, list | tuple) else self.month_end,
            self.none | {comparable(str(w)) for w in none}
            if isinstance(none, list | tuple)
            else self.none,
        )


DEFAULT = DayWords()


def read_day(
    value: Value,
    *,
    order: Order | None = None,
    words: DayWords = DEFAULT,
    serial: bool = False,
    date_1904: bool = False,
) -> Day:
    """The day that `value` is.

    `order` is the column's order of day and month (`column_order`); that of `words`, a profile's,
    outranks it. `serial` lets a number be a day of a workbook, counted from 1904 with `date_1904`.
    """
    if isinstance(value, dt.datetime | dt.date):
        return _checked(value.year, value.month, value.day)
    if value is None or isinstance(value, bool):
        return Day(code="empty" if value is None else "no-day")
    if isinstance(value, int | float):
        return _of_number(value, serial, date_1904)
    text = half_width(value).casefold().strip().rstrip("\u3002.;,").strip()
    if serial and re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _of_number(float(text), serial, date_1904)
    return _of_text(text, words.order or order, words)


def _of_text(text: str, order: Order | None, words: DayWords) -> Day:
    """The day of a half-width, lower-case value."""
    text = text[1:-1].strip() if re.fullmatch(r"\([^()]*\)", text) else text
    if not text:
        return Day(code="empty")
    if _all_none(text, words):
        return Day(no_deadline=True)
    found = find_dates(text, words.month_end)
    rest = forms(words.month_end).outside(text, found)
    partial = forms(words.month_end).partial(rest)
    if not found:
        return Day(code=partial or "no-day")
    if len(found) > 1 or partial:
        return Day(code="two-days")
    day = _day_of(found[0], order)
    if day.code:
        return day
    before, after = text[: found[0].start], text[found[0].end :]
    around = table("days")["around"]
    if not re.fullmatch(around["before"], before) or not re.fullmatch(around["after"], after):
        return Day(code="words")
    limit = re.search(around["limit"], before.strip()) or re.search(around["limit"], after.strip())
    return replace(day, limit=bool(limit))


def _all_none(text: str, words: DayWords) -> bool:
    """Whether all that a value says is that there is no deadline."""
    parts = [comparable(part) for part in re.split("[,;\u3001\n]", text) if part.strip()]
    return comparable(text) in words.none or (parts != [] and words.none.issuperset(parts))


def _day_of(found: Found, order: Order | None) -> Day:
    """The day of a date that was found, its order settled."""
    if not found.either:
        return _checked(found.year, found.month, found.day)
    a, b = found.either
    if order is None and (a > 12) != (b > 12):
        order = "dmy" if a > 12 else "mdy"
    if order == "dmy":
        return _checked(found.year, b, a)
    return _checked(found.year, a, b) if order == "mdy" else Day(code="ambiguous-order")


def _checked(year: int, month: int, day: int) -> Day:
    """The date, if there is such a day in the years in which ledgers are kept."""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return Day(code="no-such-day")
    return Day(date.isoformat()) if 1900 <= year <= 2199 else Day(code="no-such-day")


def _of_number(value: float, serial: bool, date_1904: bool) -> Day:
    """A number: a day written in eight digits, or the serial of one where that is allowed."""
    if not math.isfinite(value):
        return Day(code="no-day")
    if value == int(value) and 19_000_101 <= value <= 21_991_231:
        return _of_text(str(int(value)), None, DEFAULT)
    # The epoch of 1900 has a leap day that never was: before 61 the serials are one off.
    first = 0 if date_1904 else 61
    if not serial or not first <= value < 110_000:
        return Day(code="no-day")
    epoch = dt.date(1904, 1, 1) if date_1904 else dt.date(1899, 12, 30)
    date = epoch + dt.timedelta(days=int(value))
    return _checked(date.year, date.month, date.day)


def column_order(values: Iterable[Value]) -> Order | None:
    """The order of day and month in a column: one day above 12 settles it, two that differ none."""
    seen: set[Order] = set()
    for value in values:
        if not isinstance(value, str):
            continue
        for found in find_dates(half_width(value).casefold(), DEFAULT.month_end):
            a, b = found.either or (0, 0)
            seen |= {"dmy"} if a > 12 >= b else {"mdy"} if b > 12 >= a else set()
    return seen.pop() if len(seen) == 1 else None


@dataclass(frozen=True, slots=True)
class DayInText:
    """A day in a sentence: where it stands in the text, and whether its year was said before."""

    iso: str
    start: int
    end: int
    year_before: bool = False


def days_in(text: str, words: DayWords = DEFAULT, order: Order | None = None) -> list[DayInText]:
    """The whole dates in a text, in order; what is no whole date is left out."""
    half = half_width(text).casefold()
    days = (
        (found, _day_of(found, words.order or order)) for found in find_dates(half, words.month_end)
    )
    return [DayInText(day.iso, at.start, at.end) for at, day in days if day.iso]


def headline_days(sentence: str, words: DayWords = DEFAULT) -> list[DayInText]:
    """The days in a sentence of a headline; a month and day take the year said before them.

    Not for deadlines.
    """
    half = half_width(sentence).casefold()
    whole = find_dates(half, words.month_end)
    rest = forms(words.month_end).outside(half, whole)
    years = forms(words.month_end).years(half)
    days = days_in(sentence, words)
    for found in forms(words.month_end).without_year(rest):
        before = [year for at, year in years if at < found.start]
        day = _checked(*_with_year(found, before[-1])) if before else Day()
        if day.iso:
            days.append(DayInText(day.iso, found.start, found.end, year_before=True))
    return sorted(days, key=lambda day: day.start)


def _with_year(found: Found, year: int) -> Sequence[int]:
    found = found.in_year(year)
    return (found.year, found.month, found.day)


_STEP = re.compile(r"([+-]?)(\d{1,4})\s*([dwm])")


def typed_day(text: str, today: dt.date) -> Day:
    """The day that somebody typed: a whole date, a word such as tomorrow, or 7d, -2w, 3m.

    A number of days, weeks or months is counted from `today`. What leaves a doubt is refused.
    """
    typed = comparable(text)
    words: dict[str, int] = table("days")["today"]
    if typed in words:
        return Day((today + dt.timedelta(days=words[typed])).isoformat())
    if step := _STEP.fullmatch(typed):
        return _stepped(today, int(step[1] + step[2]), step[3])
    if _all_none(typed, DEFAULT):
        return Day(code="no-day")
    day = read_day(text)
    return Day(code="words") if day.limit else day


def _stepped(today: dt.date, count: int, unit: str) -> Day:
    if unit == "m":
        years, month = divmod(today.month - 1 + count, 12)
        return _checked(today.year + years, month + 1, today.day)
    try:
        date = today + dt.timedelta(days=count * (7 if unit == "w" else 1))
    except OverflowError:
        return Day(code="no-such-day")
    return _checked(date.year, date.month, date.day)
