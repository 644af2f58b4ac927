"""Every system call of the commands that write fails, or the command is killed there: `make
faults`.

The rules for each are in `faulting/rules.py`. Without strace, faults are injected only at the steps
that the interpreter sees, and into each git as a whole. `--only close` runs one command, `--kind
git-call` the faults whose kind begins with that.
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
    """Run a command with every fault of these plans."""
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
    """Print the defects at once."""
    print(
        f"{command}: {fault.kind} at {fault.where}\n    {defect.kind}: {defect.detail}", flush=True
    )


def report(tallies: dict[str, Tally], seconds: float) -> bool:
    """Print the faults injected and the results; return whether everything holds."""
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
    """Inject every fault; return 1 if anything fails."""
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
