"""The pipelines that `init --ci` writes, as templates; what they say to people is put in.

A placeholder is `§{name}`: a dollar belongs to the shells and the forges. One that stands alone on
its line is a comment, as many lines as its text has, or lines of a script.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent


class _Filled(Template):
    delimiter = "§"


def filled(
    name: str,
    values: Mapping[str, str],
    comments: Mapping[str, str],
    scripts: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The template `name` with its values, comments and lines of scripts. Raises KeyError where one
    is missing."""

    def lines(match: re.Match[str]) -> str:
        found = (scripts or {}).get(match[2])
        if found is None:
            found = [f"# {line}" for line in comments[match[2]].splitlines()]
        # What is said is no placeholder, whatever is in it.
        return "\n".join(f"{match[1]}{line}".rstrip() for line in found).replace("§", "§§")

    text = (_FOLDER / name).read_text("utf-8")
    text = re.sub(r"^( *)§\{(\w+)\}$", lines, text, flags=re.MULTILINE)
    return _Filled(text).substitute(values)
