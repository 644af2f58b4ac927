"""Automatic numbers of a Word file: what Word shows before a paragraph, worked out."""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from rectledger.exchange.imports.source import SourceError
from rectledger.exchange.imports.texts.docx.events import attribute, integer, is_on, value
from rectledger.exchange.imports.texts.docx.styles import Style, Styles
from rectledger.exchange.imports.texts.number_text import number_text

LEVELS = 9
_TEXT = 255  # characters of a level's text; Word itself allows 31
_PLACEHOLDER = re.compile(r"%([1-9])")
_PADDED = re.compile(r"(0*1), .*")  # "001, 002, 003, ..."
_LINKS = 20  # from one definition to another; a circle ends here, too
_NO_NUMBER = ("bullet", "none")


class UnknownFormatError(Exception):
    """A number in a format that is not known, or that the format does not have."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts and is written. `restart`: 0 never, else the level that restarts it."""

    start: int = 0  # as the standard says where nothing is said
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    plain: bool = False  # the numbers of all levels in plain digits
    style: str = ""


@dataclass(slots=True)
class _Counts:
    """The numbers reached in one definition, and the lists that have restarted levels of it."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    restarted: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the definition that it counts in, its levels, and the levels that it starts anew."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a file, and how far they have counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, Element] = {}
        self._elements: dict[int, Element] = {}
        for element in root if root is not None else ():
            if element.tag == "abstractNum":
                self._definitions.setdefault(value(element, "abstractNumId") or "", element)
            number = integer(value(element, "numId"))
            if element.tag == "num" and number is not None:
                self._elements.setdefault(number, element)
        self._lists: dict[int, _List | None] = {}
        self._counts: dict[tuple[str, str], _Counts] = {}

    def next_number(self, properties: Element | None, style: Style, story: str = "") -> str:
        """What stands before the next paragraph with these `numPr`, and a space where Word has one.

        Numbers of text boxes are counted in a story of their own. Raises `UnknownFormatError`.
        """
        own = integer(value(properties.find("numId"))) if properties is not None else None
        level = integer(value(properties.find("ilvl"))) if properties is not None else None
        list_id = style.list_id if own is None else own
        one = self._list(list_id) if list_id else None
        if one is None:
            return ""
        if level is None:
            level = _level_of_style(one, style) if own is None else style.level
        level = min(max(level or 0, 0), LEVELS - 1)
        counts = self._counts.setdefault((story, one.definition), _Counts())
        _count(one, counts, level, list_id or 0)
        return _written(one, counts, level)

    def _list(self, list_id: int) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: int) -> _List | None:
        """A list, its definition taken from a numbering style where it is linked to one."""
        overrides: list[Element] = []
        number: int | None = list_id
        for _ in range(_LINKS):
            element = self._elements.get(number or 0)
            if element is None:
                return None
            overrides = [*element.findall("lvlOverride"), *overrides]
            name = value(element.find("abstractNumId")) or ""
            definition = self._definitions.get(name)
            if definition is None:
                return None
            link = value(definition.find("numStyleLink"))
            if link is None:
                return _with_overrides(name, _levels(definition), overrides)
            number = self._styles.list_of(link)
        return None


def _with_overrides(name: str, levels: dict[int, Level], overrides: list[Element]) -> _List:
    starts = {}
    for override in overrides:
        index = integer(value(override, "ilvl"))
        if index is None:
            continue
        levels.update(_levels(override))
        start = integer(value(override.find("startOverride")))
        if start is not None:
            starts[index] = start
    for index, start in starts.items():
        levels[index] = replace(levels.get(index, Level()), start=start)
    return _List(name, levels, starts)


def _levels(parent: Element) -> dict[int, Level]:
    levels = {}
    for element in parent.findall("lvl"):
        index = integer(value(element, "ilvl"))
        if index is not None:
            levels[index] = _level(element)
    return levels


def _level(element: Element) -> Level:
    text = value(element.find("lvlText")) or ""
    if len(text) > _TEXT:
        raise SourceError("too-large", what="number-text", limit=_TEXT)
    return Level(
        start=integer(value(element.find("start"))) or 0,
        number_format=_format(element),
        text=text,
        suffix=value(element.find("suff")) or "tab",
        restart=integer(value(element.find("lvlRestart"))),
        plain=bool(is_on(element.find("isLgl"))),
        style=value(element.find("pStyle")) or "",
    )


def _format(element: Element) -> str:
    """The name of the format; newer ones are in an alternative, and told by their first numbers."""
    found = element.find("numFmt")
    if found is None:
        found = element.find("mc-AlternateContent/mc-Choice/numFmt")
    if found is None:
        return "decimal"
    name = value(found) or "decimal"
    return attribute(found.attrib, "format") or name if name == "custom" else name


def _level_of_style(one: _List, style: Style) -> int | None:
    """The level that names the style; else the one that the style names."""
    for index, level in one.levels.items():
        if level.style and level.style == style.numbered_by:
            return index
    return style.level


def _count(one: _List, counts: _Counts, level: int, list_id: int) -> None:
    """Count on at a level. Levels above it that were not met yet count as met: so does Word."""
    if level in one.starts and (list_id, level) not in counts.restarted:
        counts.restarted.add((list_id, level))
        counts.numbers[level] = None
    for index in range(level + 1):
        reached = counts.numbers[index]
        if reached is None:
            counts.numbers[index] = one.levels.get(index, Level()).start
        elif index == level:
            counts.numbers[index] = reached + 1
    for index in range(level + 1, LEVELS):
        restart = one.levels.get(index, Level()).restart
        if restart is None or level < restart:
            counts.numbers[index] = None


def _written(one: _List, counts: _Counts, level: int) -> str:
    shown = one.levels.get(level, Level())
    if shown.number_format == "bullet":
        return ""

    def number(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        reached = counts.numbers[index]
        if index > level or reached is None:
            return ""
        named = one.levels.get(index, Level()).number_format
        if named in _NO_NUMBER:
            return ""
        return _number(reached, "decimal" if shown.plain else named)

    text = _PLACEHOLDER.sub(number, shown.text)
    return text + (" " if text and shown.suffix != "nothing" else "")


def _number(reached: int, number_format: str) -> str:
    padded = _PADDED.fullmatch(number_format)
    text = str(reached).zfill(len(padded[1])) if padded else number_text(reached, number_format)
    if text is None:
        raise UnknownFormatError(number_format)
    return text
