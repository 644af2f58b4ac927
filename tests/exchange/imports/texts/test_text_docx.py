"""Word files: what is read of them, what is listed, and what is refused."""

import io
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import (
    STRICT,
    W,
    archive,
    definition,
    instance,
    level,
    members,
    paragraph,
    run,
    style,
    word_file,
)

from rectledger.exchange.imports.source import Line, Range, Sheet, SourceError, Text
from rectledger.exchange.imports.texts import read_text

DEL = '<w:del w:id="1" w:author="a">{}</w:del>'
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def read(body: str, **parts: str) -> Text:
    return read_text(word_file(body, **parts), ".docx")


def lines(body: str, **parts: str) -> list[str]:
    return [block.text for block in read(body, **parts).blocks if isinstance(block, Line)]


def in_paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def listed(found: Text) -> list[tuple[str, str, dict[str, object]]]:
    return [(str(place), code, args) for place, code, args in found.unread]


def refusal(data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(SourceError) as refused:
        read_text(data, ".docx")
    return refused.value.code, refused.value.args_for_words


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        (run("a ") + run(" b"), ["a  b"]),
        ("<w:r><w:t> a\n</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/></w:r>", ["a\tb\u2011"]),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:cr/><w:t>c</w:t></w:r>", ["a", "b", "c"]),
        (run("a") + DEL.format("<w:r><w:delText>b</w:delText></w:r>") + run("c"), ["ac"]),
        (f"<w:ins>{run('a')}</w:ins><w:moveFrom>{run('b')}</w:moveFrom>"
         f"<w:moveTo>{run('c')}</w:moveTo>", ["ac"]),
        (f"<w:hyperlink r:id='x'>{run('a')}</w:hyperlink><w:smartTag>{run('b')}</w:smartTag>"
         f"<w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>{run('c')}</w:sdtContent></w:sdt>",
         ["abc"]),
        (f"<w:fldSimple w:instr='PAGE'>{run('1')}</w:fldSimple>", ["1"]),
        (FIELD.format("begin") + "<w:r><w:instrText>IF x</w:instrText></w:r>"
         + FIELD.format("begin") + FIELD.format("separate") + run("inner") + FIELD.format("end")
         + FIELD.format("separate") + run("result") + FIELD.format("end") + run("!"), ["result!"]),
        (run("a") + "<w:proofErr/><w:bookmarkStart/>" + run("b", "<w:vanish w:val='0'/>"), ["ab"]),
        ("<w:r><w:ruby><w:rt>" + run("x") + "</w:rt><w:rubyBase>" + run("字")
         + "</w:rubyBase></w:ruby></w:r>", ["字"]),
    ],
)  # fmt: skip
def test_the_text_of_a_paragraph_is_what_word_shows(inner: str, wanted: list[str]) -> None:
    assert lines(in_paragraph(inner)) == wanted


def test_paragraphs_are_numbered_with_the_empty_ones_and_those_of_tables() -> None:
    body = (
        paragraph("a")
        + paragraph(" ")
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('b')}</w:sdtContent></w:sdt>"
        + table(
            row(cell(paragraph("c") + paragraph("d")), cell(paragraph("e"))),
            row(cell(paragraph("f")), cell(paragraph(""))),
        )
        + paragraph("g")
    )
    first, second, found, last = read(body).blocks
    assert [first, second, last] == [Line(1, "a"), Line(3, "b"), Line(9, "g")]
    assert isinstance(found, Sheet)
    assert (found.rows, found.row_lines) == ([["c\nd", "e"], ["f", None]], [4, 7])


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    numbering = definition(1, level(0, "decimal", "%1.")) + instance(1, 1)
    gone = "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>"
    body = paragraph("a", 1, 0, more=gone) + paragraph("b", 1, 0) + paragraph("c", 1, 0)
    assert lines(body, numbering=numbering) == ["1. ab", "2. c"]


def test_headings_are_known_by_their_outline_level_or_their_style() -> None:
    styles = (
        style("Normal", default=True)
        + style("heading 2")
        + style("Own", "<w:basedOn w:val='heading 2'/>")
        + style("Third", "<w:pPr><w:outlineLvl w:val='2'/></w:pPr>")
        + style("Circle", "<w:basedOn w:val='Circular'/>")
        + style("Circular", "<w:basedOn w:val='Circle'/>")
    )
    body = "".join(paragraph("x", style=name) for name in ("Own", "Third", "Circle", "nothing"))
    body += paragraph("x", more="<w:outlineLvl w:val='0'/>")
    body += paragraph("x", style="Own", more="<w:outlineLvl w:val='9'/>")
    found = [block.heading for block in read(body, styles=styles).blocks if isinstance(block, Line)]
    assert found == [2, 3, 0, 0, 1, 0]


def test_cells_stand_where_the_grid_has_them() -> None:
    def merge(value: str) -> str:
        return f'<w:vMerge w:val="{value}"/>'

    span, restart = '<w:gridSpan w:val="2"/>', '<w:hMerge w:val="restart"/>'
    body = table(
        row(cell(paragraph("no"), merge("restart")), cell(paragraph("who"), span)),
        row(cell(paragraph(""), "<w:vMerge/>"), cell(paragraph("lead")), cell(paragraph("others"))),
        row(cell(paragraph("late")), properties='<w:gridBefore w:val="2"/>'),
        row(cell(paragraph("x")), cell(paragraph("y")), properties="<w:del w:author='a'/>"),
        row(cell(paragraph("z"), "<w:vMerge/>"), cell(paragraph("y"), restart),
            cell(paragraph(""), "<w:hMerge/>")),
    )  # fmt: skip
    (found,) = read(body).blocks
    assert isinstance(found, Sheet)
    assert found.rows == [
        ["no", "who", None], [None, "lead", "others"], [None, None, "late"], ["z", "y", None],
    ]  # fmt: skip
    assert found.merged == [Range(0, 0, 1, 0), Range(0, 1, 0, 2), Range(3, 1, 3, 2)]


def test_a_table_in_a_cell_is_its_text_and_a_frame_is_what_is_in_it() -> None:
    small = table(row(cell(paragraph("1")), cell(paragraph("2"))))
    data = row(*(cell(paragraph(text)) for text in "abc"))
    found = read(table(data, row(*(cell(small + paragraph("x")) for _ in "abc"))))
    (sheet,) = found.blocks
    assert isinstance(sheet, Sheet)
    assert sheet.rows[1] == ["1\t2\nx"] * 3
    assert listed(found) == [("line 4", "nested-table", {"count": 3})]
    assert lines(table(row(cell(paragraph("a") + paragraph("b"))))) == ["a", "b"]


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r>"
)


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    numbering = definition(1, level(0, "decimal", "%1.")) + instance(1, 1)
    box = BOX.format(
        paragraph("box", 1, 0) + table(row(cell(paragraph("c")), cell(paragraph("d"))))
    )
    body = paragraph("a", 1, 0) + in_paragraph(run("b") + box + run("c")) + paragraph("e", 1, 0)
    first, second, third, sheet, last = read(body, numbering=numbering).blocks
    assert [first, second, third, last] == [
        Line(1, "1. a", "1. "), Line(2, "bc"), Line(2, "1. box", "1. "), Line(3, "2. e", "2. "),
    ]  # fmt: skip
    assert isinstance(sheet, Sheet)


def test_hidden_text_is_left_out_and_listed() -> None:
    styles = style("Secret", "<w:rPr><w:vanish/></w:rPr>", "character") + style(
        "Dark", "<w:rPr><w:vanish/></w:rPr>"
    )
    by_style = "<w:rStyle w:val='Secret'/>"
    body = (
        in_paragraph(run("a") + run("b", "<w:vanish/>"))
        + in_paragraph(run("c", by_style) + run("d", f"{by_style}<w:vanish w:val='0'/>"))
        + f"<w:p><w:pPr><w:pStyle w:val='Dark'/></w:pPr>{run('e')}{run('f', by_style)}</w:p>"
    )
    found = read(body, styles=styles)
    assert [line.text for line in found.blocks if isinstance(line, Line)] == ["a", "d", "f"]
    assert listed(found) == [("line 1", "hidden-text", {"count": 3})]


def test_a_hidden_paragraph_is_not_counted_and_an_empty_one_is() -> None:
    numbering = definition(1, level(0, "decimal", "%1.")) + instance(1, 1)
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    body = paragraph("a", 1, 0) + paragraph("", 1, 0, more=hidden) + paragraph("", 1, 0)
    assert lines(body + paragraph("b", 1, 0), numbering=numbering) == ["1. a", "3. b"]


def test_what_is_not_read_is_listed_where_it_first_is() -> None:
    more = (
        "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='2'/></w:r>"
        "<w:r><w:commentReference w:id='2'/></w:r><w:r><w:object/></w:r><m:oMath><m:r><m:t>1"
        "</m:t></m:r></m:oMath><w:r><w:drawing><pic:pic/></w:drawing></w:r>"
        "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText> LISTNUM </w:instrText></w:r>" + FIELD.format("end")
    )
    found = read(
        paragraph("a") + in_paragraph(more) * 2 + "<w:altChunk r:id='r9'/>"
        + in_paragraph(DEL.format(run("x"))),
        header=paragraph("机密"), footer=paragraph("- 1 -"),
    )  # fmt: skip
    assert [line.text for line in found.blocks if isinstance(line, Line)] == (
        ["a", "\uf0fe", "\uf0fe"]
    )
    assert listed(found) == [
        ("line 2", "footnotes", {"count": 2}),
        ("line 2", "endnotes", {"count": 2}),
        ("line 2", "comments", {"count": 2}),
        ("line 2", "embedded-object", {"count": 3}),
        ("line 2", "equation", {"count": 2}),
        ("line 2", "picture", {"count": 2}),
        ("line 2", "symbol", {"font": "Wingdings", "character": "F0FE", "count": 2}),
        ("line 2", "form-field", {"count": 2}),
        ("line 2", "unknown-number-format", {"format": "LISTNUM", "count": 2}),
        ("line 4", "deleted-text", {"count": 1}),
        ("line 1", "headers-and-footers", {"count": 1}),
    ]


def test_the_strict_form_of_the_format_is_read_too() -> None:
    numbering = definition(1, level(0, "decimal", "%1.")) + instance(1, 1)
    document = f"<w:body>{paragraph('a', 1, 0)}</w:body>"
    files = members({"document": document, "numbering": numbering})
    strict = {name: content.replace(W, STRICT) for name, content in files.items()}
    assert read_text(archive(strict), ".docx").blocks == [Line(1, "1. a", "1. ")]


def test_links_to_other_places_are_not_followed() -> None:
    files = members({"document": f"<w:body>{paragraph('a')}</w:body>"})
    name = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    files[name] = files[name].replace(
        "</Relationships>",
        f'<Relationship Id="e" Type="{kind}styles" Target="/etc/hosts" TargetMode="External"/>'
        f'<Relationship Id="f" Type="{kind}numbering" Target="../../../etc/hosts"/>'
        "</Relationships>",
    )
    assert read_text(archive(files), ".docx").blocks == [Line(1, "a")]


def changed(name: str, content: str) -> bytes:
    files = members({"document": f"<w:body>{paragraph('a')}</w:body>", "styles": ""})
    return archive({**files, name: content})


BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><w:{0} xmlns:w="' + W + '">&c;</w:{0}>'


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", ("not-a-document", {})),
        (b"{\\rtf1 }", ("not-a-document", {})),
        (word_file(paragraph("a"))[:-30], ("not-a-document", {})),
        (archive({"a.txt": "b"}), ("not-a-document", {})),
        (changed("word/document.xml", "<a/>"), ("not-a-document", {})),
        (changed("word/document.xml", "<w:document"), ("damaged-document", {})),
        (changed("word/document.xml", f'<w:document xmlns:w="{W}">'), ("damaged-document", {})),
        (changed("word/document.xml", BOMB.format("document")), ("doctype", {})),
        (changed("word/styles.xml", BOMB.format("styles")), ("doctype", {})),
        (changed("_rels/.rels", BOMB.format("styles")), ("doctype", {})),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ("old-word-file", {})),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         ("password", {})),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused(
    data: bytes, wanted: tuple[str, dict[str, object]]
) -> None:
    assert refusal(data) == wanted


def test_a_file_with_too_many_members_or_two_of_one_name_is_refused() -> None:
    files = members({"document": f"<w:body>{paragraph('a')}</w:body>"})
    assert refusal(archive({**files, **{f"x{n}": "" for n in range(10_000)}})) == (
        "too-large", {"what": "members", "limit": 10_000},
    )  # fmt: skip
    assert refusal(archive({**files, "WORD/Document.xml": "<a/>"})) == ("damaged-document", {})


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = members({"document": f"<w:body>{paragraph('a')}</w:body>"})
    out = io.BytesIO(archive({**files, "word/media/a.png": "\0" * 3_000_000}))
    monkeypatch.setattr("rectledger.exchange.imports.texts.docx.package.DECLARED", 2_000_000)
    assert refusal(out.getvalue())[1]["what"] == "bytes"
    monkeypatch.setattr("rectledger.exchange.imports.texts.docx.package.READ", 500_000)
    spaces = word_file(paragraph("a") + " " * 600_000)
    assert len(spaces) < 10_000
    assert refusal(spaces) == ("too-large", {"what": "bytes", "limit": 500_000})


def test_elements_and_paragraphs_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rectledger.exchange.imports.texts.docx.events.ELEMENTS", 100)
    assert refusal(word_file(in_paragraph("<w:r/>" * 100)))[1]["what"] == "elements"
    monkeypatch.setattr("rectledger.exchange.imports.texts.docx.body.PARAGRAPHS", 10)
    assert lines("<w:p/>" * 9 + paragraph("a")) == ["a"]
    assert refusal(word_file("<w:p/>" * 11))[1]["what"] == "paragraphs"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<w:sdt>" * 600 + "</w:sdt>" * 600, "nesting"),
        ("<w:tbl><w:tr><w:tc>" * 33 + "</w:tc></w:tr></w:tbl>" * 33, "nesting"),
        (table(*[row(cell("", '<w:gridSpan w:val="999999999"/>'))] * 2001), "cells"),
        (table(row(*[cell("")] * 2000), *[row(cell(""))] * 2000), "cells"),
        (in_paragraph("<w:r/>" * 1_000_001), "paragraph"),
    ],
)
def test_what_would_grow_without_bounds_is_refused(body: str, what: str) -> None:
    code, args = refusal(word_file(body))
    assert (code, args["what"]) == ("too-large", what)


def test_a_text_of_a_number_has_a_bound() -> None:
    numbering = definition(1, level(0, "decimal", "x" * 256)) + instance(1, 1)
    assert refusal(word_file(paragraph("a", 1, 0), numbering=numbering)) == (
        "too-large", {"what": "number-text", "limit": 255},
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        in_paragraph(FIELD.format("begin") + FIELD.format("separate")) * 20_000 + paragraph("a"),
        in_paragraph(BOX.format(in_paragraph(BOX.format(paragraph("a")) * 20)) * 20)
        + paragraph("a"),
        table(*[row(*[cell(paragraph(""), "<w:vMerge/>")] * 20)] * 1000) + paragraph("a"),
        "<w:p/>" * 200_000 + paragraph("a"),
    ],
    ids=["fields", "boxes", "cells", "empty"],
)
def test_hostile_bodies_take_no_longer_than_others(body: str) -> None:
    begun = time.process_time()
    assert lines(body)[-1] == "a"
    assert time.process_time() - begun < 20, "linear ones take less than two seconds"


WHOLE = word_file(
    paragraph("整改", 1, 0) + table(row(cell(paragraph("a")))),
    numbering=definition(1, level(0, "decimal", "%1.")) + instance(1, 1),
    styles=style("Normal", default=True),
)
CODES = {"not-a-document", "damaged-document", "too-large", "password", "doctype"}


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=4))
def test_damage_is_refused_or_makes_no_difference_to_the_program(at: int, by: bytes) -> None:
    code = ""
    try:
        read_text(WHOLE[:at] + by + WHOLE[at + len(by) :], ".docx")
    except SourceError as refused:
        code = refused.code
    assert code in CODES | {""}


@given(st.integers(0, 2_000), st.text("<>/\"'& wpr:=0123456789", min_size=1, max_size=4))
def test_changed_xml_is_refused_or_read(at: int, by: str) -> None:
    content = members({"document": f"<w:body>{table(row(cell(paragraph('a', 1, 0))))}</w:body>"})
    text = content["word/document.xml"]
    code = ""
    try:
        read_text(
            changed("word/document.xml", text[: at % len(text)] + by + text[at % len(text) + 1 :]),
            ".docx",
        )
    except SourceError as refused:
        code = refused.code
    assert code in CODES | {""}


def test_a_member_that_is_encrypted_needs_a_password() -> None:
    data = bytearray(WHOLE)
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as whole:
        offsets = [member.header_offset for member in whole.infolist()]
    for offset in offsets:
        data[offset + 6] |= 1
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert refusal(bytes(data)) == ("password", {})


def test_a_file_made_by_another_program_is_read(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("整改情况", 1)
    for text in ("甲", "乙"):
        made.add_paragraph(text, style="List Number")
    sheet = made.add_table(2, 2)
    sheet.cell(0, 0).merge(sheet.cell(0, 1)).text = "表"
    sheet.cell(1, 0).text, sheet.cell(1, 1).text = "一", "二"
    path = tmp_path / "made.docx"
    made.save(path)
    heading, first, second, table_ = read_text(path.read_bytes(), ".docx").blocks
    assert [heading, first, second] == [
        Line(1, "整改情况", heading=1), Line(2, "1. 甲", "1. "), Line(3, "2. 乙", "2. "),
    ]  # fmt: skip
    assert isinstance(table_, Sheet)
    assert (table_.rows, table_.merged) == ([["表", None], ["一", "二"]], [Range(0, 0, 0, 1)])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_writes_what_it_reads_of_a_page(tmp_path: Path) -> None:
    """The same page, read as it is and as the Word file that LibreOffice makes of it."""
    page = tmp_path / "a.html"
    page.write_text(
        "<meta charset=utf-8><h2>标题</h2><p>一段<br>二段</p><table border=1><tr><td rowspan=2>甲"
        "<td colspan=2>乙<tr><td>丙<td>丁</table><p>末"
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)",
         "--outdir", tmp_path, page],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    found = [
        read_text((tmp_path / name).read_bytes(), f".{name[2:]}") for name in ("a.html", "a.docx")
    ]
    one, other = (
        [
            (block.rows, block.merged) if isinstance(block, Sheet) else (block.text, block.heading)
            for block in text.blocks
        ]
        for text in found
    )
    assert one == other
    assert len(one) == 5
