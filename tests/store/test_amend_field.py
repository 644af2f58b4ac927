"""A field is changed in place: only its own lines are touched, and the entry is added."""

from collections import Counter
from typing import Any

import pytest
from by_hand import BELOW, COMMENT, ByHand, added_twice, by_hand, lines, read, with_last_line_end
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from records import amendments, issues, measures

from builders import entry
from rectledger.core.findings import Finding
from rectledger.core.model import BaseEntry, Issue, Measure
from rectledger.core.model.said import said
from rectledger.store.ledger_folder import RECORD_MAX_BYTES
from rectledger.store.yaml.amend_field import amended
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.write_record import pair

many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def changes(draw: st.DrawFn) -> tuple[ByHand, str, Issue | Measure]:
    """A file, one of its fields, and the record with another value there."""
    file = draw(by_hand())
    record = file.record
    other = draw(issues() if isinstance(record, Issue) else measures())
    key = draw(st.sampled_from([key for key in type(record).model_fields if key != "log"]))
    value = said(other).get(key)
    held = said(record)
    if isinstance(value, dict) and isinstance(held.get(key), dict) and draw(st.booleans()):
        value = {**held[key], **value}  # add or change one language
    changed = {k: v for k, v in {**held, key: value}.items() if v is not None}
    try:
        return file, key, type(record).model_validate(changed)
    except ValidationError:  # a required field cannot be removed
        assume(False)
        raise


def comments(data: bytes) -> list[bytes]:
    """The lines of a file that are only a comment."""
    return [line.strip() for line in lines(data) if line.strip().startswith(COMMENT.encode())]


@many
@given(changes(), amendments())
def test_no_line_but_the_fields_own_is_touched(
    change: tuple[ByHand, str, Issue | Measure], new: BaseEntry
) -> None:
    file, key, between = change
    wanted = between.model_copy(update={"log": [*file.record.log, new]})
    result = amended(file.data, "a file", file.record, wanted)
    if isinstance(result, Finding):
        if key in said(between) or not BELOW.search(file.data):
            assert result.code in file.may_stop()
        else:  # a comment that would become part of the text above
            assert result.code in {*file.may_stop(), "cannot-amend"}
        return
    assert repr(read(result, wanted)) == repr(wanted)
    if key in said(between):
        # A comment after the value may have moved to its own line.
        assert not Counter(comments(file.data)) - Counter(comments(result))
    same = repr(getattr(file.record, key)) == repr(getattr(wanted, key))
    kept = file.data if same else file.without(key)
    assert any(added_twice(lines(old), lines(result)) for old in (kept, with_last_line_end(kept)))


NEW = entry("amend", "2021-09-01", field="f", was=1, now=2)
WRITTEN = """\
  - date: 2021-09-01
    event: amend
    by: office
    field: f
    was: 1
    now: 2
    approved_by: Liu
    note: a slip of the pen
"""
ISSUE = """\
id: 1
title: x
section: 1-1
kind: immediate
lead: finance
opened: 2021-07-30
"""


def after(text: str, **changed: Any) -> str | Finding:
    """A file, as text, after fields were changed; None removes one."""
    old = parse(text.encode(), "a file", Issue)
    assert isinstance(old, Issue), old
    held = {k: v for k, v in {**said(old), **changed}.items() if v is not None}
    new = Issue.model_validate({**held, "log": [*held.get("log", []), said(NEW)]})
    result = amended(text.encode(), "a file", old, new)
    return result if isinstance(result, Finding) else result.decode()


# What replaces `title: x`, the change, and the result.
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("title: x", {"title": "z"}, "title: z"),
    ("title:   x", {"title": "z"}, "title:   z"),
    ("'title' : x", {"title": "z"}, "'title' : z"),
    ("? title\n: x", {"title": "z"}, "? title\n: z"),
    ("title: one\n  two", {"title": "z"}, "title: z"),
    ("title:\n  # c\n  x", {"title": "z"}, "title:\n  # c\n  z"),
    ("title: x", {"title": "y"}, "title: 'y'"),
    ("title: x", {"title": "2021-10-31"}, "title: '2021-10-31'"),
    ("title: {zh: 甲}", {"title": {"zh": "No"}}, "title:\n  zh: 'No'"),
    ("title:\n  zh: 甲", {"title": {"zh": "甲", "en": "off"}}, "title:\n  zh: 甲\n  en: 'off'"),
    ("title: x\nsupport:\n  - a", {"support": ["a", "on"]}, "title: x\nsupport:\n  - a\n  - 'on'"),
    ("title: 'x' # c", {"title": "y"}, "title: 'y' # c"),
    ('title: "x" # c', {"title": "2021-07-30"}, "title: '2021-07-30' # c"),
    ('title: "x\n  y" # c', {"title": "it's"}, "title: 'it''s' # c"),
    ("title: x", {"title": "12"}, "title: '12'"),
    ("title: x", {"title": "a: #1"}, "title: 'a: #1'"),
    ("title: |- # c\n  x\n\n  y\n\n# d", {"title": "z"}, "title: 'z' # c\n\n# d"),
    ("title: >\n  x\n  y\n # d", {"title": "z"}, "title: 'z'\n # d"),
    ("title: |+\n  x\n\n", {"title": "z"}, "title: z\n\n"),
    ("title: x", {"title": {"zh": "甲", "en": "A"}}, "title:\n  zh: 甲\n  en: A"),
    ("title: 'x' # c", {"title": {"en": "A"}}, "title: # c\n  en: A"),
    ("title:\n  x", {"title": {"en": "A"}}, "title:\n  en: A"),
    ("title:\n  'x' # c", {"title": {"en": "A"}}, "title:\n   # c\n  en: A"),
    ("title: |\n  x\n", {"title": {"en": "A"}}, "title:\n  en: A\n"),
    (
        "title: {zh: 甲, en: A} # c",
        {"title": {"zh": "甲", "en": "B"}},
        "title: # c\n  zh: 甲\n  en: B",
    ),
    ("title: {zh: 甲, en: A} # c", {"title": "y"}, "title: 'y' # c"),
    (
        "title: # c\n    en: 'A' # d\n    # e\n    zh: 甲",
        {"title": {"zh": "甲", "en": "B"}},
        "title: # c\n    en: 'B' # d\n    # e\n    zh: 甲",
    ),
    (
        "title: # c\n    en: 'A' # d\n    # e\n    zh: 甲",
        {"title": {"zh": "乙", "en": "B"}},
        "title: # c\n    en: 'B' # d\n    # e\n    zh: 乙",
    ),
    (
        "title: # c\n    en: 'A' # d\n    # e\n    zh: 甲",
        {"title": {"zh": "甲"}},
        "title: # c\n    # e\n    zh: 甲",
    ),
    ("title:\n    en: A", {"title": {"zh": "甲", "en": "A"}}, "title:\n    zh: 甲\n    en: A"),
    ("title:\n    zh: 甲", {"title": {"zh": "甲", "en": "A"}}, "title:\n    zh: 甲\n    en: A"),
    (
        "title:\n  zh: ~\n  en: A",
        {"title": {"zh": "甲", "en": "A"}},
        "title:\n  zh: 甲\n  en: A",
    ),
    ("title:\n  zh: 甲 \n  # c\n  en: A", {"title": "y"}, "title: 'y'\n  # c"),
    ("title: x\nsupport: [a, b] # c", {"support": ["b"]}, "title: x\nsupport: # c\n  - b"),
    ("title: x\nsupport: [\n  a,\n  b\n]", {"support": ["b"]}, "title: x\nsupport:\n  - b"),
    ("title: x\nsupport: [] # c", {"support": ["b"]}, "title: x\nsupport: # c\n  - b"),
    ("title: x\nsupport: [a] # c", {"support": []}, "title: x\nsupport: [] # c"),
    (
        "title: x\nsupport: # c\n- a # d\n# e\n- b # f",
        {"support": ["b", "c"]},
        "title: x\nsupport: # c\n# e\n- b # f\n- c",
    ),
    (
        "title: x\nsupport:\n    -\n      a\n\n    - b",
        {"support": ["z", "a", "w", "b"]},
        "title: x\nsupport:\n    - z\n    -\n      a\n\n    - w\n    - b",
    ),
    ("title: x\nsupport:\n  - a\n  # c\n  - b", {"support": []}, "title: x\nsupport: []\n  # c"),
    ("title: x\nsupport:\n  - a\n# c", {"support": None}, "title: x\n# c"),
    ("title: x\nleader: # c\n  zh: 甲\n  # d\n  en: A", {"leader": None}, "title: x"),
    ("title: 'x'\nleader:\n  zh: 甲\n  # d\n  en: A", {"leader": None}, "title: 'x'\n  # d"),
    ("title: x\nstanding: true # c\n\n# d", {"standing": None}, "title: x\n\n# d"),
    ("title: x\nstanding: false # c", {"standing": True}, "title: x\nstanding: true # c"),
    ("title: x\ndue: ~ # c", {"due": "2021-10-31"}, "title: x\ndue: 2021-10-31 # c"),
    ("title: x\ndue: # c", {"due": "2021-10-31"}, "title: x\ndue: 2021-10-31 # c"),
    ("title: x\ndue:", {"due": "2021-10-31"}, "title: x\ndue: 2021-10-31"),
    ("title: x\ndue: '2021-10-30'", {"due": "2021-10-31"}, "title: x\ndue: 2021-10-31"),
    ("title: x\nleader:", {"leader": {"en": "A"}}, "title: x\nleader:\n  en: A"),
]


@pytest.mark.parametrize(("before", "changed", "expected"), CASES)
@pytest.mark.parametrize("style", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_value_is_changed_where_it_stands(
    before: str, changed: dict[str, Any], expected: str, style: str
) -> None:
    text = ISSUE.replace("title: x", before).replace("\n", style)
    wanted = (ISSUE.replace("title: x", expected) + "log:\n" + WRITTEN).replace("\n", style)
    assert after(text, **changed) == wanted


@pytest.mark.parametrize(
    ("key", "value", "behind"),
    [
        ("heading", "h", "section: 1-1\n"),
        ("support", ["a"], "lead: finance\n"),
        ("leader", {"zh": "甲"}, "lead: finance\n"),
        ("due", "2021-10-31", "opened: 2021-07-30\n"),
        ("standing", True, "opened: 2021-07-30\n"),
        ("next", "n", "opened: 2021-07-30\n"),
    ],
)
@pytest.mark.parametrize("by", [0, 3])
def test_a_new_field_stands_in_the_order_of_the_model(
    key: str, value: Any, behind: str, by: int
) -> None:
    wanted = ISSUE.replace(behind, behind + pair(key, value)) + "log:\n" + WRITTEN
    assert after(moved(ISSUE, by), **{key: value}) == moved(wanted, by)


def moved(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


def test_a_new_field_stands_before_the_comments_of_the_next() -> None:
    text = ISSUE.replace("kind:", "\n# its kind\nkind:")
    wanted = ISSUE.replace("kind:", "heading: h\n\n# its kind\nkind:") + "log:\n" + WRITTEN
    assert after(text, heading="h") == wanted


def test_a_new_field_stands_behind_the_empty_lines_that_a_text_keeps() -> None:
    begin = "issue: 1\nnumber: 1\nlead: a\ntitle: x\nnext: |+\n  n\n\n\n"
    behind = "# c\nsupport: []\n"
    old = parse((begin + behind).encode(), "a file", Measure)
    assert isinstance(old, Measure)
    figures = [{"name": "m", "value": 1}]
    new = Measure.model_validate({**said(old), "figures": figures, "log": [said(NEW)]})
    result = amended((begin + behind).encode(), "a file", old, new)
    assert isinstance(result, bytes)
    wanted = f"{begin}# c\nfigures:\n  - name: m\n    value: 1\nsupport: []\nlog:\n{WRITTEN}"
    assert result.decode() == wanted


def test_a_text_is_put_in_quotes_where_the_entry_makes_the_reader_look_for_comments() -> None:
    text = ISSUE.replace("title: x", "'title': 'x'\n  # c")
    old = parse(text.encode(), "a file", Issue)
    assert isinstance(old, Issue)
    marked = entry("amend", "2021-09-01", note="see #12")
    new = Issue.model_validate({**said(old), "title": "y", "log": [said(marked)]})
    result = amended(text.encode(), "a file", old, new)
    assert isinstance(result, bytes), result
    assert b"'title': 'y'\n  # c\n" in result


def test_a_file_that_would_no_longer_be_read_is_not_written() -> None:
    found = after(f"{ISSUE}#{' ' * (RECORD_MAX_BYTES - len(ISSUE) - 300)}\n", title="y" * 400)
    assert isinstance(found, Finding)
    assert found.code == "would-be-too-large"


def test_the_last_line_may_have_no_end() -> None:
    assert after(ISSUE[:-1], due="2021-10-31") == f"{ISSUE}due: 2021-10-31\nlog:\n{WRITTEN}"
    assert after(ISSUE[:-1], opened="2021-07-29") == (
        f"{ISSUE.replace('07-30', '07-29')}log:\n{WRITTEN}"
    )


def test_a_block_without_a_last_line_end_may_go() -> None:
    assert after(f"{ISSUE}next: |\n  x", next=None) == f"{ISSUE}log:\n{WRITTEN}"


def test_nothing_but_the_entry_is_written_where_the_field_says_so_already() -> None:
    assert after(ISSUE, support=[]) == f"{ISSUE}log:\n{WRITTEN}"


@pytest.mark.parametrize(
    ("text", "changed", "expected"),
    [
        (
            "{id: 1, title: x, section: 1-1, kind: immediate, lead: x, opened: 2021-07-30}\n",
            {"title": "y"},
            "1:1 record-in-brackets",
        ),
        (f"{ISSUE}log: []\n", {"title": "y"}, "7:6 log-in-brackets"),
        (f"{ISSUE}next: |\n  x", {"lead": "y"}, "8:4 no-last-line-end"),
        (
            ISSUE.replace("title: x", "? title\n: zh: 甲\n  en: A"),
            {"title": "y"},
            "2:3 cannot-amend",
        ),
        (
            ISSUE.replace("title: x", "title: |-\n  x\nheading: 'h'\n   # c"),
            {"heading": None},
            "4:1 cannot-amend",
        ),
    ],
)
def test_what_cannot_be_changed_alone_is_said(
    text: str, changed: dict[str, Any], expected: str
) -> None:
    found = after(text, **changed)
    assert isinstance(found, Finding), found
    assert f"{found.line}:{found.column} {found.code}" == expected


def test_more_than_one_field_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="one field"):
        after(ISSUE, title="y", kind="z")


def test_a_field_behind_a_block_without_a_last_line_end_is_not_added() -> None:
    text = "issue: 1\nnumber: 1\nlead: a\ntitle: x\nnext: |\n  n"
    old = parse(text.encode(), "a file", Measure)
    assert isinstance(old, Measure)
    figures = [{"name": "n", "value": 1}]
    new = Measure.model_validate({**said(old), "figures": figures, "log": [said(NEW)]})
    found = amended(text.encode(), "a file", old, new)
    assert isinstance(found, Finding)
    assert (found.code, found.line) == ("no-last-line-end", 6)


def test_figures_are_changed_one_by_one() -> None:
    begin = "issue: 1\nnumber: 1\ntitle: x\nlead: a\nfigures:\n"
    first = "  # as published\n  - {name: n, value: 1} # c\n"
    second = "  - name: m\n    value: 2 # d\n"
    text = begin + first + second
    old = parse(text.encode(), "a file", Measure)
    assert isinstance(old, Measure)
    held = said(old)
    figures = [held["figures"][0], {"name": "m", "value": 2.5}]
    new = Measure.model_validate({**held, "figures": figures, "log": [said(NEW)]})
    result = amended(text.encode(), "a file", old, new)
    assert isinstance(result, bytes)
    changed = "  - name: m\n    value: 2.5\n"
    assert result.decode() == f"{begin}{first}{changed}log:\n{WRITTEN}"
