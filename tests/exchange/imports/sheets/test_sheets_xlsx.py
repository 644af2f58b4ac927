"""What an `.xlsx` says is read: values, and what stands beside them."""

import datetime as dt
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from sheet_files import parts_of, rels, saved, sheet_xml, xlsx, zipped

from rectledger.exchange.imports.sheets import read_sheets
from rectledger.exchange.imports.source import CellPlace, Range, Sheet, Workbook


def book() -> tuple[openpyxl.Workbook, Worksheet]:
    made = openpyxl.Workbook()
    assert isinstance(made.active, Worksheet)
    return made, made.active


def read(data: bytes) -> Workbook:
    return read_sheets(data, ".xlsx")


def only(data: bytes) -> Sheet:
    (sheet,) = read(data).sheets
    return sheet


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        (7, "General", 7),
        (7.0, "General", 7),
        (0.6, "0%", 0.6),
        (45565, "General", 45565),
        (45565, "yyyy-mm-dd", dt.date(2024, 9, 30)),
        (45565, 'yyyy"年"m"月"d"日"', dt.date(2024, 9, 30)),
        (45565, "[$-804]yyyy年m月d日;@", dt.date(2024, 9, 30)),
        (45565.5, "yyyy/m/d h:mm", dt.datetime.fromisoformat("2024-09-30T12:00")),
        (45565, '"第"0"天"', 45565),
        (45565, "[Red]0", 45565),
        (0.5, "h:mm", "12:00:00"),
        (1.5, "[h]:mm", "36:00:00"),
        (3_000_000, "yyyy-mm-dd", 3_000_000),  # beyond the year 9999
        (True, "General", True),
        ("'abc", "General", "'abc"),
        ("  两边有空  ", "General", "  两边有空  "),
        ("一\n二", "General", "一\n二"),
        ("Cafe\u0301 ２０２４", "General", "Cafe\u0301 ２０２４"),
        (1e300, "General", 1e300),
        ("长" * 32_767, "General", "长" * 32_767),
    ],
)
def test_a_value_is_what_the_cell_has(value: Any, pattern: str, expected: object) -> None:
    made, sheet = book()
    sheet["A1"].value = value
    sheet["A1"].number_format = pattern
    (row,) = only(saved(made)).rows
    assert row == [expected]
    assert type(row[0]) is type(expected)


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    made, sheet = book()
    sheet["A1"].value = "=1+1"
    sheet["A1"].data_type = "s"
    got = only(saved(made))
    assert got.rows == [["=1+1"]]
    assert not got.unstored


@pytest.mark.parametrize(("epoch", "day"), [(False, (2024, 9, 30)), (True, (2028, 10, 1))])
def test_days_count_from_the_workbooks_epoch(epoch: bool, day: tuple[int, int, int]) -> None:
    made, sheet = book()
    if epoch:
        made.epoch = CALENDAR_MAC_1904
    sheet["A1"].value, sheet["A1"].number_format = 45565, "yyyy-mm-dd"
    got = read(saved(made))
    assert got.date_1904 is epoch
    assert got.sheets[0].rows == [[dt.date(*day)]]


def test_values_stand_where_they_are_however_far_from_the_corner() -> None:
    made, sheet = book()
    sheet["C4"].value = "x"
    got = only(saved(made))
    assert got.rows == [[], [], [], [None, None, "x"]]
    assert str(got.place(3, 2)) == "Sheet!C4"


def test_escapes_of_characters_are_undone_once() -> None:
    escaped = "a_x000D_b_x005F_x000D_"
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{escaped}</t></is></c></row>'
    assert only(xlsx(rows)).rows == [["a\rb_x000D_"]]


def test_control_characters_in_a_text_are_kept() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0007_b&#9;c</t></is></c></row>'
    assert only(xlsx(rows)).rows == [["a\x07b\tc"]]


FORMULAS = [
    ("<c r='A1'><f>1+1</f></c>", True, None),
    ("<c r='A1'><f>1+1</f><v></v></c>", True, None),
    ("<c r='A1'><f>1+1</f><v/></c>", True, None),
    ("<c r='A1'><f>1+1</f><v>2</v></c>", False, 2),
    ("<c r='A1'><f>1-1</f><v>0</v></c>", False, 0),
    ("<c r='A1' t='str'><f>A2</f><v></v></c>", False, None),  # an empty text is a value
    ("<c r='A1' t='str'><f>A2</f></c>", True, None),
    ("<c r='A1' t='str'><f>A2</f><v>x</v></c>", False, "x"),
    ("<c r='A1'><f t='shared' si='0'/></c>", True, None),
    ("<c r='A1'><v>5</v></c>", False, 5),
]


@pytest.mark.parametrize(("cell", "unstored", "value"), FORMULAS)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_formula_without_a_stored_value_is_told(
    cell: str, unstored: bool, value: object, prefix: str
) -> None:
    rows = f"<row r='1'>{cell}<c r='B1'><v>1</v></c></row>"
    data = sheet_xml(rows)
    if prefix:
        data = data.replace("xmlns=", "xmlns:x=").replace("</", "</@").replace("<", "<x:")
        data = data.replace("<x:/@", "</x:")
    got = only(zipped(parts_of(data)))
    assert got.unstored == ({(0, 0)} if unstored else frozenset())
    assert got.rows == [[value, 1]]


def test_a_nought_is_no_value_where_the_writer_computed_nothing() -> None:
    rows = "<row r='1'><c r='A1'><f>B1</f><v>0</v></c><c r='B1'><v>0</v></c></row>"
    for settings, unstored in (("", set()), ("<calcPr fullCalcOnLoad='1'/>", {(0, 0)})):
        data = parts_of(sheet_xml(rows))
        workbook = str(data["xl/workbook.xml"])
        data["xl/workbook.xml"] = workbook.replace("</workbook>", settings + "</workbook>")
        got = only(zipped(data))
        assert got.unstored == unstored
        assert got.rows == [[None if unstored else 0, 0]]


def test_formulas_that_openpyxl_wrote_have_no_value_even_beyond_the_last_one() -> None:
    made, sheet = book()
    sheet["A1"].value = 1
    sheet["C3"].value = "=A1+1"
    got = only(saved(made))
    assert got.unstored == {(2, 2)}
    assert got.rows == [[1], [], [None, None, None]]


def test_a_formula_in_an_extension_is_of_no_cell() -> None:
    extension = "<extLst><ext><f>1</f></ext></extLst>"
    got = only(xlsx("<row r='1'><c r='A1'/></row>", after=extension))
    assert (got.rows, got.unstored) == ([], frozenset())


def test_an_error_is_its_text_and_is_listed() -> None:
    rows = "<row r='2'><c r='C2' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
    got = read(xlsx(rows))
    assert got.sheets[0].rows == [[], [None, None, "#DIV/0!"]]
    assert got.unread == [(CellPlace("S1", 1, 2), "cell-error", {"value": "#DIV/0!"})]


VALUES = [(1, "A1"), (3, "C3")]


def test_merged_ranges_end_with_the_values() -> None:
    rows = "".join(f"<row r='{n}'><c r='{cell}'><v>1</v></c></row>" for n, cell in VALUES)
    ranges = ("A1:B2", "C3:XFD1048576", "D4:E5")
    merged = "".join(f"<mergeCell ref='{each}'/>" for each in ranges)
    got = only(xlsx(rows, after=f"<mergeCells>{merged}</mergeCells>"))
    assert set(got.merged) == {Range(0, 0, 1, 1), Range(2, 2, 2, 2)}


def test_hidden_sheets_rows_and_columns() -> None:
    made, sheet = book()
    sheet.append(["a", "b", "c"])
    sheet.append(["d", "e", "f"])
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[9].hidden = True  # nothing there
    sheet.column_dimensions["B"].hidden = True
    made.create_sheet("hidden").sheet_state = "hidden"
    made.create_sheet("very").sheet_state = "veryHidden"
    shown, hidden, very = read(saved(made)).sheets
    assert (shown.hidden, hidden.hidden, very.hidden) == (False, True, True)
    assert (shown.hidden_rows, shown.hidden_columns) == ({1}, {1})


def test_rows_and_columns_without_height_or_width_are_hidden() -> None:
    columns = "<cols><col min='1' max='16384' width='0'/></cols>"
    rows = "<row r='1' ht='0'><c r='A1'><v>1</v></c></row><row r='2'><c r='B2'><v>1</v></c></row>"
    got = only(xlsx(rows, before=columns))
    assert (got.hidden_rows, got.hidden_columns) == ({0}, {0, 1})


CRITERION = "<filterColumn colId='0'><filters><filter val='x'/></filters></filterColumn>"
BUTTON = "<filterColumn colId='0' hiddenButton='1'/>"
ROWS = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in (1, 2, 3))
HIDDEN = ROWS.replace("r='2'>", "r='2' hidden='1'>", 1)
VIEWS = "<customSheetViews><customSheetView>{}</customSheetView></customSheetViews>"


@pytest.mark.parametrize(
    ("rows", "before", "after", "filtered"),
    [
        (ROWS, "", "", False),
        (HIDDEN, "", "", False),
        (ROWS, "", "<autoFilter ref='A1:A3'/>", False),
        (ROWS, "", f"<autoFilter ref='A1:A3'>{BUTTON}</autoFilter>", False),
        (ROWS, "", f"<autoFilter ref='A1:A3'>{CRITERION}</autoFilter>", True),
        (HIDDEN, "", "<autoFilter ref='A1:A3'/>", True),
        (HIDDEN, "", "<autoFilter ref='A2:A3'/>", False),  # a header is hidden by no filter
        (ROWS, "<sheetPr filterMode='1'/>", "", True),
        (ROWS, "", VIEWS.format(f"<autoFilter ref='A1:A3'>{CRITERION}</autoFilter>"), False),
    ],
)
def test_a_filter_that_is_on(rows: str, before: str, after: str, filtered: bool) -> None:
    assert only(xlsx(rows, before=before, after=after)).filtered is filtered


@pytest.mark.parametrize(("inside", "filtered"), [("", False), (CRITERION, True)])
def test_a_filter_of_a_table(inside: str, filtered: bool) -> None:
    data = parts_of(sheet_xml(ROWS))
    data["xl/worksheets/_rels/sheet1.xml.rels"] = rels(("table", "../tables/table1.xml"))
    data["xl/tables/table1.xml"] = (
        f"<table xmlns='urn:x'><autoFilter ref='A1:A3'>{inside}</autoFilter></table>"
    )
    assert only(zipped(data)).filtered is filtered


@pytest.mark.parametrize(
    ("fill", "colours"),
    [
        (None, False),
        (PatternFill("solid", fgColor="FFFFFF00"), True),
        (PatternFill("solid", fgColor="FFFFFFFF"), False),
        (PatternFill("lightGray"), True),
    ],
)
def test_cells_filled_with_a_colour(fill: PatternFill | None, colours: bool) -> None:
    made, sheet = book()
    sheet["A1"].value = "x"
    if fill:
        sheet["B7"].fill = fill
    got = only(saved(made))
    assert got.colours is colours
    assert got.rows == [["x"]]


def test_comments_are_read_and_a_thread_stands_for_its_comment() -> None:
    made, sheet = book()
    sheet["A1"].value = "x"
    sheet["B2"].comment = Comment("第一行\n第二行", "某人")
    assert only(saved(made)).comments == {(1, 1): "第一行\n第二行"}

    data = parts_of(sheet_xml(ROWS))
    data["xl/worksheets/_rels/sheet1.xml.rels"] = rels(
        ("comments", "/xl/comments1.xml"), ("threadedComment", "../threads.xml")
    )
    data["xl/comments1.xml"] = (
        "<comments xmlns='urn:x'><commentList><comment ref='A1'><text><t>[Threaded]</t></text>"
        "</comment><comment ref='A2'><text><r><t>a_x000D_</t></r><r><t>b</t></r>"
        "<rPh><t>no</t></rPh></text></comment></commentList></comments>"
    )
    data["xl/threads.xml"] = (
        "<T xmlns='urn:x'><threadedComment ref='A1'><text>问</text></threadedComment>"
        "<threadedComment ref='A1'><text>答</text></threadedComment></T>"
    )
    assert only(zipped(data)).comments == {(0, 0): "问\n答", (1, 0): "a\rb"}


def test_sheets_without_cells_are_passed_over_and_the_others_keep_their_names() -> None:
    data = parts_of(sheet_xml(ROWS), sheet_xml(""), names=("../a", "图表"))
    data["xl/_rels/workbook.xml.rels"] = rels(
        ("worksheet", "worksheets/sheet1.xml"), ("chartsheet", "chartsheets/sheet1.xml")
    )
    data["xl/chartsheets/sheet1.xml"] = "<chartsheet xmlns='urn:x'/>"
    assert [sheet.name for sheet in read(zipped(data)).sheets] == ["../a"]


def test_an_empty_sheet_has_no_rows() -> None:
    made, _sheet = book()
    assert only(saved(made)).rows == []
