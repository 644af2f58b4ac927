"""Workbooks keep their values: every text stays text, every date a date."""

import re
import warnings
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

import strategies  # noqa: F401  # settles hypothesis
from builders import settings
from rectledger.core.findings import Finding
from rectledger.formatting.values import visible
from rectledger.i18n import language as words
from rectledger.publish.context import About
from rectledger.publish.formats import xlsx_cells, xlsx_sheet_names
from rectledger.publish.formats.reproducible_zip import stable
from rectledger.publish.formats.xlsx import Sheet, workbook
from rectledger.publish.tables.table import Column, Table

DAY = "2021-10-31"
HOSTILE = [
    '=HYPERLINK("http://x.example","y")', "+cmd|' /C calc'!A0", "@SUM(1,2)", "-1+1", "=1", "'quot",
    "1-2", "2021-10-31", "007", "1e5", "50%", "TRUE", "false", "#N/A", "Mar 1", " padded ", "a\tb",
    "two\nlines", "_x000D_", "<b>&amp;</b>", "]]>", "\x1b[31m", "\x00", "\u202eright", "\ufffe",
    "字\U0001f600", "_x005F_x000D_",
]  # fmt: skip
texts = st.text(st.characters(exclude_categories=())) | st.sampled_from(HOSTILE)


def about(**changes: Any) -> About:
    return About(settings(), DAY, **changes)


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def one_column(*values: str | float | None, **column: Any) -> Sheet:
    return Sheet("One", Table([Column("Header", **column)], [[value] for value in values]))


def back(*values: str | float | None, **column: Any) -> list[Any]:
    """The cells of a column, written and read back."""
    sheet = opened(workbook([one_column(*values, **column)], about()))["One"]
    return [row[0] for row in sheet.iter_rows(min_row=2, max_row=len(values) + 1)]


@given(st.lists(texts, min_size=1, max_size=8))
@example(HOSTILE)
def test_any_text_comes_back_as_itself_and_is_never_a_formula(given_texts: list[str]) -> None:
    for text, cell in zip(given_texts, back(*given_texts), strict=True):
        assert cell.data_type in ("s", "n")  # an empty cell has no type
        # Readers take `_x000D_` for a character unless it is escaped.
        assert unescape(cell.value or "") == visible(text, lines=True)


@pytest.mark.parametrize("text", HOSTILE[:15])
def test_what_could_be_taken_for_something_else_is_kept_a_text_when_it_is_edited(text: str) -> None:
    assert back(text)[0].quotePrefix


@pytest.mark.parametrize("text", ["Pay", "整改中", "已销号，常态化", "x" * 40 + "1", "truely", ""])
def test_a_text_that_only_reads_as_text_has_no_apostrophe(text: str) -> None:
    assert not back(text)[0].quotePrefix


def test_days_are_dates_and_numbers_are_numbers() -> None:
    days = back("2021-10-31", "9999-12-31", "1900-03-01", form="day")
    assert [type(cell.value) for cell in days] == [datetime] * 3
    assert [f"{cell.value:%Y-%m-%d}" for cell in days] == ["2021-10-31", "9999-12-31", "1900-03-01"]
    assert {cell.number_format for cell in days} == {"yyyy-mm-dd"}
    assert [cell.value for cell in back(0, 57, 10**15, None, form="number")] == [
        0,
        57,
        10**15,
        None,
    ]
    (rate,) = back(0.842, form="rate")
    assert (rate.value, rate.number_format) == (0.842, "0.0%")


@pytest.mark.parametrize(
    "text", ["1900-02-28", "1000-01-01", "2021-10", "2021-02-30", "none", "٢٠٢١-١٠-٣١"]
)
def test_what_is_no_day_of_a_workbook_is_text_among_days(text: str) -> None:
    assert back(text, form="day")[0].value == text


names = st.lists(
    st.text(max_size=40) | st.sampled_from(["History", "a", "A", "Ａ", "'x'", ""]), max_size=6
)


@given(names)
@example(["x" * 31 + "1", "x" * 31 + "2", "[a]:*?/\\", "history", "'", "'a'", "\U0001f600" * 16])
def test_names_of_sheets_are_valid_and_unique_whatever_the_case(wanted: list[str]) -> None:
    found = xlsx_sheet_names.valid(wanted)
    assert len({name.casefold() for name in found}) == len(wanted)
    book = Workbook()
    for name in found:
        assert 0 < xlsx_cells.units(name) <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]|^'|'$", name)
        assert name.casefold() != "history"
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert book.create_sheet(name).title == name or name.casefold() == "sheet"


def test_a_name_that_is_valid_is_kept() -> None:
    assert xlsx_sheet_names.valid(["执行局", "Finance & Co."]) == ["执行局", "Finance & Co."]


@given(st.text(st.sampled_from("a字\U0001f600"), max_size=60), st.integers(2, 20))
def test_pieces_are_short_enough_and_together_the_whole(text: str, most: int) -> None:
    found = list(xlsx_cells.pieces(text, most))
    assert "".join(found) == text
    assert all(most - 2 < xlsx_cells.units(piece) <= most for piece in found[:-1])
    assert all(xlsx_cells.units(piece) <= most for piece in found)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_text_that_no_cell_holds_is_cut_with_a_note_and_whole_on_a_sheet(
    language: words.Language,
) -> None:
    words.use(language)
    long = "=" + "整改\U0001f600" * 20_000
    book = opened(workbook([one_column("short", long), one_column(long)], about()))
    name = {"en": "Long texts", "zh": "长文本"}[language]
    held = book["One"]["A3"].value
    assert xlsx_cells.units(held) in (xlsx_cells.MOST - 1, xlsx_cells.MOST)
    note, beginning = held.split("\n")
    assert note.endswith(f"no. 1 on sheet “{name}”]" if language == "en" else f"“{name}”序号1】")
    assert long.startswith(beginning)
    number, stands, at, piece, text = zip(
        *book[name].iter_rows(min_row=2, values_only=True), strict=True
    )
    assert (set(number), set(stands), set(at)) == ({1}, {"One"}, {"A3"})
    assert piece == tuple(range(1, len(piece) + 1))
    assert "".join(text) == long
    assert max(map(xlsx_cells.units, text)) <= xlsx_cells.MOST
    assert book["One (2)"]["A2"].value == held  # the same text occurs once


def test_where_every_text_fits_there_is_no_sheet_of_long_ones() -> None:
    assert opened(workbook([one_column("x" * xlsx_cells.MOST)], about())).sheetnames == [
        "About",
        "One",
    ]


def test_a_sheet_has_its_filter_its_frozen_header_and_its_width() -> None:
    table = Table([Column("A", width=20), Column("B", "number", 8)], [["x", 1], ["y", 2]])
    sheet = opened(workbook([Sheet("One", table)], about()))["One"]
    assert sheet.auto_filter.ref == "A1:B3"
    book = opened(workbook([Sheet("One", table._replace(totals=1))], about()))
    assert book["One"].auto_filter.ref == "A1:B2"  # the total is excluded from sorting
    assert (sheet.freeze_panes, sheet.print_title_cols) == ("B2", "$A:$A")
    assert sheet.print_title_rows == "$1:$1"
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [21, 9]
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == (
        "Rectification",
        "As of 31 October 2021",
    )


@pytest.mark.parametrize(
    ("width", "paper", "across"), [(100, "9", 1), (101, "8", 1), (300, "8", 1), (390, "8", 2)]
)
def test_what_is_wide_is_printed_on_larger_paper_and_on_more_of_it(
    width: int, paper: str, across: int
) -> None:
    table = Table([Column("A", width=40), Column("B", width=width - 40)], [["x", "y"]], keys=2)
    sheet = opened(workbook([Sheet("One", table)], about()))["One"]
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth) == (paper, across)
    assert (sheet.freeze_panes, sheet.print_title_cols) == ("C2", "$A:$B")
    assert sheet.page_setup.pageOrder == "overThenDown"


def test_what_it_is_about_has_the_whole_name_of_a_sheet() -> None:
    name = "Resident Discipline Inspection Group"
    book = opened(workbook([Sheet(name, Table([Column("A")], [["x"]]))], about()))
    assert book.sheetnames[1] == "Resident Discipline Inspection"
    assert name in [cell.value for cell in book["About"]["A"]]


def test_a_row_is_as_high_as_its_text_and_never_higher_than_rows_are() -> None:
    sheet = opened(workbook([one_column("a", "整改" * 20, "a\n" * 9, "a\n" * 99)], about()))["One"]
    heights = [sheet.row_dimensions[n].height for n in (2, 3, 4, 5)]
    assert heights == sorted(heights)
    assert heights[1] > 3 * heights[0]
    assert heights[3] == 409


def test_what_may_be_edited_is_chosen_from_a_list_whatever_is_in_it() -> None:
    choices = ["A, with a comma", *("部门" * 20 + str(n) for n in range(20)), "=1"]
    book = opened(
        workbook([one_column("=1", choices=choices), one_column(choices=choices)], about())
    )
    for name in ("One", "One (2)"):
        (rule,) = book[name].data_validations.dataValidation
        assert (rule.type, str(rule.sqref), rule.allow_blank) == ("list", "A2:A1048576", True)
        assert rule.formula1 == "'Choices'!$A$2:$A$23"
    hidden = book["Choices"]
    assert hidden.sheet_state == "hidden"
    assert [row[0] for row in hidden.iter_rows(min_row=2, values_only=True)] == choices


def test_the_first_sheet_says_what_it_is_about_and_what_is_missing_opens_it() -> None:
    whole = opened(workbook([one_column("x")], about()))
    assert whole.active.title == "One"
    lost = about(unreadable=[Finding("bad-yaml", "issues/002.yaml")])
    part = opened(workbook([one_column("x")], lost))
    assert part.active.title == "About"
    said = [row[0] for row in part["About"].iter_rows(values_only=True)]
    assert said[:3] == ["Rectification", lost.missing(), "As of 31 October 2021"]
    assert said[-1] == "One"
    warning, line = part["About"]["A2"].font, part["About"]["A3"].font
    assert (warning.bold, warning.color.rgb, line.bold) == (True, "00C00000", False)
    # It is repeated on each printed page.
    footer = part["One"].oddFooter.left.text
    assert footer == "Incomplete: 1 ledger file cannot be read: issues/002.yaml"


@pytest.mark.parametrize(("language", "face"), [("zh", "SimSun"), ("en", "Calibri")])
def test_its_letters_are_those_that_offices_are_used_to(
    language: words.Language, face: str
) -> None:
    words.use(language)
    (sheet,) = opened(workbook([one_column("x", 1, None)], about())).worksheets[1:]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {face}


def test_a_title_is_data_in_a_header_and_in_the_properties() -> None:
    hostile = About(settings(title="=A&D &P\x0c2021"), DAY)
    data = workbook([one_column("x")], hostile)
    book = opened(data)
    assert book["About"]["A1"].value == "=A&D &P\\x0c2021"
    assert book["About"]["A1"].data_type == "s"
    assert book.properties.title == "=A&D &P\\x0c2021"
    assert "&" not in (book["One"].oddHeader.left.text or "")


def test_the_same_content_gives_the_same_bytes_and_holds_no_time_but_the_day() -> None:
    sheet = one_column("x", "=1", choices=["x"])
    data = workbook([sheet], about())
    assert data == workbook([sheet], about())
    with ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(data).properties
    for time in (properties.created, properties.modified):
        assert f"{time:%Y-%m-%d %H:%M:%S}" == f"{DAY} 00:00:00"


def test_a_zip_is_stable_in_its_order_and_its_entries_may_be_rewritten() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("b", "two")
        archive.writestr("a", "one")
    made = stable(out.getvalue(), rewritten={"a": lambda old: [old, b"!"]})
    with ZipFile(BytesIO(made)) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == [
            ("b", b"two"), ("a", b"one!"),
        ]  # fmt: skip


def test_progress_is_told_up_to_the_last_row() -> None:
    told: list[tuple[int, int]] = []
    workbook(
        [one_column(*range(1200)), one_column("x")], about(), tell=lambda *now: told.append(now)
    )
    assert told == [(500, 1201), (1000, 1201), (1200, 1201), (1201, 1201)]
