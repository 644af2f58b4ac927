"""Templates of the pipelines that `init --ci` writes; texts for people are filled in.

A placeholder is `§{name}`, because shells and forges use the dollar sign. One alone on its line
stands for a comment of one or more lines, or for lines of a script.
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
    """The template `name` with its values, comments and script lines. Raises KeyError if one is
    missing."""

    def lines(match: re.Match[str]) -> str:
        found = (scripts or {}).get(match[2])
        if found is None:
            found = [f"# {line}" for line in comments[match[2]].splitlines()]
        # Inserted text must not be read as a placeholder.
        return "\n".join(f"{match[1]}{line}".rstrip() for line in found).replace("§", "§§")

    text = (_FOLDER / name).read_text("utf-8")
    text = re.sub(r"^( *)§\{(\w+)\}$", lines, text, flags=re.MULTILINE)
    return _Filled(text).substitute(values)
