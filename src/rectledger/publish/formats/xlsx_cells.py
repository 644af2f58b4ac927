"""The cells of a sheet as XML: text stays text, whatever it looks like.

openpyxl makes the rest of a workbook. It takes 20 µs or more per cell, and a large ledger has a
million cells; this code takes a fifth of that.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from rectledger.formatting.values import visible

MOST = 32_767  # UTF-16 units per cell: Excel's limit, counted as Excel does

_FIRST_DAY = date(1900, 3, 1)  # programs number earlier dates differently
_DAY_ZERO = date(1899, 12, 30).toordinal()
# Text that no program reads as a formula, number, date or boolean when the cell is edited.
_ONLY_TEXT = re.compile(r"(?!(?:true|false)\Z)[^\W\d_](?:\D*|.{40,})\Z", re.DOTALL | re.IGNORECASE)
# `_x000D_` denotes a character in a workbook; in text, its underscore must be escaped.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Styles(NamedTuple):
    """The indexes of the cell styles in the workbook."""

    header: int
    text: int
    quoted: int  # text that must stay text when the cell is edited
    number: int
    day: int
    rate: int
    title: int
    line: int
    warning: int


def shown(text: str) -> str:
    """`text` as shown in a cell: with its line breaks, and with control characters escaped."""
    return visible(text, lines=True)


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, most: int) -> str:
    """The beginning of `text`, at most `most` units."""
    if units(text) <= most:
        return text
    held = text[:most]
    while (over := units(held) - most) > 0:
        held = held[: -max(1, over // 2)]
    return held


def pieces(text: str, most: int = MOST) -> Iterator[str]:
    """`text` in pieces that each fit into a cell."""
    while text:
        piece = cut(text, most)
        yield piece
        text = text[len(piece) :]


def is_only_text(text: str) -> bool:
    """Whether every program keeps `text` as text when its cell is edited."""
    return not text or _ONLY_TEXT.match(text) is not None


@lru_cache(maxsize=4096)
def lines(text: str, width: int) -> int:
    """About how many lines `text` takes in a column of `width` Latin characters.

    A Chinese character (three bytes) is as wide as two digits; most Latin letters (one byte) are
    narrower than a digit.
    """
    wide = (
        (11 * len(line) + 23 * len(line.encode(errors="replace"))) // 40
        for line in text.split("\n")
    )
    return sum(-(-one // width) or 1 for one in wide)


@lru_cache(maxsize=4096)  # most texts of a ledger occur in several rows
def written(text: str) -> tuple[str, bool]:
    """The end of the XML of a cell with `text`, which must be at most MOST units once `shown`; and
    whether every program keeps it as text when the cell is edited."""
    text = shown(text)
    held = escape(_ESCAPE.sub("_x005F_", text))
    return f' t="inlineStr"><is><t xml:space="preserve">{held}</t></is></c>', is_only_text(text)


def text_cell(at: str, text: str, style: int) -> str:
    """The cell `at` (`B7`) with a text."""
    return f'<c r="{at}" s="{style}"{written(text)[0]}'


def number_cell(at: str, number: float, style: int) -> str:
    """The cell `at` with a number."""
    return f'<c r="{at}" s="{style}"><v>{number}</v></c>'


def empty_cell(at: str, style: int) -> str:
    """The cell `at` with nothing in it."""
    return f'<c r="{at}" s="{style}"/>'


@lru_cache(maxsize=4096)  # a ledger has few different dates
def serial(day: str) -> int | None:
    """The serial number of a date, `YYYY-MM-DD`, in a workbook; None if it is not a date or before
    the first supported one."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
        return None
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return found.toordinal() - _DAY_ZERO if found >= _FIRST_DAY else None
