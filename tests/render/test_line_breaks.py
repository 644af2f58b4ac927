"""Lines break where each language allows it, and no text is lost."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from rectledger.render.console import say
from rectledger.render.line_breaks import breaks

MIXED = st.text("执行款，。（）《》“” abcde2021-10,.", min_size=0, max_size=80)


def lines(text: str, width: int) -> list[str]:
    places = [0, *breaks(text, width), len(text)]
    return [text[a:b].rstrip() for a, b in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("收发定期核对清理。", 16, ["收发定期核对清", "理。"]),
        ("通报（2021-11-29）", 12, ["通报", "（2021-11-29", "）"]),
        ("通报（2021-11-29）", 14, ["通报", "（2021-11-29）"]),
        ("见《执行款提存办法》", 10, ["见《执行款", "提存办法》"]),
        ("see《执行款》", 6, ["see", "《执行", "款》"]),
        ("one two three", 8, ["one two", "three"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("一二", 80, ["一二"]),
        ("", 10, [""]),
    ],
)
def test_a_line_breaks_where_its_language_does(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(MIXED, st.integers(2, 40))
def test_no_line_is_wider_than_the_room(text: str, width: int) -> None:
    assert max(cell_len(line) for line in lines(text, width)) <= width


@given(MIXED, st.integers(2, 40))
def test_nothing_but_space_is_lost(text: str, width: int) -> None:
    assert "".join(lines(text, width)).replace(" ", "") == text.replace(" ", "")


@given(st.text("执行款，。（）", max_size=60), st.integers(8, 40))
def test_a_closing_mark_begins_no_line_while_there_is_another_place(text: str, width: int) -> None:
    for line, after in pairwise(lines(text, width)):
        if after[:1] in "，。）" and after:
            # Then the line before is a single run with no place to break.
            places = [b for a, b in pairwise(line) if b not in "，。）" and a != "（"]
            assert places == []


def test_a_paragraph_is_printed_with_its_own_breaks() -> None:
    out = Console(file=io.StringIO(), width=16, markup=False)
    say(out, "收发定期核对清理。")
    assert out.file.getvalue() == "收发定期核对清\n理。\n"  # type: ignore[attr-defined]
