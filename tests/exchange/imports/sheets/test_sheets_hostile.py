"""Files that are broken, or made to do harm: each is refused by its code, and within bounds."""

import dataclasses
import io
import struct
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheet_files import OLE, by_libreoffice, parts_of, rels, saved, sheet_xml, xlsx, zipped

from rectledger.exchange.imports.sheets import read_sheets, run_child
from rectledger.exchange.imports.sheets.bounds import BOUNDS, Bounds
from rectledger.exchange.imports.sheets.child import messages
from rectledger.exchange.imports.source import SourceError

ONE = "<row r='1'><c r='A1'><v>1</v></c></row>"
FAR = ONE + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"


def refusal(data: bytes, suffix: str = ".xlsx", bounds: Bounds = BOUNDS) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_sheets(data, suffix, bounds)
    return caught.value


def changed(name: str, content: str | bytes) -> bytes:
    """A workbook of one sheet in which one part is another."""
    return zipped(parts_of(sheet_xml(ONE)) | {name: content})


def test_a_sheet_with_one_cell_in_the_farthest_corner() -> None:
    error = refusal(xlsx(FAR))
    assert error.code == "sheet-too-large"
    assert error.args_for_words == {
        "sheet": "S1", "rows": 1_048_576, "columns": 16_384, "limit": 2_000_000,
    }  # fmt: skip


def test_all_sheets_together_count() -> None:
    bounds = dataclasses.replace(BOUNDS, cells=3)
    data = zipped(parts_of(sheet_xml(ONE), sheet_xml(ONE.replace("1'", "2'"))))
    assert len(read_sheets(data, ".xlsx", bounds).sheets) == 2
    two = zipped(parts_of(sheet_xml(ONE), sheet_xml(ONE.replace("A1", "C1"))))
    assert refusal(two, bounds=bounds).args_for_words["sheet"] == "S2"


@pytest.mark.parametrize(
    "options",
    [
        {"before": "<dimension ref='A1:XFD1048576'/>"},
        {"before": "<cols><col min='1' max='16384' hidden='1'/></cols>"},
        {"after": "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"},
    ],
)
def test_what_is_said_of_all_cells_costs_nothing(options: dict[str, str]) -> None:
    (sheet,) = read_sheets(xlsx(ONE, **options), ".xlsx").sheets
    assert sheet.rows == [[1]]
    assert len(sheet.hidden_columns) <= 1
    assert all((each.bottom, each.right) == (0, 0) for each in sheet.merged)


def test_an_empty_cell_with_a_style_does_not_count() -> None:
    styled = FAR.replace("<c r='XFD1048576'><v>1</v></c>", "<c r='XFD1048576' s='1'/>")
    (sheet,) = read_sheets(xlsx(styled), ".xlsx").sheets
    assert sheet.rows == [[1]]


DAMAGED = [
    "<row r='1'><c r='A0'><v>1</v></c></row>",
    "<row r='1'><c r='XFE1'><v>1</v></c></row>",
    "<row r='1048577'><c r='A1048577'><v>1</v></c></row>",
    "<row r='99999999999999999999'><c><v>1</v></c></row>",
    "<row r='1'><c r='A2'><v>1</v></c></row>",
    "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>",
    "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
    "<row r='2'/><row r='1'><c r='A1'><v>1</v></c></row>",
    "<row r='-1'/>",
    "<row r='1'><c r='A1' t='n'><v>abc</v></c></row>",
    "<row r='1'><c r='A1' t='s'><v>7</v></c></row>",
    "<row r='1'>",
]


@pytest.mark.parametrize("rows", DAMAGED)
def test_a_sheet_that_contradicts_itself(rows: str) -> None:
    error = refusal(xlsx(rows))
    assert (error.code, error.args_for_words["found"]) == ("not-a-workbook", "damaged")


def test_merged_ranges_that_overlap() -> None:
    twice = "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='A1:B2'/></mergeCells>"
    assert refusal(xlsx(ONE, after=twice)).args_for_words["found"] == "damaged"


@pytest.mark.parametrize(
    "name",
    ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
     "_rels/.rels", "xl/_rels/workbook.xml.rels", "docProps/app.xml"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_any_part(name: str, encoding: str) -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><x>&b;</x>"
    error = refusal(changed(name, bomb.encode(encoding)))
    assert (error.code, error.args_for_words) == ("doctype", {"part": name})


def test_a_member_that_unpacks_to_very_much() -> None:
    bomb = "<worksheet>" + " " * 30_000_000 + "</worksheet>"
    data = changed("xl/sharedStrings.xml", bomb)
    assert len(data) < 100_000
    error = refusal(data)
    assert (error.code, error.args_for_words["part"]) == (
        "unpacks-too-large", "xl/sharedStrings.xml",
    )  # fmt: skip


def test_members_that_unpack_to_very_much_together() -> None:
    parts = parts_of(sheet_xml(ONE)) | {f"xl/{n}.xml": f"<x>{' ' * 90_000}</x>" for n in range(9)}
    bounds = dataclasses.replace(BOUNDS, unpacked=800_000)
    assert refusal(zipped(parts), bounds=bounds).code == "unpacks-too-large"
    assert refusal(zipped(parts), bounds=dataclasses.replace(BOUNDS, members=9)).code == (
        "too-many-parts"
    )


def test_sizes_in_the_directory_are_not_believed() -> None:
    """Every member is declared as six bytes: what is read is not what was packed."""
    data = bytearray(xlsx(ONE))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset : at + offset + 4] = struct.pack("<I", 6)
            at = data.find(signature, at + 1)
    assert refusal(bytes(data)).args_for_words["found"] == "damaged"


def test_what_is_not_xml_is_not_unpacked() -> None:
    extras = {"xl/vbaProject.bin": b"\0" * 50_000_000, "xl/media/a.png": b"x"}
    assert read_sheets(zipped(parts_of(sheet_xml(ONE)) | extras), ".xlsx").sheets[0].rows == [[1]]


def test_links_out_of_the_file_are_not_followed() -> None:
    outside = 'TargetMode="External"'
    data = changed(
        "xl/worksheets/_rels/sheet1.xml.rels", rels(("comments", "file:///etc/hosts"), mode=outside)
    )
    assert read_sheets(data, ".xlsx").sheets[0].comments == {}
    inside = changed("xl/worksheets/_rels/sheet1.xml.rels", rels(("comments", "../../../../hosts")))
    assert refusal(inside).args_for_words["found"] == "damaged"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"])
def test_a_name_that_comes_twice(name: str) -> None:
    out = io.BytesIO(xlsx(ONE))
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(name, sheet_xml(FAR))
    assert refusal(out.getvalue()).args_for_words == {"found": "damaged", "part": name}


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_no_office_writes(packing: int) -> None:
    assert refusal(zipped(parts_of(sheet_xml(ONE)), packing)).args_for_words["found"] == "damaged"


def test_two_sheets_of_one_name() -> None:
    twice = parts_of(sheet_xml(ONE), sheet_xml(ONE), names=("a", "a"))
    assert refusal(zipped(twice)).args_for_words["found"] == "damaged"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "unknown"),
        (b"hello", "unknown"),
        ("序号,问题\n1,x\n".encode(), "unknown"),
        (b"\xef\xbb\xbf \r\n<html><table></table></html>", "html"),
        (b"PK\x03\x04garbage", "damaged"),
        (xlsx(ONE)[:-40], "damaged"),
        (xlsx(ONE)[: len(xlsx(ONE)) // 2], "damaged"),
        (zipped({"word/document.xml": "<x/>"}), "zip"),
        (zipped({"_rels/.rels": rels(("officeDocument", "w.xml")), "w.xml": "<x/>"}), "zip"),
        (OLE, "damaged"),
        (OLE + b"\0" * 5000, "damaged"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_what_is_no_workbook(data: bytes, found: str, suffix: str) -> None:
    error = refusal(data, suffix)
    assert (error.code, error.args_for_words["found"]) == ("not-a-workbook", found)


def test_the_wrong_one_of_two_endings_is_no_matter_but_a_csv_is_text() -> None:
    assert read_sheets(xlsx(ONE), ".xls").sheets[0].rows == [[1]]
    assert refusal(xlsx(ONE), ".csv").code == "not-text"
    with pytest.raises(ValueError, match=r"\.ods"):
        read_sheets(b"", ".ods")


def test_workbooks_with_a_password(tmp_path: Path) -> None:
    stream = "EncryptedPackage".encode("utf-16-le")
    assert refusal(OLE + b"\0" * 1000 + stream).code == "password"
    locked = bytearray(xlsx(ONE))
    at = locked.index(b"PK\x01\x02")
    while at >= 0:
        locked[at + 8] |= 1  # the flag that says so, of every member
        at = locked.find(b"PK\x01\x02", at + 1)
    assert refusal(bytes(locked)).code == "password"


def test_an_xls_with_a_password(tmp_path: Path) -> None:
    """A FILEPASS record takes the place of the first record after the beginning."""
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"].value = 1
    plain = bytearray(by_libreoffice(saved(made), ".xlsx", "xls", tmp_path))
    at = plain.index(struct.pack("<HH", 0x0809, 16)) + 20
    assert refusal(bytes(plain), ".xls", dataclasses.replace(BOUNDS, cells=0)).code == (
        "sheet-too-large"
    )
    plain[at : at + 2] = struct.pack("<H", 0x002F)
    assert refusal(bytes(plain), ".xls").code == "password"


def test_much_text_from_little() -> None:
    """One long shared text in many cells is little in the file, and much in memory."""
    text = f"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>{'x' * 32_000}</t></si></sst>"  # noqa: E501
    rows = "".join(f"<row r='{n}'><c r='A{n}' t='s'><v>0</v></c></row>" for n in range(1, 20_001))
    data = parts_of(sheet_xml(rows)) | {"xl/sharedStrings.xml": text}
    data["xl/_rels/workbook.xml.rels"] = rels(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
    )
    assert refusal(zipped(data)).code == "too-much-text"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_a_child_that_needs_more_memory_than_allowed() -> None:
    rows = "".join(f"<row r='{n}'><c r='A{n}'><f>1</f></c></row>" for n in range(1, 200_000))
    error = refusal(xlsx(rows), bounds=dataclasses.replace(BOUNDS, memory=60 << 20))
    assert (error.code, error.args_for_words) == ("too-much-memory", {"limit": 60 << 20})


def test_a_child_that_takes_too_long_is_ended() -> None:
    rows = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(1, 1_000_000))
    data = xlsx(rows)
    before = time.monotonic()
    error = refusal(data, bounds=dataclasses.replace(BOUNDS, seconds=1))
    assert (error.code, error.args_for_words) == ("too-slow", {"seconds": 1})
    assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    ("last_words", "code"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "too-much-memory"),
        ("import os; os.abort()", "too-much-memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "too-slow"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "unreadable"),
        ("raise RuntimeError", "unreadable"),
        ("print('no message')", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_a_child_that_dies(last_words: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_child, "_START", last_words)
    assert refusal(xlsx(ONE)).code == code


def test_files_that_are_too_large_are_not_even_sent() -> None:
    bounds = dataclasses.replace(BOUNDS, csv=3, workbook=5)
    for suffix, limit in ((".csv", 3), (".xlsx", 5), (".xls", 5)):
        error = refusal(b"1,2,3,", suffix, bounds)
        assert (error.code, error.args_for_words) == ("file-too-large", {"size": 6, "limit": limit})


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    *_before, last = messages(xlsx(ONE), ".xlsx", BOUNDS)
    assert isinstance(last, SourceError)
    assert (last.code, last.args_for_words) == ("missing-package", {"package": "python_calamine"})


WORKBOOK = xlsx(ONE + "<row r='3'><c r='B3'><f>1</f></c></row>")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), max_size=4))
def test_a_workbook_with_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WORKBOOK)
    for at, byte in changes:
        data[at] = byte
    *_before, last = messages(bytes(data), ".xlsx", BOUNDS)
    assert last is None or isinstance(last, SourceError)
