"""Kinds of rectification, by their wordings."""

import pytest

from rectledger.exchange.imports.wording.kinds import (
    DEFAULT,
    Kind,
    deadline_kind,
    known_kind,
    read_kind,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("立行立改", "immediate"),
        ("立即整改", "immediate"),
        ("即知即改。", "immediate"),
        ("立行立改类", "immediate"),
        ("立行立改事项", "immediate"),
        ("3个月", "three-month"),
        ("三个月", "three-month"),
        ("３个月集中整改", "three-month"),
        ("3个月集中整改事项", "three-month"),
        ("三个月集中整改类问题", "three-month"),
        ("6个月深化整改", "six-month"),
        ("6个月深入整改事项", "six-month"),
        ("六个月", "six-month"),
        ("长期整改", "long-term"),
        ("长期整改事项", "long-term"),
        ("Immediate", "immediate"),
    ],
)
def test_kinds_with_a_code(text: str, code: str) -> None:
    read = read_kind(text)
    assert read is not None
    assert (read.code, read.listed) == (code, None)


@pytest.mark.parametrize(
    "text",
    [
        "集中整改",
        "限期整改",
        "专项整治",
        "系统治理",
        "近期",
        "中期",
        "中长期",
        "短期攻坚",
        "中期推进",
        "分阶段整改",
        "持续整改",
    ],
)
def test_kinds_by_their_own_words(text: str) -> None:
    assert read_kind(text) == known_kind(text + "类") == Kind(text)
    assert Kind(text).listed == "unknown-kind"


def test_other_words_are_kinds_only_in_a_value_that_is_one() -> None:
    assert read_kind("A类") == Kind("A类")
    assert known_kind("A类") is None
    assert known_kind("已完成") is None
    assert read_kind("  ") is None


def test_a_profile_adds_kinds() -> None:
    kinds = DEFAULT.with_words({"限期 整改": "three-month", "立行立改": "six-month"})
    assert known_kind("限期整改", kinds) == Kind("限期整改", "three-month")
    assert known_kind("立行立改", kinds) == Kind("立行立改", "six-month")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("立行立改", "立行立改"),
        ("立即", "立即"),
        ("立行立改，长期坚持", "立行立改"),
        ("长期整改", "长期整改"),
        ("3个月", None),
        ("6个月", None),
        ("长期", None),
        ("长期坚持", None),
        ("近期", None),
        ("立行立改，2024年9月30日前", None),
        ("立行立改、长期整改", None),
        ("2024-09-30", None),
        ("", None),
    ],
)
def test_a_kind_in_the_place_of_a_deadline(text: str, words: str | None) -> None:
    kind = deadline_kind(text)
    assert (kind and kind.words) == words
