"""Random and mutated files for the reader, for a set time: `make fuzz SECONDS=600 SEED=7`.

The properties are in `fuzzing/properties.py`. A seed and a number always identify the same input. A
separate process feeds the inputs, so that the parent can name an input that hangs or crashes it.
Every failure is saved in .fuzz/; to run it again: `.venv/bin/python tests/fuzz.py .fuzz/FILE`.
"""

import argparse
import hashlib
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from fuzzing.mutations import Seed, mutated
from fuzzing.properties import MODELS, DefectError, Outcome, Reader, examine
from fuzzing.tokens import RICH
from rectledger.store.yaml.read_record import parse

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".fuzz"
HANGS = 30.0  # seconds to read an input, compare it and write it again
RECHECK = 500  # good files are read again after so many inputs


@dataclass
class Tally:
    """The results so far. A failure is its kind, its file and its detail."""

    inputs: int = 0
    accepted: int = 0
    processor: float = 0.0  # seconds
    codes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str, int] = (0.0, "", 0)
    failures: list[tuple[str, Path, str]] = field(default_factory=list)

    def count(self, outcome: Outcome, name: str, size: int) -> None:
        """Add an input that passes; each code counts once per input."""
        self.accepted += not outcome.codes
        self.codes.update(set(outcome.codes))
        self.slowest = max(self.slowest, (outcome.seconds, name, size))

    def add(self, other: "Tally") -> None:
        """Add the counts of another process."""
        self.inputs += other.inputs
        self.accepted += other.accepted
        self.processor += other.processor
        self.codes.update(other.codes)
        self.slowest = max(self.slowest, other.slowest)
        self.failures += other.failures


def seeds() -> list[Seed]:
    """The files of the real ledger."""
    kinds = {"issues": "issue", "measures": "measure"}
    return [
        Seed(kinds.get(path.parent.name, "ledger"), path.read_text("utf-8"))
        for path in sorted((ROOT / "data").rglob("*.yaml"))
    ]


def make(seed: int, number: int, files: Sequence[Seed]) -> tuple[str, bytes]:
    """The input for a seed and a number: its kind and its bytes."""
    return mutated(random.Random(f"{seed}/{number}"), files)  # noqa: S311


def save(folder: Path, kind: str, what: str, data: bytes) -> Path:
    """Save an input so that it can be run again."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{kind}-{what}-{hashlib.sha256(data).hexdigest()[:8]}.yaml"
    path.write_bytes(data)
    return path


def good(reader: Reader) -> dict[str, str]:
    """What good files are read as: it must not depend on what was read before."""
    return {kind: repr(reader(t.encode(), "good", MODELS[kind])) for kind, t in RICH.items()}


def work(
    seed: int, seconds: float, current: Any, pipe: Connection, reader: Reader, kept: Path
) -> None:
    """Feed inputs to the reader for so many seconds; send the tally through the pipe.

    `current` is shared with the parent: the number of the input, and when it started.
    """
    files, tally, at_first = seeds(), Tally(), good(reader)
    sent = time.monotonic()
    until, number, over = sent + seconds, int(current[0]), False
    while not over:
        over = time.monotonic() >= until  # this one is the last
        kind, data = make(seed, number, files)
        current[:] = number, time.monotonic()
        tally.inputs += 1
        try:
            tally.count(examine(kind, data, reader), f"{seed}/{number}", len(data))
            if (over or tally.inputs % RECHECK == 0) and good(reader) != at_first:
                raise DefectError("state", "a good file is read otherwise than at first")
        except DefectError as defect:
            path = save(kept, kind, defect.kind, data)
            tally.failures.append((defect.kind, path, f"{seed}/{number}: {defect.detail}"))
            sent = 0
        number += 1
        if over or time.monotonic() - sent > 1:
            tally.processor = time.process_time()
            pipe.send(tally)
            sent = time.monotonic()


def fuzz(
    seconds: float, seed: int, reader: Reader = parse, kept: Path = KEPT, hangs: float = HANGS
) -> Tally:
    """Feed inputs to the reader for so long. A process that hangs or dies is replaced."""
    context = multiprocessing.get_context("spawn")
    until = time.monotonic() + seconds
    total, number = Tally(), 0
    while True:
        current = context.Array("d", [number, time.monotonic()], lock=False)
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(
            target=work, args=(seed, seconds, current, theirs, reader, kept), daemon=True
        )
        worker.start()
        theirs.close()
        tally, what = _wait(ours, worker, current, hangs)
        total.add(tally)
        number = int(current[0])
        if what:
            path = save(kept, *_named(what, seed, number))
            total.failures.append((what, path, f"{seed}/{number}"))
        number, seconds = number + 1, until - time.monotonic()
        if not what or seconds <= 0:
            return total


def _named(what: str, seed: int, number: int) -> tuple[str, str, bytes]:
    kind, data = make(seed, number, seeds())
    return kind, what, data


def _wait(pipe: Connection, worker: Any, current: Any, hangs: float) -> tuple[Tally, str | None]:
    """The last tally of a process, and what happened to it if it did not finish."""
    tally = Tally()
    while True:
        try:
            while pipe.poll(0.2):
                tally = pipe.recv()
        except EOFError:
            worker.join()
            return tally, "crash" if worker.exitcode else None
        if time.monotonic() - current[1] > hangs:
            worker.kill()
            worker.join()
            return tally, "hang"


def again(paths: Sequence[Path]) -> bool:
    """Run saved files again and print the result of each; return whether all pass."""
    well = True
    for path in paths:
        try:
            outcome = examine(path.name.split("-")[0], path.read_bytes(), parse)
            print(f"{path}: {' '.join(outcome.codes) or 'accepted'}, {outcome.seconds:.3f} s")
        except DefectError as defect:
            well = False
            print(f"{path}: {defect.kind}: {defect.detail}")
    return well


def report(tally: Tally, seconds: float) -> None:
    """Print what was tried and the results."""
    refused = tally.inputs - tally.accepted - len(tally.failures)
    of_processor = f"{tally.processor:.0f} s of the processor"
    print(f"{tally.inputs:,} inputs in {seconds:.0f} s, {of_processor}")
    print(f"{tally.accepted:,} accepted, {refused:,} refused, by code:")
    for code, count in tally.codes.most_common():
        print(f"{count:9,}  {code}")
    took, name, size = tally.slowest
    print(f"slowest: {name}, {took:.3f} s for {size:,} bytes")
    print(f"failures: {len(tally.failures) or 'none'}")
    for what, path, detail in tally.failures:
        print(f"  {what}: {path}: {detail}")


def main() -> int:
    """Feed inputs, or saved files again; return 1 if anything failed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--seed", type=int, help="gives the same inputs in the same order")
    arguments.add_argument("files", nargs="*", type=Path, help="saved files, to give again")
    given = arguments.parse_args()
    if given.files:
        return 0 if again(given.files) else 1
    seed = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    print(f"seed {seed}", flush=True)
    tally = fuzz(given.seconds, seed)
    report(tally, given.seconds)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
