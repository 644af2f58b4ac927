"""A ledger as CSV: what spreadsheets and programs read from it."""

import csv
import io
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.filters import Filters
from rectledger.core.model import Ledger
from rectledger.exchange.exports import csv as tabular

DAY = "2022-01-31"
COMPUTED = "=+-@\t\r\n＝＋－＠"


def read(of: Ledger, day: str = DAY, **asked: Any) -> list[dict[str, str]]:
    """The rows of a file, as read by Python's own reader."""
    department = asked.pop("department", None)
    lines = tabular.rows(of, day, filters=Filters(department=department), **asked)
    data = tabular.document(lines, of.settings, **asked)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def row(of: Ledger, day: str = DAY, **asked: Any) -> dict[str, str]:
    (one,) = read(of, day, **asked)
    return one


def test_a_row_says_where_an_item_belongs_and_how_it_stands() -> None:
    log = [
        entry("extend", "2021-09-01", to="2022-01-15"),
        entry("progress", "2021-10-01", note="half\nof it"),
        entry("attach", "2021-10-15", evidence=[{"document": "Minutes"}]),
        # Two entries may cite the same document; it counts once.
        entry("attach", "2021-11-01", evidence=[{"document": "Minutes"}, {"document": "List"}]),
    ]
    one = issue(heading="Money", support=["finance", "office"], next="the rest", log=log)
    assert row(ledger([one])) == {
        "Issue no.": "1", "Aspect": "First aspect", "Section": "One", "Heading": "Money",
        "Title": "Money received was not paid out", "Kind": "Immediate",
        "Lead department": "Enforcement", "Supporting": "Finance, Office",
        "Opened": "2021-07-30", "First deadline": "2021-10-31", "Deadline": "2022-01-15",
        "Extensions": "1", "Relapses": "0", "Reopenings": "0",
        "State": "under way", "Days overdue": "16",
        "Days past the first deadline": "92", "Closed": "", "On time": "",
        "Routine": "no", "Next review": "", "Last entry on": "2021-11-01",
        "Last note": "half\nof it", "Last note on": "2021-10-01",
        "Evidence": "Minutes\nList", "Next steps": "the rest",
        "As of": "2022-01-31",
    }  # fmt: skip


def test_what_is_closed_says_when_and_whether_on_time() -> None:
    one = row(ledger([issue(standing=True, log=[close("2021-11-01")])]))
    assert (one["Closed"], one["On time"], one["Routine"]) == ("2021-11-01", "no", "yes")
    assert (one["Next review"], one["Days overdue"]) == ("2022-05-01", "0")


def test_a_row_holds_nothing_that_came_later() -> None:
    log = [entry("progress", "2021-10-01", note="early"), close("2021-10-20", note="late")]
    early = row(ledger([issue(log=log)]), "2021-10-10")
    assert (early["State"], early["Last note"], early["Closed"]) == ("under way", "early", "")
    assert (early["Evidence"], early["As of"]) == ("", "2021-10-10")


def test_a_row_a_measure_with_its_two_numbers_and_what_came_of_it() -> None:
    brought = {"instruments": [{"title": "Rule", "action": "issued"}], "log": [close("2021-10-20")]}
    found = read(
        ledger([issue()], [measure(number=10, **brought), measure(issue=7)]), measures=True
    )
    assert [(one["Issue no."], one["Measure no."]) for one in found] == [("1", "10"), ("7", "1")]
    assert [one["Results"] for one in found] == ["Rule (issued)", ""]
    # Nothing is known about a missing issue.
    assert [one["Section"] for one in found] == ["One", ""]
    assert [one["Opened"] for one in found] == ["2021-07-30", ""]


def test_what_the_ledger_does_not_know_is_shown_by_its_code() -> None:
    one = row(ledger([issue(kind="odd", section="9-9", lead="gone")]))
    assert (one["Kind"], one["Section"], one["Lead department"]) == ("odd", "9-9", "gone")


def test_only_what_a_department_leads_now() -> None:
    moved = issue(id=2, log=[entry("reassign", "2021-09-01", lead="finance")])
    found = read(ledger([issue(), moved]), department="finance")
    assert [one["Issue no."] for one in found] == ["2"]


def test_names_of_people_are_in_only_when_they_are_asked_for() -> None:
    log = [entry("waive", "2021-09-01", by="Wang", approved_by="Zhou")]
    of = ledger([issue(log=log)], [measure(log=log)])
    for measures in (False, True):
        public = tabular.rows(of, DAY, filters=Filters(), measures=measures)
        assert not any(name in public for name in ("Liu", "Chen", "Wang", "Zhou"))
        assert "Leader in charge" not in row(of, measures=measures)
    assert row(of, internal=True)["Leader in charge"] == "Liu"
    assert row(of, measures=True, internal=True)["Leader in charge"] == "Chen"


def test_an_empty_ledger_has_its_headers() -> None:
    lines = tabular.rows(ledger(), DAY, filters=Filters())
    assert tabular.document(lines, settings()).decode("utf-8-sig").startswith("Issue no.,Aspect,")
    assert tabular.document(lines, settings()).endswith(b",As of\r\n")


@pytest.mark.parametrize(
    "title",
    [
        '=HYPERLINK("http://evil.example","click")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)",
        "\tx", "＝1+1", "＋1", "－1", "＠x",
    ],
)  # fmt: skip
def test_a_text_that_would_be_computed_gets_an_apostrophe(title: str) -> None:
    one = issue(title=title, heading=title, next=title, log=[entry("progress", DAY, note=title)])
    found = row(ledger([one], under=settings(departments={"enforcement": {"name": title}})))
    for key in ("Title", "Heading", "Next steps", "Last note", "Lead department"):
        assert found[key] == f"'{title}"


texts = strategies.lines | st.text("=+-@＝'\",;\n\t |x件", min_size=1).filter(lambda t: t.strip())


# At the start, or after what another locale takes for a cell separator.
FORMULA = re.compile(r"(?:^[\t\r\n]?|[;\t|\r\n][ \u3000]*)[=+\-@＝＋－＠]|^[\t\r\n]")


@pytest.mark.parametrize("text", ["x;=1+1", "x; -1", "x\t@y", "a|＝1", "one\n+two"])
def test_where_a_cell_may_be_ended_early_nothing_is_computed_either(text: str) -> None:
    said = row(ledger([issue(title=text)]))["Title"]
    assert said.replace("'", "") == text
    assert not FORMULA.search(said)


@given(st.tuples(texts, texts, texts))
def test_any_text_comes_back_as_it_was_but_for_the_apostrophe(held: tuple[str, str, str]) -> None:
    title, note, name = held
    log = [
        entry("progress", "2021-10-01", note="half"),
        close("2021-10-20", note=note, evidence=[{"url": "https://x.example/?a=1,2"}]),
    ]
    of = ledger([issue(title=title, heading=name, log=log), issue(id=2, title=title)])
    found = read(of)
    for key, text in {"Title": title, "Last note": note, "Heading": name}.items():
        assert found[0][key].replace("'", "") == text.replace("'", "")
        assert not FORMULA.search(found[0][key])
        if not FORMULA.search(text):
            assert found[0][key] == text
    assert found[0]["Evidence"] == "https://x.example/?a=1,2"
    assert len(found) == 2


@given(strategies.ledgers(), st.booleans())
def test_no_cell_is_computed_and_no_row_is_lost(of: Ledger, measures: bool) -> None:
    found = read(of, "2022-12-31", measures=measures, internal=True)
    assert len(found) == len(of.measures if measures else of.issues)
    assert not [cell for one in found for cell in one.values() if cell[:1] in set(COMPUTED)]


@given(strategies.ledgers())
def test_lines_of_parts_make_the_lines_of_the_whole(of: Ledger) -> None:
    parts = [Ledger(of.settings, {file: one}, {}) for file, one in of.issues.items()]
    asked = Filters()
    assert "".join(tabular.rows(one, DAY, filters=asked) for one in parts) == tabular.rows(
        of, DAY, filters=asked
    )
