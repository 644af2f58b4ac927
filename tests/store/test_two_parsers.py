"""The fast parser and ruamel.yaml agree on everything that rectledger writes."""

from datetime import date, datetime
from pathlib import Path

import pytest
import ryaml
from hypothesis import HealthCheck, given, settings
from records import AWKWARD, records
from ruamel.yaml import YAML

from rectledger.core.model import Issue, Measure, Settings
from rectledger.store.yaml.write_record import render

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml"))


def by_ruamel(text: str) -> object:
    return days_as_texts(YAML(typ="safe", pure=True).load(text))


def days_as_texts(value: object) -> object:
    if isinstance(value, dict):
        return {key: days_as_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [days_as_texts(inner) for inner in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value


# repr also tells apart values that compare equal: 1, 1.0 and true.
@pytest.mark.parametrize("file", FILES)
def test_both_read_the_same_in_a_file_of_the_real_ledger(file: str) -> None:
    text = (DATA / file).read_text("utf-8")
    assert repr(ryaml.loads(text)) == repr(by_ruamel(text))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(records())
def test_both_read_the_same_in_what_is_written(record: Issue | Measure | Settings) -> None:
    text = render(record)
    assert repr(ryaml.loads(text)) == repr(by_ruamel(text))


@pytest.mark.parametrize("text", AWKWARD)
def test_both_read_the_same_in_a_text_that_yaml_might_bend(text: str) -> None:
    issue = {
        "id": 1,
        "title": {"zh": text, "en": text},
        "section": "1-1",
        "kind": "immediate",
        "lead": "finance",
        "opened": "2021-07-30",
    }
    written = render(Issue.model_validate(issue))
    assert repr(ryaml.loads(written)) == repr(by_ruamel(written))
