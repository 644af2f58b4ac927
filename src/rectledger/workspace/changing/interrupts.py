"""^C, where a change is under way."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the block come to its end, and only then be interrupted. What it runs is interrupted at
    once: a git that ends because of that has failed, and what it failed at is put back."""
    came: list[int] = []
    try:
        before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    except ValueError:  # not the main thread, which alone is interrupted
        yield
        return
    failed = True
    try:
        yield
        failed = False
    finally:
        signal.signal(signal.SIGINT, before)
        if came and failed:
            raise KeyboardInterrupt
