"""What the parameters of the commands may be: the values that a shell offers, and what they are
called.

Beside ledger.yaml, titles are read from the files of what is offered and from no others, so that a
large ledger answers as quickly as a small one. What cannot be read has no title, and of a ledger of
a later format nothing is offered; nothing is said about either.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rectledger.cli.arguments import code_lookup
from rectledger.cli.global_options import Common
from rectledger.cli.query import named_source
from rectledger.core.amendments import BY_HAND, amendable_in
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import DEADLINE
from rectledger.core.model import (
    Aspect,
    Department,
    Issue,
    Kind,
    Measure,
    Member,
    OwnField,
    Text,
    is_later,
)
from rectledger.core.model.layout import ISSUES, MEASURES, SETTINGS_FILE
from rectledger.core.model.own_fields import PREFIX
from rectledger.core.text_matching import folded
from rectledger.errors import RectledgerError
from rectledger.formatting.values import text_of
from rectledger.i18n import terms
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Source, record_files
from rectledger.store.yaml.read_record import mapping
from rectledger.store.yaml.text_encoding import decode

# More references than these are offered without titles, and then no file is opened.
MOST_TITLES = 200
# In place of candidates: the shell is to offer folders, or files.
FOLDERS, FILES = "/", "//"
_ANYTHING: TypeAdapter[object] = TypeAdapter(object)


@dataclass(frozen=True)
class Candidate:
    """What may be put in, and what it is called."""

    value: str
    title: str = ""


def values(
    command: str, parameter: Any, given: Mapping[str, str], start: str
) -> Iterable[Candidate]:
    """What a parameter of a command may be, of what begins with `start`; nothing where it may be
    anything. `given` are the values that stand before it."""
    name, choices = parameter.name, parameter.type_descriptor.choices
    if choices:
        return [Candidate(c, terms.key(c) if name == "by" else "") for c in map(str, choices)]
    if name in ("ledger", "folder"):
        return [Candidate(FOLDERS)]
    if name in ("check", "evidence", "file", "output", "profile", "template"):
        return [Candidate(FILES)]
    if name == "state":
        return [Candidate(*state) for state in code_lookup.states().items()]
    known = _of_any_ledger(command, name, given)
    if name == "now" and given.get("field") in _fields(given):
        name = given["field"]  # of which it is to be the value
    if (command, name) == ("add", "number") and given.get("what") != "measure":
        return []  # a new issue's own
    find = _OF_A_LEDGER.get(f"{command} {name}", _OF_A_LEDGER.get(name))
    if find is None:
        return known
    # Not the day: it changes nothing here, and is no reason to offer nothing.
    try:
        source = named_source(Common(ledger=given.get("ledger"), at=given.get("at")))
    except (RectledgerError, OSError):
        return known
    if find is not _revisions and is_later(_part(source, SETTINGS_FILE, "format", _ANYTHING)):
        return known
    return [*known, *find(source, start)]


def _of_any_ledger(command: str, name: str, given: Mapping[str, str]) -> list[Candidate]:
    """What a parameter may be whatever the ledger declares: fields that can be amended, or keys to
    group by."""
    if f"{command} {name}" == "amend field":
        return [Candidate(key) for key in _fields(given) if key not in BY_HAND]
    if f"{command} {name}" == "summary by":
        return [Candidate(key, terms.key(key)) for key in code_lookup.GROUP_KEYS]
    return []


def _fields(given: Mapping[str, str]) -> list[str]:
    """What can be amended in the item that is named."""
    of = Measure if re.search("[.-]", given.get("reference", "")) else Issue
    return [*amendable_in(of), DEADLINE]


def _own_fields(
    source: Source, start: str, *, before: str = "", after: str = ""
) -> Iterator[Candidate]:
    """The fields that the ledger declares, as `severity=`; after the `=`, their choices."""
    known = _part(source, SETTINGS_FILE, "fields", TypeAdapter(dict[str, OwnField])) or {}
    name, equals, _typed = start.partition("=")
    if equals and after and name in known:
        for code, choice in (known[name].choices or {}).items():
            yield Candidate(f"{name}={code}", text_of(choice.name))
        return
    for code, one in known.items():
        yield Candidate(f"{before}{code}{after}", text_of(one.name))


def _references(source: Source, start: str) -> Iterator[Candidate]:
    """Issues; after a full stop the measures of one. Their numbers are in the names of files."""
    typed = folded(start)
    if not re.fullmatch(r"([1-9]\d*(\.([1-9]\d*)?)?)?", typed, re.ASCII):
        return
    issue, dot, part = typed.partition(".")
    folder = MEASURES if dot else ISSUES
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


def _sections(source: Source, _start: str, *, aspects: bool = False) -> Iterator[Candidate]:
    outline = _part(source, SETTINGS_FILE, "outline", TypeAdapter(list[Aspect])) or []
    titles = code_lookup.sections(outline, aspects=aspects)
    return (Candidate(code, text_of(title)) for code, title in titles.items())


def _members(source: Source, _start: str) -> Iterator[Candidate]:
    known = _part(source, SETTINGS_FILE, "members", TypeAdapter(list[Member]))
    return (Candidate(one.id, text_of(one.name)) for one in known or [])


def _revisions(source: Source, _start: str) -> Iterator[Candidate]:
    from rectledger.store.git import revision_names

    return map(Candidate, revision_names.names(source.root) if isinstance(source, Folder) else [])


# By the name of the parameter, whichever command has it, or of one command.
_OF_A_LEDGER: dict[str, Callable[[Source, str], Iterator[Candidate]]] = {
    "reference": _references,
    "references": _references,
    "number": _references,
    "department": _departments,
    "lead": _departments,
    "support": _departments,
    "kind": _kinds,
    "section": _sections,
    "list section": partial(_sections, aspects=True),
    "by": _members,
    "summary by": _own_fields,
    "amend field": partial(_own_fields, before=PREFIX),
    "list field": partial(_own_fields, after="="),
    "add fields": partial(_own_fields, after="="),
    "approved_by": _members,
    "leader": _members,
    "at": _revisions,
    "base": _revisions,
    "head": _revisions,
    "since": _revisions,
}


def _part(source: Source, file: str, key: str, shape: TypeAdapter[Any]) -> Any:
    """What one key of a file holds; None where that cannot be read, whatever the rest of it is."""
    data = source.read(file)
    text = data if isinstance(data, Finding) else decode(data, file)
    held = [] if isinstance(text, Finding) else mapping(text, file)
    try:
        return None if isinstance(held, list) else shape.validate_python(held.get(key))
    except ValidationError:
        return None
