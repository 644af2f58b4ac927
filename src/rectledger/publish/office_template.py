"""An office's own template, as it was handed in."""

from typing import NamedTuple


class Template(NamedTuple):
    """The text of a template, and the name under which errors speak of it."""

    text: str
    name: str
