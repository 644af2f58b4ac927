"""The journal: the entries of many logs in one order."""

from hypothesis import given

from builders import entry, issue, ledger, measure
from rectledger.core.items import Item, items_on
from rectledger.core.log_order import journal, last_entry
from rectledger.core.model import Ledger
from strategies import days, ledgers

LAST = "2022-12-31"


def all_items(whole: Ledger, day: str = LAST) -> list[Item]:
    return [item for part in items_on(whole, day) for item in part]


def lines(whole: Ledger, day: str = LAST) -> list[tuple[str, str]]:
    """The journal as (day, reference)."""
    return [(made.date, record.ref) for record, made in journal(all_items(whole), day)]


def test_entries_of_different_items_come_by_date() -> None:
    whole = ledger(
        [
            issue(id=1, log=[entry("start", "2021-08-02"), entry("progress", "2021-08-04")]),
            issue(id=2, log=[entry("start", "2021-08-01"), entry("progress", "2021-08-03")]),
        ]
    )
    assert lines(whole) == [
        ("2021-08-01", "2"),
        ("2021-08-02", "1"),
        ("2021-08-03", "2"),
        ("2021-08-04", "1"),
    ]


def test_on_one_day_entries_come_by_number_and_an_issue_before_its_measures() -> None:
    one = [entry("start", "2021-08-01")]
    whole = ledger(
        [issue(id=10, log=one), issue(id=2, log=one)],
        [measure(issue=2, number=10, log=one), measure(issue=2, number=9, log=one)],
    )
    assert [ref for _, ref in lines(whole)] == ["2", "2.9", "2.10", "10"]


def test_on_one_day_the_entries_of_one_item_come_as_its_log_has_them() -> None:
    log = [entry("submit", "2021-08-01"), entry("return", "2021-08-01")]
    log += [entry("close", "2021-08-01")]
    found = journal(all_items(ledger([issue(log=log)])), LAST)
    assert [made for _, made in found] == log


def test_entries_up_to_and_on_the_day_are_shown_and_later_ones_not() -> None:
    log = [entry("start", "2021-08-01"), entry("progress", "2021-08-02")]
    log += [entry("progress", "2021-08-03")]
    assert lines(ledger([issue(log=log)]), "2021-08-02") == [
        ("2021-08-01", "1"),
        ("2021-08-02", "1"),
    ]


def test_a_ledger_without_entries_has_an_empty_journal() -> None:
    assert lines(ledger([issue()], [measure()])) == []


@given(ledgers(), days())
def test_every_entry_up_to_the_day_is_there_once_in_order_of_date(whole: Ledger, day: str) -> None:
    found = lines(whole, day)
    expected = [
        (made.date, item.ref)
        for item in all_items(whole)
        for made in item.record.log
        if made.date <= day
    ]
    assert sorted(found) == sorted(expected)
    assert [date for date, _ in found] == sorted(date for date, _ in found)


def test_the_last_entry_by_a_day_is_of_what_counts_by_then() -> None:
    told = measure(log=[entry("start", "2021-11-01"), entry("progress", "2021-11-05")])
    whole = ledger([issue(opened="2021-11-02")], [told])
    assert [last_entry(whole, day) for day in ("2021-11-01", "2021-11-02", "2021-11-05", None)] == [
        "", "2021-11-01", "2021-11-05", "2021-11-05",
    ]  # fmt: skip
