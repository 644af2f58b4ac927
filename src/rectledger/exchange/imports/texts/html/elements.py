"""Open elements, and the line that is being collected in them: of a page, or of a cell."""

import re
from dataclasses import dataclass, field

from rectledger.exchange.imports.texts.flow import Block, Paragraph
from rectledger.exchange.imports.texts.html.lists import Item, List

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main"
    " menu nav ol optgroup option p pre search section summary table tbody td textarea tfoot th"
    " thead tr ul xmp"
)
_VOID = "area base br col embed frame hr img input link meta param source track wbr"
BLOCKS = frozenset(_BLOCKS.split())
VOID = frozenset(_VOID.split())
PREFORMATTED = frozenset(("pre", "listing", "textarea", "xmp"))
LISTS = frozenset(("ol", "ul", "menu", "dir"))

_WIDE = "[\u2e80-\u303f\u3040-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003fffd]"
# A line end between two wide characters is no space: Chinese has none between words.
_BROKEN_LINE = re.compile(f"(?<={_WIDE})[ \t\f]*\n[ \t\f\n]*(?={_WIDE})")
_SPACES = re.compile("[ \t\f\n]+")


def collapsed(text: str) -> str:
    """The text with white space as a browser shows it; indents of wide spaces are taken off."""
    return _SPACES.sub(" ", _BROKEN_LINE.sub("", text) if "\n" in text else text).strip()


@dataclass(slots=True)
class Element:
    """An open element."""

    name: str
    hidden: bool = False
    list: List | None = None


@dataclass(slots=True)
class Flow:
    """Paragraphs and tables, the open elements, and the line that is being collected.

    Elements are found by name in a table of positions: looking through the open ones would take
    ever longer in a page that never closes any.
    """

    blocks: list[Block] = field(default_factory=list)
    numbered: list[tuple[Paragraph, list[Item]]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    _positions: dict[str, list[int]] = field(default_factory=dict)
    _blocks_open: list[int] = field(default_factory=list)
    _headings: list[int] = field(default_factory=list)
    lists: list[List] = field(default_factory=list)
    preformatted: int = 0
    _pieces: list[str] = field(default_factory=list)
    _line: int = 0
    _items: list[Item] = field(default_factory=list)

    def add_text(self, line: int, text: str) -> None:
        """Add text that begins on a line; white space before any other text is nothing."""
        if not self._pieces:
            begun = text.lstrip()
            if not begun:
                return
            line += text.count("\n", 0, len(text) - len(begun))
            self._line = line
        self._pieces.append(text)

    def add_item(self, item: Item) -> None:
        """The next line is the first one of an item."""
        self._items.append(item)

    def end_line(self) -> None:
        """End the line that is being collected."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces = []
        text = text.strip() if self.preformatted else collapsed(text)
        heading = self._headings[-1] if self._headings else 0
        paragraph = Paragraph(self._line, text, heading=heading)
        self.blocks.append(paragraph)
        if self._items:
            self.numbered.append((paragraph, self._items))
            self._items = []

    def open(self, element: Element) -> None:
        """Open an element within those that are open."""
        self._positions.setdefault(element.name, []).append(len(self.elements))
        if element.name in BLOCKS:
            self._blocks_open.append(len(self.elements))
        if element.name in HEADINGS:
            self._headings.append(HEADINGS[element.name])
        if element.list:
            self.lists.append(element.list)
        self.preformatted += element.name in PREFORMATTED
        self.elements.append(element)

    def close(self, name: str) -> int:
        """Close the last element of the name, and those within; returns how many were hidden.

        An inline element does not close a block that was opened within it.
        """
        positions = self._positions.get(name)
        if not positions or (
            name not in BLOCKS and self._blocks_open and self._blocks_open[-1] > positions[-1]
        ):
            return 0
        hidden = 0
        for _ in range(len(self.elements) - positions[-1]):
            hidden += self._close_last()
        return hidden

    def _close_last(self) -> bool:
        element = self.elements.pop()
        self._positions[element.name].pop()
        if element.name in BLOCKS:
            self._blocks_open.pop()
        if element.name in HEADINGS:
            self._headings.pop()
        if element.list:
            self.lists.pop()
        if element.name == "li":
            self._items = []
            if self.lists:
                self.lists[-1].item_open = False
        self.preformatted -= element.name in PREFORMATTED
        return element.hidden

    def close_terms(self) -> int:
        """Close an open term or description of the innermost list of such."""
        hidden = 0
        of_list = self._position("dl")
        for name in ("dt", "dd"):
            if self._position(name) > of_list:
                hidden += self.close(name)
        return hidden

    def _position(self, name: str) -> int:
        positions = self._positions.get(name)
        return positions[-1] if positions else -1
