"""Breaches of policy: a note about what is committed, an error about what is new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, close, entry, issue, ledger, measure, settings
from rectledger.core.checks import POLICY, breaches, check
from rectledger.core.model import BaseEntry, Ledger, Record
from rectledger.core.policy_breaches import files, weighed
from strategies import legal_logs

FILE = "issues/001.yaml"
STRICT = settings(policy={"evidence": "file", "extensions": 0})
EXTENDED = entry("extend", "2021-08-01")
CLOSED = close("2021-10-01")


def ruled(*log: BaseEntry) -> Ledger:
    """A ledger of one issue with this log, whose entries break the policy."""
    return ledger([issue(log=list(log))], under=STRICT)


def told(now: Ledger, committed: dict[str, Record] | None) -> list[tuple[str, int | str, str]]:
    """Each breach by code, entry and severity."""
    found = weighed(breaches(now, TODAY), now, committed)
    return [(one.code, one.key[1], one.severity) for one in found]


LOGS = [
    ([EXTENDED, CLOSED], "note", "note"),
    ([EXTENDED], "note", "error"),
    ([CLOSED], "error", "note"),
    ([], "error", "error"),
    ([entry("extend", "2021-08-02"), close("2021-10-01", by="Liu")], "error", "error"),
]


@pytest.mark.parametrize(("old", "extended", "closed"), LOGS)
def test_what_the_last_commit_has_is_a_note(
    old: list[BaseEntry], extended: str, closed: str
) -> None:
    now = ruled(EXTENDED, CLOSED)
    assert sorted(told(now, {FILE: issue(log=old)})) == [
        ("no-evidence-file", 1, closed), ("too-many-extensions", 0, extended),
    ]  # fmt: skip


@pytest.mark.parametrize("committed", [None, {}])
def test_without_a_commit_all_are_errors(committed: dict[str, Record] | None) -> None:
    now = ruled(EXTENDED, CLOSED)
    assert {one[2] for one in told(now, committed)} == {"error"}
    hints = {one.args.get("uncommitted") for one in weighed(breaches(now, TODAY), now, committed)}
    assert hints == ({None} if committed is None else {True})


def test_an_entry_that_stands_elsewhere_is_known_by_what_it_says() -> None:
    now = ruled(entry("progress", "2021-07-31"), EXTENDED, CLOSED)
    assert {one[2] for one in told(now, {FILE: issue(log=[EXTENDED, CLOSED])})} == {"note"}


def test_of_two_that_are_alike_one_is_new() -> None:
    again = [CLOSED, entry("reopen", "2021-10-01", to="2021-10-15"), CLOSED]
    now = ruled(*again)
    assert told(now, {FILE: issue(log=again[:2])}) == [("no-evidence-file", 2, "error")]


def test_a_measure_is_looked_up_in_its_own_file() -> None:
    now = ledger([issue()], [measure(log=[CLOSED])], under=STRICT)
    assert files(breaches(now, TODAY)) == ["measures/001-01.yaml"]
    assert [s for *_, s in told(now, {"measures/001-01.yaml": measure(log=[CLOSED])})] == ["note"]


def test_only_records_with_breaches_are_looked_up() -> None:
    nobody = settings(policy={"closers": ["office"]})
    now = ledger([issue(), issue(id=2, log=[CLOSED])], under=nobody)
    assert files(breaches(now, TODAY)) == []  # reported for ledger.yaml instead
    assert [one.code for one in weighed(breaches(now, TODAY), now, None)] == ["nobody-bound"]


@given(legal_logs(), st.integers(0, 5))
def test_nothing_is_lost_or_added_by_weighing(log: list[BaseEntry], known: int) -> None:
    now = ruled(*log)
    found = list(weighed(breaches(now, TODAY), now, {FILE: issue(log=log[:known])}))
    whole = check(now, TODAY)
    rest = check(now, TODAY, but=POLICY)
    assert sorted((f.code, f.key) for f in [*found, *rest]) == sorted(
        (f.code, f.key) for f in whole
    )
    assert all((f.severity == "note") == (int(f.key[1]) < known) for f in found)
