"""A document of words as one HTML file that prints well: a browser makes the PDF of it."""

import re
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise

from jinja2 import Environment
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from rectledger.i18n.language import language_tag
from rectledger.publish.tables.table import SHORT, width

_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])", re.ASCII)  # beside Chinese too


def reader() -> MarkdownIt:
    """What reads the Markdown that templates give. HTML in it is text, and so are addresses."""
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def leads(paragraph: str) -> bool:
    """Whether a paragraph, in Markdown, stands before what belongs to it: it is all bold, as a
    heading, ends with a colon, or has a line to write on. A page does not end with it."""
    bold = paragraph.startswith("**") and paragraph.endswith("**")
    return bold or paragraph.endswith((":", "：")) or "＿＿" in paragraph


def page(markdown: str, title: str, *, wide: bool) -> str:
    """The file for a document in Markdown; `wide` lays the paper on its side."""
    source = (files("rectledger.publish") / "templates" / "page.html").read_text("utf-8")
    pages = reader()
    # A table that is wider than the window scrolls by itself, and by its keys.
    pages.add_render_rule("table_open", lambda *_: '<div class="scrolls" tabindex="0"><table>\n')
    pages.add_render_rule("table_close", lambda *_: "</table></div>\n")
    pages.add_render_rule("text", _text)
    tokens = pages.parse(markdown)
    for opened, inside in pairwise(tokens):
        if opened.type == "paragraph_open" and leads(inside.content):
            opened.attrSet("class", "leads")
        elif opened.type in ("td_open", "th_open"):
            opened.attrSet("class", _breaking(inside))
    body = pages.renderer.render(tokens, pages.options, {})
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    return environment.from_string(source).render(
        language=language_tag(),
        title=title,
        wide=wide,
        body=Markup(body),  # noqa: S704  # made of text that is escaped
    )


def _text(
    _renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType
) -> str:
    """Text, in which a day is not broken: `2021-10-` says something else."""
    return _DAY.sub(r"<span>\g<0></span>", escapeHtml(tokens[at].content))


def _breaking(inside: Token) -> str:
    """The class of a cell. What is short in it is not broken; what is long has room, and is broken
    anywhere rather than pushing other columns off the paper."""
    said = "".join(one.content for one in inside.children or ())
    if width(said) <= SHORT:
        return "short"
    long = width(said) > 6 * SHORT or max(map(width, said.split()), default=0) > 2 * SHORT
    return "long" if long else "some"
