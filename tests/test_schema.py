"""The JSON Schema accepts and refuses the same values as the reader."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import ValidationError

from builders import NEEDS, raw_settings
from rectledger.core.model import Issue, value_types
from rectledger.core.model.events import EVENTS
from rectledger.core.model.layout import schema_file
from rectledger.core.model.said import said
from rectledger.i18n import language as words
from rectledger.i18n import schema_descriptions as schema_words
from rectledger.render.generated_files import json_schema
from rectledger.store.yaml.read_record import parse
from store import records
from transcript import ROOT, run

VALIDATORS = {kind: Draft7Validator(json_schema.schema(kind)) for kind in json_schema.MODELS}
RECORDS = {"issue": records.issues(), "measure": records.measures(), "ledger": records.ledgers()}

# Values to put in place of others. 1.0 is left out: JSON Schema takes it for a whole number, and
# the reader does not.
ODD = (
    None, "", " ", "x", "No Code", 0, 1, -1, 10**7, 1.5, True, [], [""], ["a"], [{}], {},
    {"zh": None}, {"zh": "a"}, {"zh": None, "en": "a"}, {"en": "a", "fr": "b"}, "2021-02-30",
    "2021-10-31", "2021-10", "close", "relapsed", "evidence/021/a.pdf", "evidence/021/../a",
    "http://a b", [{"document": "Minutes"}], [{"document": "Minutes", "url": "http://a"}],
)  # fmt: skip


def accepted(kind: str, raw: dict[str, Any]) -> bool:
    try:
        json_schema.MODELS[kind].model_validate(raw)
    except ValidationError:
        return False
    return True


def mappings(node: Any) -> list[dict[str, Any]]:
    """Every mapping inside a value, including itself."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node] if isinstance(node, dict) and node else []
    return own + [found for one in inner for found in mappings(one)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", json_schema.MODELS)
def test_it_is_a_schema(kind: str, language: words.Language) -> None:
    with words.speaking(language):
        Draft7Validator.check_schema(json_schema.schema(kind))


@pytest.mark.parametrize("kind", json_schema.MODELS)
@given(st.data())
def test_what_anyone_may_write_is_accepted(kind: str, data: st.DataObject) -> None:
    raw = data.draw(RECORDS[kind]).model_dump(exclude_unset=True)
    assert list(VALIDATORS[kind].iter_errors(raw)) == []


@pytest.mark.parametrize("kind", json_schema.MODELS)
@given(st.data())
def test_it_agrees_with_the_reader_on_what_is_bent(kind: str, data: st.DataObject) -> None:
    raw = deepcopy(data.draw(RECORDS[kind]).model_dump(exclude_unset=True))
    for _ in range(data.draw(st.integers(1, 2))):
        where = data.draw(st.sampled_from(mappings(raw)))
        key = data.draw(st.sampled_from(sorted(where)))
        match data.draw(st.sampled_from(("replace", "drop", "rename", "add"))):
            case "replace":
                where[key] = deepcopy(data.draw(st.sampled_from(ODD)))
            case "drop" if len(where) > 1:
                del where[key]
            case "rename":
                where[key + "s"] = where.pop(key)
            case _:
                known = st.sampled_from(("to", "note", "zh", "evidence", "support", "url", "odd"))
                where[data.draw(known)] = deepcopy(data.draw(st.sampled_from(ODD)))
    assert VALIDATORS[kind].is_valid(raw) == accepted(kind, raw)


@pytest.mark.parametrize("event", EVENTS)
def test_it_agrees_with_the_reader_on_what_an_event_needs(event: str) -> None:
    issue = {
        "id": 1, "title": "a", "section": "1-1", "kind": "x", "lead": "y", "opened": "2021-07-30",
    }  # fmt: skip
    whole = {"date": "2021-10-31", "event": event, "by": "office", **NEEDS[event]}
    assert VALIDATORS["issue"].is_valid({**issue, "log": [whole]})
    odd = [{k: v for k, v in whole.items() if k != key} for key in whole]
    odd += [{**whole, key: None} for key in whole]
    odd += [{**whole, "to": "2022-01-30"}, {**whole, "outcome": "relapsed"}]
    for entry in odd:
        raw = {**issue, "log": [entry]}
        assert VALIDATORS["issue"].is_valid(raw) == accepted("issue", raw), entry


@pytest.mark.parametrize(("written", "right"), [(1, True), (0, False), (2, False), ("1", False)])
def test_an_editor_marks_a_format_that_is_not_read(written: object, right: bool) -> None:
    whole = {"format": written, **raw_settings()}
    assert VALIDATORS["ledger"].is_valid(whole) == accepted("ledger", whole) == right


def test_every_key_is_explained_and_nothing_else() -> None:
    explained = set()
    for model in every_model():
        for key in model.model_fields:
            whole = f"{model.__name__}.{key}"
            explained.add(whole if whole in schema_words._KEYS else key)
    assert explained == set(schema_words._KEYS)


def every_model() -> set[type[value_types.Strict]]:
    found: set[type[value_types.Strict]] = set()
    waiting: list[type[value_types.Strict]] = [value_types.Strict]
    while waiting:
        below = waiting.pop().__subclasses__()
        found |= set(below)
        waiting += below
    return found


def test_its_words_are_in_the_language_that_is_asked_for() -> None:
    in_chinese = run("rectledger schema issue --lang zh")
    assert "巡察反馈的一个问题" in in_chinese
    assert "The finding" not in in_chinese
    assert "The finding" in run("rectledger schema issue --lang en")


@pytest.mark.parametrize("kind", json_schema.MODELS)
def test_the_real_ledger_has_the_schema_in_its_language(kind: str) -> None:
    kept = (ROOT / "data" / schema_file(kind)).read_text("utf-8")
    with words.speaking("zh"):
        assert kept == json_schema.text(kind, {})


def test_fields_that_a_ledger_declares_are_in_its_schema(tmp_path: Path) -> None:
    run("rectledger init new --example audit --lang en", tmp_path)
    new = tmp_path / "new"
    known = json.loads((new / "schema/issue.json").read_text("utf-8"))
    assert known["properties"]["fields"]["required"] == ["severity"]
    assert json.loads(run("rectledger schema issue --lang en", new)) == known
    validator = Draft7Validator(known)
    held = parse((new / "issues/001.yaml").read_bytes(), "issues/001.yaml", Issue)
    assert isinstance(held, Issue)
    record = said(held)
    assert [*validator.iter_errors(record)] == []
    for wrong in ({}, {"severity": "ultra"}, {"severity": "high", "amount": "1"},
                  {"severity": "high", "colour": "red"}):  # fmt: skip
        assert [*validator.iter_errors({**record, "fields": wrong})]
