"""Workbooks and documents opened by a real LibreOffice: their content, and what it prints."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as Tree

import pytest

from builders import close, issue, ledger, measure, settings
from rectledger.core.items import items_on
from rectledger.core.model import Ledger
from rectledger.formatting import values
from rectledger.i18n import language
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents import bulletin, notice, overdue_list
from rectledger.publish.documents.ledger_workbook import gather, made
from rectledger.publish.make_document import document
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.load_ledger import open_ledger
from transcript import ROOT

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is needed")

DAY = "2021-10-31"
HOSTILE = [
    '=HYPERLINK("http://x.example","y")', "+cmd|' /C calc'!A0", "@SUM(1,2)", "-1+1", "1-2", "007",
    "<script>x</script>", "_x000D_", "'quoted'", "two\nlines", " padded ", "𠮷",
]  # fmt: skip
LONG = "整改，" * 15_000
NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


class Cell(NamedTuple):
    """A cell as LibreOffice reads it."""

    kind: str | None  # string, float, date; None: empty
    text: str
    formula: bool


Sheets = dict[str, list[list[Cell]]]


class Converted(NamedTuple):
    real: Sheets
    hostile: Sheets
    pages: bytes  # the real ledger's, as a PDF


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    language.use("zh")


@pytest.fixture(scope="module")
def real() -> Ledger:
    opened = open_ledger(Folder(ROOT / "data")).ledger
    assert opened is not None
    return opened


def hostile() -> Ledger:
    issues = [
        issue(id=n, title=text, log=[close("2021-10-01", note=text)])
        for n, text in enumerate(HOSTILE, 1)
    ]
    issues.append(issue(id=99, title="Long", log=[close("2021-10-01", note=LONG)]))
    departments = {"enforcement": {"name": "=1+1"}, "finance": {"name": "[Finance]: a/b?"}}
    return ledger(issues, [measure(title=HOSTILE[0])], under=settings(departments=departments))


@pytest.fixture(scope="module")
def converted(real: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Converted:
    language.use("zh")
    folder = tmp_path_factory.mktemp("office")
    for name, one in {"real": real, "hostile": hostile()}.items():
        data = made(gather(one, DAY, asked=DocumentOptions()), About(one.settings, DAY), None)
        (folder / f"{name}.xlsx").write_bytes(data)
    convert(folder, "fods", "real", "hostile")
    convert(folder, "pdf", "real")
    pages = (folder / "real.pdf").read_bytes()
    return Converted(sheets(folder / "real.fods"), sheets(folder / "hostile.fods"), pages)


def convert(folder: Path, form: str, *names: str, suffix: str = "xlsx") -> None:
    """Open files in LibreOffice, and save them in another format next to the originals."""
    files = [folder / f"{name}.{suffix}" for name in names]
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", form, "--outdir", folder, *files],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


def sheets(file: Path) -> Sheets:
    """The cells of each sheet, without trailing empty ones."""
    spreadsheet = Tree.parse(file).getroot().find("office:body/office:spreadsheet", NS)  # noqa: S314
    assert spreadsheet is not None
    found: Sheets = {}
    for table in spreadsheet.findall("table:table", NS):
        rows = [row(one) for one in table.iter(named("table:table-row"))]
        found[table.attrib[named("table:name")]] = [one for one in rows if one]
    return found


def row(element: Tree.Element) -> list[Cell]:
    cells: list[Cell] = []
    for one in element.findall("table:table-cell", NS):
        kind = one.get(named("office:value-type"))
        shown = "\n".join(said(paragraph) for paragraph in one.findall("text:p", NS))
        value = one.get(named("office:date-value")) or one.get(named("office:value")) or shown
        times = int(one.get(named("table:number-columns-repeated"), "1"))
        cell = Cell(kind, value, one.get(named("table:formula")) is not None)
        cells += [cell] * (times if times < 1000 else 0)
    while cells and cells[-1].kind is None:
        cells.pop()
    return cells


def said(paragraph: Tree.Element) -> str:
    """A paragraph's text; repeated spaces are stored as a count."""
    parts = [paragraph.text or ""]
    for one in paragraph:
        spaces = int(one.get(named("text:c"), "1")) if one.tag == named("text:s") else 0
        parts += [" " * spaces, said(one), one.tail or ""]
    return "".join(parts)


def named(name: str) -> str:
    space, _colon, local = name.partition(":")
    return f"{{{NS[space]}}}{local}"


def column(rows: list[list[Cell]], header: str) -> list[Cell]:
    at = [cell.text for cell in rows[0]].index(header)
    return [row[at] if len(row) > at else Cell(None, "", False) for row in rows[1:]]


def test_the_real_ledger_has_its_57_issues_with_what_the_ledger_says_of_each(
    converted: Converted, real: Ledger
) -> None:
    issues, measures = items_on(real, DAY)
    rows = converted.real["问题台账"]
    assert [cell.text for cell in column(rows, "序号")] == [str(n) for n in range(1, 58)]
    expected = [
        (values.text_of(one.record.title), values.department(real.settings, one.status.lead))
        for one in issues
    ]
    titles, leads = column(rows, "具体问题"), column(rows, "牵头部门")
    assert [(a.text, b.text) for a, b in zip(titles, leads, strict=True)] == expected
    assert [cell.text for cell in column(converted.real["措施台账"], "整改措施")] == [
        values.text_of(one.record.title) for one in measures
    ]


@pytest.mark.parametrize(
    ("header", "said"), [("首次时限", "due"), ("完成时限", "deadline"), ("销号日期", "closed")]
)
def test_its_days_are_days(converted: Converted, real: Ledger, header: str, said: str) -> None:
    issues, _measures = items_on(real, DAY)
    days = [
        {"due": one.record.due, "deadline": one.status.deadline, "closed": one.closed_on}[said]
        for one in issues
    ]
    cells = column(converted.real["问题台账"], header)
    assert [cell.text or None for cell in cells] == days
    assert {cell.kind for cell in cells} <= {"date", None}


def test_it_has_a_sheet_for_each_department_with_what_it_leads(
    converted: Converted, real: Ledger
) -> None:
    issues, _measures = items_on(real, DAY)
    led: dict[str, list[str]] = {}
    for one in issues:
        led.setdefault(values.department(real.settings, one.status.lead), []).append(one.ref)
    for name, refs in led.items():
        rows = converted.real[name]
        pairs = zip(column(rows, "序号"), column(rows, "职责分工"), strict=True)
        assert [number.text for number, part in pairs if part.text == "牵头"] == refs


def test_nothing_is_a_formula_and_numbers_are_numbers(converted: Converted) -> None:
    for book in (converted.real, converted.hostile):
        assert not any(cell.formula for rows in book.values() for row in rows for cell in row)
        assert {cell.kind for cell in column(book["问题台账"], "序号")} == {"float"}


def test_hostile_texts_are_those_texts(converted: Converted) -> None:
    rows = converted.hostile["问题台账"]
    titles = column(rows, "具体问题")
    assert [cell.text for cell in titles[:-1]] == HOSTILE
    assert {cell.kind for cell in titles} == {"string"}
    notes = [cell.text for cell in column(rows, "整改进展")]
    assert notes[:-1] == [f"2021-10-01 销号：{text}" for text in HOSTILE]
    assert converted.hostile["选项"][1][1] == Cell("string", "=1+1", formula=False)
    assert "=1+1" in converted.hostile


def test_a_long_note_is_cut_and_whole_on_its_sheet(converted: Converted) -> None:
    # LibreOffice breaks a line this long itself.
    cut = column(converted.hostile["问题台账"], "整改进展")[-1].text.replace("\n", "")
    assert 32_700 < len(cut) <= 32_767
    assert cut.startswith("【内容超出单元格容量，已截断。全文见工作表“长文本”序号1】2021-10-01")
    whole = "".join(cell.text for cell in column(converted.hostile["长文本"], "全文"))
    assert whole.replace("\n", "") == f"2021-10-01 销号：{LONG}"


def test_it_prints_on_a3_across(converted: Converted) -> None:
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 (\d+)[\d.]* (\d+)", converted.pages)
    assert boxes.count((b"595", b"841")) == 1  # what it is about
    assert set(boxes) == {(b"595", b"841"), (b"1190", b"841")}


def test_a_document_holds_what_the_ledger_holds(real: Ledger, tmp_path: Path) -> None:
    about = About(real.settings, DAY)
    for kind, module in {"notice": notice, "overdue": overdue_list, "bulletin": bulletin}.items():
        content = module.content(module.gather(real, DAY, asked=DocumentOptions()), about)
        (tmp_path / f"{kind}.docx").write_bytes(document(kind, "docx", content, about, None))
    convert(tmp_path, "txt:Text (encoded):UTF8", "notice", "overdue", "bulletin", suffix="docx")
    said = {file.stem: file.read_text("utf-8-sig") for file in tmp_path.glob("*.txt")}
    issues, _measures = items_on(real, DAY)
    at = 0
    for item in issues:
        title = values.text_of(item.record.title)
        at = said["notice"].index(f"{item.ref}. {title}", at)
        assert (title in said["overdue"]) == (not item.counted)
    assert "已完成整改48个（48/57，84.2%），其中转入常态化推进14个；仍在整改9个" in said["notice"]
    for department in real.settings.departments.values():
        assert values.text_of(department.name) in said["bulletin"]


def test_a_document_of_hostile_texts_holds_them_as_they_are(tmp_path: Path) -> None:
    whole = hostile()
    about = About(whole.settings, DAY)
    content = notice.content(notice.gather(whole, DAY, asked=DocumentOptions()), about)
    (tmp_path / "hostile.docx").write_bytes(document("notice", "docx", content, about, None))
    convert(tmp_path, "txt:Text (encoded):UTF8", "hostile", suffix="docx")
    said = (tmp_path / "hostile.txt").read_text("utf-8-sig")
    for n, text in enumerate(HOSTILE, 1):
        assert f"{n}. {' '.join(text.split())}" in said, text
    assert LONG.rstrip("，") in said
