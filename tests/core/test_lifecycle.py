"""Which event is allowed in which state, where it leads, and the status that a log results in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DUE, entry, issue, measure
from rectledger.core.amendments import as_it_stood
from rectledger.core.lifecycle import first_status, fold, history, last_told, step
from rectledger.core.model import BaseEntry, Issue, Measure
from rectledger.core.model.events import EVENTS, STATES
from strategies import (
    amended_issues,
    amendments,
    arbitrary_logs,
    days,
    issues,
    legal_logs,
    records,
)

EARLIER, DAY, LATER = "2021-09-01", "2021-10-01", "2021-11-15"

# How an item gets into each state that the tables start from.
WAY_INTO: dict[str, list[BaseEntry]] = {
    "open": [],
    "active": [entry("start", EARLIER)],
    "submitted": [entry("submit", EARLIER)],
    "complete": [entry("close", EARLIER)],
    "substantial": [entry("close", EARLIER, result="substantial")],
    "waived": [entry("waive", EARLIER)],
}

RELAPSED = {"outcome": "relapsed", "to": LATER}

# Where each event leads from each state, in the order of FROM; None: not allowed.
FROM = ("open", "active", "submitted", "complete", "substantial", "waived")
OF_ISSUES: list[tuple[str, dict[str, Any], tuple[str | None, ...]]] = [
    ("start", {}, ("active", None, None, None, None, None)),
    ("progress", {}, ("active", "active", None, None, None, None)),
    ("submit", {}, ("submitted", "submitted", None, None, None, None)),
    ("return", {}, (None, None, "active", None, None, None)),
    ("close", {}, ("closed", "closed", "closed", None, "closed", None)),
    ("extend", {}, ("open", "active", "submitted", None, None, None)),
    ("reassign", {}, ("open", "active", "submitted", None, None, None)),
    ("waive", {}, ("waived", "waived", "waived", None, None, None)),
    ("review", {}, (None, None, None, "closed", "closed", None)),
    ("review", RELAPSED, (None, None, None, "active", "active", None)),
    ("reopen", {}, (None, None, None, "active", "active", "active")),
    ("attach", {}, ("open", "active", "submitted", "closed", "closed", "waived")),
    ("amend", {}, ("open", "active", "submitted", "closed", "closed", "waived")),
]

# A measure is never submitted, so its table has no such column.
FROM_OF_MEASURES = ("open", "active", "complete", "substantial", "waived")
OF_MEASURES: list[tuple[str, dict[str, Any], tuple[str | None, ...]]] = [
    ("start", {}, ("active", None, None, None, None)),
    ("progress", {}, ("active", "active", None, None, None)),
    ("submit", {}, (None, None, None, None, None)),
    ("return", {}, (None, None, None, None, None)),
    ("close", {}, ("closed", "closed", None, "closed", None)),
    ("extend", {}, ("open", "active", None, None, None)),
    ("reassign", {}, ("open", "active", None, None, None)),
    ("waive", {}, ("waived", "waived", None, None, None)),
    ("review", {}, (None, None, None, None, None)),
    ("review", RELAPSED, (None, None, None, None, None)),
    ("reopen", {}, (None, None, "active", "active", "active")),
    ("attach", {}, ("open", "active", "closed", "closed", "waived")),
    ("amend", {}, ("open", "active", "closed", "closed", "waived")),
]


def cells(
    table: list[tuple[str, dict[str, Any], tuple[str | None, ...]]], columns: tuple[str, ...]
) -> list[Any]:
    """One parameter set for each cell of a table."""
    return [
        pytest.param(event, more, start, to, id=f"{event}{'-relapsed' * bool(more)}-from-{start}")
        for event, more, row in table
        for start, to in zip(columns, row, strict=True)
    ]


def outcome(item: Issue | Measure) -> str | None:
    """The state after the last entry; None if that entry was not allowed."""
    *_, (_index, _entry, _before, after) = history(item)
    return fold(item).state if after else None


def test_the_tables_name_every_event() -> None:
    assert {event for event, _, _ in OF_ISSUES} == set(EVENTS)
    assert {event for event, _, _ in OF_MEASURES} == set(EVENTS)


@pytest.mark.parametrize(("event", "more", "start", "to"), cells(OF_ISSUES, FROM))
def test_an_event_of_an_issue_leads_where_the_table_says(
    event: str, more: dict[str, Any], start: str, to: str | None
) -> None:
    assert outcome(issue(log=[*WAY_INTO[start], entry(event, DAY, **more)])) == to


@pytest.mark.parametrize(("event", "more", "start", "to"), cells(OF_MEASURES, FROM_OF_MEASURES))
def test_an_event_of_a_measure_leads_where_the_table_says(
    event: str, more: dict[str, Any], start: str, to: str | None
) -> None:
    assert outcome(measure(log=[*WAY_INTO[start], entry(event, DAY, **more)])) == to


@pytest.mark.parametrize("start", FROM)
@pytest.mark.parametrize("event", EVENTS)
def test_an_illegal_event_changes_nothing_at_all(event: str, start: str) -> None:
    item = issue(log=[*WAY_INTO[start], entry(event, DAY)])
    *_, (_index, _entry, before, after) = history(item)
    assert after or fold(item) == before


def test_an_item_without_entries_is_open_under_its_own_lead_support_and_deadline() -> None:
    status = fold(issue(support=["finance"]))
    assert (status.state, status.lead, status.support) == ("open", "enforcement", ("finance",))
    assert (status.deadline, status.result, status.closed_on) == (DUE, None, None)


def test_closing_records_its_result_and_its_day() -> None:
    status = fold(issue(log=[entry("close", DAY, result="substantial")]))
    assert (status.result, status.closed_on) == ("substantial", DAY)


def test_a_second_closing_as_substantial_may_still_be_followed_by_a_complete_one() -> None:
    again = [entry("close", day, result="substantial") for day in (EARLIER, DAY)]
    assert fold(issue(log=[*again, entry("close", LATER)])).result == "complete"


def test_closing_for_good_later_keeps_the_day_of_the_first_closing() -> None:
    log = [entry("close", EARLIER, result="substantial"), entry("close", DAY)]
    status = fold(issue(log=log))
    assert (status.closed_on, status.completed_on, status.result) == (EARLIER, DAY, "complete")


def test_an_extension_moves_the_deadline_and_is_counted() -> None:
    log = [entry("extend", DAY, to="2021-11-30"), entry("extend", LATER, to="2021-12-31")]
    status = fold(issue(log=log))
    assert (status.deadline, status.extensions) == ("2021-12-31", 2)


def test_reopening_gives_the_new_deadline_and_takes_the_closing_back() -> None:
    status = fold(issue(log=[entry("close", EARLIER), entry("reopen", DAY, to="2022-01-31")]))
    assert status.deadline == "2022-01-31"
    assert (status.result, status.closed_on, status.completed_on) == (None, None, None)


def test_a_relapse_gives_the_new_deadline_and_takes_the_closing_back() -> None:
    relapse = entry("review", DAY, outcome="relapsed", to="2022-01-31")
    status = fold(issue(log=[entry("close", EARLIER), relapse]))
    assert status.deadline == "2022-01-31"
    assert (status.result, status.closed_on, status.completed_on) == (None, None, None)


def test_a_review_that_held_leaves_the_closing_as_it_was() -> None:
    status = fold(issue(log=[*WAY_INTO["substantial"], entry("review", DAY)]))
    assert (status.result, status.closed_on, status.deadline) == ("substantial", EARLIER, DUE)


def test_reassigning_the_lead_keeps_the_support() -> None:
    status = fold(issue(support=["office"], log=[entry("reassign", DAY, lead="finance")]))
    assert (status.lead, status.support) == ("finance", ("office",))


def test_reassigning_the_support_gives_it_whole_and_keeps_the_lead() -> None:
    change = entry("reassign", DAY, lead=None, support=["finance"])
    status = fold(issue(support=["office"], log=[change]))
    assert (status.lead, status.support) == ("enforcement", ("finance",))


def test_reassigning_the_support_keeps_the_lead_of_an_earlier_reassignment() -> None:
    log = [entry("reassign", EARLIER), entry("reassign", DAY, lead=None, support=["office"])]
    assert fold(issue(log=log)).lead == "finance"


def test_reassigning_can_take_all_support_away() -> None:
    change = entry("reassign", DAY, lead=None, support=[])
    assert fold(issue(support=["office"], log=[change])).support == ()


@pytest.mark.parametrize(
    ("event", "reports"),
    [
        ("start", True),
        ("progress", True),
        ("submit", True),
        ("close", True),
        ("extend", False),
        ("reassign", False),
        ("attach", False),
        ("amend", False),
    ],
)
def test_only_a_report_on_the_matter_counts_as_a_look(event: str, reports: bool) -> None:
    looked_at = fold(issue(log=[entry(event, DAY)])).looked_at
    assert looked_at == (DAY if reports else None)


LOG = [
    entry("start", "2021-08-01"),
    entry("reassign", "2021-08-15", lead="finance", support=["office"]),
    entry("extend", "2021-09-01", to="2021-12-31"),
    entry("close", "2021-10-01"),
]


@pytest.mark.parametrize(
    ("day", "state", "lead", "deadline"),
    [
        ("2021-07-31", "open", "enforcement", DUE),
        ("2021-08-01", "active", "enforcement", DUE),
        ("2021-08-14", "active", "enforcement", DUE),
        ("2021-08-15", "active", "finance", DUE),
        ("2021-09-01", "active", "finance", "2021-12-31"),
        ("2021-09-30", "active", "finance", "2021-12-31"),
        ("2021-10-01", "closed", "finance", "2021-12-31"),
    ],
)
def test_as_of_a_day_an_item_stands_as_the_last_entry_up_to_that_day_left_it(
    day: str, state: str, lead: str, deadline: str
) -> None:
    status = fold(issue(log=LOG), day)
    assert (status.state, status.lead, status.deadline) == (state, lead, deadline)


def test_two_entries_of_one_day_take_effect_in_the_order_of_the_list() -> None:
    log = [entry("close", DAY), entry("reopen", DAY)]
    assert fold(issue(log=log), DAY).state == "active"


@given(records(arbitrary_logs()), days())
def test_on_any_log_the_state_is_one_of_the_five(item: Issue | Measure, day: str) -> None:
    assert fold(item).state in STATES
    assert fold(item, day).state in STATES


@given(records(arbitrary_logs()))
def test_the_fold_of_any_log_is_a_walk_over_its_legal_entries_alone(item: Issue | Measure) -> None:
    status = first_status(item)
    for _index, made, before, after in history(item):
        assert before == status
        if after:
            status = step(status, made)
    assert fold(item) == status


@given(records(arbitrary_logs()))
def test_taking_out_illegal_entries_changes_nothing(item: Issue | Measure) -> None:
    legal_only = [made for _index, made, _before, after in history(item) if after]
    assert fold(item.model_copy(update={"log": legal_only})) == fold(item)


@given(records(arbitrary_logs()), days())
def test_as_of_a_day_entries_of_later_days_change_nothing(item: Issue | Measure, day: str) -> None:
    up_to_day = [made for made in item.log if made.date <= day]
    without = item.model_copy(update={"log": up_to_day})
    assert fold(item, day) == fold(without) == fold(without, day)


# Before an amendment the old value applies


def amend(day: str, field: str, was: Any, now: Any) -> BaseEntry:
    return entry("amend", day, field=field, was=was, now=now)


@pytest.mark.parametrize(
    ("amendment", "field", "before", "after"),
    [
        (amend(DAY, "due", "2021-09-15", DUE), "deadline", "2021-09-15", DUE),
        (amend(DAY, "due", None, DUE), "deadline", None, DUE),
        (amend(DAY, "lead", "finance", "enforcement"), "lead", "finance", "enforcement"),
        (amend(DAY, "support", ["finance"], []), "support", ("finance",), ()),
        (amend(DAY, "support", ["finance"], None), "support", ("finance",), ()),
        (amend(DAY, "support", None, ["finance"]), "support", (), ("finance",)),
        (amend(DAY, "title", "Tilte", "Title"), "deadline", DUE, DUE),
    ],
)
def test_a_field_is_what_it_was_until_it_is_amended(
    amendment: BaseEntry, field: str, before: object, after: object
) -> None:
    one = issue(log=[entry("start", EARLIER), amendment, entry("progress", LATER)])
    found = [getattr(step.before, field) for step in history(one)]
    assert found == [before, before, after]
    assert getattr(fold(one, EARLIER), field) == before
    assert getattr(fold(one), field) == after


def test_of_several_amendments_each_holds_until_the_next() -> None:
    days = ("2021-09-15", "2021-09-30", DUE)
    log = [amend(day, "due", was, now) for day, was, now in zip((EARLIER, DAY), days, days[1:],
                                                                strict=False)]  # fmt: skip
    found = [fold(issue(log=log), day).deadline for day in ("2021-08-01", EARLIER, DAY)]
    assert found == list(days)


@pytest.mark.parametrize(
    ("settling", "amendment", "field", "stays"),
    [
        (entry("extend", EARLIER, to="2021-12-31"), amend(DAY, "due", "2021-09-15", DUE),
         "deadline", "2021-12-31"),
        (entry("reassign", EARLIER, lead="office"), amend(DAY, "lead", "finance", "enforcement"),
         "lead", "office"),
        (entry("reassign", EARLIER, lead=None, support=[]), amend(DAY, "support", [], ["finance"]),
         "support", ()),
        (entry("reassign", EARLIER, lead=None, support=["office"]),
         amend(DAY, "lead", "finance", "enforcement"), "lead", "enforcement"),
        (entry("reassign", EARLIER, lead="office"), amend(DAY, "support", [], ["finance"]),
         "support", ("finance",)),
    ],
)  # fmt: skip
def test_what_an_entry_has_settled_no_amendment_moves(
    settling: BaseEntry, amendment: BaseEntry, field: str, stays: object
) -> None:
    assert getattr(fold(issue(log=[settling, amendment])), field) == stays


@pytest.mark.parametrize("again", ["reopen", "review"])
def test_a_deadline_after_a_closing_is_settled_too(again: str) -> None:
    more = {"outcome": "relapsed"} if again == "review" else {}
    log = [entry("close", EARLIER), entry(again, EARLIER, to="2022-01-31", **more)]
    assert fold(issue(log=[*log, amend(DAY, "due", "2021-09-15", DUE)])).deadline == "2022-01-31"


@pytest.mark.parametrize("odd", [5, True, "soon", "2021-02-30", {"zh": "x"}, ["finance", 1], 1.5])
@pytest.mark.parametrize("field", ["due", "lead", "support"])
def test_what_no_such_field_holds_changes_nothing(field: str, odd: Any) -> None:
    if field == "lead" and isinstance(odd, str):
        return  # a department unknown to the ledger
    one = issue(log=[amend(EARLIER, field, odd, odd), amend(DAY, field, odd, None)])
    last = "deadline" if field == "due" else field
    plain = fold(issue())
    assert getattr(fold(one, EARLIER), last) == getattr(plain, last)


@given(issues(), st.data())
def test_no_amendment_changes_what_came_before_it(one: Issue, data: st.DataObject) -> None:
    last = one.log[-1].date if one.log else one.opened
    amended = data.draw(amendments(one, last))
    assert list(history(amended))[:-1] == list(history(one))


@given(amended_issues(), days())
def test_a_day_before_amendments_is_what_it_was_then(one: Issue, day: str) -> None:
    assert fold(one, day) == fold(as_it_stood(one, day)) == fold(as_it_stood(one, day), day)


def test_as_it_stood_each_field_is_what_the_first_later_amendment_says() -> None:
    log = [
        amend(EARLIER, "title", "Tilte", "Titel"), amend(DAY, "title", "Titel", "Title"),
        amend(DAY, "heading", None, "One"), amend(DAY, "standing", 0, True),
        amend(DAY, "lead", "finance", "office"), amend(LATER, "lead", "office", "enforcement"),
        amend(LATER, "id", 5, 1),
    ]  # fmt: skip
    one = issue(title="Title", heading="One", standing=True, log=log)
    then = as_it_stood(one, EARLIER)
    assert (then.title, then.heading, then.lead, then.id) == ("Titel", None, "finance", 1)
    assert then.standing is True  # the field cannot have been 0
    assert then.log == log[:1]
    assert as_it_stood(one, "2021-01-01").title == "Tilte"
    assert as_it_stood(one, LATER) == one


@given(amended_issues())
def test_in_the_end_each_field_is_what_it_was_amended_to(one: Issue) -> None:
    status = fold(one)
    held = {"due": status.deadline, "lead": status.lead, "support": status.support}
    now = {"due": one.due, "lead": one.lead, "support": tuple(one.support)}
    assert {k: v for k, v in held.items() if k not in status.settled} == {
        k: v for k, v in now.items() if k not in status.settled
    }


# Limits set by policy


@pytest.mark.parametrize(
    ("to", "uses"), [("2022-01-31", 1), ("2021-11-01", 1), (DUE, 0), ("2021-10-15", 0)]
)
def test_a_reopening_with_a_later_deadline_is_as_good_as_an_extension(to: str, uses: int) -> None:
    for end in (entry("close", EARLIER), entry("waive", EARLIER)):
        status = fold(issue(log=[end, entry("reopen", DAY, to=to)]))
        assert (status.postponed, status.extensions) == (uses, 0)


def test_an_extension_uses_one_up_and_a_relapse_none() -> None:
    extended = fold(issue(log=[entry("extend", DAY, to="2021-12-31")]))
    assert (extended.postponed, extended.extensions) == (1, 1)
    relapse = entry("review", DAY, outcome="relapsed", to="2022-01-31")
    assert fold(issue(log=[entry("close", EARLIER), relapse])).postponed == 0


def test_where_there_was_no_deadline_none_is_made_later() -> None:
    log = [entry("close", EARLIER), entry("reopen", DAY, to="2022-01-31")]
    assert fold(issue(due=None, log=log)).postponed == 0


@given(legal_logs(due=DUE))
def test_a_log_made_by_walking_the_rules_is_legal_throughout(log: list[BaseEntry]) -> None:
    assert all(one.after for one in history(issue(log=log)))


TOLD = entry("progress", EARLIER, note="half of it")


@pytest.mark.parametrize(
    ("event", "tells"),
    [
        ("progress", True), ("submit", True), ("extend", True), ("close", True),
        ("attach", False), ("amend", False), ("reassign", False), ("waive", True),
    ],
)  # fmt: skip
def test_only_what_speaks_of_the_matter_tells_how_it_stands(event: str, tells: bool) -> None:
    after = entry(event, DAY, note="so it is")
    told = last_told(issue(log=[TOLD, after]))
    assert told == (after if tells else TOLD)


def test_what_was_told_half_way_is_not_told_of_the_end() -> None:
    assert last_told(issue(log=[TOLD, entry("close", DAY, note=None)])) is None
    said = entry("close", DAY, note="so it is")
    assert last_told(issue(log=[TOLD, said, entry("attach", LATER)])) == said


def test_a_closing_for_good_is_not_told_by_what_was_said_of_one_on_the_whole() -> None:
    largely = entry("close", EARLIER, result="substantial", note="largely")
    assert last_told(issue(log=[largely, entry("close", DAY, note=None)])) is None


def test_what_has_no_note_is_illegal_or_of_a_later_day_tells_nothing() -> None:
    item = issue(log=[TOLD, entry("submit", DAY, note=None, evidence=[{"document": "Minutes"}])])
    assert last_told(item) == TOLD
    assert last_told(issue(log=[TOLD, entry("review", DAY)])) == TOLD
    assert last_told(issue(log=[TOLD, entry("progress", LATER)]), DAY) == TOLD
    assert last_told(issue()) is None
