"""Automatic numbers as text, by the names of their formats in Word files."""

import tomllib
from collections.abc import Callable
from functools import partial
from importlib.resources import files

from rectledger.i18n.chinese_numerals import chinese

_WORDS = tomllib.loads(
    files("rectledger.exchange.imports.texts").joinpath("number_text.toml").read_text("utf-8")
)
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = {"roman": 32767, "letters": 780, "chinese": 9999}  # Word's own; those of `chinese`


def number_text(value: int, number_format: str) -> str | None:
    """The number, without what stands around it; None where no such number is known."""
    make = _FORMATS.get(number_format)
    return make(value) if make else None


def _roman(value: int) -> str | None:
    if not 1 <= value <= _LARGEST["roman"]:
        return None
    text = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        text += letters * times
    return text


def _letters(value: int) -> str | None:
    """a to z, aa, bb to zz, aaa and so on."""
    if not 1 <= value <= _LARGEST["letters"]:
        return None
    times, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _digits(digits: str, value: int) -> str | None:
    return "".join(digits[int(digit)] for digit in str(value)) if value >= 0 else None


def _counted(value: int) -> str | None:
    """Tens and units to 99; from 100 digit by digit, with a ring for zero."""
    return _thousands(value) if value < 100 else _digits(_WORDS["ringed_zero"], value)


def _thousands(value: int) -> str | None:
    return chinese(value) if 1 <= value <= _LARGEST["chinese"] else None


def _legal(value: int) -> str | None:
    text = _thousands(value)
    if text is None:
        return None
    one = _WORDS["plain"][1] if 10 <= value < 20 else ""
    return (one + text).translate(str.maketrans(_WORDS["plain"], _WORDS["legal"]))


def _japanese(value: int) -> str | None:
    text = _thousands(value)
    for written, left in _WORDS["japanese"].items():
        text = text and text.replace(written, left)
    return text


def _of_set(characters: str, value: int) -> str | None:
    return characters[value - 1] if 1 <= value <= len(characters) else None


def _set_then_digits(characters: str, value: int) -> str | None:
    return str(value) if value > len(characters) else _of_set(characters, value)


def _upper(make: Callable[[int], str | None], value: int) -> str | None:
    text = make(value)
    return text and text.upper()


_FORMATS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": partial(_digits, _WORDS["full_width"]),
    "decimalFullWidth2": partial(_digits, _WORDS["full_width"]),
    "numberInDash": "- {} -".format,
    "lowerRoman": _roman,
    "upperRoman": partial(_upper, _roman),
    "lowerLetter": _letters,
    "upperLetter": partial(_upper, _letters),
    "chineseCounting": _counted,
    "chineseCountingThousand": _thousands,
    "chineseLegalSimplified": _legal,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _japanese,
    "ideographDigital": partial(_digits, _WORDS["ideographs"]),
    **{name: partial(_of_set, characters) for name, characters in _WORDS["sets"].items()},
    **{
        name: partial(_set_then_digits, characters)
        for name, characters in _WORDS["sets_then_digits"].items()
    },
}
