"""`.xls` as LibreOffice writes it, and workbooks that went through LibreOffice."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from sheet_files import by_libreoffice, saved

from rectledger.exchange.imports.sheets import read_sheets
from rectledger.exchange.imports.sheets.bounds import BOUNDS
from rectledger.exchange.imports.sheets.child import messages
from rectledger.exchange.imports.source import CellPlace, Range, SourceError, Workbook

TO = {".xls": "xls", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}


def paper(*, from_1904: bool = False) -> bytes:
    """A workbook with one of everything that is told."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    if from_1904:
        made.epoch = CALENDAR_MAC_1904
    sheet.title = "台账"
    sheet.append(["序号", "问题", "完成时限", "完成率", "完成", "合计"])
    for n, state in ((1, "甲"), (2, "乙"), (3, "甲")):
        sheet.append([n, state, dt.date(2024, 9, n), 0.6, True, f"=A{n + 1}*2"])
    for row in (2, 3, 4):
        sheet.cell(row, 3).number_format = "yyyy/m/d"
        sheet.cell(row, 4).number_format = "0%"
    sheet["G2"].value, sheet["H2"].value, sheet["I2"].value = 0.5, 1.5, "=1/0"
    sheet["G2"].number_format, sheet["H2"].number_format = "h:mm", "[h]:mm:ss"
    sheet["B6"].value = "合并"
    sheet["D8"].value = "第一行\n第二行"
    sheet.merge_cells("B6:D7")
    sheet["B3"].comment = Comment("批注", "某人")
    sheet["A1"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[4].hidden = True
    for name, state in (("藏", "hidden"), ("空", "visible")):
        made.create_sheet(name).sheet_state = state
    sheet.auto_filter.ref = "A1:F4"
    sheet.auto_filter.add_filter_column(1, ["乙"])
    for row in (2, 4):
        sheet.row_dimensions[row].hidden = True
    made["空"].auto_filter.ref = "A1:B3"
    return saved(made)


@pytest.fixture(scope="module", params=[".xls", ".xlsx"])
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def got(suffix: str, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    folder = tmp_path_factory.mktemp("office")
    return read_sheets(by_libreoffice(paper(), ".xlsx", TO[suffix], folder), suffix)


def test_values(got: Workbook) -> None:
    rows = got.sheets[0].rows
    assert rows[0] == ["序号", "问题", "完成时限", "完成率", "完成", "合计"]
    assert rows[1] == [
        1, "甲", dt.date(2024, 9, 1), 0.6, True, 2, "12:00:00", "36:00:00", "#DIV/0!",
    ]  # fmt: skip
    assert [type(value) for value in rows[1][:6]] == [int, str, dt.date, float, bool, int]
    assert rows[4:] == [[], [None, "合并"], [], [None, None, None, "第一行\n第二行"]]
    assert list(got.unread) == [(CellPlace("台账", 1, 8), "cell-error", {"value": "#DIV/0!"})]


def test_what_stands_beside_the_values(got: Workbook) -> None:
    first, second, third = got.sheets
    assert list(first.merged) == [Range(5, 1, 6, 3)]
    assert (first.hidden_rows, first.hidden_columns) == ({1, 3}, {3})
    assert {cell: text.strip() for cell, text in first.comments.items()} == {(2, 1): "批注"}
    assert [sheet.hidden for sheet in got.sheets] == [False, True, False]
    assert [sheet.filtered for sheet in got.sheets] == [True, False, False]
    assert [sheet.colours for sheet in got.sheets] == [True, False, False]
    assert [sheet.unstored for sheet in got.sheets] == [frozenset()] * 3
    assert (second.rows, third.rows) == ([], [])


def test_days_of_1904(suffix: str, tmp_path: Path) -> None:
    data = by_libreoffice(paper(from_1904=True), ".xlsx", TO[suffix], tmp_path)
    again = read_sheets(data, suffix)
    assert again.date_1904
    assert again.sheets[0].rows[1][2] == dt.date(2024, 9, 1)


def test_an_xls_that_is_damaged_is_refused_or_read(tmp_path: Path) -> None:
    data = by_libreoffice(paper(), ".xlsx", "xls", tmp_path)
    ends = []
    for at in range(0, len(data), len(data) // 40):
        for broken in (data[:at], data[:at] + b"\xff" * 16 + data[at + 16 :]):
            *_before, last = messages(broken, ".xls", BOUNDS)
            assert last is None or isinstance(last, SourceError)
            ends.append(last.code if last else None)
    assert "not-a-workbook" in ends
    assert not set(ends) - {"not-a-workbook", None}


@pytest.mark.parametrize("encoding", [76, 85])  # LibreOffice's numbers of UTF-8 and GB18030
def test_a_csv_by_libreoffice(encoding: int, tmp_path: Path) -> None:
    filter_options = f"csv:Text - txt - csv (StarCalc):44,34,{encoding}"
    data = by_libreoffice(paper(), ".xlsx", filter_options, tmp_path)
    rows = read_sheets(data, ".csv").sheets[0].rows
    assert rows[0][:2] == ["序号", "问题"]
    assert rows[7][3] == "第一行\n第二行"


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = by_libreoffice(paper(), ".xlsx", "xls", tmp_path)
    list(messages(data[: len(data) // 2], ".xls", BOUNDS))
    list(messages(data, ".xls", BOUNDS))
    assert "".join(capfd.readouterr()) == ""
