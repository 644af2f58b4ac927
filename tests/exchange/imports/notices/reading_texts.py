"""Texts for tests, and how they are read."""

import json
from pathlib import Path
from typing import Any

from rectledger.exchange.imports.found import Reading
from rectledger.exchange.imports.notices import read_notice
from rectledger.exchange.imports.source import Line, Text
from rectledger.exchange.imports.style import Style

TEXTS = Path(__file__).with_name("texts")


def as_text(said: str) -> Text:
    """A text of the lines of `said` that hold anything."""
    lines = enumerate(said.split("\n"), 1)
    return Text([Line(number, line) for number, line in lines if line.strip()])


def read(said: str, profile: dict[str, Any] | None = None) -> Reading:
    """What is read of a text."""
    return read_notice(as_text(said), Style.from_profile(profile) if profile else Style())


def answers(name: str) -> dict[str, Any]:
    """What a careful reader takes from the text `name`."""
    found: dict[str, Any] = json.loads((TEXTS / f"{name}.json").read_text("utf-8"))
    return found


def read_file(name: str) -> Reading:
    """What is read of the text `name`, with the profile of its answers if they have one."""
    return read((TEXTS / f"{name}.txt").read_text("utf-8"), answers(name).get("profile"))
