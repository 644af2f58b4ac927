"""What is said of an item beside its state: here, the figures that it reports."""

from typing import Any

import pytest

from builders import issue, measure, settings
from rectledger import words
from rectledger.core.items import item_on
from rectledger.phrases.items import figures


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
    made = measure(figures=[{"name": "Paid", **figure}])
    item = item_on(made, issue(), settings(), "2021-12-01")
    assert words.said_in("en", lambda: list(figures(item))) == [said]
