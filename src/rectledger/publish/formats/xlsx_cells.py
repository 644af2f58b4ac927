"""The cells of a sheet, as its XML has them: a text is a text, whatever it looks like.

openpyxl makes everything else of a workbook. It takes 20 µs and more for a cell, of which a large
ledger has a million; what is here takes a fifth of that.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from rectledger.formatting.values import visible

MOST = 32_767  # what a cell holds, in UTF-16 units: Excel's limit, and its way to count

_FIRST_DAY = date(1900, 3, 1)  # before it, programs do not agree on how days are numbered
_DAY_ZERO = date(1899, 12, 30).toordinal()
# What no program takes for a formula, a number, a day or a truth value when the cell is edited.
_ONLY_TEXT = re.compile(r"(?!(?:true|false)\Z)[^\W\d_](?:\D*|.{40,})\Z", re.DOTALL | re.IGNORECASE)
# `_x000D_` stands for a character in a workbook: the text says it by an escaped underscore.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Styles(NamedTuple):
    """Where the styles of cells stand in the workbook."""

    header: int
    text: int
    quoted: int  # text that is not to be read as anything else when it is edited
    number: int
    day: int
    rate: int
    title: int
    line: int
    warning: int


def shown(text: str) -> str:
    """`text` as a cell has it: with its lines, and with what XML cannot hold written out."""
    return visible(text, lines=True)


def units(text: str) -> int:
    """How long a text is, as Excel counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, most: int) -> str:
    """As much of the beginning of `text` as `most` units hold."""
    if units(text) <= most:
        return text
    held = text[:most]
    while (over := units(held) - most) > 0:
        held = held[: -max(1, over // 2)]
    return held


def pieces(text: str, most: int = MOST) -> Iterator[str]:
    """`text` in pieces, each of which a cell holds."""
    while text:
        piece = cut(text, most)
        yield piece
        text = text[len(piece) :]


def is_only_text(text: str) -> bool:
    """Whether no program takes `text` for anything but text when its cell is edited."""
    return not text or _ONLY_TEXT.match(text) is not None


@lru_cache(maxsize=4096)
def lines(text: str, width: int) -> int:
    """How many lines `text` takes in a column that is so many Latin characters wide, about.

    A Chinese character, which has three bytes, is as wide as two digits; most Latin letters, which
    have one, are narrower than a digit.
    """
    wide = (
        (11 * len(line) + 23 * len(line.encode(errors="replace"))) // 40
        for line in text.split("\n")
    )
    return sum(-(-one // width) or 1 for one in wide)


@lru_cache(maxsize=4096)  # most texts of a ledger stand in several of its rows
def written(text: str) -> tuple[str, bool]:
    """The end of the XML of a cell that holds `text`, which is `shown` and no longer than MOST;
    and whether no program takes it for anything but text when the cell is edited."""
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


@lru_cache(maxsize=4096)  # a ledger has few days
def serial(day: str) -> int | None:
    """The number that a workbook has for a day, `YYYY-MM-DD`; None for what is none, or for one
    that lies before the days of workbooks."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
        return None
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return found.toordinal() - _DAY_ZERO if found >= _FIRST_DAY else None
