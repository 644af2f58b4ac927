"""The terminal: a console that takes data for data, and the shapes that every page is made of."""

import os
import re
import shutil
import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.table import Table

from rectledger.formatting.values import visible
from rectledger.render import LEAST_WIDTH
from rectledger.render import PIPE_WIDTH as PIPE_WIDTH  # the pages take it from here
from rectledger.render.line_breaks import Data

SLIM, NARROW, WIDE = 60, 100, 170

GOOD, BAD, WARN, QUIET = "green", "bold red", "yellow", "dim"


class _Stripped:
    """A stream that is no terminal: what is written to it has no spaces at the ends of lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, written: str) -> int:
        return self._stream.write(re.sub(r" +(?=\n)", "", written))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise  # rich calls this while it handles the error, and would exit


def console(*, no_color: bool = False, stream: TextIO | None = None) -> Console:
    """A console on `stream` (standard output), with markup, emoji and highlighting off."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    return _Console(
        file=stream if terminal else cast(TextIO, _Stripped(stream)),
        no_color=no_color or None,
        highlight=False,
        markup=False,
        emoji=False,
        width=_width(terminal=terminal),
        soft_wrap=False,
    )


def _width(*, terminal: bool) -> int:
    """How wide a page is: what COLUMNS says, else what the stream has."""
    if not terminal and not os.environ.get("COLUMNS"):
        return PIPE_WIDTH
    return max(shutil.get_terminal_size().columns, LEAST_WIDTH)


def text(data: str, style: str = "") -> Data:
    """Data as text: whatever it holds, it is shown and not obeyed."""
    return Data(visible(data), style=style)


def say(out: Console, data: str, style: str = "") -> None:
    """Print data as a paragraph."""
    out.print(Group(text(data, style)))  # alone, rich would make it a text of its own kind


def indented(out: Console, lines: Iterable[str], by: int, style: str = "") -> None:
    """Print lines of data as paragraphs that are set in by so many cells."""
    for line in lines:
        out.print(Padding(text(line, style), (0, 0, 0, by)))


def table(*headers: str | tuple[str, str], gap: int = 2) -> Table:
    """A plain table with `gap` cells between columns.

    A header is a name, or a name and how its column is set: "right", or "wrap" for what may
    take several lines.
    """
    made = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False, pad_edge=False, padding=(0, gap, 0, 0), header_style=QUIET,
    )  # fmt: skip
    for header in headers:
        name, justify = header if isinstance(header, tuple) else (header, "left")
        right = justify == "right"
        made.add_column(
            name, justify="right" if right else "left", no_wrap=justify != "wrap",
            overflow="fold",
        )  # fmt: skip
    return made


def bar(part: int, whole: int, width: int) -> ProgressBar:
    """How much of `whole` is done, as a bar of `width` cells; empty where there is nothing."""
    return ProgressBar(
        total=max(whole, 1), completed=part, width=width, complete_style=GOOD, finished_style=GOOD,
        style="grey35",
    )  # fmt: skip


def heading(out: Console, words: str) -> None:
    """A heading with a line of air above it."""
    out.print()
    say(out, words, "bold")
