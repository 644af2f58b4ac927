"""Work that waits for git, done beside what comes next."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Have `work` done beside whatever comes next; what gives its answer, or raises its error."""
    came: list[T] = []
    failed: list[BaseException] = []

    def do() -> None:
        try:
            came.append(work())
        except BaseException as error:  # heard where the answer is wanted
            failed.append(error)

    def answer() -> T:
        thread.join()
        for error in failed:
            raise error
        return came[0]

    thread = Thread(target=do, daemon=True)
    thread.start()
    return answer
