"""Rates, places and texts as displayed."""

import pytest

from builders import settings
from rectledger.core.findings import Finding
from rectledger.core.model import ByLanguage
from rectledger.formatting.values import (
    clause,
    is_office,
    long_day,
    place,
    rate,
    sentence,
    short,
    text_of,
    visible,
)
from rectledger.i18n import language as words


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (48, 57, "84.2%"),
        (0, 7, "0.0%"),
        (28, 28, "100.0%"),
        (1999, 2000, "99.9%"),
        (99999, 100000, "99.9%"),
        (0, 0, "–"),
    ],
)
def test_a_rate_is_full_only_when_all_is_done(part: int, whole: int, shown: str) -> None:
    assert rate(part, whole) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 16, "6.3%"), (5, 16, "31.3%"), (1, 80, "1.3%")]
)
def test_half_of_a_tenth_is_rounded_up(part: int, whole: int, shown: str) -> None:
    assert rate(part, whole) == shown


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("plain 中文", "plain 中文"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("two\nlines", "two lines"),
        ("two\r\nlines\r", "two lines\\x0d"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x00b", "a\\x00b"),
    ],
)
def test_control_characters_are_shown_and_do_nothing(data: str, shown: str) -> None:
    assert visible(data) == shown


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("zh", ByLanguage(zh="中", en="E"), "中"),
        ("en", ByLanguage(zh="中", en="E"), "E"),
        ("en", ByLanguage(zh="中"), "中"),
        ("zh", ByLanguage(en="E"), "E"),
        ("zh", "plain", "plain"),
        ("zh", None, ""),
    ],
)
def test_a_text_is_shown_in_the_readers_language_or_else_in_its_own(
    language: words.Language, text: str | ByLanguage | None, shown: str
) -> None:
    assert words.said_in(language, text_of, text) == shown


@pytest.mark.parametrize(
    ("said", "ended"),
    [
        ("done", "done."),
        ("done. ", "done."),
        ("Is it?", "Is it?"),
        ("so it goes…", "so it goes…"),
        ("办结", "办结。"),
        ("“办结。”", "“办结。”"),
        ("办结……", "办结……"),
        ("（见附件）", "（见附件）。"),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_sentence_has_one_stop(said: str, ended: str) -> None:
    language: words.Language = "zh" if "办" in said or "见" in said else "en"
    assert words.said_in(language, sentence, said) == ended


@pytest.mark.parametrize(
    ("said", "left"),
    [("办结。", "办结"), ("完成！", "完成"), ("done; ", "done"), ("why?", "why?"), ("", "")],
)
def test_a_clause_has_no_stop(said: str, left: str) -> None:
    assert clause(said) == left


def test_a_member_may_be_called_office_and_is_not_the_office() -> None:
    ou = {"id": "office", "name": "Ou Fang", "roles": ["office"]}
    assert is_office(settings(), "office")
    assert not is_office(settings(members=[ou]), "office")
    assert not is_office(settings(), "enforcement")


def test_a_place_is_shown_as_far_as_it_is_known() -> None:
    finding = Finding("syntax", "issues/021.yaml", line=7, column=3)
    assert place(finding, "data/") == "data/issues/021.yaml:7:3"
    assert place(Finding("stray-file", "issues/x\x1b.yml")) == "issues/x\\x1b.yml"


def test_what_is_long_is_cut() -> None:
    assert [short("abcd", most) for most in (3, 4, None)] == ["ab…", "abcd", "abcd"]


def test_a_day_is_written_as_documents_write_it() -> None:
    said = [long_day(f"2021-{month:02}-0{month % 9 + 1}") for month in range(1, 13)]
    assert said == [
        "2 January 2021", "3 February 2021", "4 March 2021", "5 April 2021", "6 May 2021",
        "7 June 2021", "8 July 2021", "9 August 2021", "1 September 2021", "2 October 2021",
        "3 November 2021", "4 December 2021",
    ]  # fmt: skip
    assert [long_day(day) for day in ("2021-07", "2021", "", None)] == ["July 2021", "2021", "", ""]
    chinese = [words.said_in("zh", long_day, day) for day in ("2021-07-30", "2021-07", "2021")]
    assert chinese == ["2021年7月30日", "2021年7月", "2021年"]
