"""Departments in a value: which leads, which support, and who was named in brackets."""

import re
from dataclasses import dataclass, field

from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.width import comparable, half_width


@dataclass(frozen=True, slots=True)
class Departments:
    """The departments of a value, in its words.

    `collectives` name no department: listed `collective`. `in_brackets` was taken off, as a
    person's name may be: (department, what stood in the brackets). `code` is why nobody leads:
    `collective` if only such were named, `two-leads` if two are marked (the first leads).
    """

    lead: str | None = None
    support: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    in_brackets: tuple[tuple[str, str], ...] = ()
    code: str | None = None


@dataclass(slots=True)
class _Found:
    names: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    collectives: list[str] = field(default_factory=list)
    in_brackets: list[tuple[str, str]] = field(default_factory=list)


def read_departments(text: str) -> Departments:
    """The departments in a value. The one marked as leading leads, else the first."""
    found = _Found()
    supporting = False
    for part in _parts(text):
        name, mark = _without_marks(part)
        supporting = mark == "support:" or (supporting and mark != "lead:")
        name = _without_people(name, found)
        if not name or comparable(name) in table("departments")["none"]:
            continue
        if _collective(name):
            found.collectives.append(name)
            continue
        if name not in found.names:
            found.names.append(name)
        if mark in ("lead", "lead:") and name not in found.leads:
            found.leads.append(name)
        if supporting and not found.leads and found.names == [name]:
            found.names.insert(0, "")  # those that only support leave nobody to lead
    return _told(found)


def _told(found: _Found) -> Departments:
    names = found.names
    lead = found.leads[0] if found.leads else names[0] if names else ""
    code = "two-leads" if len(found.leads) > 1 else None
    if not lead and found.collectives:
        code = "collective"
    return Departments(
        lead or None,
        tuple(name for name in names if name and name != lead),
        tuple(found.collectives),
        tuple(found.in_brackets),
        code,
    )


def _parts(text: str) -> list[str]:
    """The parts of a value between separators that stand in no bracket."""
    half = half_width(text.replace("\u3000", "\n"))
    separators = re.compile(table("departments")["separators"])
    parts, start = [], 0
    for match in separators.finditer(half):
        inside = half.count("(", 0, match.start()) > half.count(")", 0, match.start())
        if not inside:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _without_marks(part: str) -> tuple[str, str]:
    """A part without its mark, and the mark: lead, support, or with a colon as a label, or ""."""
    half = half_width(part).strip()
    part = part.strip()
    for role in ("lead", "support"):
        match = re.search(table("departments")[f"{role}_mark"], half, re.IGNORECASE)
        if match:
            colon = ":" if match[0].endswith(":") else ""
            return (part[: match.start()] + part[match.end() :]).strip(), role + colon
    return part, ""


def _without_people(name: str, found: _Found) -> str:
    """A name without what stands in brackets at its end, unless that is part of the name."""
    name = name.strip().rstrip("\u3002.;").strip()
    match = re.search(r"\(([^()]*)\)$", half_width(name))
    if not match or re.search(table("departments")["part_of_name"], match[1].strip()):
        return name
    bare = name[: match.start()].strip()
    if match[1].strip():
        found.in_brackets.append((bare, name[match.start(1) : match.end(1)].strip()))
    return bare


def _collective(name: str) -> bool:
    said = comparable(name)
    data = table("departments")
    return bool(re.search(data["collective"], said)) or said in data["collective_words"]
