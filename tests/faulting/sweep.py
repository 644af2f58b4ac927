"""Runs a command once for every fault, each time in a fresh copy, and judges the result."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from faulting import calls, gits, rules, steps
from faulting.driver import RECTLEDGER, Driver
from faulting.faults import Fault
from faulting.ledger import COMMANDS, ENVIRON, Bench
from faulting.rules import Defect
from faulting.state import State, look
from runner import Done

Tell = Callable[[Fault, Defect], None]

_MOST_LOCKS = 4
_MOST_SHOWN = 30


@dataclass
class Tally:
    """The results: how many faults of each kind, and the defects."""

    injected: Counter[str] = field(default_factory=Counter)
    not_reached: int = 0
    states: int = 0  # distinct ones, each checked in full once
    defects: list[tuple[Fault, Defect]] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.injected.update(other.injected)
        self.not_reached += other.not_reached
        self.states += other.states
        self.defects += other.defects

    def count(self, *kinds: str) -> int:
        """The number of defects of these kinds."""
        return sum(defect.kind in kinds for _, defect in self.defects)

    def __str__(self) -> str:
        lines = [f"{len(self.defects)} defects; {dict(self.injected)}"]
        for fault, defect in self.defects[:_MOST_SHOWN]:
            lines.append(f"{fault.kind} at {fault.where}\n    {defect.kind}: {defect.detail}")
        return "\n".join(lines)


class Sweep:
    """One command of one program: a run without a fault, and any number of runs with one."""

    def __init__(self, bench: Bench, driver: Driver, command: str, program: str = RECTLEDGER):
        self._bench, self._driver, self._program = bench, driver, program
        self._arguments = COMMANDS[command]
        self._log = bench.folder / "trace"
        self._gits = gits.Gits(bench.folder)
        self._known: dict[tuple[object, ...], list[Defect]] = {}
        self._run(learn=True)
        self.root = bench.copy()
        self.old = look(self.root)
        self.done = self._here()
        self.new = look(self.root)
        assert self.done.code == 0, self.done
        assert self.new != self.old

    def _here(self, environ: Mapping[str, str] | None = None, **how: object) -> Done:
        given = {**ENVIRON, **(environ or {})}
        return self._driver(
            self.root / "data", *self._arguments, program=self._program, environ=given, **how
        )

    def _run(self, environ: Mapping[str, str] | None = None, **how: object) -> Done:
        self.root = self._bench.copy()
        return self._here(environ, **how)

    def plan_steps(self) -> list[Fault]:
        """Faults that need no other program."""
        self._run(step={"at": 0, "how": "list", "log": str(self._log)})
        return steps.plan(self._log)

    def plan_calls(self, which: calls.Which = "failing") -> list[Fault]:
        """Faults in the system calls of the command itself."""
        self._run(strace=("-o", str(self._log), "-s", "60", "-y"))
        return calls.plan(calls.listed(self._log, after_gate=True), which)

    def plan_gits(self) -> list[Fault]:
        """Each git that the command runs is killed or fails as a whole."""
        self._run(self._gits.environ())
        return gits.plan(self._gits.counted())

    def plan_git_calls(self) -> list[Fault]:
        """Faults in the system calls of those gits."""
        self._run(self._gits.environ(FAULTS_HOW="list"))
        return gits.plan_calls(self._gits.logs())

    def give(self, faults: Iterable[Fault], tell: Tell = lambda *_: None) -> Tally:
        """Run the command once for each fault, and `tell` each defect at once."""
        tally = Tally()
        for fault in faults:
            done = self._with(fault)
            if not self._reached(fault, done):
                tally.not_reached += 1
                continue
            tally.injected[fault.kind] += 1
            now = look(self.root)
            defects = rules.whole(self.old, self.new, now)
            defects += rules.answered(fault, done, self.old, self.new, now)
            if now.key not in self._known:
                tally.states += 1
                self._known[now.key] = self._closely(now)
            for defect in defects + self._known[now.key]:
                tally.defects.append((fault, defect))
                tell(fault, defect)
        return tally

    def _with(self, fault: Fault) -> Done:
        environ = self._gits.environ(**fault.git) if fault.git else None
        self._log.write_bytes(b"")
        strace = ("-o", str(self._log), *fault.strace) if fault.strace else ()
        step = {**fault.step, "log": str(self._log)} if fault.step else None
        return self._run(environ, strace=strace, step=step)

    def _reached(self, fault: Fault, done: Done) -> bool:
        if fault.git:
            log = self._gits.log
            said = log.read_text("utf-8", "replace") if log.exists() else ""
            if "git-call" not in fault.kind:
                return bool(said)
            return "(INJECTED)" in said or "killed by SIGKILL" in said
        if fault.kind == "call-kill":
            return done.code == -9
        said = self._log.read_text("utf-8", "replace")
        return "(INJECTED)" in said if fault.strace else bool(said)

    def _closely(self, now: State) -> list[Defect]:
        """The slow checks, done once for each distinct state."""
        defects = rules.sound(self.root)
        check = self._driver(self.root / "data", "check", "--json", environ=ENVIRON)
        defects += rules.checked(check, self.old, self.new, now)
        done = self._here()
        for _ in range(_MOST_LOCKS):
            named = [lock for lock in look(self.root).locks if Path(lock).name in done.err]
            if done.code != 4 or not named:
                break
            for lock in named:
                (self.root / ".git" / lock).unlink()
            done = self._here()
        return defects + rules.again(done, self.new, look(self.root)) + rules.sound(self.root)
