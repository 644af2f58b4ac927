"""The words that are met around the issues of a notice: a table of patterns, each compiled once."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, str]:
    text = files(__package__).joinpath("words.toml").read_text("utf-8")
    table = tomllib.loads(text)
    headline = table.pop("headline")
    return {**table, **{f"headline.{name}": pattern for name, pattern in headline.items()}}


@cache
def word(name: str) -> re.Pattern[str]:
    """The pattern `name`, without regard to case."""
    return re.compile(_table()[name], re.IGNORECASE)
