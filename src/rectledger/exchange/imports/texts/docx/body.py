"""The body of a Word file, element by element: paragraphs, tables, and text boxes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder

from rectledger.exchange.imports.source import SourceError
from rectledger.exchange.imports.texts.docx.events import integer, value
from rectledger.exchange.imports.texts.docx.numbering import Numbering, UnknownFormatError
from rectledger.exchange.imports.texts.docx.paragraph import Fields, mark_is, text_of
from rectledger.exchange.imports.texts.docx.styles import Style, Styles
from rectledger.exchange.imports.texts.docx.tables import OpenTable
from rectledger.exchange.imports.texts.flow import NESTING, Block, Paragraph, Unread

_WHOLE = frozenset(("p", "trPr", "tcPr"))  # taken as trees, one at a time
PARAGRAPHS = 500_000
_ELEMENTS = 1_000_000  # of one paragraph
_BODY_TEXT = 9  # an outline level that is no heading


@dataclass(slots=True)
class _Story:
    """Text that runs on by itself: of the body, or of a text box."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    tables: list[OpenTable] = field(default_factory=list)
    builder: TreeBuilder | None = None
    depth: int = 0  # of elements within the one that is being built
    boxes: list[Block] = field(default_factory=list)  # text boxes of the open paragraph
    begun: str = ""  # text of a paragraph whose mark was deleted: the next one goes on with it

    def container(self) -> list[Block]:
        """Where the next paragraph or table goes."""
        for table in reversed(self.tables):
            if table.cell is not None:
                return table.cell
        return self.blocks


class Body:
    """Takes the elements of the body."""

    def __init__(self, styles: Styles, numbering: Numbering, unread: Unread) -> None:
        self._styles = styles
        self._numbering = numbering
        self._unread = unread
        self._fields = Fields()
        self._number = 0  # of the last paragraph begun
        self._paragraphs = 0  # with those of text boxes
        self._elements = 0  # of the open paragraph
        self._stories = [_Story("")]
        self._starts: dict[str, Callable[[_Story], None]] = {
            "tbl": self._start_table, "tr": self._start_row, "tc": self._start_cell,
            "altChunk": lambda story: self._note("embedded-object"),
        }  # fmt: skip
        self._ends: dict[str, Callable[[_Story], None]] = {
            "tbl": self._end_table, "tr": self._end_row, "tc": self._end_cell,
        }  # fmt: skip

    @property
    def blocks(self) -> list[Block]:
        """What was read so far."""
        return self._stories[0].blocks

    def left_out(self, name: str) -> None:
        """Be told of an element that was left out."""
        if name in ("del", "moveFrom"):
            self._note("deleted-text")

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        """Take the start of an element."""
        story = self._stories[-1]
        if tag == "txbxContent":
            self._stories.append(_Story("text box"))
        elif story.builder:
            self._elements += 1
            if self._elements > _ELEMENTS:
                raise SourceError("too-large", what="paragraph", limit=_ELEMENTS)
            story.depth += 1
            story.builder.start(tag, attrs)
        elif tag in _WHOLE:
            if tag == "p":
                self._begin_paragraph()
            story.builder, story.depth = TreeBuilder(), 1  # it parses nothing
            story.builder.start(tag, attrs)
        elif tag in self._starts:
            self._starts[tag](story)

    def _begin_paragraph(self) -> None:
        self._elements = 0
        self._paragraphs += 1
        if self._paragraphs > PARAGRAPHS:
            raise SourceError("too-large", what="paragraphs", limit=PARAGRAPHS)
        self._number += len(self._stories) == 1

    def data(self, data: str, /) -> None:
        """Take characters."""
        builder = self._stories[-1].builder
        if builder:
            builder.data(data)

    def end(self, tag: str, /) -> None:
        """Take the end of an element."""
        if tag == "txbxContent" and len(self._stories) > 1:
            box = self._stories.pop()
            self._stories[-1].boxes += box.blocks
            return
        story = self._stories[-1]
        if story.builder:
            story.depth -= 1
            story.builder.end(tag)
            if not story.depth:
                element, story.builder = story.builder.close(), None
                self._take(story, element)
        elif tag in self._ends:
            self._ends[tag](story)

    def _note(self, code: str, **args: object) -> None:
        self._unread.note(max(self._number, 1), code, **args)

    def _take(self, story: _Story, element: Element) -> None:
        """Take a whole paragraph, or the properties of a row or a cell."""
        table = story.tables[-1] if story.tables else None
        if element.tag == "p":
            paragraph = self._paragraph(story, element)
            container = story.container()
            if paragraph:
                container.append(paragraph)
            container += story.boxes
            story.boxes = []
        elif table and element.tag == "trPr":
            table.row_properties(element)
        elif table:
            table.cell_properties(element)

    def _paragraph(self, story: _Story, element: Element) -> Paragraph | None:
        """The paragraph, unless it shows nothing; an empty one is numbered nevertheless."""
        style = self._styles.paragraph(value(element.find("pPr/pStyle")))
        text = text_of(element, style, self._styles, self._fields, self._note)
        text, story.begun = story.begun + text, ""
        if mark_is(element, "del", "moveFrom"):
            story.begun = text
            return None
        if not text.strip() and mark_is(element, "vanish"):
            return None
        derived = self._derived(story, element, style)
        if not text.strip():
            return None
        outline = integer(value(element.find("pPr/outlineLvl")))
        outline = style.outline if outline is None else outline
        heading = 0 if outline is None or not 0 <= outline < _BODY_TEXT else outline + 1
        return Paragraph(max(self._number, 1), text, derived, heading)

    def _derived(self, story: _Story, element: Element, style: Style) -> str:
        try:
            return self._numbering.next_number(element.find("pPr/numPr"), style, story.name)
        except UnknownFormatError as error:
            self._note("unknown-number-format", format=str(error))
            return ""

    def _start_table(self, story: _Story) -> None:
        if sum(len(one.tables) for one in self._stories) >= NESTING:
            raise SourceError("too-large", what="nesting", limit=NESTING)
        story.tables.append(OpenTable())

    def _end_table(self, story: _Story) -> None:
        table = story.tables.pop()
        story.container().append(table.table)

    def _start_row(self, story: _Story) -> None:
        if story.tables:
            story.tables[-1].open_row(self._number + (len(self._stories) == 1))

    def _end_row(self, story: _Story) -> None:
        if story.tables:
            story.tables[-1].close_row()

    def _start_cell(self, story: _Story) -> None:
        if story.tables:
            story.tables[-1].open_cell()

    def _end_cell(self, story: _Story) -> None:
        if story.tables and story.tables[-1].close_cell():
            self._note("covered-text")
