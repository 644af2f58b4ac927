"""Data in Markdown is rendered as exactly that text: no link, no tag, no second cell."""

import re
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import strategies  # noqa: F401  # settles hypothesis
from rectledger.formatting import markdown_escaping
from rectledger.formatting.values import visible

HOSTILE = [
    "@name", "@org/team", "#12", "GH-12", "owner/repo#1", "org/repo@0123456789abcdef",
    "closes #1", "http://example.org", "https://example.org/a_b*c*", "www.example.org",
    "who@example.org", "a | b", "a \\| b", "\\", "ends in \\", ":+1:", ":smile:",
    "0123456789abcdef0123456789abcdef01234567", "deadbeef", "*a* _b_ **c** ~~d~~", "`code`",
    "``", "```\nfence", "<b>bold</b>", "<script>x</script>", "<!-- gone -->",
    "<img src=x onerror=y>", "[a](http://x.y)", "![a](b)", "[^1]", "[[wiki]]", "[TOC]", "$x$",
    "$`x`$", "$$x$$", "!12", "%3", "%\"1.0\"", "~label", "~\"two words\"", "&7", "^alert#1",
    "&amp;", "&#64;name", "&lt;b&gt;", "two\nlines", "\u202eright to left", "\x1b[31mred",
    "# heading", "- item", "1. one", "> quote", "/close", "---", "=== ", "    code",
    "{+ added +}", "[- gone -]", "ftp://x.org", "mailto:a@b.c", "xmpp:a@b.c", "[x] task",
    "ABC-123", "//example.org", "//localhost", "a  b", "例.中国", "[vulnerability:1]",
    "deadbeef_1", "-deadbeef", "12345678. one", "1234567) one", "提交deadbeef。", "deadbeefé",
]  # fmt: skip
# What a forge turns a text into after rendering Markdown: by its documented patterns.
FORGE = re.compile(
    r"@[A-Za-z0-9]|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|://|\bwww\.|:[a-z0-9_+-]+:|[!$&^]\w|[%~]\"?\w|"
    r"\[\[|\[[a-z_]+:\d|\{\+|\[-|\$`|[A-Za-z]-\d",
    re.IGNORECASE,
)

titles = st.text(min_size=1, max_size=60) | st.text(
    st.sampled_from("@#!$%~&^:*_`|\\<>[](){}-+=./ \n\"'a1fé中w"), min_size=1, max_size=40
) | st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3).map("".join)  # fmt: skip


class Parts(HTMLParser):
    """The texts of a page, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        assert not attrs

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def parts(page: str) -> Parts:
    made = Parts()
    made.feed(page)
    made.close()
    return made


def cmark(source: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(source, Options.CMARK_OPT_UNSAFE))


def markdown_it(source: str) -> str:
    made = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    return str(made.render(source))


RENDERERS = pytest.mark.parametrize("render", [cmark, markdown_it])


def examples(function: object) -> object:
    for title in HOSTILE:
        function = example(title=title)(function)  # type: ignore[type-var]
    return function


def shown(title: str) -> str:
    """The visible text: the title on one line."""
    return visible(title).strip()


@RENDERERS
@examples
@given(title=titles)
def test_a_title_in_a_cell_is_that_text_in_one_row(render: object, title: str) -> None:
    source = markdown_escaping.table(
        ["No.", "Title", "End"], [["1", markdown_escaping.text(title), "end"]]
    )
    found = parts(render("\n".join(source)))  # type: ignore[operator]
    assert set(found.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "span"}
    assert found.tags.count("tr") == 2
    said = "".join(found.texts)
    assert said.split("1", 1)[1].replace("\n", "") == shown(title) + "end"
    inert(found)


@RENDERERS
@pytest.mark.parametrize("before", ["- **19** ", "### ", ""])
@examples
@given(title=titles)
def test_a_title_in_a_line_is_that_text(render: object, before: str, title: str) -> None:
    found = parts(render(f"{before}x {markdown_escaping.text(title)} y"))  # type: ignore[operator]
    assert set(found.tags) <= {"ul", "li", "strong", "h3", "p", "span"}
    said = "".join(found.texts).replace("\n", "")
    assert said.removeprefix("19 ") == f"x {shown(title)} y"
    inert(found)


@RENDERERS
@examples
@given(title=titles)
def test_a_title_as_code_is_that_text(render: object, title: str) -> None:
    found = parts(render(f"x {markdown_escaping.code(title)} y"))  # type: ignore[operator]
    assert set(found.tags) <= {"p", "code", "span"}
    assert "".join(found.texts).strip("\n") == f"x {shown(title)} y"


def inert(found: Parts) -> None:
    """No text contains anything that a forge would turn into something else."""
    for text in found.texts:
        assert not FORGE.search(text), text


def test_what_is_harmless_stays_readable() -> None:
    said = "The rate (48/57, 84.2%) rose by 2021-10-31: see 19.1 to 19.8, civil-service “own”,"
    said += " as feedback has it."
    assert markdown_escaping.text(said) == said
