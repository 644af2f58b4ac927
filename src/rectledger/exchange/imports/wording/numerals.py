"""Numbers in digits, in Chinese numerals, and in English words."""

import re
from functools import cache

from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.width import half_width

_LONGEST = 24  # no count is longer than this, and a number may be as long as a file


@cache
def chinese_numeral_class() -> str:
    """The characters of Chinese numerals, for the inside of a character class."""
    words = table("numerals")
    return "".join(words["digits"]) + "".join(words["units"])


@cache
def english_numeral_pattern() -> str:
    """A pattern of the English number words, such as `three` and `twenty-one`; not `no`."""
    words = sorted(set(table("numerals")["english"]) - {"no"}, key=len, reverse=True)
    either = "|".join(words)
    return rf"(?:{either})(?:-(?:{either}))?"


def read_number(said: str) -> int | None:
    """The whole number that `said` is, in any of the three; None if it is none."""
    text = half_width(said).strip().casefold()
    if len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    return _english(text) if text.isascii() else _chinese(text)


def _english(text: str) -> int | None:
    words: dict[str, int] = table("numerals")["english"]
    if text in words:
        return words[text]
    tens, _, ones = text.partition("-")
    if words.get(tens, 0) >= 20 and 1 <= words.get(ones, 0) <= 9:
        return words[tens] + words[ones]
    return None


def _chinese(text: str) -> int | None:
    digits: dict[str, int] = table("numerals")["digits"]
    units: dict[str, int] = table("numerals")["units"]
    if all(character in digits for character in text):
        return _digit_by_digit(text)
    total, digit, below = 0, None, 10_000
    for character in text:
        if character in units:
            unit = units[character]
            if unit >= below or (digit is None and (unit != 10 or total)):
                return None  # the units fall, and only a first ten goes without a digit
            total, digit, below = total + (1 if digit is None else digit) * unit, None, unit
        elif character in digits and digit in (None, 0):
            digit = digits[character]
        else:
            return None
    return total + (digit or 0)


def _digit_by_digit(text: str) -> int | None:
    """One digit, or a row of digits as in a year."""
    digits: dict[str, int] = table("numerals")["digits"]
    if len(text) == 1 or re.fullmatch(".{4}", text):
        return int("".join(str(digits[character]) for character in text))
    return None
