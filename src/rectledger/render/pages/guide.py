"""A guide on a terminal."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def page(out: "Console", text: str) -> None:
    """Print Markdown, with its headings, tables and lists laid out."""
    from rich.markdown import Markdown, TableElement

    class Table(TableElement):
        """A table whose cells are folded: rich would cut Chinese, which has no spaces."""

        def __rich_console__(self, *given: Any) -> Any:
            for made in super().__rich_console__(*given):
                for column in getattr(made, "columns", ()):
                    column.overflow = "fold"
                yield made

    class Guide(Markdown):
        elements = {**Markdown.elements, "table_open": Table}  # noqa: RUF012  # as rich has it

    out.print(Guide(text))
