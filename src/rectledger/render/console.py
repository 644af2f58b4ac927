"""The terminal: a console that takes data for data, and the shapes that every page is made of."""

import os
import sys
from typing import TextIO

from rich import box
from rich.bar import Bar
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from rectledger.render.texts import visible

# What is piped is not cut to any width: a row is a line.
PIPE_WIDTH = 4000
WIDE = 150

GOOD, BAD, WARN, QUIET = "green", "bold red", "yellow", "dim"


def console(*, no_color: bool = False, stream: TextIO | None = None) -> Console:
    """A console on `stream` (standard output), with markup, emoji and highlighting off."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    width = None if terminal or os.environ.get("COLUMNS") else PIPE_WIDTH
    return Console(
        file=stream,
        no_color=no_color or None,
        highlight=False,
        markup=False,
        emoji=False,
        width=width,
        soft_wrap=False,
    )


def text(data: str, style: str = "") -> Text:
    """Data as text: whatever it holds, it is shown and not obeyed."""
    return Text(visible(data), style=style)


def table(*headers: str | tuple[str, str], title: str | None = None) -> Table:
    """A plain table under a title; a header is a name, or a name and a justification."""
    made = Table(
        box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold",
        show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=QUIET,
    )  # fmt: skip
    for header in headers:
        name, justify = header if isinstance(header, tuple) else (header, "left")
        right = justify == "right"
        made.add_column(
            name, justify="right" if right else "left", no_wrap=justify != "wrap",
            overflow="fold",
        )  # fmt: skip
    return made


def bar(part: int, whole: int, width: int, style: str = GOOD) -> RenderableType:
    """How much of `whole` is done, as a bar of `width` cells; empty where there is nothing."""
    return Bar(size=max(whole, 1), begin=0, end=part, width=width, color=style, bgcolor="grey35")


def heading(console: Console, words: str) -> None:
    """A heading with a line of air above it."""
    console.print()
    console.print(text(words, "bold"))
