"""Running work in several processes, with the results in order.

Each process has its own pipe, and shares no lock or queue with the others, so that none waits for
another that ends, for whatever reason. A process whose parent is gone ends when it tries to return
a result.
"""

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from typing import BinaryIO, NamedTuple, NoReturn, TypeVar

Task = TypeVar("Task")
T = TypeVar("T")


class _Worker(NamedTuple):
    pid: int
    answers: BinaryIO


def side_by_side(work: Callable[[Task], T], tasks: Sequence[Task], processes: int) -> Iterator[T]:
    """The results of `work` for each of `tasks`, in order, computed in forked processes.

    If a process does not return a result, because it was killed or could not be created, or because
    `work` failed, the task runs in this process, where an error is then raised.
    """
    workers: list[_Worker | None] = []
    try:
        for n in range(processes):
            workers.append(_divided(work, tasks[n::processes], workers))
        for task, worker in zip(tasks, cycle(workers), strict=False):
            try:
                if worker is None:
                    raise EOFError
                answer: T = pickle.load(worker.answers)  # noqa: S301  # from our own process
            except (EOFError, pickle.UnpicklingError):
                answer = work(task)
            yield answer
    finally:
        for worker in filter(None, workers):
            worker.answers.close()
            os.kill(worker.pid, signal.SIGKILL)
            os.waitpid(worker.pid, 0)


def _divided(
    work: Callable[[Task], T], tasks: Sequence[Task], others: Sequence[_Worker | None]
) -> _Worker | None:
    """A process that returns `work` of each of `tasks`; None if it cannot be created."""
    ours, its = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(ours)
        os.close(its)
        return None
    if pid:
        os.close(its)
        return _Worker(pid, os.fdopen(ours, "rb"))
    try:
        os.close(ours)
        for other in filter(None, others):
            other.answers.close()
        _hand_back(work, tasks, its)
    finally:
        os._exit(1)


def _hand_back(work: Callable[[Task], T], tasks: Sequence[Task], its: int) -> NoReturn:
    # When interrupted, or if nobody reads the results any more, end silently.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    with os.fdopen(its, "wb") as stream:
        for task in tasks:
            pickle.dump(work(task), stream)
            stream.flush()
    os._exit(0)
