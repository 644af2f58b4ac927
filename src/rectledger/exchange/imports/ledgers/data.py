"""The words by which tables are read: a data file in this package, read once."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rectledger.exchange.imports.wording.width import comparable


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table of the file. It is shared: do not change it."""
    text = files(__package__).joinpath("headers.toml").read_text("utf-8")
    part: Mapping[str, Any] = tomllib.loads(text)[name]
    return part


@cache
def pattern(group: str, name: str) -> re.Pattern[str]:
    """A pattern of the file, matched on half-width text without regard to case."""
    return re.compile(table(group)[name], re.IGNORECASE)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(comparable, table("words")[name]))


def among(name: str, text: str) -> bool:
    """Whether all of `text` is one of a list of words."""
    return comparable(text).rstrip(".") in _words(name)
