"""A progress bar for slow work: on standard error, only on a terminal, after a second."""

import sys
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from rectledger.i18n.language import gettext as _

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1.0  # seconds before anything is shown


class ProgressBar:
    """Called with the kind of work ("reading", "hashing", "writing" or "records"), the amount just
    done and the total. Disappears when everything is done."""

    def __init__(self, stream: TextIO | None = None, patience: float = PATIENCE) -> None:
        self._stream = stream or sys.stderr
        self._patience = patience
        self._started = monotonic()
        self._bar: Bar | None = None
        self._done: dict[str, int] = {}
        self._tasks: dict[str, TaskID] = {}
        # Translated now: the language may be switched while a document is made.
        self._words = {
            "reading": _("Reading the files"),
            "hashing": _("Hashing the evidence"),
            "writing": _("Writing the document"),
            "records": _("Writing the records"),
        }

    def __enter__(self) -> "ProgressBar":
        return self

    def __call__(self, what: str, more: int, total: int) -> None:
        done = self._done.get(what, 0) + more
        self._done[what] = done if done <= total else more  # started again
        if not self._stream.isatty() or monotonic() - self._started < self._patience:
            return
        if self._bar is None:
            self._bar = _bar(self._stream)
            self._bar.start()
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(self._words[what])
        self._bar.update(self._tasks[what], completed=self._done[what], total=total, refresh=True)

    def reached(self, what: str, done: int, total: int) -> None:
        """The same for callers that count the total done so far."""
        self(what, done - self._done.get(what, 0), total)

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar(stream: TextIO) -> "Bar":
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    from rectledger.render.console import console

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=console(stream=stream),
        transient=True,
        auto_refresh=False,  # would start a thread, which is unsafe before a later fork
    )
