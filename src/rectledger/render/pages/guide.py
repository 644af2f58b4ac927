"""A guide on a terminal."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def page(out: "Console", text: str) -> None:
    """Print Markdown with headings, tables and lists set out."""
    from rich.markdown import Markdown

    out.print(Markdown(text))
