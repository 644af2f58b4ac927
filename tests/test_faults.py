"""Whatever goes wrong during a write, each file is old or new, and nothing is lost.

Each run injects a fault at one point of a command; the rules are in `faulting/rules.py`. These
tests take samples, to finish in minutes; `make faults` fails and kills at every system call of
every command, including git's.
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
# All calls of a command take minutes: tests take every nth, and `make faults` takes all.
EACH_NTH = {"close": 6, "extend": 5, "add": 5, "close-three": 8}
NAIVE = "faulting.naive"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    driver = Driver(tmp_path_factory.mktemp("driver"))
    yield driver
    driver.stop()


def holds(sweep: Sweep, faults: list[Fault], missed: float = 0.05) -> None:
    """Everything that must hold does, at nearly every planned point; a share of `missed` may not be
    reached."""
    assert faults
    tally = sweep.give(faults)
    assert tally.defects == [], str(tally)
    # The interpreter's calls vary slightly between runs.
    assert tally.not_reached <= len(faults) * missed, tally.not_reached


@pytest.mark.parametrize("command", ["close", "extend", "add"])
def test_any_step_may_fail(command: str, driver: Driver, tmp_path: Path) -> None:
    sweep = Sweep(ledger.make(tmp_path), driver, command)
    # If system calls are faulted too, every other step is enough.
    holds(sweep, sweep.plan_steps()[:: 1 if WHY_NOT else 2] + sweep.plan_gits())


@traced
@pytest.mark.parametrize(("command", "nth"), EACH_NTH.items())
def test_any_system_call_may_fail(command: str, nth: int, driver: Driver, tmp_path: Path) -> None:
    sweep = Sweep(ledger.make(tmp_path), driver, command)
    # The extra calls of three closings are all changes.
    holds(sweep, sweep.plan_calls("changing" if command == "close-three" else "failing")[::nth])


@traced
def test_any_system_call_of_git_may_fail(driver: Driver, tmp_path: Path) -> None:
    sweep = Sweep(ledger.make(tmp_path), driver, "close")
    # There are three faults per call: an odd step takes each of the three at some calls. Which
    # calls a git makes depends on the hashes it writes.
    holds(sweep, sweep.plan_git_calls()[::19], missed=0.15)


def naive(command: str, driver: Driver, folder: Path, *, calls: bool) -> Tally:
    sweep = Sweep(ledger.make(folder), driver, command, NAIVE)
    faults = sweep.plan_calls() if calls else sweep.plan_steps() + sweep.plan_gits()
    # All the kills, since only some of them hit in the middle of a write.
    return sweep.give([one for n, one in enumerate(faults) if not calls or one.kills or n % 4 == 0])


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
