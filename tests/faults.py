"""Every system call of the commands that write fails, or is where they are killed: `make faults`.

What must hold for each is in `faulting/rules.py`. Where strace is missing only the steps that the
interpreter sees are hindered, and each git as a whole. `--only close` takes one command,
`--kind git-call` the faults whose kind begins so.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from faulting.driver import RECTLEDGER, Driver, no_tracing
from faulting.faults import Fault
from faulting.ledger import COMMANDS, make
from faulting.rules import Defect
from faulting.sweep import Sweep, Tally

WORKERS = 2
PLANS: dict[str, Callable[[Sweep], list[Fault]]] = {
    "step": Sweep.plan_steps,
    "git": Sweep.plan_gits,
    "call": lambda sweep: sweep.plan_calls("every"),
    "git-call": Sweep.plan_git_calls,
}
TRACED = {"call", "git-call"}


def sweep(command: str, plans: list[str], program: str) -> Tally:
    """Give a command every fault of these plans."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        driver = Driver(Path(name))
        try:
            one, tally = Sweep(make(Path(name)), driver, command, program), Tally()
            for plan in plans:
                faults = PLANS[plan](one)
                print(f"{command}, {plan}: {len(faults):,} faults", flush=True)
                tally.add(one.give(faults, partial(tell, command)))
        finally:
            driver.stop()
    return tally


def tell(command: str, fault: Fault, defect: Defect) -> None:
    """Say at once what does not hold."""
    print(
        f"{command}: {fault.kind} at {fault.where}\n    {defect.kind}: {defect.detail}", flush=True
    )


def report(tallies: dict[str, Tally], seconds: float) -> bool:
    """Say what was let in and what came of it; whether all holds."""
    total = Tally()
    for command, tally in tallies.items():
        total.add(tally)
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.injected.items()))
        print(f"{command}: {tally.injected.total():,} faults ({kinds}); {tally.states} states")
        print(f"  not reached: {tally.not_reached}; defects: {len(tally.defects) or 'none'}")
    torn, lost = total.count("torn"), total.count("lost-commit")
    print(f"{total.injected.total():,} faults in {seconds:.0f} s", end="; ")
    print(f"torn files {torn}, lost commits {lost}")
    return not total.defects


def main() -> int:
    """Give every fault; 1 where anything does not hold."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", choices=COMMANDS, action="append")
    arguments.add_argument("--kind", choices=PLANS, action="append")
    arguments.add_argument("--program", default=RECTLEDGER, help="another module with a main()")
    given = arguments.parse_args()
    plans, why = given.kind or list(PLANS), no_tracing()
    if why:
        print(f"no system calls: {why}")
        plans = [plan for plan in plans if plan not in TRACED]
    commands = given.only or list(COMMANDS)
    begun = time.monotonic()
    with ThreadPoolExecutor(WORKERS) as pool:
        done = pool.map(lambda command: sweep(command, plans, given.program), commands)
        tallies = dict(zip(commands, done, strict=True))
    return 0 if report(tallies, time.monotonic() - begun) else 1


if __name__ == "__main__":
    sys.exit(main())
