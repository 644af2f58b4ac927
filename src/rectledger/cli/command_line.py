"""The words of a command line before it is parsed: options, told from the values that look like
them, and where the words lead.

Read by the commands' own parameters, as the parser will read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import typer

PROGRAM = "rectledger"


class Invocation(NamedTuple):
    """What a command line asks for, whether or not it can be carried out: the command, as it is
    called, and how errors are to be said."""

    command: str = PROGRAM
    json: bool = False
    no_color: bool = False


@dataclass
class Place:
    """How far the whole words lead: to which command, and to which of its parameters."""

    command: Any  # the group, as long as no command stands there; None where there is no such
    name: str = ""  # that of the command, as it was typed
    given: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    wanted: Any = None  # the option whose value comes next
    arguments: int = 0
    options_over: bool = False
    before: list[str] = field(default_factory=list)  # the command's name, but for a `--`
    after: list[str] = field(default_factory=list)
    strange: bool = False  # an option that is none stands before the command's name

    def value(self, option: str) -> str | None:
        """The value of an option, by how it is written; None where there is none."""
        found = parameters(self.command, "option").get(option) if self.command else None
        return self.given.get(found.name) if found else None


def place(group: Any, words: Sequence[str]) -> Place:
    """Where words lead. Behind a name that is no command's, the options are the group's."""
    found = Place(group)
    named = False
    for word in words:
        if named:
            found.after.append(word)
        if found.wanted is not None:
            found.given[found.wanted.name], found.wanted = word, None
        elif word == "--" and not found.options_over:
            found.options_over = True
            continue
        elif word.startswith("-") and not found.options_over:
            _option(found, group, word)
        elif not named:
            named, found.name = True, word
            found.command, found.options_over = group.get_command(typer.Context(group), word), False
            continue
        elif found.command is not None:
            next_one = argument(found)
            if next_one is not None:
                found.given[next_one.name] = word
            found.arguments += 1
        if not named:
            found.before.append(word)
    return found


def _option(found: Place, group: Any, word: str) -> None:
    name, joined, value = word.partition("=")
    own = parameters(found.command or group, "option")
    option = own.get(name) or parameters(group, "option").get(name)
    if option is None:
        found.strange = found.strange or found.command is group
        return
    found.used.add(option.name)
    if joined:
        found.given[option.name] = value
    elif not option.is_flag:
        found.wanted = option


def argument(found: Place) -> Any:
    """The argument that comes next; None where no more are taken."""
    arguments = list(parameters(found.command, "argument").values())
    if found.arguments < len(arguments):
        return arguments[found.arguments]
    return arguments[-1] if arguments and arguments[-1].nargs == -1 else None


def parameters(command: Any, kind: str) -> dict[str, Any]:
    """A command's options by how they are written, or its arguments by name, in order."""
    found = command.get_params(typer.Context(command))
    return {
        name: one
        for one in found
        if one.param_type_name == kind and not one.hidden
        for name in one.opts
    }
