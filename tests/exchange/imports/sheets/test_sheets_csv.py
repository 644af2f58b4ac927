"""CSV: its encoding, its delimiter, its quotes."""

import csv
import dataclasses
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.sheets import read_sheets
from rectledger.exchange.imports.sheets.bounds import BOUNDS, Bounds
from rectledger.exchange.imports.sheets.csv_table import delimiter_of, records
from rectledger.exchange.imports.sheets.csv_text import text_of
from rectledger.exchange.imports.source import Sheet, SourceError

PAPER = "序号,问题,状态\r\n1,河道排口整治不到位,整改中\r\n"


def only(data: bytes) -> Sheet:
    (sheet,) = read_sheets(data, ".csv").sheets
    return sheet


def refusal(data: bytes, bounds: Bounds = BOUNDS) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_sheets(data, ".csv", bounds)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_are_told_by_the_bytes(encoding: str) -> None:
    got = only(PAPER.encode(encoding))
    assert got.rows == [["序号", "问题", "状态"], ["1", "河道排口整治不到位", "整改中"]]
    assert (got.name, str(got.place(1, 2))) == ("", "C2")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Co", "Cs"))))
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert text_of(text.encode("utf-8-sig")) == text
    assert text_of(text.encode("utf-16")) == text


COMMON = st.text(
    st.sampled_from("一个整改问题台账序号责任单位完成时限，。“”（）、；abc123,\n"), min_size=1
)


@given(COMMON)
def test_gb18030_is_read_as_it_is(text: str) -> None:
    data = text.encode("gb18030")
    try:
        data.decode()
    except UnicodeDecodeError:
        assert text_of(data) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\x00\n", "not-text"),
        ("a,b".encode("utf-16-le"), "not-text"),
        ("a,b".encode("utf-32"), "not-text"),
        (b"\x01\x02\x03\x04a,b", "not-text"),
        (b"caf\xe9,1\n", "unknown-encoding"),
        (b"\xff\xff,1", "unknown-encoding"),
        (b"\xff\xfe\x00", "unknown-encoding"),
        (PAPER.encode()[:-3], "unknown-encoding"),  # within a character
        (PAPER.encode("utf-8-sig")[:-3], "unknown-encoding"),
        (PAPER.encode().replace("排".encode(), b"\xb0"), "unknown-encoding"),
        ("字,\ue000".encode("gb18030"), "unknown-encoding"),
    ],
)
def test_what_is_no_text_of_a_known_encoding(data: bytes, code: str) -> None:
    assert refusal(data).code == code


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2\n", ";"),
        ("a\tb\nx, y\tz\n", "\t"),
        ("标题\na,b,c\n1;2,x,y\n3;4,x,y\n", ","),
        ('a,b\n"1;2;3","4;5;6"\n', ","),
        ("只有一列\n一\n二\n", ","),
        ("", ","),
        ("一，二\n三，四\n", ","),  # a full-width comma delimits nothing
        ('a;b;c\n"x\n,,,,,";2;3\n', ";"),
    ],
)
def test_the_delimiter_is_told_by_how_even_the_records_are(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_two_delimiters_that_would_do_are_refused() -> None:
    assert refusal(b"a,b;c\nd,e;f\n").code == "unclear-delimiter"


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=5), st.sampled_from(",;\t"))
def test_what_is_written_is_read(table: list[list[str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    expected = [[cell or None for cell in row] for row in table]
    assert list(records(out.getvalue(), delimiter)) == expected


def test_ragged_and_blank_records_stay_and_lines_in_quotes_are_kept() -> None:
    got = only(b'a,b,c\r\n1,"x\r\ny\rz",3,4\r\n\r\n5\r\n,,\r\n')
    assert got.rows == [
        ["a", "b", "c"], ["1", "x\r\ny\rz", "3", "4"], [], ["5"], [None, None, None],
    ]  # fmt: skip
    assert str(got.place(3, 0)) == "A4"  # the record, not the line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line(end: str) -> None:
    assert only(end.join(["a,b", "1,2", "3,4"]).encode()).rows == [
        ["a", "b"], ["1", "2"], ["3", "4"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "line", "noticed"),
    [
        ('a,b\n1,"x\n2,y\n', "unclosed-quote", 2, 3),
        ('a,b\n"x\ny",2\n3,"', "unclosed-quote", 4, 4),
        ('a,b\n"三线"落实,2\n', "stray-quote", 2, 2),
        ('a,b\n1,"x\n2,"y",z\n', "stray-quote", 2, 3),
    ],
)
def test_quotes_that_do_not_close(text: str, code: str, line: int, noticed: int) -> None:
    error = refusal(text.encode())
    assert (error.code, error.args_for_words) == (code, {"line": line, "noticed": noticed})


def test_texts_that_look_like_something_else_are_kept() -> None:
    assert only(b"'1,=1+1\n007, 2024-09-30\n").rows == [["'1", "=1+1"], ["007", " 2024-09-30"]]


def test_a_cell_may_be_longer_than_any_of_a_workbook() -> None:
    long = "长" * 200_000
    assert only(f"a,{long}\n".encode()).rows == [["a", long]]


@pytest.mark.parametrize("data", [b",,,\n", b"a,b\nc,d\n", b"\n\n\n\n\n"])
def test_too_many_cells(data: bytes) -> None:
    error = refusal(data, dataclasses.replace(BOUNDS, cells=3))
    assert (error.code, error.args_for_words["limit"]) == ("too-many-cells", 3)
