"""YAML 1.1 readers, to which many words are not text, agree on what rectledger writes."""

import re
import typing
from datetime import date
from typing import Annotated, Any

import pytest
import ryaml
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, StringConstraints
from records import AWKWARD, records
from ruamel.yaml import YAML

from rectledger.core.model import EvidenceDocument, Issue, Measure, Settings
from rectledger.core.model.events import EVENTS
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.core.model.said import said
from rectledger.core.model.value_types import DAY_OR_MONTH_PATTERN, DAY_PATTERN
from rectledger.i18n import example_ledger
from rectledger.i18n.language import LANGUAGES
from rectledger.store.yaml.append_entry import appended
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.write_record import DAY_KEYS, render

many = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def by_pyyaml(text: str) -> Any:
    return yaml.safe_load(text)


def by_libyaml(text: str) -> Any:
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def by_ruamel(text: str) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 1)
    return reader.load(text)


READERS = [by_pyyaml, by_libyaml, by_ruamel]


def wanted(value: Any, *, day: bool = False) -> Any:
    """What YAML 1.1 readers should return for a record's values: dates for real dates only, and
    nothing for unset values."""
    if isinstance(value, dict):
        of = value.get("field")
        return {
            key: wanted(inner, day=str(of if key in ("was", "now") else key) in DAY_KEYS)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [wanted(one) for one in value]
    return date.fromisoformat(value) if day and re.fullmatch(DAY_PATTERN, value or "") else value


def told(record: BaseModel) -> Any:
    """What a record says, without keys that have no value: those are not written."""
    return ryaml.loads(render(record))


# The types of YAML 1.1 as specified (yaml.org/type), except for those tested below.
SPECIFIED = {
    "null": r"~|null|Null|NULL",
    "bool": r"y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF",
    "int": (
        r"[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
        r"|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+"
    ),
    "float": (
        r"[-+]?([0-9][0-9_]*)?\.[0-9.]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*"
        r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    ),
    "timestamp": (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}"
        r":[0-9]{2}:[0-9]{2}(\.[0-9]*)?([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?"
    ),
    "merge": "<<",
    "value": "=",
    # Psych, Ruby's reader: any case, commas in numbers, symbols.
    "Psych": (
        r"(?i:yes|no|true|false|on|off|null|\.inf|-\.inf|\.nan)|:.+"
        r"|[-+]?(0b[0-1_,]+|0[0-7_,]+|0|[1-9]([0-9]|,[0-9]|_[0-9])*|0x[0-9a-fA-F_,]+)"
        r"|[-+]?([0-9][0-9_,]*)?\.[0-9]*([eE][+-][0-9]+)?"
        r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}(\.[0-9_]*)?"
        r"|[0-9]{4}-(1[012]|0[0-9]|[0-9])-([12][0-9]|3[01]|0[0-9]|[0-9])"
        r"|-?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?"
        r"([ \t]*(Z|[-+][0-9]{1,2}:?([0-9]{2})?))?"
    ),
    # go-yaml 2 and SnakeYAML: whole numbers with an exponent, and what Go takes for a number.
    "others": (
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?0[xX][0-9a-fA-F_]+"
        r"|[-+]?0[oO][0-7_]+|[-+]?0[bB][01_]+|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
        r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?)?"
    ),
}  # fmt: skip
resolved = st.sampled_from([*SPECIFIED.values()]).flatmap(
    lambda form: st.from_regex(re.compile(form, re.ASCII), fullmatch=True)
)
FORMS = [
    "no", "No", "NO", "nO", "y", "Y", "n", "yes", "on", "ON", "off", "oFf", "true", "True", "tRue",
    "null", "~", "017", "08", "0o17", "0x1F", "0b11", "1_000", "1,000", "+1", "-0", "190:20:30",
    "12:30", "12:30:45", "1:30.5", "1.", ".5", "1e3", "1.5e+3", "1.2.3", ".inf", "-.INF", ".NaN",
    "2021-10-31", "2021-1-1", "2021-02-30", "2021-10-31T00:00:00Z", "2021-10-31 12:30:00 +08:00",
    "<<", "=", ":symbol",
]  # fmt: skip


def issue(**more: Any) -> Issue:
    plain = {"id": 1, "title": "x", "section": "1-1", "kind": "a", "lead": "b"}
    return Issue.model_validate({**plain, "opened": "2021-07-30", **more})


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", [*FORMS, *AWKWARD])
def test_a_text_is_a_text_to_every_reader(text: str, read: Any) -> None:
    note = {"date": "2021-08-01", "event": "progress", "by": text, "note": {"zh": text}}
    record = issue(title=text, next={"zh": text, "en": text}, log=[note])
    found = read(render(record))
    assert (found["title"], found["next"]) == (text, {"zh": text, "en": text})
    assert found["log"] == [{**note, "date": date(2021, 8, 1)}]


@pytest.mark.parametrize("text", FORMS)
def test_what_any_of_them_takes_for_more_stands_in_quotes(text: str) -> None:
    assert f"title: '{text}'\n" in render(issue(title=text))


@given(resolved)
def test_so_does_all_that_their_rules_take(text: str) -> None:
    assert re.search("^title: ['\"]", render(issue(title=text)), re.MULTILINE)


@pytest.mark.parametrize(
    "text", ["1-4", "2021-10", "noon", "on time", "2021-10-31 done", "a:b", "No. 3", "<<x", "e3"]
)
def test_other_texts_stand_as_they_are(text: str) -> None:
    assert f"title: {text}\n" in render(issue(title=text))


@pytest.mark.parametrize("read", READERS)
@many
@given(records())
def test_every_record_is_read_alike(read: Any, record: Issue | Measure | Settings) -> None:
    assert repr(read(render(record))) == repr(wanted(told(record)))


@pytest.mark.parametrize("read", READERS)
def test_codes_and_keys_are_texts_too(read: Any) -> None:
    names = {code: {"name": "x"} for code in ("no", "on", "y", "017", "2021-10-31", "1e3")}
    plain = parse(
        example_ledger.text("en", "ledger.yaml", DAYS, None).encode(), "ledger.yaml", Settings
    )
    assert isinstance(plain, Settings)
    found = read(render(Settings.model_validate({**said(plain), "departments": names})))
    assert found["departments"] == names
    found = read(render(issue(kind="no", lead="y", section="2021-10-31", support=["off", "null"])))
    assert [found[key] for key in ("kind", "lead", "section")] == ["no", "y", "2021-10-31"]
    assert found["support"] == ["off", "null"]


AMENDMENT = {
    "date": "2021-08-01", "event": "amend", "by": "a", "approved_by": "b", "note": "c",
}  # fmt: skip


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("field", "value", "read_as"),
    [
        ("due", "2021-10-31", date(2021, 10, 31)),
        ("title", "2021-10-31", "2021-10-31"),
        ("title", {"zh": "no"}, {"zh": "no"}),
        ("figures", 1e-07, 1e-07),
        ("figures", [-2e-05, True, None, "1e-07"], [-2e-05, True, None, "1e-07"]),
    ],
)
def test_what_an_amendment_speaks_of_keeps_its_kind(
    read: Any, field: str, value: Any, read_as: Any
) -> None:
    entry = {**AMENDMENT, "field": field, "was": value, "now": [value]}
    found = read(render(issue(log=[entry])))["log"][0]
    assert repr(found["was"]) == repr(read_as)
    assert repr(found["now"]) == repr([value])


def test_an_entry_is_added_so_and_no_byte_of_the_old_ones_changes() -> None:
    old = b"id: 1\ntitle: no\nsection: 1-1\nkind: a\nlead: b\nopened: 2021-07-30\nlog:\n"
    old += b"  - {date: 2021-08-01, event: progress, by: off, note: 12:30}\n"
    record = parse(old, "a file", Issue)
    assert isinstance(record, Issue)
    more = EVENTS["progress"].model_validate(
        {"date": "2021-08-02", "event": "progress", "by": "on", "note": "1_000"}
    )
    result = appended(old, "a file", record, more)
    assert isinstance(result, bytes)
    assert result.startswith(old)
    assert yaml.safe_load(result)["log"][-1] == {**said(more), "date": date(2021, 8, 2)}


def _models(found: Any, seen: dict[type[BaseModel], None]) -> None:
    """Every model that a type is made of."""
    if isinstance(found, type) and issubclass(found, BaseModel) and found not in seen:
        seen[found] = None
        for hint in typing.get_type_hints(found, include_extras=True).values():
            _models(hint, seen)
    for inner in typing.get_args(found):
        _models(inner, seen)


def _is_day(found: Any) -> bool | None:
    """Whether a type is that of a date or a month; None for the type of an unset value."""
    if found is type(None):
        return None
    if typing.get_origin(found) is Annotated:
        said = [one for one in found.__metadata__ if isinstance(one, StringConstraints)]
        return any(one.pattern in (DAY_PATTERN, DAY_OR_MONTH_PATTERN) for one in said)
    inner = {_is_day(one) for one in typing.get_args(found)} - {None}
    return inner == {True}


def test_the_keys_of_days_are_those_of_the_models() -> None:
    seen: dict[type[BaseModel], None] = {}
    for top in (Issue, Measure, Settings, *EVENTS.values()):
        _models(top, seen)
    keys: dict[str, set[bool | None]] = {}
    for one in seen:
        for key, hint in typing.get_type_hints(one, include_extras=True).items():
            keys.setdefault(key, set()).add(_is_day(hint))
    assert EvidenceDocument in seen
    assert {key for key, kinds in keys.items() if True in kinds} == DAY_KEYS
    assert [key for key in DAY_KEYS if keys[key] != {True}] == []


FILES = (SETTINGS_FILE, *example_ledger.RECORDS)
DAYS = {
    **dict.fromkeys(
        ("began", "ended", "feedback", "started", "closed", "reported"), "2021-10-31"
    ),
    **dict.fromkeys(("due_one", "due_two", "due_three"), "2021-12-31"),
    **example_ledger.names("en", example=True),
    "timezone": "UTC",
}  # fmt: skip


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_the_examples_are_read_alike(read: Any, language: Any, file: str) -> None:
    text = example_ledger.text(language, file, DAYS, "inspection")
    assert repr(read(text)) == repr(wanted(ryaml.loads(text)))
