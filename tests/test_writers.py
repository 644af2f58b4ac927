"""Concurrent writers: every change is complete, and none is lost."""

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from ledgers import ALONE, begin, commit, git
from runner import Done, Runner, small

WRITERS, EACH = 8, 50
ISSUES = WRITERS * EACH
DAY = "2021-11-30"
# However slow the machine, each gets its turn; the message about waiting appears after a second.
PATIENT = {**ALONE, "RECTLEDGER_WAIT": "600"}
WAITS = re.compile("^Waiting for process [0-9]+, which is changing this ledger…\n")


@pytest.fixture(scope="module")
def runners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Runner]]:
    """A runner for each writer and one for an observer: each is a process that forks."""
    with ExitStack() as stack:
        made = []
        for number in range(WRITERS + 1):
            made.append(Runner(tmp_path_factory.mktemp(f"streams-{number}")))
            stack.callback(made[-1].stop)
        yield made


def ledger(top: Path, issues: int) -> Path:
    """A ledger of so many issues, committed; one folder below the top of its repository."""
    begin(top)
    small(top / "ledger", issues)
    commit(top)
    return top / "ledger"


def close(runner: Runner, root: Path, number: int) -> Done:
    """Close an issue; every third with evidence of its own."""
    given = []
    if number % 3 == 0:
        file = root.parent.parent / f"report {number}.txt"
        file.write_text(f"Report {number}\n" * number, "utf-8")
        given = ["--evidence", str(file)]
    words = ["close", str(number), "--by", "office", "--date", DAY, *given]
    done = runner(root, *words, **PATIENT)
    return Done(done.code, done.out, WAITS.sub("", done.err))


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Repeat `work` during the block, and fail if it fails."""
    stop = threading.Event()

    def again() -> int:
        times = 0
        while not stop.is_set():
            work()
            times += 1
        return times

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(again)
        try:
            yield
        finally:
            stop.set()
        assert future.result() > 1


def see_that_each_commit_is_one_closing(top: Path, numbers: Sequence[int]) -> None:
    """So many commits, each for one issue: its record, and its evidence if attached."""
    said = git(top, "-c", "core.quotePath=false", "log", "--format=%x00%s", "--name-status")
    *closings, _first = said.split("\0")[1:]
    closed = []
    for closing in closings:
        subject, *lines = closing.split("\n")
        number = int(subject.removeprefix("Close "))
        closed.append(number)
        files = sorted(line for line in lines if line)
        evidence = [line for line in files if line[0] == "A"]
        assert files == [*evidence, f"M\tledger/issues/{number:03}.yaml"]
        assert len(evidence) == (number % 3 == 0), closing
        for line in evidence:
            assert re.fullmatch(rf"A\tledger/evidence/{number:03}/report-{number}-\w+\.txt", line)
    assert sorted(closed) == sorted(numbers)


def see_that_it_is_whole(runner: Runner, root: Path) -> None:
    """Nothing is left behind or incomplete, in the ledger, the index or the repository."""
    assert git(root, "status", "--porcelain", "--ignored") == ""
    fsck = subprocess.run(
        ["git", "fsck", "--full", "--strict"], cwd=root, capture_output=True, check=True
    )
    assert b"missing" not in fsck.stdout + fsck.stderr
    checked = runner(root, "check", **ALONE)
    assert (checked.code, checked.err) == (0, ""), checked


def test_eight_writers_lose_nothing_and_who_looks_on_sees_nothing_half(
    runners: list[Runner], tmp_path: Path
) -> None:
    root = ledger(tmp_path / "repository", ISSUES)
    *writers, looker = runners
    seen: list[int] = []

    def look() -> None:
        done = looker(root, "status", "--json", **ALONE)
        assert (done.code, done.err) == (0, "")
        document = json.loads(done.out)
        assert document["complete"] is True
        assert document["problems"] == []
        count = document["issues"]
        assert count["total"] == ISSUES
        assert count["closed"] + count["open"] == ISSUES
        seen.append(count["closed"])

    def work(writer: int) -> list[Done]:
        return [close(writers[writer], root, n) for n in range(writer + 1, ISSUES + 1, WRITERS)]

    with meanwhile(look), ThreadPoolExecutor(WRITERS) as pool:
        done = [one for each in pool.map(work, range(WRITERS)) for one in each]
    assert [(one.code, one.err) for one in done] == [(0, "")] * ISSUES
    assert seen == sorted(seen)
    assert len(set(seen)) > 2
    look()
    assert seen[-1] == ISSUES
    see_that_each_commit_is_one_closing(root.parent, range(1, ISSUES + 1))
    see_that_it_is_whole(looker, root)


def test_of_two_who_close_the_same_one_is_told_that_it_is_closed(
    runners: list[Runner], tmp_path: Path
) -> None:
    root = ledger(tmp_path / "repository", 12)
    for number in range(1, 13):
        own = ["close", str(number), "--date", DAY, "--by", "office"]
        words = own, own if number % 2 else [*own[:-1], "somebody else"]
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda r, w: r(root, *w, **PATIENT), runners[:2], words))
        won, lost = sorted(done, key=lambda one: one.code)
        assert (won.code, lost.code) == (0, 1)
        said = WAITS.sub("", lost.err)
        assert said.startswith(f"error: {number} was already closed on ")
        assert lost.out == ""
    subjects = git(root, "log", "--format=%s", "--reverse").split("\n")
    assert subjects == ["One", *(f"Close {number}" for number in range(1, 13))]
    see_that_it_is_whole(runners[0], root)


def test_of_many_who_add_each_has_a_number_of_its_own(
    runners: list[Runner], tmp_path: Path
) -> None:
    root = ledger(tmp_path / "repository", 2)
    about = [
        "--section",
        "1-1",
        "--kind",
        "immediate",
        "--opened",
        "2021-07-30",
        "--lead",
        "enforcement",
    ]

    def add(number: int) -> list[Done]:
        return [
            runners[number](root, "add", "issue", "--title", f"New {number}-{n}", *about, **PATIENT)
            for n in range(5)
        ]

    with ThreadPoolExecutor(4) as pool:
        done = [one for each in pool.map(add, range(4)) for one in each]
    assert [(one.code, WAITS.sub("", one.err)) for one in done] == [(0, "")] * 20
    listed = json.loads(runners[0](root, "list", "--json", **ALONE).out)["items"]
    assert [one["ref"] for one in listed] == [str(number) for number in range(1, 23)]
    titles = sorted(one["title"] for one in listed[2:])
    assert titles == sorted(f"New {number}-{n}" for number in range(4) for n in range(5))
    assert len(git(root, "log", "--format=%h").split("\n")) == 21
    see_that_it_is_whole(runners[0], root)


def test_beside_somebody_at_work_with_git_nothing_of_either_is_lost(
    runners: list[Runner], tmp_path: Path
) -> None:
    root = ledger(tmp_path / "repository", 24)
    added: list[str] = []
    refused: list[Done] = []

    def staged() -> list[str]:
        return git(root, "diff", "--cached", "--name-only").split("\n")

    def work() -> None:
        name = f"work-{len(added)}.txt"
        (root.parent / name).write_text(name, "utf-8")
        git(root.parent, "status")
        while name not in staged():  # git itself does not wait for the lock
            git(root.parent, "add", name, check=False)
        added.append(name)

    def closings(writer: int) -> None:
        for number in range(writer + 1, 25, 4):
            while (done := close(runners[writer], root, number)).code:
                refused.append(done)

    with meanwhile(work), ThreadPoolExecutor(4) as pool:
        list(pool.map(closings, range(4)))
    assert {(one.code, "git is locked: " in one.err) for one in refused} <= {(4, True)}
    see_that_each_commit_is_one_closing(root.parent, range(1, 25))
    # `git commit --only` itself reads the index before locking it: a `git add` in between is lost
    # and must be repeated. What was added is on disk, and in none of our commits.
    assert set(staged()) <= set(added)
    for name in added:
        assert (root.parent / name).read_text("utf-8") == name
    git(root, "reset", "--quiet")
    git(root, "clean", "--quiet", "--force", "..")
    see_that_it_is_whole(runners[0], root)
