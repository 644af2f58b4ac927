"""Files at the limits of YAML: refused with a reason, quickly, and never silently lost."""

import io
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML

from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Measure, Settings
from rectledger.store.yaml.read_record import parse

ISSUE = """\
id: 1
title: x
section: 1-1
kind: immediate
lead: enforcement
opened: 2021-07-30
"""
MEASURE = "issue: 1\nnumber: 1\ntitle: x\nlead: enforcement\n"


def found_in(
    text: str, model: type[Issue] | type[Measure] | type[Settings] = Issue
) -> list[Finding]:
    found = parse(text.encode(), "a file", model)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (ISSUE.replace("title: x", "title: [a]"), ("title",)),
        (ISSUE.replace("title: x", "title: []"), ("title",)),
        (ISSUE + "next: [[a]]\n", ("next",)),
        (
            ISSUE + "log:\n  - {date: 2021-08-01, event: start, by: x, note: [a]}\n",
            ("log", 0, "note"),
        ),
    ],
)
def test_a_list_where_a_text_belongs_is_named(text: str, key: tuple[str | int, ...]) -> None:
    assert [(f.code, f.key) for f in found_in(text)] == [("wrong-type", key)]


def test_a_list_in_a_list_of_notes_is_named() -> None:
    found = found_in("notes: [[a]]\n", Settings)
    assert ("wrong-type", ("notes", 0)) in [(f.code, f.key) for f in found]


@pytest.mark.parametrize("piece", ["report.pdf", "5", "~", "[a]"])
def test_evidence_that_is_no_mapping_is_named(piece: str) -> None:
    log = f"log:\n  - {{date: 2021-08-01, event: attach, by: x, evidence: [{piece}]}}\n"
    found = found_in(ISSUE + log)
    assert [(f.code, f.key) for f in found] == [("wrong-type", ("log", 0, "evidence", 0))]


@pytest.mark.parametrize("key", ["true", "~", "5", "1.5"])
def test_a_key_that_is_no_text_is_named_where_it_stands(key: str) -> None:
    found = found_in(f"{ISSUE}{key}: x\n")
    assert [(f.code, f.line) for f in found] == [("key-not-text", 7)]


@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000", "\\uD800"])
@pytest.mark.parametrize("more", ["", " # *", "\nid: 2"])
def test_an_escape_that_is_no_character_is_refused(escape: str, more: str) -> None:
    assert found_in(f'{ISSUE}next: "{escape}"{more}\n')


@pytest.mark.parametrize(
    "number", ["1" * 20, "1" * 40, "9" * 5000, "1e400", "1e16", "-1" + "0" * 16]
)
def test_a_number_that_programs_would_bend_is_refused(number: str) -> None:
    found = found_in(f"{MEASURE}figures:\n  - {{name: x, value: {number}}}\n", Measure)
    assert {f.code for f in found} <= {"bad-number", "out-of-range", "wrong-type", "bad-value"}
    assert found


def test_brackets_that_hide_in_quotes_do_not_hide_the_depth() -> None:
    # Without the quoted brackets the text looks flat; parsing it in full takes minutes.
    text = 'a: "' + "]" * 60_000 + '"\nb: ' + "[" * 60_000
    assert [f.code for f in found_in(text)] == ["too-deep"]
    pairs = "".join('"]", [' for _ in range(20_000))
    assert [f.code for f in found_in(f"a: [{pairs}")] == ["too-deep"]


def test_a_file_that_is_wrong_throughout_is_said_to_be_and_not_read_to_its_end() -> None:
    found = found_in(ISSUE + "".join(f"odd{n}: x\n" for n in range(9000)))
    assert len(found) == 51
    assert found[-1].code == "more"
    assert found[-1].args == {"n": 8950}


def test_what_only_looks_like_an_anchor_or_a_tag_is_text() -> None:
    record = parse(ISSUE.replace("title: x", "title: A & B *c !d 5% << e").encode(), "f", Issue)
    assert isinstance(record, Issue)
    assert record.title == "A & B *c !d 5% << e"


def test_reading_leaves_the_recursion_limit_as_it_was() -> None:
    before = sys.getrecursionlimit()
    found_in("a: " + "[" * 10_000)
    assert sys.getrecursionlimit() == before


RICH = """\
issue: 1
number: 1
title: {zh: x, en: y}
lead: enforcement
support: [finance]
leader: z
due: 2021-10-31
next: w
instruments:
  - {title: 《x》, action: issued, dated: 2021-07}
figures:
  - {name: x, value: 4.5, unit: {zh: 件}, change: +1%}
log:
  - {date: 2021-08-01, event: progress, by: x, note: {en: n}}
  - {date: 2021-08-02, event: extend, by: x, to: 2021-12-31, approved_by: y, note: n}
  - {date: 2021-08-03, event: reassign, by: x, lead: finance, support: [a, b]}
  - date: 2021-08-04
    event: attach
    by: x
    evidence:
      - {document: d, dated: 2021-08}
      - {url: "https://a.example", dated: 2021-08-01}
"""
WRONG = ["[a]", "{a: b}", "[]", "{}", "~", "true", "7", "7.5", '""', "[[~]]", "{zh: [x]}", "{~: x}"]


def places(node: Any, key: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for name, value in items:
        yield (*key, name)
        if isinstance(value, dict | list):
            yield from places(value, (*key, name))


@pytest.mark.parametrize("wrong", WRONG)
def test_a_value_of_any_wrong_kind_anywhere_is_a_record_or_is_named(wrong: str) -> None:
    good = YAML(typ="safe", pure=True)
    for key in places(good.load(RICH)):
        raw = good.load(RICH)
        node = raw
        for step in key[:-1]:
            node = node[step]
        node[key[-1]] = good.load(wrong)
        out = io.StringIO()
        good.dump(raw, out)
        found = parse(out.getvalue().encode(), "a file", Measure)
        # Every file is either a record, or refused with a reason and a position.
        assert isinstance(found, Measure) or (found and all(f.line and f.column for f in found)), (
            key
        )
