"""Whatever goes wrong while a change is written, each file is old or new, and nothing is lost.

A fault is let in at one point of a command at a time; what must hold is in `faulting/rules.py`.
`make faults` kills at every system call, and goes through all of git's own, for all the commands.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from faulting import ledger
from faulting.driver import Driver, no_tracing
from faulting.faults import Fault
from faulting.sweep import Sweep, Tally

WHY_NOT = no_tracing()
traced = pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))
each_command = pytest.mark.parametrize("command", ledger.COMMANDS)
NAIVE = "faulting.naive"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    driver = Driver(tmp_path_factory.mktemp("driver"))
    yield driver
    driver.stop()


def holds(sweep: Sweep, faults: list[Fault]) -> None:
    """All that must hold does, at nearly every point that was planned."""
    assert faults
    tally = sweep.give(faults)
    assert tally.defects == [], str(tally)
    # The calls of an interpreter are not quite the same each time.
    assert tally.not_reached <= len(faults) // 20, tally.not_reached


@pytest.mark.parametrize("command", ["close", "extend", "add"])
def test_any_step_may_fail(command: str, driver: Driver, tmp_path: Path) -> None:
    sweep = Sweep(ledger.make(tmp_path), driver, command)
    holds(sweep, sweep.plan_steps() + sweep.plan_gits())


@traced
@each_command
def test_any_system_call_may_fail(command: str, driver: Driver, tmp_path: Path) -> None:
    sweep = Sweep(ledger.make(tmp_path), driver, command)
    # What three closings have more of than one are changes.
    holds(sweep, sweep.plan_calls("changing" if command == "close-three" else "failing"))


@traced
def test_any_system_call_of_git_may_fail(driver: Driver, tmp_path: Path) -> None:
    sweep = Sweep(ledger.make(tmp_path), driver, "close")
    # Three faults a call: by fours, each of the three comes at most calls.
    holds(sweep, sweep.plan_git_calls()[::4])


def naive(command: str, driver: Driver, folder: Path, *, calls: bool) -> Tally:
    sweep = Sweep(ledger.make(folder), driver, command, NAIVE)
    return sweep.give(sweep.plan_calls() if calls else sweep.plan_steps() + sweep.plan_gits())


@pytest.mark.parametrize("command", ["close", "extend", "add"])
def test_a_naive_writer_is_found_by_steps(command: str, driver: Driver, tmp_path: Path) -> None:
    tally = naive(command, driver, tmp_path, calls=False)
    assert tally.count("torn")
    assert tally.count("lost-commit", "again")
    assert tally.count("bug", "said-failed")
    assert bool(tally.count("no-evidence-yet")) == (command == "close")


@traced
def test_a_naive_writer_is_found_by_system_calls(driver: Driver, tmp_path: Path) -> None:
    tally = naive("close", driver, tmp_path, calls=True)
    for kind in ("torn", "lost-commit", "no-evidence-yet", "check"):
        assert tally.count(kind), kind
