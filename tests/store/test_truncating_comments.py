"""A comment is allowed after a code or a date; after a text it may be part of it, and is
refused."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Measure, Settings
from rectledger.store.yaml.nodes import MOST_NODES_ONCE
from rectledger.store.yaml.truncating_comments import TEXT_KEYS, cut_short


def cuts(text: str) -> list[str]:
    return [f"{f.line}:{f.column} {f.code} {f.args.get('key', '')}".rstrip() for f in found(text)]


def found(text: str) -> list[Finding]:
    return cut_short(text, "a file")


@pytest.mark.parametrize(
    "text",
    [
        "id: 21  # given by the inspection\n",
        "kind: immediate\t# three months\n",
        "opened: 2021-07-30 # the day of feedback\nstanding: false # not yet\n",
        "title: 'Fix #12' # in quotes\n",
        'title: "say \\"#\\" #12" # in quotes\n',
        "title: # in both\n  zh: '#12'\n  en: >- # folded\n    Fix #12\n    and #13\n",
        "title: Fix#12\n# title: Fix #12\n  # title: Fix #12\n",
        "support:\n  - finance # pays\n  - audit # looks\n",
        "support: [finance, audit] # both\n",
        "kinds: # by code\n  immediate: # at once\n    months: 3 # of the calendar\n",
        "note: |\n  title: Fix #12\n  - Fix #12\n",
        "note: 'one\n  two #3\n  four'\n",
        "log: # in order\n  - date: 2021-10-31 # a Sunday\n    event: close # done\n",
        "",
        " #\n",
    ],
)
def test_a_comment_that_cuts_no_text_is_let_be(text: str) -> None:
    assert cuts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Fix #12\n", ["1:12 cut-short title"]),
        ("title: fix\t#12\n", ["1:12 cut-short title"]),
        ("next: #12\n", ["1:7 cut-short next"]),
        ('"title": Fix #12\n', ["1:14 cut-short title"]),
        ("title:\n  zh: 甲 #1\n  en: b # c\n", ["2:9 cut-short zh", "3:9 cut-short en"]),
        ("title: one\n  two #3\n", ["2:7 cut-short title"]),
        ('title: one\n  - "two" #3\n', ["2:11 cut-short title"]),
        ("title: {zh: 甲 #1\n  , en: b}\n", ["1:15 cut-short zh"]),
        ("{lead: x, title: y #1\n}", ["1:20 cut-short title"]),
        ("notes:\n  - first #1\n  - second\n", ["2:11 cut-short notes"]),
        ("log:\n  - by: Liu #2\n", ["2:13 cut-short by"]),
        ("title: x #1\r\n", ["1:10 cut-short title"]),
    ],
)
def test_a_comment_behind_a_text_is_refused_where_it_begins(text: str, expected: list[str]) -> None:
    assert cuts(text) == expected


def test_more_than_five_are_not_listed() -> None:
    assert cuts("notes:\n" + "  - a #b\n" * 9) == [
        f"{line}:7 cut-short notes" for line in range(2, 7)
    ]


def test_what_is_too_much_to_look_through_is_not_let_through() -> None:
    many = "support:\n" + "  - x\n" * MOST_NODES_ONCE
    assert cuts(f"{many}title: Fix #12\n") == [f"{MOST_NODES_ONCE + 2}:12 too-many"]
    assert cuts(f"{many}lead: finance # pays\n") == []


STARTS = ("x", "evidence/001/x", "2021-07-30", "2021-07", "https://a.example", "7", "a" * 64)
# With ` #12` it is accepted here, and rejected later as unknown.
NAMES = {"timezone"}


def takes_more(annotation: Any) -> bool:
    """Whether a value here, or in a list here, stays valid with ` #12` appended."""
    adapter = TypeAdapter(annotation)
    for start in STARTS:
        for value in (f"{start} #12", [f"{start} #12"]):
            try:
                adapter.validate_python(value)
            except ValidationError:
                continue
            return True
    return False


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that makes up a record."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for hint in get_type_hints(annotation, include_extras=True).values():
            yield from models(hint)
    for inner in get_args(annotation):
        yield from models(inner)


def test_the_keys_of_texts_are_those_that_take_any_text() -> None:
    every = {model for record in (Issue, Measure, Settings) for model in models(record)}
    keys = {
        name
        for model in every
        for name, hint in get_type_hints(model, include_extras=True).items()
        if name in model.model_fields and takes_more(hint)
    }
    assert keys - NAMES == TEXT_KEYS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: Fix\n  #12 more\n", ["2:3 cut-short title"]),
        ("title: Fix\n\n  # 12\n", ["3:3 cut-short title"]),
        ("title: #12 is late\n  and more\n", ["1:8 cut-short title"]),
        ("log:\n  - note: See\n      #12\n", ["3:7 cut-short note"]),
        ("log:\n  - note: See\n    # a comment\n    by: x\n", []),
        ("title: Fix\n# a comment\nlead: x\n", []),
        ("title:\n  # a comment\n  zh: x\n", []),
        ("lead: x\n  # a comment\ntitle: y\n", []),
        ("title: 'Fix'\n  # a comment\n", []),
        ("note: |\n  See\n  #12\n", []),
    ],
)
@pytest.mark.parametrize("style", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_comment_that_a_text_may_go_on_in(text: str, found: list[str], style: str) -> None:
    assert cuts(text.replace("\n", style)) == found
