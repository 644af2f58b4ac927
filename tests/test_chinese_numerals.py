"""Chinese numerals as used in Chinese documents."""

import pytest

from rectledger.i18n.chinese_numerals import chinese

DIGITS, UNITS = "零一二三四五六七八九", {"十": 10, "百": 100, "千": 1000}


def read(said: str) -> int:
    """The value of a Chinese numeral."""
    total, digit = 0, 1  # a leading 十 has no digit before it
    for character in said:
        if character in UNITS:
            total, digit = total + digit * UNITS[character], 0
        else:
            digit = DIGITS.index(character)
    return total if said.endswith(tuple(UNITS)) else total + digit


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"),
        (57, "五十七"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"),
        (111, "一百一十一"), (200, "二百"), (999, "九百九十九"), (1000, "一千"),
        (1001, "一千零一"), (1010, "一千零一十"), (1011, "一千零一十一"), (1100, "一千一百"),
        (1101, "一千一百零一"), (9999, "九千九百九十九"),
        (0, "0"), (10000, "10000"), (-3, "-3"),
    ],
)  # fmt: skip
def test_a_number_is_said_as_people_say_it(n: int, said: str) -> None:
    assert chinese(n) == said


def test_what_is_said_is_the_number() -> None:
    assert [read(chinese(n)) for n in range(1, 10_000)] == list(range(1, 10_000))
