"""What a shell offers after Tab: the candidates for the last word of a half-typed command line.

What a parameter may be is asked of `offers`.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import typer

from rectledger.cli import app, command_line
from rectledger.cli.command_line import Place, argument, parameters
from rectledger.cli.completion.parameter_values import FILES, FOLDERS, Candidate, values
from rectledger.cli.completion.shell_words import Typed, typed
from rectledger.cli.help.guides import GUIDES
from rectledger.core.text_matching import folded
from rectledger.formatting.values import visible

# What no shell takes for more than text.
_SAFE = re.compile(r"[\w@%+=:,./-]+", re.ASCII)


def lines(shell: str, raw: Sequence[str], columns: int) -> list[str]:
    """What the script of `shell` is to read: a line a candidate for the last of the `raw` words.

    A line is the value, a tab, and what is shown. `raw` begins with the program's name.
    """
    line = typed(shell, raw)
    # The language stands on the line that is typed, not on the one that asks.
    group, _ = app.understood([*line.words, line.last], os.environ)
    found = candidates(group, line)
    if found and found[0].value in (FOLDERS, FILES):
        return [found[0].value]
    found = [one for one in found if _SAFE.fullmatch(one.value)]
    widest = max((len(one.value) for one in found), default=0)
    room = columns - len(line.before) - widest - 3
    shown = []
    for one in found:
        value, title = line.before + one.value, short(one.title, room)
        if shell != "fish":  # which sets titles out by itself
            title = f"{value:<{len(line.before) + widest}}  {title}".rstrip()
        shown.append(f"{value}\t{title}")
    return shown


def short(title: str, cells: int) -> str:
    """`title` on one line that takes `cells` cells of a terminal at the most."""
    text = visible(" ".join(title.split()))
    ends, width = [], 0  # where each character ends
    for character in text:
        if unicodedata.category(character) not in ("Mn", "Me"):
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        ends.append(width)
    if width <= cells:
        return text
    return text[: sum(end < cells for end in ends)] + "…" if cells > 0 else ""


def candidates(group: Any, line: Typed) -> list[Candidate]:
    """What may stand for the last word of `line`, by the commands of `group`."""
    place = command_line.place(group, line.words)
    if place.command is None:
        return []
    last, wanted = line.last, place.wanted
    if wanted is None and not place.options_over and last.startswith("-"):
        name, joined, value = last.partition("=")
        if not joined:
            return _beginning(last, _options(place))
        last, wanted = value, parameters(place.command, "option").get(name)
        if wanted is None or wanted.is_flag:
            return []
    if wanted is None and place.command is group:
        return _beginning(last, _commands(group))
    if wanted is None:
        wanted = argument(place)
        if wanted is None:
            return _beginning(last, () if place.options_over else _options(place))
    if wanted.name == "words" and place.command.name == "help":
        return _beginning(last, [*_commands(group), *map(Candidate, GUIDES)])
    return _beginning(last, values(place.command.name, wanted, place.given, last))


def _beginning(start: str, every: Iterable[Candidate]) -> list[Candidate]:
    begun = folded(start)
    return [
        one for one in every if one.value in (FOLDERS, FILES) or folded(one.value).startswith(begun)
    ]


def _options(place: Place) -> Iterator[Candidate]:
    for name, option in parameters(place.command, "option").items():
        if option.multiple or option.name not in place.used:
            yield Candidate(name, option.help or "")


def _commands(group: Any) -> Iterator[Candidate]:
    context = typer.Context(group)
    for name in group.list_commands(context):
        help_text = group.get_command(context, name).help or ""
        yield Candidate(name, help_text.partition("\n")[0])
