"""The text about an item: its closing, its deadline, the figures it reports."""

from typing import Any

import pytest

from builders import DUE, close, entry, issue, measure, settings
from rectledger.core.items import item_on
from rectledger.formatting.items import closed, figures, in_force, in_time
from rectledger.i18n import language


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ({"value": 1434}, "Paid: 1,434"),
        ({"value": 99.5, "unit": "%"}, "Paid: 99.5%"),
        ({"value": 434, "unit": "宗"}, "Paid: 434宗"),
        ({"value": 434, "unit": "cases"}, "Paid: 434 cases"),
        ({"value": 434, "unit": "cases", "change": "+9.53%"}, "Paid: 434 cases (+9.53%)"),
    ],
)
def test_a_word_stands_off_its_number_and_a_sign_does_not(
    figure: dict[str, Any], said: str
) -> None:
    made = measure(figures=[{"name": "Paid", **figure}], log=[entry("start", "2021-08-01")])
    item = item_on(made, issue(), settings(), "2021-12-01")
    assert language.said_in("en", lambda: list(figures(item))) == [said]


AGAIN = entry("reopen", "2021-11-05", to="2021-12-31")
AMENDED = entry("amend", "2021-11-10", field="due", was=DUE, now="2021-12-31")
AMENDED_TO_EARLIER = entry("amend", "2021-11-10", field="due", was=DUE, now="2021-10-01")


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ([close(DUE)], "2021-10-31, on time"),
        ([close("2021-11-02")], "2021-11-02, late"),
        ([close("2021-11-02"), AGAIN, close("2021-11-20")],
         "2021-11-20, late because of an earlier closing"),
        ([close(DUE), AGAIN, close("2022-01-01")], "2022-01-01, late"),
        ([close("2021-11-02"), AGAIN], ""),
        ([close("2021-11-02"), AMENDED],
         "2021-11-02, late by the deadline before amendment"),
    ],
)  # fmt: skip
def test_what_is_late_says_by_which_closing(log: list[Any], said: str) -> None:
    amended = AMENDED in log
    made = issue(due="2021-12-31" if amended else DUE, log=log)
    item = item_on(made, made, settings(), "2022-02-01")
    assert language.said_in("en", lambda: closed(item)) == said


@pytest.mark.parametrize(
    ("log", "due", "said"),
    [
        ([close(DUE)], DUE, "yes"),
        ([close("2021-11-02")], DUE, "no"),
        ([close("2021-11-02"), AGAIN, close("2021-11-20")], DUE,
         "no: late because of an earlier closing"),
        ([close("2021-10-30"), AMENDED_TO_EARLIER], "2021-10-01",
         "yes: on time by the deadline before amendment"),
        ([], DUE, ""),
        ([close(DUE)], None, ""),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_what_is_shown_says_why(
    log: list[Any], due: str | None, said: str
) -> None:
    made = issue(due=due, log=log)
    item = item_on(made, made, settings(), "2022-02-01")
    assert language.said_in("en", lambda: in_time(item.judged)) == said


@pytest.mark.parametrize(
    ("log", "due", "day", "said"),
    [
        ([AMENDED], "2021-12-31", "2021-11-09", DUE),
        ([AMENDED], "2021-12-31", "2021-11-10", "2021-12-31"),
        ([entry("extend", "2021-10-01", to="2022-01-31")], DUE, "2021-11-01",
         "2022-01-31 (first deadline 2021-10-31), 1 extension"),
        ([close(DUE), AGAIN], DUE, "2021-11-05", "2021-12-31 (first deadline 2021-10-31)"),
    ],
)  # fmt: skip
def test_a_deadline_is_the_first_one_until_an_entry_moves_it(
    log: list[Any], due: str, day: str, said: str
) -> None:
    made = issue(due=due, log=log)
    assert language.said_in("en", lambda: in_force(item_on(made, made, settings(), day))) == said
