"""From a key to the line and column where a person finds it."""

import pytest

from rectledger.core.findings import Finding
from rectledger.store.yaml.key_positions import Key, locate, place_of_duplicate
from rectledger.store.yaml.nodes import MOST_NODES

TEXT = """\
id: 19
title: {zh: 到账执行款, en: Paid out late}
"quoted": yes
support:
  - finance
  -   audit
log:
  - date: 2021-10-31
    event: close
    note:
      zh: 已完成
    evidence:
      - document: 《通报》
        dated: 2021-11
  # the second
  -
    date: 2021-11-01
    event: attach
"""
LONG = TEXT + "next: " + "很长" * 40_000 + "\ndue: x\n"
# Lines 20 to 19 + MOST_NODES hold more nodes than are examined; after them only the margin helps.
BIG = TEXT + "next:\n" + "  - x\n" * MOST_NODES + "due:\n  zh: x\n  en: y\n"
DUE = 20 + MOST_NODES


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ((), (1, 1)),
        (("id",), (1, 1)),
        (("title",), (2, 1)),
        (("title", "zh"), (2, 9)),
        (("title", "en"), (2, 20)),
        (("quoted",), (3, 1)),
        (("support",), (4, 1)),
        (("support", 0), (5, 5)),
        (("support", 1), (6, 7)),
        (("log",), (7, 1)),
        (("log", 0), (8, 5)),
        (("log", 0, "event"), (9, 5)),
        (("log", 0, "note", "zh"), (11, 7)),
        (("log", 0, "evidence", 0), (13, 9)),
        (("log", 0, "evidence", 0, "dated"), (14, 9)),
        (("log", 1), (17, 5)),
        (("log", 1, "event"), (18, 5)),
    ],
)
def test_a_key_is_found_where_it_stands(key: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert place_of(key, TEXT) == place


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (("due",), (1, 1)),
        (("title", "fr"), (2, 1)),
        (("log", 0, "by"), (8, 5)),
        (("log", 0, "evidence", 0, "name"), (13, 9)),
        (("log", 1, "by"), (17, 5)),
        (("log", 2), (7, 1)),
        (("log", "date"), (7, 1)),
        (("id", "more"), (1, 1)),
    ],
)
def test_what_is_missing_is_found_where_it_would_stand(
    key: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert place_of(key, TEXT) == place


def place_of(key: Key, text: str) -> tuple[int | None, int | None]:
    """Where `locate` puts a finding about `key`."""
    (found,) = locate([Finding("unknown-key", "a file", key)], text)
    return found.line, found.column


def test_columns_count_characters_and_not_bytes() -> None:
    assert place_of(("执行", "款"), "{执行: {𠮷: 1, 款: 2}}") == (1, 13)


def test_lines_that_end_as_on_windows_count_as_lines() -> None:
    assert place_of(("log", 0, "event"), TEXT.replace("\n", "\r\n")) == (9, 5)


def test_a_key_that_is_a_number_is_found() -> None:
    assert place_of((7,), "id: 19\n7: x\n") == (2, 1)


def test_what_begins_after_a_comment_and_a_mark_is_found_there() -> None:
    assert place_of(("title",), "# a comment\n---\n\n" + TEXT) == (5, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_in_a_text_that_holds_nothing_the_beginning_must_do(text: str) -> None:
    assert place_of(("id",), text) == (1, 1)


def test_a_long_text_is_no_reason_to_be_less_exact() -> None:
    assert place_of(("log", 1, "event"), LONG) == (18, 5)
    assert place_of(("due",), LONG) == (20, 1)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (("log", 0, "event"), (9, 5)),
        (("next", 3), (23, 5)),
        (("next", MOST_NODES - 1), (19, 1)),
        (("due",), (DUE, 1)),
        (("due", "en"), (DUE, 1)),
        (("nowhere",), (1, 1)),
        ((), (1, 1)),
        ((0,), (1, 1)),
    ],
)
def test_behind_too_many_nodes_the_outermost_key_must_do(
    key: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert place_of(key, BIG) == place


def test_in_a_text_that_stops_being_yaml_what_comes_before_is_found() -> None:
    assert place_of(("log", 0, "event"), TEXT + "'open") == (9, 5)
    assert place_of(("due",), TEXT + "'open\ndue: x\n") == (20, 1)


def test_a_key_of_odd_characters_is_found_in_a_big_text() -> None:
    assert place_of(("a.b(c",), BIG + "a.b(c: 1\n") == (DUE + 3, 1)


def test_a_key_that_stands_twice_is_found_the_second_time() -> None:
    assert place_of_duplicate("id: 19\ntitle: x\nid: 20\n", "id") == (3, 1)


def test_a_key_that_stands_twice_in_an_entry_is_found_in_that_entry() -> None:
    text = TEXT + "    event: close\n"
    assert place_of_duplicate(text, "event") == (19, 5)


def test_a_key_that_stands_once_in_each_of_two_entries_stands_twice_in_neither() -> None:
    text = TEXT + "date: 2021-07-30\ndate: 2021-07-30\n"
    assert place_of_duplicate(text, "date") == (20, 1)


def test_a_key_that_stands_twice_in_a_big_text_is_found_the_second_time_too() -> None:
    assert place_of_duplicate(BIG + "due: y\n", "due") == (DUE + 3, 1)


def test_inside_a_big_text_the_mapping_around_a_key_that_stands_twice_must_do() -> None:
    text = BIG + "log2:\n  id: 1\n  id: 2\n"
    assert place_of_duplicate(text, "id", (DUE + 4, 3)) == (DUE + 4, 3)


def test_a_finding_without_a_place_is_given_one() -> None:
    found = locate([Finding("bad-day", "a file", ("log", 1, "date"), {"key": "date"})], TEXT)
    expected = Finding("bad-day", "a file", ("log", 1, "date"), {"key": "date"}, "error", 17, 5)
    assert found == [expected]


def test_findings_come_in_the_order_of_the_file() -> None:
    keys: list[tuple[str | int, ...]] = [("log", 1, "date"), ("log", 0, "date"), ("id",)]
    found = locate([Finding("bad-day", "a file", key) for key in keys], TEXT)
    assert [finding.key for finding in found] == keys[::-1]


def test_a_finding_that_has_a_place_keeps_it() -> None:
    found = Finding("syntax", "a file", line=3, column=7)
    assert locate([found], TEXT) == [found]
