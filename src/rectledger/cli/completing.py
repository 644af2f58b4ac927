"""What a shell offers after Tab: the candidates for the last word of a half-typed command line.

Titles are read from the files of what is offered and from no others, so that a large ledger
answers as quickly as a small one. What cannot be read has no title; nothing is said about it.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import typer
from pydantic import TypeAdapter, ValidationError

from rectledger import cli, words
from rectledger.cli import codes
from rectledger.cli.looking import named_source
from rectledger.cli.options import Common
from rectledger.cli.typed import Typed, typed
from rectledger.core.findings import Finding
from rectledger.core.model import Aspect, Department, Kind, Text
from rectledger.errors import RectledgerError
from rectledger.render.texts import text_of, visible
from rectledger.store import guard
from rectledger.store.files import Folder
from rectledger.store.read import mapping
from rectledger.store.source import Source, record_files
from rectledger.words import terms
from rectledger.workspace.place import SETTINGS_FILE

# More references than these are offered without titles, and then no file is opened.
MOST_TITLES = 200
# In place of candidates: the shell is to offer folders.
FOLDERS = "/"
# What no shell takes for more than text.
_SAFE = re.compile(r"[\w@%+=:,./-]+", re.ASCII)


@dataclass(frozen=True)
class Candidate:
    """What may be put in, and what it is called."""

    value: str
    title: str = ""


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
    if Candidate(FOLDERS) in found:
        return [FOLDERS]
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
        arguments = list(_parameters(place.command, "argument").values())
        if place.arguments >= len(arguments):
            return _beginning(last, () if place.options_over else _options(place))
        wanted = arguments[place.arguments]
    return _beginning(last, _values(wanted, place.given, last))


def _beginning(start: str, every: Iterable[Candidate]) -> list[Candidate]:
    return [one for one in every if one.value == FOLDERS or one.value.startswith(start)]


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
            place.arguments += 1
    return place


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
        if option.name not in place.used:
            yield Candidate(name, option.help or "")


def _commands(group: Any) -> Iterator[Candidate]:
    context = typer.Context(group)
    for name in group.list_commands(context):
        yield Candidate(name, group.get_command(context, name).help or "")


def _values(parameter: Any, given: Mapping[str, str], start: str) -> Iterable[Candidate]:
    """What a parameter may be, of what begins with `start`; nothing where it may be anything."""
    name, choices = parameter.name, parameter.type_descriptor.choices
    if choices:
        return [Candidate(c, terms.key(c) if name == "by" else "") for c in map(str, choices)]
    if name in ("ledger", "folder"):
        return [Candidate(FOLDERS)]
    if name == "state":
        return [Candidate(*state) for state in codes.states().items()]
    if name not in _OF_A_LEDGER:
        return []
    # Not the day: it changes nothing here, and is no reason to offer nothing.
    where: dict[str, Any] = {
        one.name: given[one.name] for one in fields(Common) if one.name in given
    }
    try:
        source = named_source(replace(Common(**where), as_of=None))
    except (RectledgerError, OSError):
        return []
    return _OF_A_LEDGER[name](source, start)


def _references(source: Source, start: str) -> Iterator[Candidate]:
    """Issues; after a full stop the measures of one. Their numbers are in the names of files."""
    if not re.fullmatch(r"([1-9]\d*(\.([1-9]\d*)?)?)?", start, re.ASCII):
        return
    issue, dot, part = start.partition(".")
    folder = "measures" if dot else "issues"
    name = rf"({issue})-0*({part or '[1-9]'}\d*)" if dot else rf"({issue or '[1-9]'}\d*)"
    form = re.compile(rf"{folder}/0*{name}\.yaml", re.ASCII)
    by_number: dict[tuple[int, ...], str] = {}
    for found in record_files(source, folder):
        match = None if isinstance(found, Finding) else form.fullmatch(found[0])
        if match:
            by_number.setdefault(tuple(map(int, match.groups())), match[0])
    title: TypeAdapter[Text] = TypeAdapter(Text)
    for numbers, file in sorted(by_number.items()):
        few = len(by_number) <= MOST_TITLES
        text = _part(source, file, "title", title) if few else None
        yield Candidate(".".join(map(str, numbers)), text_of(text))


def _departments(source: Source, _start: str) -> Iterator[Candidate]:
    known = _part(source, SETTINGS_FILE, "departments", TypeAdapter(dict[str, Department]))
    return (Candidate(code, text_of(one.name)) for code, one in (known or {}).items())


def _kinds(source: Source, _start: str) -> Iterator[Candidate]:
    known = _part(source, SETTINGS_FILE, "kinds", TypeAdapter(dict[str, Kind]))
    return (Candidate(code, text_of(one.name)) for code, one in (known or {}).items())


def _sections(source: Source, _start: str) -> Iterator[Candidate]:
    outline = _part(source, SETTINGS_FILE, "outline", TypeAdapter(list[Aspect]))
    return (
        Candidate(code, text_of(title)) for code, title in codes.sections(outline or []).items()
    )


def _revisions(source: Source, _start: str) -> Iterator[Candidate]:
    from rectledger.store import git

    return map(Candidate, git.names(source.root) if isinstance(source, Folder) else [])


# By the name of the parameter, whichever command has it.
_OF_A_LEDGER: dict[str, Callable[[Source, str], Iterator[Candidate]]] = {
    "reference": _references,
    "department": _departments,
    "kind": _kinds,
    "section": _sections,
    "at": _revisions,
}


def _part(source: Source, file: str, key: str, shape: TypeAdapter[Any]) -> Any:
    """What one key of a file holds; None where that cannot be read, whatever the rest of it is."""
    data = source.read(file)
    text = data if isinstance(data, Finding) else guard.decode(data, file)
    held = [] if isinstance(text, Finding) else mapping(text, file)
    try:
        return None if isinstance(held, list) else shape.validate_python(held.get(key))
    except ValidationError:
        return None
