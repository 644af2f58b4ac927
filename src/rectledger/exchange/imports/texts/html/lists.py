"""The numbers that a browser puts before the items of ordered lists."""

import re
from dataclasses import dataclass

from rectledger.exchange.imports.texts.number_text import number_text

_INTEGER = re.compile(r"[\t\n\f\r ]*([+-]?[0-9]{1,9})(?![0-9])")  # browsers keep to 32 bits
_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
_TYPES = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
}  # fmt: skip
_BULLETS = frozenset(("none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"))
_BESIDES = frozenset(("inside", "outside", "inherit", "initial", "unset"))
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
}
_ALPHABETS = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"}
_ROMAN_LIMIT = 3999  # of the style sheets' counter styles


@dataclass(slots=True)
class List:
    """A list while it is read. `count` is complete at its end."""

    ordered: bool
    style: str
    step: int = 1
    value: int | None = 1  # of the next item; None: counted down from the number of items
    count: int = 0
    item_open: bool = False


@dataclass(slots=True)
class Item:
    """An item of an ordered list; without a value, it is so many items after the first."""

    of: List
    style: str
    value: int | None
    after: int

    def marker(self) -> tuple[str, str]:
        """What stands before the item; or nothing, and the style that is not known."""
        value = self.of.count - self.after if self.value is None else self.value
        return _marker(value, self.style)


def open_list(name: str, attributes: dict[str, str]) -> List:
    """A list, by its start tag."""
    if name != "ol":
        return List(ordered=False, style="none")
    start = _integer(attributes.get("start"))
    if "reversed" in attributes:
        return List(True, _style(attributes, "decimal"), -1, start)
    return List(True, _style(attributes, "decimal"), 1, 1 if start is None else start)


def add_item(to: List, attributes: dict[str, str]) -> Item:
    """The next item of a list, by its start tag."""
    value = _integer(attributes.get("value"))
    if value is None:
        value = to.value
    item = Item(to, _style(attributes, to.style), value, to.count)
    to.value = None if value is None else value + to.step
    to.count += 1
    return item


def _integer(text: str | None) -> int | None:
    found = _INTEGER.match(text or "")
    return int(found[1]) if found else None


def _style(attributes: dict[str, str], inherited: str) -> str:
    """The name of the counter style: of the style attribute, of `type`, or inherited."""
    found = _STYLE.search(attributes.get("style", ""))
    for word in found[1].lower().replace("!important", "").split() if found else ():
        if word not in _BESIDES and not word.startswith("url("):
            return word
    kind = attributes.get("type", "")
    return kind.lower() if kind.lower() in _BULLETS else _TYPES.get(kind, inherited)


def _marker(value: int, style: str) -> tuple[str, str]:
    if style in _BULLETS:
        return "", ""
    if style in _ALPHABETS:
        return (_alphabetic(value, _ALPHABETS[style]) or str(value)) + ". ", ""
    if style not in _STYLES:
        return "", style
    text = number_text(value, _STYLES[style])
    if text is None or ("roman" in style and value > _ROMAN_LIMIT):
        text = str(value)  # as the standard has it
    return text + ("\u3001" if style.startswith(("cjk", "simp", "trad")) else ". "), ""


def _alphabetic(value: int, first: str) -> str:
    """a to z, aa, ab and so on; nothing for numbers below one."""
    text = ""
    while value > 0:
        value, letter = divmod(value - 1, 26)
        text = chr(ord(first) + letter) + text
    return text
