"""Reading a ledger in parts, so that a large one needs little memory and uses all cores.

A part consists of complete issues, each with its measures. A job runs on each part, and the results
are added; only one part at a time is in memory per process.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Generic, NamedTuple, TypeVar

from rectledger.core.findings import Finding
from rectledger.core.items import in_place
from rectledger.core.log_order import last_entry
from rectledger.core.model import Ledger, Settings
from rectledger.core.model.layout import MEASURES
from rectledger.store.ledger_source import Source
from rectledger.workspace.reading.clock import day_to_show
from rectledger.workspace.reading.load_ledger import (
    ListedFiles,
    TellProgress,
    list_records,
    read_records,
    unwatched,
)

T = TypeVar("T")
Job = Callable[[Ledger, str], T]  # called with a ledger or part of one, and a date

FILES_A_PART = 1500


@dataclass(frozen=True)
class LedgerAnswer(Generic[T]):
    """The result for a ledger, the date for which it holds, and what could not be read.

    `last_known` is the last date that the ledger knows, or the real date if it sets no limit.
    """

    answer: T
    day: str
    last_known: str
    unreadable: tuple[Finding, ...]


class LedgerPart(NamedTuple):
    """The files of some issues and of their measures."""

    issues: list[str]
    measures: list[str]

    @property
    def size(self) -> int:
        return len(self.issues) + len(self.measures)


class Answer(NamedTuple, Generic[T]):
    """The result for one part."""

    value: T
    unreadable: list[Finding]
    last_entry: str  # "" if there is none
    in_place: bool  # whether every file is named after its content


def ask(
    source: Source,
    settings: Settings,
    job: Job[T],
    add: Callable[[T, T], T],
    *,
    real: str,
    named: str | None = None,
    progress: TellProgress = unwatched,
    alone: bool = False,
    thorough: bool = False,
    size: int = FILES_A_PART,
) -> LedgerAnswer[T]:
    """Run `job` on a ledger as of the date `named`, or the one that it is shown for.

    `job` runs on parts of the ledger, and `add` combines two results, in order of their issues;
    both must be usable from other processes. `real` is today. `alone` uses no other processes, for
    results as large as the ledger. `thorough` compares the disk with git's index. A part has about
    `size` files.
    """
    listed = list_records(source, thorough=thorough)
    parts = cut(listed, size)
    day = named or day_to_show(settings, (), real)
    while True:
        work = partial(_answer, source, settings, job, day, named)
        answers = list(_answers(work, parts, progress, alone))
        last_known = day_to_show(settings, (one.last_entry for one in answers), real)
        if len(parts) > 1 and not all(one.in_place for one in answers):
            # A file named after another issue may belong to another part.
            parts = [LedgerPart(listed.issues, listed.measures)]
        elif named is None and last_known != day:
            day = last_known
        else:
            break
    found = [finding for one in answers for finding in one.unreadable]
    return LedgerAnswer(
        reduce(add, (one.value for one in answers)),
        day,
        last_known,
        tuple(sorted([*listed.unreadable, *found], key=_issues_first)),
    )


def _issues_first(finding: Finding) -> bool:
    return finding.file.startswith(MEASURES)


def cut(listed: ListedFiles, size: int) -> list[LedgerPart]:
    """A ledger's files in parts of about `size` files, in order of issue numbers.

    There is always at least one part. Files without a number in their name go into the first.
    """
    by_number: dict[int, LedgerPart] = defaultdict(lambda: LedgerPart([], []))
    for file in listed.issues:
        by_number[number_in(file)].issues.append(file)
    for file in listed.measures:
        by_number[number_in(file)].measures.append(file)
    parts: list[LedgerPart] = []
    room = 0
    for number in sorted(by_number):
        one = by_number[number]
        if room <= 0:
            parts.append(LedgerPart([], []))
            room = size
        parts[-1].issues.extend(one.issues)
        parts[-1].measures.extend(one.measures)
        room -= one.size
    return parts or [LedgerPart([], [])]


def number_in(file: str) -> int:
    """The number of the issue that a record's file is named after; 0 if there is none."""
    digits = file.partition("/")[2].partition(".")[0].partition("-")[0]
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 9 else 0


def _answer(
    source: Source, settings: Settings, job: Job[T], day: str, until: str | None, part: LedgerPart
) -> Answer[T]:
    """The result of `job` for a part on `day`, and its last entry (up to `until`, if set)."""
    ledger, unreadable = read_records(source, settings, part.issues, part.measures)
    last = last_entry(ledger, until) if settings.known_until else ""
    return Answer(job(ledger, day), unreadable, last, in_place(ledger))


def _answers(
    work: Callable[[LedgerPart], Answer[T]],
    parts: Sequence[LedgerPart],
    progress: TellProgress,
    alone: bool,
) -> Iterator[Answer[T]]:
    """The results of all parts, in order."""
    total = sum(part.size for part in parts)
    # Starting processes for less would take longer than it saves.
    cores = 1 if alone or len(parts) < 3 else _cores()
    answers: Iterable[Answer[T]] = map(work, parts)
    if cores > 1:
        from rectledger.workspace.reading.worker_processes import side_by_side

        answers = side_by_side(work, parts, min(cores, len(parts)))
    for part, answer in zip(parts, answers, strict=True):
        progress("reading", part.size, total)
        yield answer


def _cores() -> int:
    """The number of processes that may read in parallel."""
    # Forking is not known to be safe on other systems.
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
