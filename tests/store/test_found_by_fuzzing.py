"""What `make fuzz` found: each stays fixed. docs/decisions/2026-11-23-fuzzing.md"""

import pytest

from rectledger.core.model import Issue
from rectledger.store.yaml.read_record import parse

ISSUE = """\
id: 1
title: x
section: 1-1
kind: immediate
lead: finance
opened: 2021-07-30
log:
  - {date: 2021-08-01, event: amend, by: x, field: f, was: 1, now: 2, approved_by: y, note: n}
"""


def swap(old: str, new: str) -> str:
    assert ISSUE.count(old) == 1
    return ISSUE.replace(old, new)


def wrong(text: str) -> list[str]:
    found = parse(text.encode(), "a file", Issue)
    assert isinstance(found, list)
    return [f"{f.line}:{f.column} {f.code} {'.'.join(map(str, f.key))}".rstrip() for f in found]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id: 1\ntitle: [a", "2:10"),
        ("id: 1\ntitle: {a: b", "2:13"),
        ("id: 1\ntitle: {a: b\n", "3:1"),
        ("id: 1\ntitle", "2:6"),
    ],
)
def test_where_a_file_ends_too_soon_is_a_place_in_the_file(text: str, place: str) -> None:
    assert wrong(text) == [f"{place} syntax"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (swap("title: x", "title: x\t"), "2:9"),
        (swap("title: x", "title:\tx"), "2:7"),
        (swap("title: x", "title: x\t# y"), "2:9"),
        (swap("title: x", 'title: "x"\t'), "2:11"),
        (swap("title: x", "title: x\ty"), "2:9"),
        (swap("was: 1", "was: a\tb"), "8:62"),
    ],
)
def test_a_tab_that_only_one_parser_reads_is_refused(text: str, place: str) -> None:
    assert wrong(text) == [f"{place} syntax"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{ISSUE}...\n...\n", "10:1"),
        (swap("title: x", "title: |\n  \n      Two."), "4:7"),
    ],
)
def test_an_end_or_a_block_that_only_one_parser_reads_is_refused(text: str, place: str) -> None:
    assert wrong(text) == [f"{place} syntax"]


@pytest.mark.parametrize("written", ['"x\ty"', "'x\ty'", "|-\n  x\ty", '"x" # a\tb'])
def test_a_tab_that_both_read_stays(written: str) -> None:
    record = parse(swap("title: x", f"title: {written}").encode(), "a file", Issue)
    assert isinstance(record, Issue)
    assert record.title == ("x" if "#" in written else "x\ty")


@pytest.mark.parametrize(
    "number",
    ["9" * 40, "-" + "9" * 40, "1e300", "1e16", ".inf", "-.INF", ".nan", "1000000000000001"],
)
@pytest.mark.parametrize("within", ["{}", "[1, {}]", "{{a: {{b: {}}}}}"])
def test_a_number_that_is_bent_or_no_json_is_refused_in_an_amendment(
    number: str, within: str
) -> None:
    assert wrong(swap("was: 1", f"was: {within.format(number)}")) == ["8:55 bad-number log.0.was"]


@pytest.mark.parametrize("number", ["1000000000000000", "-1e15", "0.1", "true", "'1e300'", "1_000"])
def test_any_other_stays(number: str) -> None:
    assert isinstance(parse(swap("was: 1", f"was: {number}").encode(), "a file", Issue), Issue)


@pytest.mark.parametrize("key", ["5", "~", "true", "1.5"])
def test_a_key_that_is_no_text_is_refused_in_an_amendment(key: str) -> None:
    (found,) = wrong(swap("now: 2", f"now: [{{{key}: a}}]"))
    assert found.startswith("8:70 key-not-text log.0.now.0.")
