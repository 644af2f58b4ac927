"""Automatic numbers of Word files, by hand and against LibreOffice's own."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import (
    definition,
    instance,
    level,
    paragraph,
    start_override,
    style,
    word_file,
)

from rectledger.exchange.imports.source import Line
from rectledger.exchange.imports.texts import read_text
from rectledger.exchange.imports.texts.number_text import number_text

THREE = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))
NOTHING, SPACE = '<w:suff w:val="nothing"/>', '<w:suff w:val="space"/>'


def lines(data: bytes) -> list[Line]:
    return [block for block in read_text(data, ".docx").blocks if isinstance(block, Line)]


def numbers(*items: tuple[int, int], numbering: str, styles: str = "") -> list[str]:
    """What stands before each paragraph, by the list and the level of each."""
    body = "".join(paragraph("x", number, index) for number, index in items)
    found = lines(word_file(body, numbering=numbering, styles=styles))
    assert all(line.text == line.derived + "x" for line in found)
    return [line.derived.strip() for line in found]


@pytest.mark.parametrize(
    ("number_format", "wanted"),
    [
        ("decimal", {1: "1", 110: "110"}),
        ("decimalZero", {1: "01", 9: "09", 10: "10"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV", 0: None}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 52: "zz", 53: "aaa", 0: None, 781: None}),
        (
            "chineseCounting",
            {10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一", 0: None},
        ),
        (
            "chineseCountingThousand",
            {10: "十", 20: "二十", 100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一"},
        ),
        ("chineseLegalSimplified", {2: "贰", 10: "壹拾", 15: "壹拾伍", 101: "壹佰零壹"}),
        ("ideographDigital", {9: "九", 10: "一〇", 101: "一〇一"}),
        ("japaneseCounting", {10: "十", 100: "百", 111: "百十一", 1000: "千", 234: "二百三十四"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographEnclosedCircle", {1: "㈠", 10: "㈩", 11: None}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalFullWidth", {10: "１０"}),
        ("ordinal", {1: None}),  # each language has its own
        ("no such", {1: None}),
    ],
)
def test_a_number_is_written_in_its_format(
    number_format: str, wanted: dict[int, str | None]
) -> None:
    assert {n: number_text(n, number_format) for n in wanted} == wanted


@given(st.integers(1, 32767))
def test_roman_numbers_are_read_back(value: int) -> None:
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [worth[letter] for letter in number_text(value, "lowerRoman") or ""]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    assert sum(-one if one < after else one for one, after in pairs) == value


def test_levels_count_below_one_another_in_mixed_formats() -> None:
    numbering = definition(
        1,
        level(0, "chineseCounting", "%1、", more=NOTHING),
        level(1, "chineseCounting", "（%2）", more=NOTHING),
        level(2, "decimal", "%3.", more=SPACE),
        level(3, "decimal", "%1-%2-%3-%4"),
    ) + instance(1, 1)
    order = [0, 1, 1, 2, 2, 3, 1, 2, 0, 1]
    assert numbers(*((1, index) for index in order), numbering=numbering) == (
        ["一、", "（一）", "（二）", "1.", "2.", "一-二-2-1", "（三）", "1.", "二、", "（一）"]
    )


def test_a_suffix_is_a_space_or_nothing() -> None:
    numbering = definition(
        1, level(0, "decimal", "%1、", more=NOTHING), level(1, "decimal", "%2.", more=SPACE)
    ) + instance(1, 1)
    body = paragraph("甲", 1, 0) + paragraph("乙", 1, 1)
    assert [line.text for line in lines(word_file(body, numbering=numbering))] == ["1、甲", "1. 乙"]


def test_lists_of_one_definition_count_on_until_one_starts_anew() -> None:
    numbering = (
        definition(1, *THREE)
        + instance(1, 1)
        + instance(2, 1)
        + instance(3, 1, start_override(0, 1))
    )
    order = [(1, 0), (2, 0), (1, 0), (2, 1), (3, 0), (3, 0), (1, 0), (3, 0)]
    assert numbers(*order, numbering=numbering) == (
        ["1.", "2.", "3.", "3.1", "1.", "2.", "3.", "4."]
    )


def test_levels_that_were_passed_over_count_as_met() -> None:
    """Microsoft says so of Word (KB 110380): the first heading after a deeper one is the second."""
    numbering = definition(1, *THREE) + instance(1, 1)
    assert numbers((1, 1), (1, 1), (1, 0), (1, 2), numbering=numbering) == (
        ["1.1", "1.2", "2.", "2.1.1"]
    )


def test_what_libreoffice_does_not_know_is_done_as_word_does_it() -> None:
    legal = definition(
        1, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    ) + instance(1, 1)
    assert numbers((1, 0), (1, 0), (1, 1), numbering=legal) == ["I.", "II.", "2.1"]
    restart = definition(
        1,
        level(0, "decimal", "%1."),
        level(1, "decimal", "(%2)", more='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "%3)", more='<w:lvlRestart w:val="1"/>'),
    ) + instance(1, 1)
    order = [0, 1, 2, 1, 2, 0, 1, 2]
    assert numbers(*((1, index) for index in order), numbering=restart) == (
        ["1.", "(1)", "1)", "(2)", "2)", "2.", "(3)", "1)"]
    )


def test_a_newer_format_is_known_by_its_first_numbers() -> None:
    made = (
        '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="[%1]"/>'
        "</w:lvl>"
    )
    assert numbers((1, 0), (1, 0), numbering=definition(1, made) + instance(1, 1)) == (
        ["[009]", "[010]"]
    )


def test_a_format_that_is_not_known_makes_no_number_and_is_listed_once() -> None:
    numbering = "".join(
        definition(n, level(0, kind, "%1.")) + instance(n, n)
        for n, kind in enumerate(("ordinal", "hebrew1"), start=1)
    )
    body = "".join(paragraph("x", n, 0) for n in (1, 2, 1))
    found = read_text(word_file(body, numbering=numbering), ".docx")
    assert [block.text for block in found.blocks if isinstance(block, Line)] == ["x"] * 3
    assert [(str(place), code, args) for place, code, args in found.unread] == [
        ("line 1", "unknown-number-format", {"format": "ordinal", "count": 2}),
        ("line 2", "unknown-number-format", {"format": "hebrew1", "count": 1}),
    ]


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        instance(1, 7),
        definition(1) + instance(1, 1),
        definition(1, more='<w:numStyleLink w:val="Itself"/>') + instance(1, 1),
        instance(1, 1, start_override(0, 3)),
    ],
    ids=["none", "no definition", "no level", "a definition that is linked to itself", "override"],
)
def test_a_list_that_leads_nowhere_gives_no_number(numbering: str) -> None:
    itself = style("Itself", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "numbering")
    assert numbers((1, 0), (1, 8), (1, 99), numbering=numbering, styles=itself) == [""] * 3


def every_kind() -> bytes:
    """A file of many lists, in which LibreOffice and Word are not known to differ.

    They differ in these, which are left out: chineseCounting from 100 (Word counts digit by digit,
    LibreOffice in hundreds), ideographDigital from 10, japaneseCounting from 100, circled numbers
    from 21, `isLgl` and `lvlRestart` (not read by LibreOffice 7.4), start overrides of two levels
    at once (taken once by LibreOffice; by the standard, at each restart), enclosed and full-width
    numbers (plain in LibreOffice), levels without a definition, and bullets (made by LibreOffice).
    """
    upto = {"chineseCounting": 99, "taiwaneseCounting": 99, "japaneseCounting": 99,
            "decimalEnclosedCircleChinese": 20, "decimalEnclosedCircle": 20,
            "ideographTraditional": 12, "ideographZodiac": 14}  # fmt: skip
    formats = ["decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter",
               "chineseCountingThousand", "chineseLegalSimplified", "taiwaneseCountingThousand",
               *upto]  # fmt: skip
    body, numbering = "", ""
    for n, kind in enumerate(formats):
        for start in (1, 9, 18, 25, 97, 109):
            if start + 2 <= upto.get(kind, 700):
                number = n * 200 + start
                numbering += definition(number, level(0, kind, "&lt;%1&gt;", start))
                numbering += instance(number, number)
                body += "".join(paragraph(f"{kind} {start}", number, 0) for _ in range(3))
    for name, order in {
        9000: [0, 1, 1, 2, 2, 1, 2, 0, 1, 2],
        9010: [1, 1, 0, 1, 2],
        9020: [0, 2, 0, 1],
    }.items():
        numbering += definition(name, *THREE) + instance(name, name)
        body += "".join(paragraph(f"order {name}", name, index) for index in order)
    numbering += definition(9100, *THREE) + instance(9100, 9100) + instance(9101, 9100)
    numbering += instance(9102, 9100, start_override(0, 1)) + instance(
        9103,
        9100,
        f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "[%1]", 3)}</w:lvlOverride>',
    )
    shared = [(9100, 0), (9101, 0), (9101, 1), (9100, 1), (9102, 0), (9102, 0), (9102, 1),
              (9100, 0), (9103, 0), (9100, 0)]  # fmt: skip
    body += "".join(paragraph(f"shared {number}", number, index) for number, index in shared)
    body += paragraph("", 9100, 0) + paragraph("off", 0) + paragraph("on", 9100, 0)
    numbering += definition(9200, level(0, "decimal", "%1.", None)) + instance(9200, 9200)
    numbering += definition(9201, level(0, "none", "附件：")) + instance(9201, 9201)
    body += "".join(paragraph("rare", number, 0) for number in (9200, 9200, 9201))
    numbering += definition(
        9300,
        level(0, "chineseCounting", "第%1章", more='<w:pStyle w:val="One"/>' + NOTHING),
        level(1, "decimal", "%1.%2", more='<w:pStyle w:val="Two"/>' + SPACE),
        level(2, "lowerLetter", "%3)", more='<w:pStyle w:val="Three"/>'),
    ) + instance(9300, 9300)
    numbering += definition(9400, more='<w:numStyleLink w:val="Linked"/>') + instance(9400, 9400)
    numbering += definition(9401, *THREE, more='<w:styleLink w:val="Linked"/>')
    numbering += instance(9401, 9401)
    body += "".join(
        paragraph(f"style {name}", style=name)
        for name in ("One", "Two", "Two", "Three", "One", "Heir", "Off", "Two", "HeirOfTwo")
    )
    body += paragraph("x", 0, style="One") + paragraph("x", None, 1, style="One")
    body += paragraph("x", 9000, None, style="Two")
    body += "".join(
        paragraph(f"linked {number}", number, index)
        for number, index in ((9400, 0), (9400, 1), (9401, 0), (9400, 1))
    )
    return word_file(body, numbering=numbering, styles=_styles())


def _styles() -> str:
    def numbered(name: str, numbering: str, based: str = "") -> str:
        on = f'<w:basedOn w:val="{based}"/>' if based else ""
        return style(name, f"{on}<w:pPr><w:numPr>{numbering}</w:numPr></w:pPr>")

    def list_id(number: int) -> str:
        return f'<w:numId w:val="{number}"/>'

    return (
        style("Normal", default=True)
        + numbered("One", list_id(9300))
        + numbered("Two", f'<w:ilvl w:val="1"/>{list_id(9300)}', "One")
        + numbered("Three", '<w:ilvl w:val="2"/>', "Two")
        + style("Heir", '<w:basedOn w:val="One"/>')
        + style("HeirOfTwo", '<w:basedOn w:val="Two"/>')
        + numbered("Off", list_id(0), "One")
        + style("Linked", f"<w:pPr><w:numPr>{list_id(9401)}</w:numPr></w:pPr>", kind="numbering")
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_numbers_them_alike(tmp_path: Path) -> None:
    """Line by line; it writes indents, and always a space behind a number."""
    path = tmp_path / "a.docx"
    path.write_bytes(every_kind())
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    wanted = (tmp_path / "a.txt").read_text("utf-8-sig").splitlines()
    found = {line.number: line for line in lines(path.read_bytes())}
    assert len(found) > 200
    assert sum(bool(line.derived) for line in found.values()) > 200
    for number, text in enumerate(wanted, start=1):
        if number in found:
            assert "".join(found[number].text.split()) == "".join(text.split())
        else:
            assert text.strip().rstrip(".").isdecimal(), (
                "only the empty one has a number and no text"
            )
