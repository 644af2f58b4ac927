"""The pipelines that `init --ci` writes, as templates; what they say to people is put in.

A placeholder is `§{name}`: a dollar belongs to the shells and the forges. One that stands alone on
its line is a comment, as many lines as its text has.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent


class _Filled(Template):
    delimiter = "§"


def filled(name: str, values: Mapping[str, str], comments: Mapping[str, str]) -> str:
    """The template `name` with its values and comments. Raises KeyError where one is missing."""

    def comment(match: re.Match[str]) -> str:
        lines = comments[match[2]].splitlines()
        # What is said is no placeholder, whatever is in it.
        return "\n".join(f"{match[1]}# {line}".rstrip() for line in lines).replace("§", "§§")

    text = (_FOLDER / name).read_text("utf-8")
    text = re.sub(r"^( *)§\{(\w+)\}$", comment, text, flags=re.MULTILINE)
    return _Filled(text).substitute(values)
