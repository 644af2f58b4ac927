"""A template provided by an office."""

from typing import NamedTuple


class Template(NamedTuple):
    """The text of a template, and its name for error messages."""

    text: str
    name: str
