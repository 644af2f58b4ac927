"""A text document as one HTML file that prints well; a browser can save it as PDF."""

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

_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])", re.ASCII)  # next to Chinese too


def reader() -> MarkdownIt:
    """The reader of a template's Markdown. HTML and web addresses in it are plain text."""
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def leads(paragraph: str) -> bool:
    """Whether a Markdown paragraph must stay with the next one: it is all bold like a heading, ends
    with a colon, or has a line to write on. No page break follows it."""
    bold = paragraph.startswith("**") and paragraph.endswith("**")
    return bold or paragraph.endswith((":", "：")) or "＿＿" in paragraph


def page(markdown: str, title: str, *, wide: bool) -> str:
    """The HTML file of a document in Markdown; `wide`: landscape."""
    source = (files("rectledger.publish") / "templates" / "page.html").read_text("utf-8")
    pages = reader()
    # A table wider than the window scrolls on its own, with the keyboard too.
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
        body=Markup(body),  # noqa: S704  # markdown-it escaped the text
    )


def _text(
    _renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType
) -> str:
    """Text in which dates do not break: `2021-10-` could be misread."""
    return _DAY.sub(r"<span>\g<0></span>", escapeHtml(tokens[at].content))


def _breaking(inside: Token) -> str:
    """The class of a cell. Short text does not break; long text gets room and may break anywhere,
    so that it does not push other columns off the page."""
    said = "".join(one.content for one in inside.children or ())
    if width(said) <= SHORT:
        return "short"
    long = width(said) > 6 * SHORT or max(map(width, said.split()), default=0) > 2 * SHORT
    return "long" if long else "some"
