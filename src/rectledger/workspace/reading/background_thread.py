"""Running work that waits for git in the background."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Start `work` in the background. Returns a function that waits for its result or error."""
    came: list[T] = []
    failed: list[BaseException] = []

    def do() -> None:
        try:
            came.append(work())
        except BaseException as error:  # raised when the result is requested
            failed.append(error)

    def answer() -> T:
        thread.join()
        for error in failed:
            raise error
        return came[0]

    thread = Thread(target=do, daemon=True)
    thread.start()
    return answer
