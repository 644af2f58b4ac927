"""What a shell offers after Tab: the candidates for the last word of a half-typed command line.

What a parameter may be is asked of `offers`.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import typer

from rectledger import cli, words
from rectledger.cli.offers import FILES, FOLDERS, Candidate, values
from rectledger.cli.typed import Typed, typed
from rectledger.core.folding import folded
from rectledger.phrases.texts import visible

# What no shell takes for more than text.
_SAFE = re.compile(r"[\w@%+=:,./-]+", re.ASCII)


def lines(shell: str, raw: Sequence[str], columns: int) -> list[str]:
    """What the script of `shell` is to read: a line a candidate for the last of the `raw` words.

    A line is the value, a tab, and what is shown. `raw` begins with the program's name.
    """
    line = typed(shell, raw)
    # The language stands on the line that is typed, not on the one that asks.
    words.use(words.choose([*line.words, line.last], os.environ))
    sys.modules.pop("rectledger.cli.completion", None)  # it came with the words of the other one
    group = typer.main.get_command(cli.app())
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


@dataclass
class _Place:
    """How far the whole words lead: to which command, and to which of its parameters."""

    command: Any
    given: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    wanted: Any = None  # the option whose value comes next
    arguments: int = 0
    options_over: bool = False


def candidates(group: Any, line: Typed) -> list[Candidate]:
    """What may stand for the last word of `line`, by the commands of `group`."""
    place = _place(group, line.words)
    if place is None:
        return []
    last, wanted = line.last, place.wanted
    if wanted is None and not place.options_over and last.startswith("-"):
        name, joined, value = last.partition("=")
        if not joined:
            return _beginning(last, _options(place))
        last, wanted = value, _parameters(place.command, "option").get(name)
        if wanted is None or wanted.is_flag:
            return []
    if wanted is None and place.command is group:
        return _beginning(last, _commands(group))
    if wanted is None:
        wanted = _argument(place)
        if wanted is None:
            return _beginning(last, () if place.options_over else _options(place))
    return _beginning(last, values(place.command.name, wanted, place.given, last))


def _beginning(start: str, every: Iterable[Candidate]) -> list[Candidate]:
    begun = folded(start)
    return [
        one for one in every if one.value in (FOLDERS, FILES) or folded(one.value).startswith(begun)
    ]


def _place(group: Any, whole: Sequence[str]) -> _Place | None:
    """Where the whole words lead; None where there is no such command."""
    place = _Place(group)
    for word in whole:
        if place.wanted is not None:
            place.given[place.wanted.name], place.wanted = word, None
        elif word == "--" and not place.options_over:
            place.options_over = True
        elif word.startswith("-") and not place.options_over:
            name, joined, value = word.partition("=")
            option = _parameters(place.command, "option").get(name)
            if option is None:
                continue
            place.used.add(option.name)
            if joined:
                place.given[option.name] = value
            elif not option.is_flag:
                place.wanted = option
        elif place.command is group:
            place.command, place.options_over = group.get_command(typer.Context(group), word), False
            if place.command is None:
                return None
        else:
            argument = _argument(place)
            if argument is not None:
                place.given[argument.name] = word
            place.arguments += 1
    return place


def _argument(place: _Place) -> Any:
    """The argument that comes next; None where no more are taken."""
    arguments = list(_parameters(place.command, "argument").values())
    if place.arguments < len(arguments):
        return arguments[place.arguments]
    return arguments[-1] if arguments and arguments[-1].nargs == -1 else None


def _parameters(command: Any, kind: str) -> dict[str, Any]:
    """A command's options by how they are written, or its arguments by name, in order."""
    found = command.get_params(typer.Context(command))
    return {
        name: one
        for one in found
        if one.param_type_name == kind and not one.hidden
        for name in one.opts
    }


def _options(place: _Place) -> Iterator[Candidate]:
    for name, option in _parameters(place.command, "option").items():
        if option.multiple or option.name not in place.used:
            yield Candidate(name, option.help or "")


def _commands(group: Any) -> Iterator[Candidate]:
    context = typer.Context(group)
    for name in group.list_commands(context):
        yield Candidate(name, group.get_command(context, name).help or "")
