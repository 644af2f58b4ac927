"""The terminal: a console that never interprets data, and the building blocks of all pages."""

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
from rectledger.render import PIPE_WIDTH as PIPE_WIDTH  # re-exported for the pages
from rectledger.render.line_breaks import Data

SLIM, NARROW, WIDE = 60, 100, 170

GOOD, BAD, WARN, QUIET = "green", "bold red", "yellow", "dim"


class _Stripped:
    """A stream that is not a terminal; trailing spaces are removed from lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, written: str) -> int:
        return self._stream.write(re.sub(r" +(?=\n)", "", written))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise  # rich would exit; let our own handler deal with it


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
    """The width of a page: COLUMNS, else the width of the terminal."""
    if not terminal and not os.environ.get("COLUMNS"):
        return PIPE_WIDTH
    return max(shutil.get_terminal_size().columns, LEAST_WIDTH)


def text(data: str, style: str = "") -> Data:
    """Data as text: shown, never interpreted."""
    return Data(visible(data), style=style)


def say(out: Console, data: str, style: str = "") -> None:
    """Print data as a paragraph."""
    out.print(Group(text(data, style)))  # without Group, rich converts it to its own Text


def indented(out: Console, lines: Iterable[str], by: int, style: str = "") -> None:
    """Print lines of data as paragraphs, indented `by` cells."""
    for line in lines:
        out.print(Padding(text(line, style), (0, 0, 0, by)))


def table(*headers: str | tuple[str, str], gap: int = 2) -> Table:
    """A plain table with `gap` cells between columns.

    A header is a name, or a name and the column's layout: "right", or "wrap" if cells may take
    several lines.
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
    """A bar of `width` cells showing `part` of `whole`; empty if `whole` is 0."""
    return ProgressBar(
        total=max(whole, 1), completed=part, width=width, complete_style=GOOD, finished_style=GOOD,
        style="grey35",
    )  # fmt: skip


def heading(out: Console, words: str) -> None:
    """Print a heading after a blank line."""
    out.print()
    say(out, words, "bold")
