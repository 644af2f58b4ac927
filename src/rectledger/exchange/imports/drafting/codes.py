"""Codes for what a source calls by name: departments, kinds, sections."""

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from unicodedata import normalize

from rectledger.core.model.settings import UNASSIGNED, UNSTATED
from rectledger.core.text_matching import folded
from rectledger.exchange.imports.wording.kinds import Kind
from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

# The kinds that every source means alike, with the months until their deadline.
_KINDS: dict[str, tuple[str, dict[str, int]]] = {
    "immediate": (N_("Immediate"), {"months": 1}),
    "three-month": (N_("Three months"), {"months": 3}),
    "six-month": (N_("Six months"), {"months": 6}),
    "long-term": (N_("Long-term"), {"review_months": 6}),
}
_LONGEST = 40  # of a code made from a name


@dataclass
class Codes:
    """Codes by name, in the order in which the names first came up."""

    letter: str  # what a code begins with, where a name gives none: `d1`
    reserved: frozenset[str] = frozenset()  # never made from a name
    by_name: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # by code

    def of(self, name: str) -> str:
        """The code of a name."""
        key = folded(name)
        if key not in self.by_name:
            wanted = _from_latin(name)
            if not wanted or wanted in self.reserved or wanted in self.names:
                wanted = next(
                    free
                    for n in count(len(self.names) + 1)
                    if (free := f"{self.letter}{n}") not in self.names
                )
            self.by_name[key] = wanted
            self.names[wanted] = name
        return self.by_name[key]


def _from_latin(name: str) -> str:
    """A code from the letters of a name in Latin script; "" for other scripts."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    if len(re.findall(r"\w", name)) != len(re.findall(r"\w", plain)):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")


@dataclass
class Named:
    """Everything that a draft calls by a code, with its settings."""

    departments: Codes = field(default_factory=lambda: Codes("d", frozenset({UNASSIGNED})))
    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)
    own_kinds: Codes = field(default_factory=lambda: Codes("k", frozenset({*_KINDS, UNSTATED})))
    aspects: dict[str, dict[str, str]] = field(default_factory=dict)  # sections by title
    nobody: bool = False  # some item has no lead department

    def department(self, name: str | None) -> str:
        """The code of a department; of nobody, `unassigned`."""
        if name is None:
            self.nobody = True
            return UNASSIGNED
        return self.departments.of(name)

    def kind(self, kind: Kind | None) -> str:
        """The code of a kind; of one that is not stated, `unstated`."""
        if kind is None:
            self.kinds.setdefault(UNSTATED, {"name": _("(not stated)")})
            return UNSTATED
        if kind.code in _KINDS:
            name, more = _KINDS[kind.code]
            self.kinds.setdefault(kind.code, {"name": _(name), **more})
            return kind.code
        code = kind.code or self.own_kinds.of(kind.words)  # a profile may give a code
        self.own_kinds.names.setdefault(code, kind.words)
        self.kinds.setdefault(code, {"name": kind.words})
        return code

    def section(self, aspect: str, section: str) -> str:
        """The code of a section, such as `2-1`; where the source has one level, both have its
        title."""
        sections = self.aspects.setdefault(aspect or section or _("(no aspect)"), {})
        number = list(self.aspects).index(aspect or section or _("(no aspect)")) + 1
        title = section or aspect or _("(no section)")
        return sections.setdefault(title, f"{number}-{len(sections) + 1}")

    def all_departments(self) -> dict[str, dict[str, str]]:
        """The departments, as ledger.yaml has them."""
        found = {code: {"name": name} for code, name in self.departments.names.items()}
        return found | ({UNASSIGNED: {"name": _("(not assigned)")}} if self.nobody else {})

    def outline(self) -> list[dict[str, Any]]:
        """The outline, as ledger.yaml has it."""
        return [
            {
                "id": number,
                "title": title,
                "sections": [{"id": code, "title": name} for name, code in sections.items()],
            }
            for number, (title, sections) in enumerate(self.aspects.items(), 1)
        ]
