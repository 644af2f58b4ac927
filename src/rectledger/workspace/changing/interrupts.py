"""^C during a change."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Delay an interrupt until the end of the block. Programs that it runs are still interrupted at
    once: a git that ends this way has failed, and the change is undone."""
    came: list[int] = []
    try:
        before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    except ValueError:  # not the main thread, which is the only one to be interrupted
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
