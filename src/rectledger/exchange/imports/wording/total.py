"""A figure in which a source counts its items, and the name under which it does."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rectledger.exchange.imports.wording.kinds import Kind
from rectledger.exchange.imports.wording.numbering import filled
from rectledger.exchange.imports.wording.numerals import english_numeral_pattern
from rectledger.exchange.imports.wording.state_words import States
from rectledger.exchange.imports.wording.states import read_phrase
from rectledger.exchange.imports.wording.tables import table

Role = Literal["total", "subset", "remainder", "rate"]


@dataclass(frozen=True, slots=True)
class Total:
    """A figure: what it counts, how many, and in which words, at `start` to `end` of the text.

    `role`: a `subset` is part of the total at index `of`; a `remainder` is what is left of it;
    a `rate` is in percent. `about`: the source says that it is not exact.
    """

    name: str
    number: int | float
    said: str
    start: int
    end: int
    role: Role = "total"
    of: int | None = None
    unit: str = ""
    about: bool = False
    kind: Kind | None = None


@cache
def form(group: str, name: str) -> re.Pattern[str]:
    """A pattern of the table of totals."""
    pattern = filled(table("totals")[group][name])
    return re.compile(pattern.replace("{english}", english_numeral_pattern()))


def state_name(said: str, states: States) -> str | None:
    """The name of the total of the items in a state; None if `said` says no state."""
    if not re.search(r"[^\W\d_]", said):
        return None
    read = read_phrase(said, states)
    if read.code == "standing-alone":
        return "standing"
    if read.state is None:
        return None
    if read.result == "substantial":
        return "substantial"
    return read.note or ("ongoing" if read.state == "active" else read.state)
