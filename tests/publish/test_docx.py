"""Word documents: each Markdown element becomes the matching Word element."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from builders import settings
from rectledger.i18n import language as words
from rectledger.publish.content import Content
from rectledger.publish.context import About
from rectledger.publish.formats import docx
from rectledger.publish.make_document import document
from rectledger.publish.office_template import Template
from rectledger.publish.tables.table import Column, Table

HELD = Table([Column("What"), Column("n", "number")], [["x", 3]])
WORDING = """\
# Notice

## One

A *slanted* and a **bold** word,\\
and a new line.

Signed ＿＿＿

- a bullet

1. a number

> **Incomplete**

{{ held }}
"""


def made(*, wide: bool = False) -> Any:
    """The document, read back."""
    content = Content({}, {"held": HELD}, wide)
    about = About(settings(), "2021-10-31")
    return Document(
        BytesIO(document("notice", "docx", content, about, Template(WORDING, "own.md")))
    )


def test_each_paragraph_has_its_style_and_what_leads_stays_with_what_follows() -> None:
    shown = made()
    assert [
        (one.style.name, one.text, one.paragraph_format.keep_with_next)
        for one in shown.paragraphs
        if one.text
    ] == [
        ("Title", "Notice", None),
        ("Heading 1", "One", None),
        ("Normal", "A slanted and a bold word,\nand a new line.", None),
        ("Normal", "Signed ＿＿＿", True),
        ("List Bullet", "a bullet", None),
        ("List Number", "a number", None),
        ("Intense Quote", "Incomplete", True),
    ]
    styles = {name: shown.styles[name].paragraph_format for name in ("Title", "Heading 1")}
    assert [form.keep_with_next for form in styles.values()] == [True, True]
    assert styles["Title"].alignment == WD_ALIGN_PARAGRAPH.CENTER
    runs = [run for one in shown.paragraphs for run in one.runs]
    assert [run.text for run in runs if run.italic] == ["slanted"]
    assert [run.text for run in runs if run.bold] == ["bold", "Incomplete"]


def test_a_tables_header_is_bold_and_its_numbers_stand_to_the_right() -> None:
    (table,) = made().tables
    cells = [cell.paragraphs[0] for row in table.rows for cell in row.cells]
    right = WD_ALIGN_PARAGRAPH.RIGHT
    assert [(one.text, one.style.font.bold, one.alignment) for one in cells] == [
        ("What", True, None), ("n", True, right), ("x", None, None), ("3", None, right),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "tag", "indent"), [("zh", "zh-CN", Pt(24)), ("en", "en", None)]
)
def test_it_is_set_as_its_language_is_set(
    language: words.Language, tag: str, indent: Pt | None
) -> None:
    words.use(language)
    shown = made()
    assert shown.core_properties.language == tag
    assert {
        one.text[:6]: one.paragraph_format.first_line_indent
        for one in shown.paragraphs
        if one.text and one.style.name in ("Normal", "List Bullet")
    } == {"A slan": indent, "Signed": indent, "a bull": None}
    (spoken,) = shown.styles["Normal"].element.rPr.findall(qn("w:lang"))
    assert [spoken.get(qn(f"w:{of}")) for of in ("val", "eastAsia")] == ["en-GB", "zh-CN"]


@pytest.mark.parametrize("wide", [False, True])
def test_its_paper_has_a_number_on_each_page_and_lies_on_its_side_where_it_is_wide(
    wide: bool,
) -> None:
    (section,) = made(wide=wide).sections
    assert (section.orientation == WD_ORIENT.LANDSCAPE) is wide
    sides = round(section.page_width.cm, 1), round(section.page_height.cm, 1)
    assert sides == ((29.7, 21.0) if wide else (21.0, 29.7))
    (number,) = section.footer.paragraphs[0]._p.findall(qn("w:fldSimple"))
    assert number.get(qn("w:instr")) == "PAGE"


LISTS = """\
1. one
2. two

   more of two

   1. one of two
   2. two of two

      - deeper

        - no deeper
3. three

Between them `rectledger check`.

-     code in a list

1. again
2. [the site](https://example.org/a%20b) or <me@example.org>

Then:

7. from seven

| a | b | c |
| :-- | :-: | --: |
| 1 | 2 | 3 |
"""


def test_lists_have_their_own_numbers_and_their_depth() -> None:
    shown = Document(BytesIO(docx.document(LISTS, "Lists", "2021-10-31", wide=False)))
    listed = [one for one in shown.paragraphs if one.style.name.startswith("List")]
    assert [(one.style.name, one.text) for one in listed] == [
        ("List Number", "one"), ("List Number", "two"), ("List Continue", "more of two"),
        ("List Number 2", "one of two"), ("List Number 2", "two of two"),
        ("List Bullet 3", "deeper"), ("List Bullet 3", "no deeper"), ("List Number", "three"),
        ("List Continue", "code in a list"), ("List Number", "again"),
        ("List Number", "the site (https://example.org/a b) or me@example.org"),
        ("List Number", "from seven"),
    ]  # fmt: skip
    numbered = [one._p.pPr.numPr.numId.val for one in listed if "Number" in one.style.name]
    outer, inner, second, third = numbered[0], numbered[2], numbered[5], numbered[7]
    assert numbered == [outer, outer, inner, inner, outer, second, second, third]
    numbering = shown.part.numbering_part.element
    used = {number: numbering.num_having_numId(number) for number in (outer, inner, second, third)}
    assert len({one.abstractNumId.val for one in used.values()}) == 4
    # Lists with the same nsid would continue each other's numbering.
    named = [one.get(qn("w:val")) for one in numbering.iter(qn("w:nsid"))]
    assert len(named) == len(set(named))
    starts = [one.lvlOverride_lst[0].startOverride.val for one in used.values()]
    assert starts == [1, 1, 1, 7]


def test_code_and_columns_look_as_they_are_meant_to() -> None:
    shown = Document(BytesIO(docx.document(LISTS, "Lists", "2021-10-31", wide=False)))
    runs = [run for one in shown.paragraphs for run in one.runs]
    assert [run.text for run in runs if run.font.name == "Courier New"] == ["rectledger check"]
    cells = [cell.paragraphs[0].alignment for cell in shown.tables[0].rows[1].cells]
    assert cells == [
        WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT,
    ]  # fmt: skip
