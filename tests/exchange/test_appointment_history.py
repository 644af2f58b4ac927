"""Which deadlines and reviews a calendar shows, and which it cancels."""

from typing import Any

import pytest

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.model import Issue, Ledger
from rectledger.exchange.exports.appointment_history import Appointment, appointments

DAY = "2022-01-31"


def found(of: Ledger, day: str = DAY, **asked: Any) -> list[tuple[str, str, str, bool]]:
    return [(one.item.ref, one.what, one.day, one.held) for one in appointments(of, day, **asked)]


def alone(*log: Any, day: str = DAY, **changes: Any) -> list[tuple[str, str, bool]]:
    """What is shown of one issue."""
    return [one[1:] for one in found(ledger([issue(log=[*log], **changes)]), day)]


def test_a_deadline_is_there_until_the_item_is_closed() -> None:
    assert alone() == [("deadline", "2021-10-31", True)]
    assert alone(close("2021-10-20"), day="2021-10-19") == [("deadline", "2021-10-31", True)]
    assert alone(close("2021-10-20")) == [("deadline", "2021-10-31", False)]
    assert alone(entry("waive", "2021-10-20")) == [("deadline", "2021-10-31", False)]


def test_a_deadline_moves_and_comes_back() -> None:
    log = [entry("extend", "2021-10-01", to="2021-12-31")]
    assert alone(*log) == [("deadline", "2021-12-31", True)]
    log += [close("2021-12-01"), entry("reopen", "2022-01-10", to="2022-03-31")]
    assert alone(*log, day="2021-12-31") == [("deadline", "2021-12-31", False)]
    assert alone(*log) == [("deadline", "2022-03-31", True)]


def test_what_is_kept_up_is_to_be_reviewed_again_and_again() -> None:
    log = [close("2021-10-31"), entry("review", "2022-04-20")]
    over = ("deadline", "2021-10-31", False)
    assert alone(*log, standing=True) == [over, ("review", "2022-04-30", True)]
    again = [over, ("review", "2022-10-20", True)]
    assert alone(*log, standing=True, day="2022-05-01") == again


def test_a_review_is_let_go_after_a_relapse() -> None:
    relapse = entry("review", "2022-01-10", outcome="relapsed", to="2022-06-30")
    shown = alone(close("2021-10-31"), relapse, standing=True)
    assert shown == [("deadline", "2022-06-30", True), ("review", "2022-04-30", False)]


def test_a_review_is_let_go_even_where_it_was_owed_for_hours_only() -> None:
    reopened = entry("reopen", "2021-10-31", to="2022-06-30")
    shown = alone(close("2021-10-31"), reopened, standing=True)
    assert shown == [("deadline", "2022-06-30", True), ("review", "2022-04-30", False)]


def test_an_issue_without_a_deadline_is_reviewed_until_it_is_closed() -> None:
    kind: dict[str, Any] = {"kind": "long-term", "due": None}
    assert alone(**kind) == [("review", "2022-01-30", True)]
    assert alone(entry("progress", "2021-12-01"), **kind) == [("review", "2022-06-01", True)]
    assert alone(close("2021-12-01"), **kind) == [("review", "2022-01-30", False)]


CLOSED = close("2021-10-31")


@pytest.mark.parametrize(
    ("log", "field", "was", "record", "expected"),
    [
        ([CLOSED], "standing", True, {"standing": False}, ("review", "2022-04-30", False)),
        ([], "due", "2021-10-31", {"due": None}, ("deadline", "2021-10-31", False)),
        ([], "kind", "long-term", {"kind": "immediate", "due": None},
         ("review", "2022-01-30", False)),
        # The review was due by the opening date recorded at the time.
        ([CLOSED], "opened", "2021-07-15",
         {"opened": "2021-07-30", "kind": "long-term", "due": None},
         ("review", "2022-01-15", False)),
    ],
)  # fmt: skip
def test_what_an_amendment_took_away_is_let_go(
    log: list[Any], field: str, was: Any, record: dict[str, Any], expected: tuple[str, str, bool]
) -> None:
    amended = entry("amend", "2022-01-10", field=field, was=was, now=record[field])
    assert expected in alone(*log, amended, **record)


def test_measures_are_there_when_they_are_asked_for_and_have_no_reviews() -> None:
    of = ledger([issue()], [measure(number=10), measure(number=2, log=[close("2021-10-01")])])
    assert [one[0] for one in found(of)] == ["1"]
    assert found(of, measures=True)[1:] == [
        ("1.2", "deadline", "2021-10-31", False),
        ("1.10", "deadline", "2021-10-31", True),
    ]


@pytest.mark.parametrize(
    "one",
    [
        issue(log=[entry("reassign", "2021-09-01", lead="finance")]),
        issue(lead="finance", log=[
            entry("amend", "2021-09-01", field="lead", was="enforcement", now="finance")
        ]),
    ],
    ids=["handed over", "amended"],
)  # fmt: skip
def test_a_department_is_told_to_let_go_of_what_it_leads_no_more(one: Issue) -> None:
    of = ledger([one, issue(id=2)])
    theirs, ours = (found(of, department=one) for one in ("finance", "enforcement"))
    assert theirs == [("1", "deadline", "2021-10-31", True)]
    assert ours == [("1", "deadline", "2021-10-31", False), ("2", "deadline", "2021-10-31", True)]
    assert found(of, department="office") == []


def test_of_two_records_with_one_number_the_one_in_its_place_is_shown() -> None:
    right, copy = issue(due="2021-10-31"), issue(due="2021-12-31")
    for files in (("issues/001.yaml", "issues/002.yaml"), ("issues/001.yaml", "issues/000.yaml")):
        both = dict(zip(files, (right, copy), strict=True))
        assert found(ledger(both)) == [("1", "deadline", "2021-10-31", True)]


def test_what_changed_and_how_often() -> None:
    log = [entry("extend", "2021-09-01"), entry("progress", "2021-10-01"), close("2021-12-01")]
    of = ledger([issue(log=log)])
    seen = [
        next((one.changes, one.changed) for one in appointments(of, day))
        for day in ("2021-07-30", "2021-09-01", "2021-11-30", "2021-12-01")
    ]
    assert seen == [(0, "2021-07-30"), (2, "2021-09-01"), (4, "2021-10-01"), (6, "2021-12-01")]


def test_of_two_calendars_the_one_of_whoever_leads_it_now_holds() -> None:
    log = [
        entry("progress", "2021-08-01"),
        entry("reassign", "2021-09-01", lead="finance", support=None),
        entry("progress", "2021-09-10"),
    ]
    of = ledger([issue(log=log)])

    def at(day: str, department: str | None) -> Appointment:
        (one,) = appointments(of, day, department=department)
        return one

    before, handed = at("2021-08-31", "enforcement"), at("2021-09-01", "finance")
    for day in ("2021-09-01", DAY):  # whichever file is older
        was, now = at(day, "enforcement"), at(day, "finance")
        assert (was.held, now.held, at(day, None)) == (False, True, now)
        assert before.changes < was.changes < handed.changes <= now.changes


def test_a_measure_whose_issue_is_not_there_is_shown() -> None:
    of = ledger([], [measure()], under=settings())
    assert found(of, measures=True) == [("1.1", "deadline", "2021-10-31", True)]


def test_what_has_no_entry_has_changed_last_when_it_was_opened() -> None:
    whole = ledger([issue(opened="2021-09-01")], [measure(), measure(issue=7)])
    assert [one.changed for one in appointments(whole, DAY, measures=True)] == [
        "2021-09-01", "2021-09-01", "2021-07-30",
    ]  # fmt: skip
