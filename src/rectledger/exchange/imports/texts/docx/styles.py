"""Styles of a Word file: what a paragraph or a run takes over from them."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rectledger.exchange.imports.texts.docx.events import integer, is_on, value

_CHAIN = 100  # styles based on one another; a circle ends here, too
_BUILT_IN_HEADING = re.compile(r"heading ([1-9])")


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it is based on.

    `list_id` and `level` are its numbering, `numbered_by` the style that has it; `outline` is a
    level from 0, of which 9 is body text; `hidden` is None where it is not said.
    """

    list_id: int | None = None
    level: int | None = None
    numbered_by: str = ""
    outline: int | None = None
    hidden: bool | None = None


class Styles:
    """The styles of a file, by their identifiers."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        for style in root.findall("style") if root is not None else ():
            name = value(style, "styleId") or ""
            self._elements.setdefault(name, style)
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self._default = name
        self._resolved: dict[str, Style] = {}

    def paragraph(self, name: str | None) -> Style:
        """The style of a paragraph; the file's default where none, or an unknown one, is named."""
        return self._style(name if name in self._elements else self._default)

    def run(self, name: str | None) -> Style:
        """The style of a run."""
        return self._style(name or "")

    def list_of(self, name: str) -> int | None:
        """The list of a numbering style."""
        return self._style(name).list_id

    def _style(self, name: str) -> Style:
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Style:
        list_id = level = outline = hidden = None
        numbered_by = ""
        for one, style in self._chain(name):
            if list_id is None:
                list_id = integer(value(style.find("pPr/numPr/numId")))
            if not numbered_by and style.find("pPr/numPr") is not None:
                numbered_by = one
            if level is None:
                level = integer(value(style.find("pPr/numPr/ilvl")))
            if outline is None:
                outline = _outline(style)
            if hidden is None:
                hidden = is_on(style.find("rPr/vanish"))
        return Style(list_id, level, numbered_by, outline, hidden)

    def _chain(self, name: str) -> list[tuple[str, Element]]:
        """The style, and those that it is based on."""
        chain: list[tuple[str, Element]] = []
        style = self._elements.get(name)
        while style is not None and len(chain) < _CHAIN:
            chain.append((name, style))
            name = value(style.find("basedOn")) or ""
            style = self._elements.get(name)
        return chain


def _outline(style: Element) -> int | None:
    """The outline level of a style itself. Word's own headings have theirs by name."""
    level = integer(value(style.find("pPr/outlineLvl")))
    if level is not None:
        return level
    heading = _BUILT_IN_HEADING.fullmatch((value(style.find("name")) or "").lower())
    return int(heading[1]) - 1 if heading else None
