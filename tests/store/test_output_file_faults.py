"""wrote Whatever fails while a document, the target is old or new, and the message is true.

Every system call from the first that opens the new file fails, or the command is killed there.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from faulting import calls
from faulting.driver import Driver, no_tracing
from faulting.rules import SAYS_WRITTEN
from runner import small

WHY_NOT = no_tracing()
OLD = b"What was late the last time.\n"
COMMANDS = {
    "report": ("report", "overdue", "-o", "late.md"),
    "export": ("export", "csv", "-o", "late.md"),
}


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    driver = Driver(tmp_path_factory.mktemp("driver"))
    yield driver
    driver.stop()


@pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("there", [True, False])
def test_any_system_call_may_fail(
    command: str, there: bool, driver: Driver, tmp_path: Path
) -> None:
    ledger = small(tmp_path / "ledger")
    target, log = ledger / "late.md", tmp_path / "trace"

    def run(*options: str, learn: bool = False) -> tuple[int, str, list[Path]]:
        target.unlink(missing_ok=True)
        if there:
            target.write_bytes(OLD)
        done = driver(ledger, *COMMANDS[command], strace=("-o", str(log), *options), learn=learn)
        beside = list(ledger.glob(".*.tmp"))
        for path in beside:
            path.unlink()
        return done.code, done.said, beside

    run(learn=True)
    assert run("-s", "60", "-y")[0] == 0
    new = target.read_bytes()
    assert new not in (OLD, b"")
    listed = calls.listed(log, after_gate=True)
    first = next(n for n, call in enumerate(listed) if ".rectledger-" in call.given)
    faults = calls.plan(listed[first:], "every")
    assert len(faults) > 20
    told = 0
    for fault in faults:
        code, said, beside = run(*fault.strace)
        now = target.read_bytes() if target.exists() else None
        assert now in (new, OLD if there else None), fault.where
        if fault.kills:
            assert code == -9, (fault.where, said)
            continue
        assert code in (0, 4) or fault.excused, (fault.where, said)
        assert not beside or fault.excused, fault.where
        if code == 0:
            assert now == new, fault.where
        elif not fault.excused:
            told += 1
            assert bool(SAYS_WRITTEN.search(said)) == (now == new), (fault.where, said)
    assert told > 2
