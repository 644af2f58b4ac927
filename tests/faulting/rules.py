"""What must hold after a fault, as functions that return the defects."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from faulting.faults import Fault
from faulting.ledger import git
from faulting.state import State
from runner import Done

LEDGER = "data/"
_RECORD = re.compile(r"data/(?:issues|measures)/(\d+).*\.yaml")
_EVIDENCE = re.compile(r"data/evidence/(\d+)/.+")
# How a command reports that the change is on the disk though a later step failed.
SAYS_WRITTEN = re.compile(r"(?<!cannot be )(?<!not be )\b(?:written|committed)\b(?! yet)")


@dataclass(frozen=True)
class Defect:
    """A defect: in a word, and in detail."""

    kind: str
    detail: str


def _either(old: dict[str, str], new: dict[str, str], now: dict[str, str]) -> list[str]:
    """Files that are neither as before nor as after."""
    return [
        path
        for path in sorted(old.keys() | new.keys() | now.keys())
        if now.get(path) not in (old.get(path), new.get(path))
    ]


def _staged(state: State) -> dict[str, str]:
    lines = (line.partition("\t") for line in state.index.splitlines())
    return {path: what for what, _tab, path in lines}


def _changed(old: State, new: State, now: State, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """The number and the path of each file that the command was to change and did."""
    found = []
    for path, what in sorted(new.files.items()):
        match = pattern.fullmatch(path)
        if match and old.files.get(path) != what and now.files.get(path) == what:
            found.append((match[1], path))
    return found


def whole(old: State, new: State, now: State) -> list[Defect]:
    """Every file is old or new, and no record lacks its evidence."""
    defects = [Defect("torn", path) for path in _either(old.files, new.files, now.files)]
    defects += [Defect("index", path) for path in _either(_staged(old), _staged(new), _staged(now))]
    if (now.tree, now.commits) not in ((old.tree, old.commits), (new.tree, new.commits)):
        defects.append(Defect("commit", f"{now.commits} commits, then the tree {now.tree}"))
    asked = {path: n for n, path in _changed(old, new, new, _EVIDENCE)}
    there = {path for _, path in _changed(old, new, now, _EVIDENCE)}
    for number, record in _changed(old, new, now, _RECORD):
        lacking = [path for path, n in asked.items() if n == number and path not in there]
        defects += [Defect("no-evidence-yet", f"{record}: {path}") for path in lacking]
    return defects


def answered(fault: Fault, done: Done, old: State, new: State, now: State) -> list[Defect]:
    """If the command completed, its report is true."""
    said = f"exit {done.code}: {done.said.strip()[-400:]}"
    if fault.excused or (done.code < 0 and fault.kills):
        return []
    if done.code not in (0, 1, 2, 3, 4) or "Traceback" in done.said:
        return [Defect("bug", said)]
    if done.code == 0:
        # `check` reports a temporary file that could not be removed.
        return (
            []
            if replace(now, temporaries=()).same(new)
            else [Defect("said-done", _difference(new, now))]
        )
    if SAYS_WRITTEN.search(done.err) and now.files == new.files:
        return []
    # A killed git leaves its lock, so nobody can restore the index.
    index = now.index == old.index or any(lock.startswith("index") for lock in now.locks)
    kept = now.files == old.files and index and now.tree == old.tree
    if kept and not now.temporaries:
        return []
    return [Defect("said-failed", f"{_difference(old, now)}; {said}")]


def _difference(one: State, other: State) -> str:
    """What differs between two states."""
    paths = one.files.keys() | other.files.keys()
    found = sorted(path for path in paths if one.files.get(path) != other.files.get(path))
    found += other.temporaries
    found += [] if one.tree == other.tree else ["another tree"]
    found += [] if one.commits == other.commits else ["another number of commits"]
    found += [] if one.index == other.index else ["another index"]
    found += other.locks
    return "not the same: " + ", ".join(found)


def sound(root: Path) -> list[Defect]:
    """git finds its object store intact."""
    said = git(root, "fsck", "--no-dangling", "--no-progress", check=False)
    bad = re.search(r"^(\d+: |error|missing|broken|fatal)", said, re.MULTILINE)
    return [Defect("fsck", said.strip()[:400])] if bad else []


def checked(done: Done, old: State, new: State, now: State) -> list[Defect]:
    """`check --json` reports every leftover, and finds nothing else."""
    try:
        findings = json.loads(done.out)["findings"]
    except (ValueError, KeyError):
        return [Defect("check", f"exit {done.code}: {done.said.strip()[-400:]}")]
    told = {(one["code"], LEDGER + str(one["where"]).split(":")[0]) for one in findings}
    errors = {one["code"] for one in findings if one["severity"] == "error"}
    recorded = {number for number, _ in _changed(old, new, now, _RECORD)}
    due = {("left-over", path) for path in now.temporaries}
    due |= {
        ("evidence-unreferenced", path)
        for number, path in _changed(old, new, now, _EVIDENCE)
        if number not in recorded
    }
    if now.tree == old.tree:
        due |= {("uncommitted", path) for _, path in _changed(old, new, now, _RECORD)}
    defects = [Defect("check-is-silent", f"{code} {path}") for code, path in sorted(due - told)]
    if errors - {"evidence-unreferenced"} or done.code not in (0, 1):
        defects.append(Defect("check", f"exit {done.code}: {', '.join(sorted(errors))}"))
    return defects


def again(done: Done, new: State, now: State) -> list[Defect]:
    """Repeated, the command completes or says that it is already done; the result is the same."""
    said = f"exit {done.code}: {done.said.strip()[-300:]}"
    if done.code not in (0, 1):
        return [Defect("again", said)]
    if now.same(new):
        return []
    lost = (now.tree, now.commits) != (new.tree, new.commits)
    return [Defect("lost-commit" if lost else "again", f"{_difference(new, now)}; {said}")]
