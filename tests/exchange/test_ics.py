"""A ledger as a calendar, read back by two libraries."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.model import Ledger
from rectledger.exchange.exports import ics

DAY = "2021-09-30"
HOSTILE = 'a, b; c\\n "d"\nBEGIN:VEVENT\nUID:x\r\n\tEND:VCALENDAR:\\;\\,'


def document(of: Ledger, day: str = DAY, **asked: Any) -> bytes:
    about = {"department": asked.get("department"), "missing": asked.pop("missing", ())}
    return ics.document(ics.events(of, day, **asked), of.settings, day, **about)


def events(of: Ledger, day: str = DAY, **asked: Any) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(document(of, day, **asked)).walk("VEVENT")


def event(of: Ledger, day: str = DAY, **asked: Any) -> icalendar.Event:
    (one,) = events(of, day, **asked)
    return one


def test_an_event_lasts_the_day_and_reminds_before_it() -> None:
    begun = entry("attach", "2021-08-01", evidence=[{"document": "Plan"}])
    one = event(ledger([issue(support=["finance"], next="the rest", log=[begun])]))
    assert one["DTSTART"].params["VALUE"] == one["DTEND"].params["VALUE"] == "DATE"
    assert (one.start, one.end) == (date(2021, 10, 31), date(2021, 11, 1))
    assert one["SUMMARY"] == "Deadline: 1 Money received was not paid out"
    assert one["DESCRIPTION"].splitlines() == [
        "State: open", "Lead department: Enforcement", "Supporting: Finance", "Section: One",
        "Next steps: the rest",
    ]  # fmt: skip
    assert (one["STATUS"], one["TRANSP"], one["SEQUENCE"]) == ("CONFIRMED", "TRANSPARENT", 2)
    # Of two exports the later wins, whatever the log says: policy may have moved the date.
    assert one["DTSTAMP"].to_ical() == b"20210930T000000Z"
    assert one["LAST-MODIFIED"].to_ical() == b"20210801T000000Z"
    (alarm,) = one.walk("VALARM")
    # At nine in the morning, a week before.
    assert alarm["TRIGGER"].dt == -timedelta(days=6, hours=15)
    assert alarm["DESCRIPTION"] == one["SUMMARY"]


@pytest.mark.parametrize(("soon", "hours"), [(30, -159), (7, -159), (2, -39), (0, 9)])
def test_nobody_is_reminded_earlier_than_policy_calls_soon(soon: int, hours: int) -> None:
    of = ledger([issue()], under=settings(policy={"due_soon_days": soon}))
    (alarm,) = event(of).walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=hours)


@pytest.mark.parametrize(("day", "alarms"), [("2021-10-31", 1), ("2021-11-01", 0)])
def test_nobody_is_reminded_of_what_is_past(day: str, alarms: int) -> None:
    assert len(event(ledger([issue()]), day).walk("VALARM")) == alarms


def test_what_is_closed_is_called_off_and_reminds_nobody() -> None:
    before, after = (
        event(ledger([issue(log=[close("2021-09-30")])]), day) for day in ("2021-09-29", DAY)
    )
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert after["SUMMARY"] == "No longer due: 1 Money received was not paid out"
    assert after["DESCRIPTION"].startswith("State: closed\n")
    assert after.walk("VALARM") == []


def test_what_has_moved_has_the_same_uid_and_says_from_where() -> None:
    of = ledger([issue(log=[entry("extend", "2021-09-01", to="2021-12-31")])])
    before, after = event(of, "2021-08-31"), event(of)
    assert (before["UID"], before.start) == (after["UID"], date(2021, 10, 31))
    assert (after.start, after.end) == (date(2021, 12, 31), date(2022, 1, 1))
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert before["LAST-MODIFIED"].dt < after["LAST-MODIFIED"].dt
    assert "First deadline: 2021-10-31\nExtensions: 1" in after["DESCRIPTION"]


def test_a_measure_names_its_issue() -> None:
    found = events(ledger([issue()], [measure()]), measures=True)
    assert [one["UID"].partition("@")[0][:-16] for one in found] == ["1-deadline-", "1.1-deadline-"]
    assert "Issue: 1 Money received was not paid out" in found[1]["DESCRIPTION"]
    assert "Issue: " not in found[0]["DESCRIPTION"]


def test_a_review_is_another_event_than_the_deadline() -> None:
    of = ledger([issue(standing=True, log=[close("2021-09-01")])])
    over, review = events(of)
    assert over["UID"] != review["UID"]
    assert (review["SUMMARY"], review.start) == (
        "Review: 1 Money received was not paid out", date(2022, 3, 1)
    )  # fmt: skip
    assert len(review.walk("VALARM")) == 1


def test_the_last_day_that_there_is_has_no_day_after() -> None:
    one = event(ledger([issue(due="9999-12-31")]))
    assert (one.start, "DTEND" in one) == (date(9999, 12, 31), False)


def test_names_of_people_are_in_only_when_they_are_asked_for() -> None:
    of = ledger([issue(log=[entry("start", "2021-09-01", by="Wang")])])
    assert b"Liu" not in document(of)
    assert "Leader in charge: Liu" in event(of, internal=True)["DESCRIPTION"]
    assert b"Wang" not in document(of, internal=True)


def test_the_calendar_says_whose_it_is_and_of_which_day() -> None:
    under = settings(title={"zh": "整改台账", "en": "Ledger; a, b"})
    data = document(ledger(under=under), department="finance", missing=["issues/001.yaml"])
    whole = icalendar.Calendar.from_ical(data)
    assert (whole["METHOD"], whole["VERSION"], whole["CALSCALE"]) == ("PUBLISH", "2.0", "GREGORIAN")
    assert whole["PRODID"]
    for name in (b"NAME", b"X-WR-CALNAME"):
        assert b"\r\n" + name + b":Ledger\\; a\\, b (Finance)\r\n" in data
    assert whole["X-WR-CALDESC"].to_ical() == whole["DESCRIPTION"].to_ical()
    assert whole["DESCRIPTION"].splitlines() == [
        "As of 2021-09-30", "Incomplete: 1 ledger file cannot be read: issues/001.yaml"
    ]  # fmt: skip
    assert whole["X-WR-TIMEZONE"] == "Asia/Shanghai"


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/New_York", "Etc/GMT+12"])
@pytest.mark.parametrize("day", ["1000-01-01", DAY, "2026-03-08", "9999-12-31"])
def test_a_calendar_without_events_has_a_component_all_the_same(zone: str, day: str) -> None:
    """RFC 5545 (3.6): "An iCalendar object MUST include the PRODID and VERSION calendar properties
    … and at least one calendar component"."""
    data = document(ledger(under=settings(timezone=zone)), day)
    whole = icalendar.Calendar.from_ical(data)
    (held,) = whole.subcomponents
    assert (whole.errors, held.errors) == ([], [])
    assert (held.name, held["TZID"]) == ("VTIMEZONE", zone)
    # RFC 5545 (3.6.5): each has a start, and offsets from and to.
    assert held.subcomponents
    for part in held.subcomponents:
        assert part.name in ("STANDARD", "DAYLIGHT")
        assert {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= set(part)
    read = vobject.readOne(data.decode())
    assert read.validate(raiseException=True)
    assert next(iter(read.components())).tzid.value == zone
    assert document(ledger(under=settings(timezone=zone)), day) == data


def test_a_calendar_with_events_has_nothing_else_in_it() -> None:
    whole = icalendar.Calendar.from_ical(document(ledger([issue()])))
    assert [one.name for one in whole.subcomponents] == ["VEVENT"]


def test_uids_hang_on_whom_and_when_and_on_no_title() -> None:
    one = settings()
    inspection = {"inspector": "Team", "inspected": "Court", "feedback": "2021-07-30"}
    same = [
        settings(title={"zh": "别的", "en": "Other"}),
        settings(inspection={**inspection, "inspector": "Other", "ended": "2021-01-29"}),
        settings(inspection={**inspection, "inspected": {"en": "Court", "zh": "法院"}}),
    ]
    others = [
        settings(inspection={**inspection, "inspected": "Bureau"}),
        settings(inspection={**inspection, "feedback": "2021-07-31"}),
    ]
    assert {ics.identity(each) for each in same} == {ics.identity(one)}
    assert len({ics.identity(each) for each in (one, *others)}) == 3


def both(data: bytes) -> list[tuple[str, str]]:
    """The titles and descriptions that two libraries read; they agree."""
    one = [
        (str(each["SUMMARY"]), str(each["DESCRIPTION"]))
        for each in icalendar.Calendar.from_ical(data).walk("VEVENT")
    ]
    held = vobject.readOne(data.decode()).contents.get("vevent", [])
    other = [(each.summary.value, each.description.value) for each in held]
    assert one == other
    return one


def test_a_title_that_looks_like_a_calendar_stays_a_title() -> None:
    begun = entry("start", "2021-08-01")
    of = ledger([issue(title=HOSTILE, next=HOSTILE, log=[begun]), issue(id=2)])
    (title, about), _ = both(document(of))
    told = HOSTILE.replace("\r\n", "\n")
    assert title == f"Deadline: 1 {told}"
    assert about.endswith(f"Next steps: {told}")


texts = strategies.lines | st.text('\\n,;:"N \t件事🙂\n', min_size=1).filter(lambda t: t.strip())


@given(texts, texts.map(lambda text: text * 20))
def test_any_text_comes_back_as_it_was(title: str, following: str) -> None:
    begun = entry("start", "2021-08-01")
    data = document(ledger([issue(title=title, next=following, log=[begun])]))
    ((said, about),) = both(data)
    assert said == f"Deadline: 1 {title}"
    assert about.endswith(f"Next steps: {following}")
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert all(line.decode() for line in lines)  # no line ends inside a character


@given(strategies.ledgers(), strategies.days(), strategies.days())
def test_uids_are_unique_and_a_later_file_has_all_of_an_earlier(
    of: Ledger, one: str, other: str
) -> None:
    earlier, later = (
        {str(each["UID"]): each for each in events(of, day, measures=True)}
        for day in sorted((one, other))
    )
    assert len(later) == len(events(of, max(one, other), measures=True))
    assert earlier.keys() <= later.keys()
    for uid, before in earlier.items():
        after = later[uid]
        assert before["SEQUENCE"] <= after["SEQUENCE"]
        assert before["LAST-MODIFIED"].dt <= after["LAST-MODIFIED"].dt
        if (before.start, before["STATUS"]) != (after.start, after["STATUS"]):
            assert before["SEQUENCE"] < after["SEQUENCE"]


@given(strategies.ledgers(), st.booleans())
def test_events_of_parts_make_the_events_of_the_whole(of: Ledger, measures: bool) -> None:
    parts = [
        Ledger(
            of.settings, {file: one}, {f: m for f, m in of.measures.items() if m.issue == one.id}
        )
        for file, one in of.issues.items()
    ]
    told = sorted(str(one["UID"]) for p in parts for one in events(p, DAY, measures=measures))
    assert told == sorted(str(one["UID"]) for one in events(of, DAY, measures=measures))
