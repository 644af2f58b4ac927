"""What rectledger writes is read back as the same record, and is always in the same form."""

from pathlib import Path

import pytest
import ryaml
from hypothesis import HealthCheck, given, settings
from records import AWKWARD, issues, ledgers, measures, records

from rectledger.core.model import Issue, Measure, Settings
from rectledger.core.model.events import ENTRY_KEYS
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.write_record import render

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml"))
MODELS = {"issues": Issue, "measures": Measure, "ledger.yaml": Settings}

many = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ISSUE = {
    "id": 21,
    "title": "到账执行款划付不及时",
    "section": "1-4",
    "kind": "immediate",
    "lead": "enforcement",
    "opened": "2021-07-30",
}
AMENDMENT = {
    "date": "2021-08-01",
    "event": "amend",
    "by": "office",
    "field": "due",
    "was": None,
    "now": None,
    "approved_by": "the president",
    "note": "Corrected.",
}


def reread(record: Issue | Measure | Settings) -> object:
    return parse(render(record).encode(), "a file", type(record))


def issue(**more: object) -> Issue:
    return Issue.model_validate({**ISSUE, **more})


def amended(was: object, now: object) -> Issue:
    return issue(log=[{**AMENDMENT, "was": was, "now": now}])


@many
@given(issues())
def test_an_issue_is_read_back_equal(record: Issue) -> None:
    assert reread(record) == record


@many
@given(measures())
def test_a_measure_is_read_back_equal(record: Measure) -> None:
    assert reread(record) == record


@many
@given(ledgers())
def test_the_settings_of_a_ledger_are_read_back_equal(record: Settings) -> None:
    assert reread(record) == record


@many
@given(records())
def test_what_was_read_back_is_written_the_same_again(
    record: Issue | Measure | Settings,
) -> None:
    text = render(record)
    again = parse(text.encode(), "a file", type(record))
    assert not isinstance(again, list)
    assert render(again) == text


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_that_yaml_might_bend_comes_back_whole(text: str) -> None:
    record = issue(title=text, next={"zh": text, "en": text})
    assert reread(record) == record


@pytest.mark.parametrize("value", [None, True, False, 0, 1, -5, 2.5, 1e15, "1", "", [], {}, [None]])
def test_an_amendment_keeps_the_kind_of_value_that_it_speaks_of(value: object) -> None:
    again = reread(amended(value, [value]))
    assert isinstance(again, Issue)
    entry = again.log[0]
    assert entry.event == "amend"
    assert (repr(entry.was), repr(entry.now)) == (repr(value), repr([value]))


def test_an_amendment_to_nothing_says_so() -> None:
    assert "    was: 2021-10-31\n    now:\n" in render(amended("2021-10-31", None))


def test_what_a_record_does_not_say_is_not_written() -> None:
    assert render(issue(due=None, leader=None)) == render(issue())


def test_an_empty_list_that_a_record_does_say_is_written() -> None:
    assert render(issue(support=[])).endswith("support: []\nopened: 2021-07-30\n")


def test_a_day_is_written_bare() -> None:
    assert "opened: 2021-07-30\n" in render(issue())


def test_a_text_that_looks_like_a_number_is_written_in_quotes() -> None:
    assert "title: '2021'\n" in render(issue(title="2021"))


def test_a_list_is_indented_under_its_key() -> None:
    assert "support:\n  - finance\n  - audit\n" in render(issue(support=["finance", "audit"]))


def test_a_long_line_is_not_folded() -> None:
    title = "an action " * 1000 + "ends"
    assert f"title: {title}\n" in render(issue(title=title))


def test_chinese_is_written_as_it_is() -> None:
    assert "title: 𠮷野家😀\n" in render(issue(title="𠮷野家😀"))


@many
@given(records())
def test_lines_end_with_a_line_feed_alone(record: Issue | Measure | Settings) -> None:
    text = render(record)
    assert "\r" not in text
    assert text.endswith("\n")


@many
@given(records())
def test_keys_stand_in_the_order_of_the_model(record: Issue | Measure | Settings) -> None:
    keys = list(ryaml.loads(render(record)))
    assert keys == [key for key in type(record).model_fields if key in keys]


@many
@given(issues())
def test_the_keys_of_an_entry_stand_in_their_order(record: Issue) -> None:
    for entry in ryaml.loads(render(record)).get("log", []):
        assert list(entry) == [key for key in ENTRY_KEYS if key in entry]


def test_the_log_comes_last() -> None:
    keys = list(ryaml.loads(render(amended(1, 2))))
    assert keys[-1] == "log"


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_the_real_ledger_is_in_that_form(file: str) -> None:
    data = (DATA / file).read_bytes()
    record = parse(data, file, MODELS[file.split("/")[0]])
    assert not isinstance(record, list)
    assert render(record).encode() == data
