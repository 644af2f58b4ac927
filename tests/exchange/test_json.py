"""A whole ledger as JSON: the content of the files, and the computed values."""

import json
from typing import Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import close, entry, issue, ledger, measure, raw_issue, raw_settings, settings
from rectledger.core.filters import Filters
from rectledger.core.model import Issue, Ledger, Measure, Settings
from rectledger.core.model.said import said
from rectledger.exchange.exports import json as whole

R = TypeVar("R", Issue, Measure)

DAY = "2022-12-31"


def read(of: Ledger, day: str = DAY, *, internal: bool = True, **about: Any) -> dict[str, Any]:
    found = whole.lines(
        of, day, filters=Filters(department=about.get("department")), internal=internal
    )
    data = whole.document(
        found, of.settings, day, **{"complete": True, "internal": internal, **about}
    )
    return dict(json.loads(data))


def filed(one: dict[str, Any]) -> dict[str, Any]:
    """An item as in its file."""
    return {key: value for key, value in one.items() if key != "computed"}


def test_what_a_document_begins_with() -> None:
    found = read(ledger(), "2021-10-31", internal=False)
    assert list(found) == [
        "version", "as_of", "complete", "department", "internal", "ledger", "issues", "measures"
    ]  # fmt: skip
    assert (found["version"], found["as_of"], found["complete"]) == (1, "2021-10-31", True)
    assert (found["issues"], found["measures"], found["internal"]) == ([], [], False)
    assert read(ledger(), commit="c0ffee")["at"] == "c0ffee"
    assert not read(ledger(), complete=False)["complete"]


def test_settings_are_as_the_file_has_them() -> None:
    raw = raw_settings(
        members=[{"id": "li", "name": {"zh": "李"}}], title={"zh": "台账", "en": "L"}
    )
    found = read(ledger(under=Settings.model_validate(raw)))
    assert found["ledger"] == raw


def test_what_is_computed_has_a_key_of_its_own() -> None:
    log = [entry("extend", "2021-09-01", to="2022-12-01"), entry("reassign", "2021-10-01")]
    raw = raw_issue(title={"zh": "题", "en": "Title"}, support=["office"])
    one = Issue.model_validate(raw).model_copy(update={"log": log})
    found = read(ledger([one]))["issues"][0]
    assert {**filed(found), "log": None} == {**raw, "log": None}
    assert found["computed"] == {
        "ref": "1", "state": "open", "result": None, "counted": False,
        "lead": "finance", "support": ["office"],
        "deadline": "2022-12-01", "extensions": 1, "relapses": 0,
        "reopenings": 0,
        "due_soon": False, "overdue": True, "days_over": 30, "closed_on": None, "on_time": None,
        "standing": False, "next_review": None, "review_due": False, "leader": "Chen",
    }  # fmt: skip


def test_a_closing_and_what_is_kept_up() -> None:
    one = issue(standing=True, log=[close("2021-10-31", result="substantial")])
    policy = settings(policy={"substantial_counts": True})
    found = read(ledger([one], under=policy), "2022-04-30")["issues"][0]["computed"]
    assert (found["state"], found["result"], found["counted"]) == ("closed", "substantial", True)
    assert (found["closed_on"], found["on_time"], found["standing"]) == ("2021-10-31", True, True)
    assert (found["next_review"], found["review_due"]) == ("2022-04-30", True)


def told(record: R) -> R:
    """What a record reports: before its first entry, no results."""
    silent = {"next": None, "instruments": [], "figures": []}
    named = {key: value for key, value in silent.items() if key in type(record).model_fields}
    return record if record.log else record.model_copy(update=named)


@given(strategies.ledgers())
def test_every_record_comes_back_as_it_was(of: Ledger) -> None:
    found = read(of)
    assert [Issue.model_validate(filed(one)) for one in found["issues"]] == [
        *map(told, of.issues.values())
    ]
    below = [Measure.model_validate(filed(one)) for one in found["measures"]]
    assert sorted(below, key=lambda one: one.sort_key) == below
    assert {one.file: one for one in below} == {f: told(one) for f, one in of.measures.items()}
    assert Settings.model_validate(found["ledger"]) == of.settings


@given(strategies.ledgers(), strategies.days())
def test_nothing_is_told_of_a_later_day(of: Ledger, day: str) -> None:
    found = read(of, day)
    for one in (*found["issues"], *found["measures"]):
        assert all(entry["date"] <= day for entry in one.get("log", ()))
    assert all(one["opened"] <= day for one in found["issues"])


def test_what_came_of_a_measure_is_told_from_its_first_entry_on() -> None:
    titles = [
        {"title": "A", "action": "issued"},
        {"title": "B", "action": "issued", "dated": "2022-02"},
    ]
    figures = [{"name": {"zh": "案件"}, "value": 3}]
    one = measure(
        instruments=titles, figures=figures, next="more", log=[entry("start", "2021-09-01")]
    )
    before, then, now = (
        filed(read(ledger([issue()], [one]), day)["measures"][0])
        for day in ("2021-08-31", "2021-09-01", "2022-03-01")
    )
    assert (before["instruments"], before["figures"]) == ([], [])
    assert not {"next", "log"} & before.keys()
    assert (then["instruments"], then["figures"], then["next"]) == (titles[:1], figures, "more")
    assert now["instruments"] == titles


def test_names_of_people_are_in_only_when_they_are_asked_for() -> None:
    log = [
        entry("start", "2021-08-01", by="Wang"),
        entry("amend", "2021-08-02", field="leader", was="Sun", now="Qian", approved_by="Zhou"),
        entry("amend", "2021-08-03", field="title", was="Tilte", now="Title"),
        entry("waive", "2021-08-04", by="office", approved_by="leader"),
    ]
    members = [{"id": "wu", "name": "Wu", "roles": ["office"]}]
    of = ledger(
        [issue(leader="Qian", log=log)], [measure(log=log)], under=settings(members=members)
    )
    names = ("Wang", "Sun", "Qian", "Zhou", "Liu", "Chen", "Wu")
    public, internal = (json.dumps(read(of, internal=asked)) for asked in (False, True))
    assert [name for name in names if f'"{name}"' in public] == []
    assert [name for name in names if f'"{name}"' not in internal] == []
    told = json.loads(public)["issues"][0]["log"]
    assert [entry.get("by") for entry in told] == [None, "office", "office", "office"]
    assert (told[2]["was"], told[2]["now"]) == ("Tilte", "Title")
    assert told[3]["approved_by"] == "leader"


def test_who_is_called_like_a_role_is_a_person() -> None:
    of = ledger(
        [issue(log=[entry("start", "2021-08-01")])],
        under=settings(members=[{"id": "office", "name": "Ou"}]),
    )
    assert "by" not in read(of, internal=False)["issues"][0]["log"][0]


def test_an_amendment_of_what_was_not_there_says_so() -> None:
    log = [entry("amend", "2021-08-02", field="heading", was=None, now="Money")]
    told = read(ledger([issue(log=log)]))["issues"][0]["log"][0]
    assert told == said(log[0])
    assert told["was"] is None


def test_what_a_file_writes_out_though_it_is_nothing_is_not_told() -> None:
    one = issue(heading=None, next=None, log=[])
    assert one.model_fields_set >= {"heading", "next", "log"}
    (told,) = read(ledger([one]))["issues"]
    assert not {"heading", "next", "log"} & told.keys()


def test_only_what_a_department_leads() -> None:
    of = ledger([issue(), issue(id=2, lead="finance")], [measure()])
    found = read(of, department="finance")
    assert found["department"] == "finance"
    assert [one["computed"]["ref"] for one in found["issues"]] == ["2"]
    assert [one["computed"]["ref"] for one in found["measures"]] == ["1.1"]


@given(strategies.ledgers(), st.booleans())
def test_lines_of_parts_make_the_lines_of_the_whole(of: Ledger, internal: bool) -> None:
    parts = [
        Ledger(
            of.settings, {file: one}, {f: m for f, m in of.measures.items() if m.issue == one.id}
        )
        for file, one in of.issues.items()
    ]
    added = whole.Lines([], [])
    for one in parts:
        added += whole.lines(one, DAY, filters=Filters(), internal=internal)
    assert added == whole.lines(of, DAY, filters=Filters(), internal=internal)
