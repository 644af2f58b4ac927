"""Parallel work: every result, in order, whatever happens to the processes."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectledger.workspace.reading.worker_processes import side_by_side


def doubled(task: int) -> tuple[int, int]:
    return 2 * task, os.getpid()


@given(st.lists(st.integers()), st.integers(1, 4))
@settings(max_examples=20, deadline=None)
def test_every_answer_comes_in_its_place_from_another_process(tasks: list[int], n: int) -> None:
    answers = list(side_by_side(doubled, tasks, n))
    assert [answer for answer, _ in answers] == [2 * task for task in tasks]
    processes = {pid for _, pid in answers}
    assert os.getpid() not in processes
    assert len(processes) == min(n, len(tasks))


def ends(task: int, *, parent: int, at: int, how: int) -> int:
    if task == at and os.getpid() != parent:
        os.kill(os.getpid(), how)
    return task


@pytest.mark.parametrize("at", [0, 5, 11])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_a_process_does_not_hand_back_is_done_here(at: int, how: int) -> None:
    work = partial(ends, parent=os.getpid(), at=at, how=how)
    assert list(side_by_side(work, range(12), 2)) == list(range(12))


def large(task: int, *, parent: int) -> bytes:
    if task == 3 and os.getpid() != parent:
        os.write(1_000_000, b"")  # a defect: no such descriptor
    return bytes(300_000)


def test_an_answer_may_be_larger_than_a_pipe_and_a_defect_there_is_made_good() -> None:
    work = partial(large, parent=os.getpid())
    assert [len(one) for one in side_by_side(work, range(6), 3)] == [300_000] * 6


def fails(task: int) -> int:
    return 1 // task


def test_what_goes_wrong_is_heard_here() -> None:
    answers = side_by_side(fails, [1, 0], 2)
    assert next(answers) == 1
    with pytest.raises(ZeroDivisionError):
        next(answers)


ALONE = """
import os, resource
from rectledger.workspace.reading.worker_processes import side_by_side
here = os.getpid()
if os.geteuid() == 0:  # whom no limit binds
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
print(list(side_by_side(lambda n: (n, os.getpid() == here), [1, 2], 2)))
"""


def test_without_another_process_everything_is_done_here() -> None:
    said = subprocess.check_output([sys.executable, "-c", ALONE], encoding="utf-8")
    assert said == "[(1, True), (2, True)]\n"


def nothing_left(group: int) -> bool:
    """Whether a process group is gone, within a time limit."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


SLOW = """
import sys, time
from rectledger.workspace.reading.worker_processes import side_by_side
def work(n):
    time.sleep(0.3)
    return n
for n in side_by_side(work, range(1000), 2):
    print(n, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_the_one_that_it_works_for(how: int) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", SLOW], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == b"0\n"
    running.send_signal(how)
    running.wait()
    running.stdout.close()
    assert nothing_left(running.pid)
