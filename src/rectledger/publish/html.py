"""A document of words as one HTML file that prints well: a browser makes the PDF of it."""

from importlib.resources import files

from jinja2 import Environment
from markdown_it import MarkdownIt
from markupsafe import Markup

from rectledger.words import language


def reader() -> MarkdownIt:
    """What reads the Markdown that templates give. HTML in it is text, and so are addresses."""
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def page(markdown: str, title: str, *, wide: bool) -> str:
    """The file for a document in Markdown; `wide` lays the paper on its side."""
    source = (files(__package__) / "templates" / "page.html").read_text("utf-8")
    pages = reader()
    # A table that is wider than a telephone scrolls by itself.
    pages.add_render_rule("table_open", lambda *_: '<div class="scrolls"><table>\n')
    pages.add_render_rule("table_close", lambda *_: "</table></div>\n")
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    return environment.from_string(source).render(
        language={"zh": "zh-CN", "en": "en"}[language()],
        title=title,
        wide=wide,
        body=Markup(pages.render(markdown)),  # noqa: S704  # made of text that is escaped
    )
