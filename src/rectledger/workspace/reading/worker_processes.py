"""Work that several processes do side by side, handed back in order.

Each process has a pipe of its own, and no lock or queue in common with another: whichever of them
ends, and for whatever reason, none waits for it. One whose parent is gone ends when it has
something to hand back.
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
    """`work` of each of `tasks`, in their order, done by so many processes divided from this one.

    What a process does not hand back, because it was taken away or could not be made, is done
    here; so is what went wrong there, which then goes wrong where it is heard.
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
    """A process that hands back `work` of each of `tasks`; None where the system gives none."""
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
    # Interrupted, or with nobody left to read, it ends without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    with os.fdopen(its, "wb") as stream:
        for task in tasks:
            pickle.dump(work(task), stream)
            stream.flush()
    os._exit(0)
