"""What a record may hold: real dates, nothing coerced, no extra keys, the requirements of each
event."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from builders import (
    NEEDS,
    entry,
    issue,
    measure,
    raw_entry,
    raw_issue,
    raw_measure,
    raw_settings,
    settings,
)
from rectledger.core.model import (
    FORMAT,
    ByLanguage,
    Issue,
    Measure,
    Settings,
    Text,
    is_later,
    value_types,
)
from rectledger.core.model.events import EVENTS
from rectledger.core.model.value_types import Day, DayOrMonth, shows
from rectledger.render.generated_files import json_schema
from strategies import entries, issues, lines, measures

A_DAY: TypeAdapter[str] = TypeAdapter(Day)
A_DAY_OR_MONTH: TypeAdapter[str] = TypeAdapter(DayOrMonth)
A_TEXT: TypeAdapter[str | ByLanguage] = TypeAdapter(Text)
DAY = "2021-10-31"
FILE = {"path": "evidence/001/a-3f2a91bc.pdf", "name": "a.pdf", "size": 1, "sha256": "0" * 64}


def accepts(adapter: TypeAdapter[Any], value: object) -> bool:
    """Whether a value of a key is accepted unchanged."""
    try:
        return bool(adapter.validate_python(value, strict=True) == value)
    except ValidationError:
        return False


def refused_at(model: type[Issue | Measure | Settings], raw: dict[str, Any]) -> list[str]:
    """The key that each error is about."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(raw)
    return [str(error["loc"][-1]) for error in caught.value.errors()]


DAYS = ["1000-01-01", "1999-12-31", "2000-02-29", "2020-02-29", "2021-02-28", "9999-12-31"]
NO_DAYS = [
    "2022-02-30", "2021-02-29", "1900-02-29", "2100-02-29", "2021-04-31", "2021-01-32",
    "2021-01-00", "2021-00-01", "2021-13-01", "0999-12-31", "20220130", 20220130, "2021-1-1",
    "21-01-01", "2021/01/01", " 2021-01-01", "２０２１-01-01", "", None,
]  # fmt: skip
DAYS_AND_MORE = ["2021-01-01T00:00:00", "2021-01-01\n", "2021-01-01 ", "2021-01-011"]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_of_the_calendar_is_a_day(text: str) -> None:
    assert accepts(A_DAY, text)
    assert accepts(A_DAY_OR_MONTH, text)


@pytest.mark.parametrize("value", NO_DAYS)
def test_anything_else_is_no_day(value: object) -> None:
    assert not accepts(A_DAY, value)
    assert not accepts(A_DAY_OR_MONTH, value)


@pytest.mark.parametrize("text", DAYS_AND_MORE)
def test_a_day_ends_after_the_day(text: str) -> None:
    assert not accepts(A_DAY, text)


@given(st.dates())
def test_from_year_1000_on_every_day_is_a_day(day: Any) -> None:
    assert accepts(A_DAY, day.isoformat()) is (day.year >= 1000)


def test_the_day_after_each_months_last_is_no_day() -> None:
    lasts = {"01": 31, "02": 28, "03": 31, "04": 30, "05": 31, "06": 30}
    lasts |= {"07": 31, "08": 31, "09": 30, "10": 31, "11": 30, "12": 31}
    for month, last in lasts.items():
        assert accepts(A_DAY, f"2021-{month}-{last}")
        assert not accepts(A_DAY, f"2021-{month}-{last + 1}")


@pytest.mark.parametrize("text", ["2021-07", "2021-12", "1000-01"])
def test_a_month_will_do_where_the_day_is_not_known_and_only_there(text: str) -> None:
    assert accepts(A_DAY_OR_MONTH, text)
    assert not accepts(A_DAY, text)


@pytest.mark.parametrize("text", ["2021", "2021-13", "2021-00", "2021-7", "202107", "2021-07-"])
def test_anything_else_is_no_month(text: str) -> None:
    assert not accepts(A_DAY_OR_MONTH, text)


@given(lines)
def test_a_text_is_a_plain_string(text: str) -> None:
    assert accepts(A_TEXT, text)


def test_a_text_is_one_string_a_language_or_in_one_of_them() -> None:
    for held in ({"zh": "整改"}, {"en": "Mend"}, {"zh": "整改", "en": "Mend"}):
        assert issue(title=held).model_dump(exclude_none=True)["title"] == held


@pytest.mark.parametrize("value", ["", " ", "\u3000", {}, {"fr": "Texte"}, {"zh": ""}, 5, None])
def test_what_says_nothing_is_no_text(value: object) -> None:
    assert not accepts(A_TEXT, value)


LOOSE: list[tuple[str, object]] = [
    ("id", "1"), ("id", 1.0), ("id", True), ("id", 0), ("id", 1_000_000), ("title", 5),
    ("title", ["Title"]), ("section", "Section 1"), ("kind", ""), ("lead", None),
    ("support", "finance"), ("support", ("finance",)), ("opened", 20210730), ("due", "2021-10"),
    ("standing", "yes"), ("standing", 1), ("log", {}), ("log", None),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), LOOSE)
def test_a_loose_value_of_an_issue_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        issue(**{key: value})
    assert {error["loc"][0] for error in caught.value.errors()} == {key}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", "1"),
        ("number", 0),
        ("issue", 1.1),
        ("instruments", [{"title": "A", "action": "abolished"}]),
        ("instruments", [{"title": "A", "action": "issued", "dated": "2021"}]),
        ("figures", [{"name": "Cases", "value": "434"}]),
        ("figures", [{"name": "Cases", "value": True}]),
        ("figures", [{"name": "Cases", "value": float("inf")}]),
        ("figures", [{"name": "Cases", "value": 434, "change": 9.53}]),
    ],
)
def test_a_loose_value_of_a_measure_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        measure(**{key: value})
    assert {error["loc"][0] for error in caught.value.errors()} == {key}


@pytest.mark.parametrize("key", ["id", "title", "section", "kind", "lead", "opened"])
def test_an_issue_cannot_do_without(key: str) -> None:
    raw = raw_issue()
    del raw[key]
    assert refused_at(Issue, raw) == [key]


@pytest.mark.parametrize("key", ["issue", "number", "title", "lead"])
def test_a_measure_cannot_do_without(key: str) -> None:
    raw = raw_measure()
    del raw[key]
    assert refused_at(Measure, raw) == [key]


def test_extra_keys_are_refused() -> None:
    assert refused_at(Issue, raw_issue(state="closed")) == ["state"]
    assert refused_at(Measure, raw_measure(standing=True)) == ["standing"]
    assert refused_at(Settings, raw_settings(colour="red")) == ["colour"]
    assert refused_at(Settings, raw_settings(policy={"speed": 1})) == ["speed"]


def test_a_record_cannot_be_changed_after_reading() -> None:
    with pytest.raises(ValidationError):
        issue().due = "2022-01-01"  # type: ignore[misc]


def test_a_record_knows_its_reference_and_the_file_where_it_belongs() -> None:
    assert (issue(id=21).ref, issue(id=21).file) == ("21", "issues/021.yaml")
    below = measure(issue=21, number=10)
    assert (below.ref, below.file) == ("21.10", "measures/021-10.yaml")
    assert issue(id=1234).file == "issues/1234.yaml"


def test_unless_told_substantial_does_not_count_and_measures_close_with_their_issue() -> None:
    policy = settings().policy
    assert (policy.substantial_counts, policy.measures, policy.extensions) == (False, "with", 2)


def test_the_format_comes_first_and_is_1_where_it_is_left_out() -> None:
    assert next(iter(Settings.model_fields)) == "format"
    assert (settings().format, settings(format=1).format, FORMAT) == (1, 1, 1)


@pytest.mark.parametrize("value", [0, -1, 2, 1.0, True, "1", None, [1]])
def test_any_other_format_is_refused(value: object) -> None:
    assert refused_at(Settings, raw_settings(format=value)) == ["format"]
    assert is_later(value) is (value == 2)


# What each event requires besides its date and author.
REQUIRED: dict[str, set[str]] = {
    "start": set(),
    "progress": {"note"},
    "return": {"note"},
    "close": {"result"},
    "extend": {"to", "note", "approved_by"},
    "waive": {"note", "approved_by"},
    "review": {"outcome", "note"},
    "reopen": {"to", "note"},
    "attach": {"evidence"},
    "amend": {"field", "was", "now", "note", "approved_by"},
}
EITHER = {"submit", "reassign"}  # these need one of two; see below


def test_the_needs_of_every_event_are_tested() -> None:
    assert REQUIRED.keys() | EITHER == set(EVENTS)


@pytest.mark.parametrize("event", REQUIRED)
def test_an_event_without_one_of_its_needs_is_refused(event: str) -> None:
    raw = raw_entry(event, DAY)
    for key in REQUIRED[event] | {"date", "by"}:
        without = {name: value for name, value in raw.items() if name != key}
        assert refused_at(Issue, raw_issue(log=[without])) == [key]


@pytest.mark.parametrize("event", REQUIRED)
def test_an_event_with_its_needs_and_no_more_is_taken(event: str) -> None:
    bare = {key: value for key, value in NEEDS[event].items() if key in REQUIRED[event]}
    held = issue(log=[{"date": DAY, "event": event, "by": "office", **bare}])
    assert held.log[0].event == event


def test_an_event_that_no_rule_knows_is_refused() -> None:
    unknown = {"date": DAY, "event": "begin", "by": "office"}
    assert refused_at(Issue, raw_issue(log=[unknown])) == ["0"]


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_with_an_extra_key_is_refused(event: str) -> None:
    assert refused_at(Issue, raw_issue(log=[raw_entry(event, DAY, on=True)])) == ["on"]


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("submit", {"note": None}),
    ("reassign", {"lead": None}),
    ("reassign", {"lead": "Finance Department"}),
    ("close", {"result": "nearly"}),
    ("close", {"to": "2022-01-01"}),
    ("review", {"outcome": "unclear"}),
    ("review", {"outcome": "relapsed"}),
    ("review", {"outcome": "held", "to": "2022-01-01"}),
    ("review", {"outcome": "held", "approved_by": "Liu"}),
    ("review", {"outcome": "relapsed", "to": "2022-01-01", "approved_by": " "}),
    ("reopen", {"approved_by": ""}),
    ("extend", {"to": "next month"}),
    ("extend", {"approved_by": " "}),
    ("progress", {"note": ""}),
    ("attach", {"evidence": []}),
    ("start", {"date": "2021-02-30"}),
    ("start", {"by": ""}),
]


@pytest.mark.parametrize(("event", "more"), WRONG)
def test_an_entry_that_does_not_fit_its_event_is_refused(event: str, more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        entry(event, DAY, **more)


RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("submit", {"note": None, "evidence": [{"document": "Minutes"}]}),
    ("reassign", {"lead": None, "support": []}),
    ("review", {"outcome": "relapsed", "to": "2022-01-01"}),
    ("review", {"outcome": "relapsed", "to": "2022-01-01", "approved_by": "Liu"}),
    ("reopen", {"approved_by": "Liu"}),
    ("start", {"note": {"zh": "已启动"}, "evidence": [FILE]}),
    ("attach", {"evidence": [{"url": "https://example.org/a", "dated": "2021-07"}]}),
    ("amend", {"was": None, "now": True}),
]


@pytest.mark.parametrize(("event", "more"), RIGHT)
def test_an_entry_that_fits_its_event_is_taken(event: str, more: dict[str, Any]) -> None:
    held = entry(event, DAY, **more).model_dump(exclude_unset=True)
    assert held == raw_entry(event, DAY, **more)


@pytest.mark.parametrize(
    "piece",
    [
        {**FILE, "path": "evidence/001/../../secret"},
        {**FILE, "path": "/evidence/001/a.pdf"},
        {**FILE, "path": "evidence/001/.hidden"},
        {**FILE, "path": "evidence/001/sub/a.pdf"},
        {**FILE, "path": "evidence/1/a.pdf"},
        {**FILE, "size": -1},
        {**FILE, "size": "1"},
        {**FILE, "sha256": "0" * 63},
        {**FILE, "sha256": "A" * 64},
        {"path": FILE["path"]},
        {"document": "Minutes", "url": "https://example.org"},
        {"document": ""},
        {"document": "Minutes", "dated": "last year"},
        {"url": "javascript:alert(1)"},
        {"url": "https://example.org/a b"},
        {"url": "https://"},
        {"url": "https://./minutes"},
        {"url": "https:///minutes"},
        {"url": "https://\u3164"},
        {"url": "https://example.org/\u2060"},
        {},
    ],
)
def test_evidence_that_is_not_a_file_a_document_or_a_page_is_refused(piece: object) -> None:
    with pytest.raises(ValidationError):
        entry("attach", DAY, evidence=[piece])


@pytest.mark.parametrize("event", EVENTS)
def test_an_entry_knows_everyone_who_is_named_in_it(event: str) -> None:
    made = entry(event, DAY)
    held = made.model_dump(exclude_unset=True)
    assert made.people == {key: held[key] for key in ("by", "approved_by") if key in held}
    assert made.approver == held.get("approved_by")
    approved = {"approved_by": "Liu", "to": "2022-01-01"}
    if event in ("reopen", "review"):
        more = {**approved, **({"outcome": "relapsed"} if event == "review" else {})}
        assert entry(event, DAY, **more).people == {"by": "office", "approved_by": "Liu"}


# Characters without a visible form: the blank Braille pattern, Hangul fillers, a soft hyphen,
# joiners, marks that need another character, variation selectors, tags, spaces of every width.
UNSEEN = (
    "", " ", "\n", "\t ", "\u00a0", "\u2003", "\u3000", "\u2800", "\u115f", "\u1160", "\u3164",
    "\uffa0", "\u00ad", "\u034f", "\u180e", "\u17b4", "\u200b", "\u2060", "\ufeff", "\u0301",
    "\ufffc", "\u20dd", "\u3099", "\u0903", "\ufe0f", "\U000e0100", "\U0001d173", "\U0001d159",
    "\u2800 \u3164\u0301",
)  # fmt: skip
SEEN = (
    "a",
    "中",
    "-",
    "…",
    "。",
    "e\u0301",
    " a ",
    "葛\U000e0100",
    "\U0002ebf0",
    "\ue000",
    "한",
    "½",
)


@pytest.mark.parametrize("text", UNSEEN)
def test_a_text_that_shows_nothing_is_none(text: str) -> None:
    assert not shows(text)
    for key, raw in (
        ("title", raw_issue(title=text)),
        ("zh", raw_issue(title={"zh": text, "en": "Title"})),
        ("by", raw_issue(log=[raw_entry("start", DAY, by=text)])),
        ("note", raw_issue(log=[raw_entry("progress", DAY, note=text)])),
        ("approved_by", raw_issue(log=[raw_entry("extend", DAY, approved_by=text)])),
        ("document", raw_issue(log=[raw_entry("attach", DAY, evidence=[{"document": text}])])),
        ("name", raw_issue(log=[raw_entry("attach", DAY, evidence=[{**FILE, "name": text}])])),
    ):
        with pytest.raises(ValidationError) as caught:
            Issue.model_validate(raw)
        assert any(key in error["loc"] for error in caught.value.errors()), key
    assert refused_at(Settings, raw_settings(timezone=text)) == ["timezone"]
    assert (
        not re.search(json_schema._FOR_EDITORS[value_types.NOT_BLANK_PATTERN], text)
        or text in ONLY_READ
    )


@pytest.mark.parametrize("text", SEEN)
def test_a_text_that_shows_something_is_one(text: str) -> None:
    assert shows(text)
    assert issue(title=text).title == text
    assert re.search(json_schema._FOR_EDITORS[value_types.NOT_BLANK_PATTERN], text)


# Characters left out of the editor's schema: rare, and other engines write them differently.
ONLY_READ = ("\ufffc", "\U0001d159", "\u0903", "\U000e0100", "\U0001d173")


@given(st.text(max_size=4))
def test_an_editor_accepts_what_is_read(text: str) -> None:
    pattern = json_schema._FOR_EDITORS[value_types.NOT_BLANK_PATTERN]
    assert bool(re.search(pattern, text)) or not shows(text)


@given(st.sampled_from(sorted(EVENTS)).flatmap(lambda event: entries(event, DAY)))
def test_an_entry_read_again_from_what_it_holds_is_the_same(made: Any) -> None:
    assert issue(log=[made.model_dump(exclude_unset=True)]).log == [made]


@given(issues(), measures())
def test_a_record_read_again_from_what_it_holds_is_the_same(one: Issue, below: Measure) -> None:
    assert Issue.model_validate(one.model_dump(exclude_unset=True)) == one
    assert Measure.model_validate(below.model_dump(exclude_unset=True)) == below


@pytest.mark.parametrize("text", ["2021-08-01 or so", "2021-01-011", "2021-08-01\n", "2021-08x"])
def test_a_day_or_month_ends_after_the_day(text: str) -> None:
    assert not accepts(A_DAY_OR_MONTH, text)


@pytest.mark.parametrize("piece", ["report.pdf", 5, None, ["a"]])
def test_evidence_that_is_no_mapping_is_refused(piece: object) -> None:
    with pytest.raises(ValidationError):
        entry("attach", DAY, evidence=[piece])
