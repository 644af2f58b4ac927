"""Full-width text compares with half-width text; numbers are read in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.wording.numerals import read_number
from rectledger.exchange.imports.wording.width import comparable, half_width
from rectledger.i18n.chinese_numerals import chinese


def test_full_width_compares_as_half_width() -> None:
    assert half_width("（１）ＡＢ：．　，") == "(1)AB:. ,"
    assert half_width("一、“甲”。") == "一、“甲”。"
    assert comparable(" 完　成 时限 ") == "完成时限"
    assert comparable("In  Progress") == comparable("ｉｎ progress") == "in progress"


@given(st.text())
def test_positions_stay(text: str) -> None:
    assert len(half_width(text)) == len(text)
    assert half_width(half_width(text)) == half_width(text)


@given(st.integers(1, 9999))
def test_every_numeral_is_read_back(n: int) -> None:
    assert read_number(chinese(n)) == read_number(str(n)) == n


@pytest.mark.parametrize(
    ("said", "n"),
    [
        ("六十一", 61),
        ("一百", 100),
        ("一百零五", 105),
        ("两百", 200),
        ("二〇二四", 2024),
        ("〇", 0),
        ("零", 0),
        ("两", 2),
        ("１２", 12),
        ("three", 3),
        ("Twenty-one", 21),
        ("none", 0),
        ("十百", None),
        ("一二", None),
        ("百", None),
        ("三三十", None),
        ("", None),
        ("thirty-ten", None),
        ("-3", None),
        ("1.5", None),
        ("甲", None),
    ],
)
def test_numbers_in_words(said: str, n: int | None) -> None:
    assert read_number(said) == n


@pytest.mark.parametrize("said", ["9" * 5000, "一" * 5000, "1" * 25])
def test_what_is_longer_than_any_count_is_no_number(said: str) -> None:
    assert read_number(said) is None
