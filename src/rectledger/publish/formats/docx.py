"""A text document as a Word file: Markdown converted with python-docx."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.text.paragraph import Paragraph
from markdown_it.tree import SyntaxTreeNode

from rectledger.formatting.values import short
from rectledger.i18n.language import language, language_tag
from rectledger.publish.formats.docx_numbering import Numbering
from rectledger.publish.formats.html import leads, reader
from rectledger.publish.formats.reproducible_zip import stable
from rectledger.publish.tables.table import SHORT, Tell, width

# Latin and Chinese fonts that come with Word and WPS; others are substituted if missing.
_BODY, _HEAD = ("Times New Roman", "FangSong"), ("Arial", "SimHei")
_CODE = "Courier New"
_STYLES = {
    "Normal": (_BODY, 12), "Title": (_HEAD, 20), "Heading 1": (_HEAD, 15), "Heading 2": (_HEAD, 13),
    "Heading 3": (_HEAD, 12),
}  # fmt: skip

_MOST_TITLE = 255  # characters; the limit of a document property


def document(markdown: str, title: str, day: str, *, wide: bool, tell: Tell | None = None) -> bytes:
    """The Word file of a document in Markdown; `wide`: landscape.

    `day` is its creation date, so that the bytes do not depend on the clock. `tell` is called with
    the blocks and rows written and their total.
    """
    made = Document()
    _set_up(made, title, day, wide=wide)
    read = SyntaxTreeNode(reader().parse(markdown))
    total = sum(node.type in _COUNTED for node in read.walk())
    _Writer(made, lambda done: tell(done, total) if tell else None).blocks(read.children)
    out = BytesIO()
    made.save(out)
    return stable(out.getvalue())


def _set_up(made: Any, title: str, day: str, *, wide: bool) -> None:
    """Set the paper, fonts, page number and document properties."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8 if wide else 2.6)
    section.top_margin = section.bottom_margin = Cm(1.8 if wide else 2.8)
    for name, ((latin, chinese), points) in _STYLES.items():
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = latin, Pt(points), None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), chinese)
        if name != "Normal":
            style.paragraph_format.keep_with_next = True
    normal, heading = made.styles["Normal"], made.styles["Title"]
    normal.paragraph_format.line_spacing, normal.paragraph_format.space_after = 1.4, Pt(6)
    # Without it Chinese is laid out by the rules of the system's language.
    spoken = OxmlElement("w:lang", {qn("w:val"): "en-GB", qn("w:eastAsia"): "zh-CN"})
    normal.element.get_or_add_rPr().append(spoken)
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for rule in heading.element.pPr.findall(qn("w:pBdr")):
        heading.element.pPr.remove(rule)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer._p.append(OxmlElement("w:fldSimple", {qn("w:instr"): "PAGE"}))
    properties = made.core_properties
    properties.title, properties.author, properties.comments = short(title, _MOST_TITLE), "", ""
    properties.last_modified_by, properties.language = "", language_tag()
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    properties.created = properties.modified = moment


_DEEPEST = 3  # nesting levels of lists that have styles
_COUNTED = ("heading", "paragraph", "tr")
_AT_ONCE = 100  # of these between two progress reports
_MARGINS = 3  # of a cell, in Latin characters
# Font size of a table in points: smaller with more than a few columns.
_USUAL, _NARROW, _FEW = 10.5, 9, 5


def _cell_style(made: Any, part: str, points: float) -> Any:
    """The style of a cell with that font size. One style replaces formatting in thousands of
    cells."""
    name = f"Table {part} {points}"
    if name in made.styles:
        return made.styles[name]
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    style.font.size = Pt(points)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(2)
    form.line_spacing = 1.15
    return style


class _Writer:
    """Writes blocks into a document or a cell."""

    def __init__(self, made: Any, told: Callable[[int], None]) -> None:
        self._made = made
        self._numbering = Numbering(made)
        self._told, self._done = told, 0

    def _count(self) -> None:
        self._done += 1
        if self._done % _AT_ONCE == 0:
            self._told(self._done)

    def blocks(
        self, nodes: Sequence[SyntaxTreeNode], style: str | None = None, depth: int = 1
    ) -> None:
        """`depth` is the nesting level of lists among `nodes`, from 1."""
        for node in nodes:
            if node.type == "heading":
                self._count()
                level = int(node.tag[1:]) - 1
                self._inline(self._made.add_heading("", min(level, 9)), node.children)
            elif node.type == "paragraph":
                paragraph = self._paragraph(node, style)
                if style is None and language() == "zh":  # as usual in Chinese
                    paragraph.paragraph_format.first_line_indent = Pt(24)
            elif node.type in ("bullet_list", "ordered_list"):
                self._list(node, min(depth, _DEEPEST))
            elif node.type == "blockquote":
                self.blocks(node.children, "Intense Quote")
            elif node.type == "table":
                self._table(node)
            elif node.type == "hr":
                self._made.add_page_break()
            elif node.children:
                self.blocks(node.children, style, depth)
            else:  # code and the like: keep the text of anything in a template
                self._made.add_paragraph(node.content.rstrip("\n"), style=style)

    def _paragraph(self, node: SyntaxTreeNode, style: str | None) -> Paragraph:
        self._count()
        paragraph: Paragraph = self._made.add_paragraph(style=style)
        if leads(node.children[0].content):
            paragraph.paragraph_format.keep_with_next = True
        self._inline(paragraph, node.children)
        return paragraph

    def _list(self, node: SyntaxTreeNode, depth: int) -> None:
        """Write a list; the numbers of each numbered list start afresh."""
        level = f" {depth}" if depth > 1 else ""
        style, number = f"List Bullet{level}", None
        if node.type == "ordered_list":
            style = f"List Number{level}"
            number = self._numbering.new(style, int(node.attrs.get("start", 1)))
        for item in node.children:
            others = item.children
            if others and others[0].type == "paragraph":
                properties = self._paragraph(others[0], style)._p.get_or_add_pPr()
                if number is not None:
                    properties.get_or_add_numPr().get_or_add_numId().val = number
                others = others[1:]
            self.blocks(others, f"List Continue{level}", depth + 1)

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        table = self._made.add_table(len(rows), len(rows[0].children), style="Table Grid")
        section = self._made.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        said = [[_words(cell) for cell in row.children] for row in rows]
        points = _NARROW if len(said[0]) > _FEW else _USUAL
        # A Latin character is about half as wide as the font size.
        shares = list(_shares(said, Emu(room).pt / (points * 0.5)))
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(room * share)
        head, text = (_cell_style(self._made, part, points) for part in ("head", "text"))
        head.font.bold = True
        # A header alone at the end of a page is useless, and LibreOffice drops the rows after it.
        head.paragraph_format.keep_with_next = True
        for nth, (row, cells) in enumerate(zip(rows, table.rows, strict=True)):
            self._count()
            for held, cell, share in zip(row.children, cells.cells, shares, strict=True):
                cell.width = int(room * share)
                self._cell(held, cell.paragraphs[0], text if nth else head)
            properties = cells._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if nth == 0:  # repeated on each page
                properties.append(OxmlElement("w:tblHeader"))
        self._made.add_paragraph()

    def _cell(self, held: SyntaxTreeNode, paragraph: Paragraph, style: Any) -> None:
        paragraph._p.style = style.style_id  # setting it by name is a slow lookup
        aligned = str(held.attrs.get("style", "")).removeprefix("text-align:")
        if aligned:
            paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, aligned.upper())
        self._inline(paragraph, held.children)

    def _inline(
        self, into: Paragraph, nodes: Sequence[SyntaxTreeNode], *, bold: bool = False,
        italic: bool = False,
    ) -> None:  # fmt: skip
        for node in nodes:
            if node.type == "hardbreak":
                into.add_run().add_break()
            elif node.children:
                self._inline(
                    into, node.children, bold=bold or node.type == "strong",
                    italic=italic or node.type == "em",
                )  # fmt: skip
                if node.type == "link":
                    address = unquote(str(node.attrs["href"])).removeprefix("mailto:")
                    if address != _words(node):
                        into.add_run(f" ({address})")  # for readers on paper
            else:
                run = into.add_run(" " if node.type == "softbreak" else node.content)
                if node.type == "code_inline":
                    run.font.name = _CODE
                if bold:
                    run.bold = True
                if italic:
                    run.italic = True


def _words(node: SyntaxTreeNode) -> str:
    return "".join(_words(one) for one in node.children) if node.children else node.content


def _shares(rows: Sequence[Sequence[str]], room: float) -> Iterator[float]:
    """The share of the width of each column, for `room` Latin characters: first enough for words
    that must not break, then in proportion to the longest text, within limits."""
    least, wants = [], []
    for texts in zip(*rows, strict=True):
        longest = min(max(map(width, texts)), 48)
        whole = [word for text in texts for word in text.split() if width(word) <= SHORT]
        least.append(max([SHORT / 2, *map(width, whole)]) + _MARGINS)
        wants.append(max(longest + _MARGINS, least[-1]))
    spare = min(max(room - sum(least), 0) / max(sum(wants) - sum(least), 1), 1)
    given = [few + (many - few) * spare for few, many in zip(least, wants, strict=True)]
    return (one / sum(given) for one in given)
