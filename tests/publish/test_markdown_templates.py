"""Template output: a record's text comes out unchanged in every format; template errors give the
line."""

import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st

import builders
import strategies  # noqa: F401  # settles hypothesis
from rectledger.errors import UsageError
from rectledger.formatting import markdown_escaping
from rectledger.formatting.values import visible
from rectledger.publish.content import Content
from rectledger.publish.context import About
from rectledger.publish.formats import docx, html, markdown_templates
from rectledger.publish.office_template import Template
from rectledger.publish.tables.table import Code, Column, Table

ABOUT = About(builders.settings(), "2021-10-31")
HOSTILE = [
    "<script>alert(1)</script>", "[x](javascript:alert)", "![x](http://example.org/x.png)",
    "http://example.org", "<http://example.org>", "=HYPERLINK(\"x\")", "+cmd", "- item", "1. one",
    "12) twelve", "# heading", "> quote", "```\ncode", "    code", "a | b", "---", "===", "&amp;",
    "&#64;", "{{ about }}", "{% raw %}", "*a* _b_ `c` ~~d~~", "\\", "\\*", "|", "a\nb", "\x1b[31m",
    "[a]: http://example.org", "[^1]", "5.", "84.2%", "<!-- x -->", "a  \nb", "\ttab", "]", "![",
]  # fmt: skip
data = st.text(max_size=60) | st.sampled_from(HOSTILE) | st.text(
    st.sampled_from("#*_`|\\<>[](){}-+=.! \n\t\"'&;a1é中"), max_size=40
)  # fmt: skip


def worded(
    template: str, escape: markdown_templates.Escape = markdown_escaping.plain, **words: object
) -> str:
    tables = {name: held for name, held in words.items() if isinstance(held, Table)}
    rest = {name: held for name, held in words.items() if name not in tables}
    return markdown_templates.worded(
        Content(rest, tables), ABOUT, Template(template, "own.md"), escape
    )


class Body(HTMLParser):
    """The content of a page below `main`: its tags, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name in ("href", "src") or name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def body(markdown_text: str) -> Body:
    page = html.page(markdown_text, "Title", wide=False)
    shown = Body()
    shown.feed(page[page.index("<main>") + len("<main>") : page.index("</main>")])
    return shown


def texts_of(made: bytes) -> list[str]:
    document = Document(BytesIO(made))
    return [paragraph.text for paragraph in document.paragraphs]


@given(data)
@example("1. one")
@example("- item")
def test_a_text_is_that_text_on_a_page_and_in_a_document(text: str) -> None:
    said = worded("# {{ text }}.\n\n{{ text }}\n", text=text)
    shown = body(said)
    assert shown.tags in (["h1", "p"], ["h1"])
    clean = visible(text).strip()
    assert " ".join(shown.text.split()) == " ".join(f"{clean}. {clean}".split())
    document = texts_of(docx.document(said, "Title", "2021-10-31", wide=False))
    assert " ".join(" ".join(document).split()) == " ".join(f"{clean}. {clean}".split())


@given(st.lists(st.lists(data, min_size=2, max_size=2), min_size=1, max_size=3))
def test_a_cell_is_that_text(rows: list[list[str]]) -> None:
    said = worded("{{ held }}", held=Table([Column("A"), Column("B")], rows))
    document = Document(BytesIO(docx.document(said, "Title", "2021-10-31", wide=True)))
    cells = [[" ".join(cell.text.split()) for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1:] == [[" ".join(visible(text).split()) for text in row] for row in rows]
    assert body(said).tags.count("td") == 2 * len(rows)


IDIOMS = [
    "x{{ [text, text]|join('/') }}x{{ text|clause }}x{{ text|sentence }}",
    "x{{ text|e }}x{{ text|escape }}x{{ text|forceescape }}x{{ text|safe }}",
    "x{{ text|upper }}x{{ text|replace('q', text) }}x{{ text|string }}x{{ text|urlize }}",
    "{% set written %}x{% endset %}{{ written ~ text }}{{ text ~ written }}{{ 'x' ~ text }}",
    "{% set written %}x{% endset %}{{ written + text }}{{ text + written }}{{ 'x' + text }}",
    "{% set written %}x{% endset %}{{ [text, text]|join(written) }}",
    "x{% set written %}x{% endset %}{{ text|replace('a', written) }}",
    "{% set written %}x{% endset %}{{ (text ~ written)|trim }}{{ (written ~ text)|upper }}",
    "{% macro m(it) %}x{{ it }}{% endmacro %}{{ m(text) }}{{ m(text) ~ text }}",
    "{% macro m() %}x{{ caller() }}{% endmacro %}{% call m() %}x{{ text }}{% endcall %}",
    "x{% filter trim %}x{{ text }}{% endfilter %}",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("template", IDIOMS)
def test_a_text_that_a_template_has_touched_is_that_text_still(template: str, text: str) -> None:
    assert set(body(worded(template, text=text)).tags) == {"p"}


def test_what_is_put_together_is_escaped_once() -> None:
    said = worded("{% set a %}*{{ text }}*{% endset %}{{ a ~ '<' ~ 3 ~ text }}", text="_1_")
    shown = body(said)
    assert (set(shown.tags), shown.text.strip()) == ({"p", "em"}, "_1_<3_1_")
    assert body(worded("{{ text|e ~ text|safe }}", text="<b>")).text.strip() == "<b><b>"


def test_markdown_for_a_forge_keeps_names_and_numbers_inert() -> None:
    said = worded("{{ text }}", markdown_escaping.text, text="@name #12")
    assert said == markdown_escaping.text("@name #12") + "\n"


def test_numbers_stand_to_the_right() -> None:
    held = Table([Column("What"), Column("How many", "number")], [["x", 3]])
    assert worded("{{ held }}", held=held).splitlines() == [
        "| What | How many |", "| --- | ---: |", "| x | 3 |",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("template", "code", "place"),
    [
        ("one\n{% if %}", "template-broken", "own.md:2"),
        ("one\n\n{{ nobody }}", "template-broken", "own.md:3"),
        ("{{ about.nothing.at_all }}", "template-broken", "own.md:1"),
        ("{{ lipsum() }}", "template-broken", "own.md:1"),
        ("{{ [1, 2]|random }}", "template-broken", "own.md:1"),
        ("{{ cycler() }}", "template-broken", "own.md:1"),
        ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, "template-broken", "own.md"),
        ("\n{{ about.lines|map('upper') }}", "template-broken", "own.md:2"),
        ("{{ [about.lines|map('upper')] }}", "template-broken", "own.md:1"),
        ("{{ about.title.upper }}", "template-broken", "own.md:1"),
        ("{% for a in [1] %}{{ loop }}{% endfor %}", "template-broken", "own.md:1"),
        ("{{ 1 / 0 }}", "template-broken", "own.md:1"),
        ("x\n{{ about.__class__.__mro__ }}", "template-forbidden", "own.md:2"),
        ("{{ ''.__class__ }}", "template-forbidden", "own.md:1"),
        ("{% include '/etc/passwd' %}", "template-broken", "own.md:1"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", "template-broken", "own.md:1"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", "template-broken", "own.md:1"),
        ("{{ about.lines.append('x') }}", "template-forbidden", "own.md:1"),
        ("{{ 'x'|day }}", "template-broken", "own.md:1"),
        ("{{ none|sentence }}", "template-broken", "own.md:1"),
        ("{{ 5|clause }}", "template-broken", "own.md:1"),
        ("\n{{ 'x' * 10 ** 10 }}", "template-forbidden", "own.md:2"),
        ("{{ 10 ** 9 * 'x' }}", "template-forbidden", "own.md:1"),
        ("{{ 10 ** 1000 }}", "template-forbidden", "own.md:1"),
        ("{% set a %}%s{% endset %}{{ a % 'x' }}", "template-forbidden", "own.md:1"),
        ("{% set a %}x{% endset %}{{ a.join('x') }}", "template-forbidden", "own.md:1"),
    ],
)
def test_what_is_wrong_with_a_template_is_said(template: str, code: str, place: str) -> None:
    with pytest.raises(UsageError) as error:
        worded(template)
    assert (error.value.code, error.value.args_for_words["file"]) == (code, place)


def test_what_a_template_holds_of_html_is_text() -> None:
    page = html.page(worded("a <b>bold</b> <script>x</script> &lt; word"), "T", wide=False)
    main = page[page.index("<main>") :]
    assert "<b>" not in main
    assert "<script>" not in main
    assert "&lt;b&gt;bold&lt;/b&gt;" in main


def test_a_page_is_called_by_its_title_and_runs_and_fetches_nothing() -> None:
    page = html.page("x", "</title><script>alert(1)</script>", wide=False)
    assert "<title>&lt;/title&gt;&lt;script&gt;" in page
    assert "<script" not in page
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in page


def test_why_a_template_is_broken_names_nothing_that_its_writer_cannot_know() -> None:
    with pytest.raises(UsageError) as error:
        worded("{{ about.nothing }}")
    assert error.value.args_for_words["detail"] == "'Said object' has no attribute 'nothing'"


def test_what_is_to_be_copied_stands_as_code_and_nothing_else_does() -> None:
    sha, path = Code("3f" * 32), Code("evidence/021/报告-3f2a91bc.pdf")
    said = worded("{{ sha }} {{ path }} {{ odd }}", sha=sha, path=path, odd=Code("a`|b"))
    assert said == f"`{sha}` `{path}` {markdown_escaping.plain('a`|b')}\n"
    for escape in (markdown_escaping.plain, markdown_escaping.text):
        held = Table([Column("SHA-256"), Column("Bytes", "number")], [[sha, 12345678]])
        assert f"| `{sha}` | 12345678 |" in worded("{{ held }}", escape, held=held)
    shown = body(worded("{{ sha }}", sha=sha))
    assert (set(shown.tags), shown.text.strip()) == ({"p", "code"}, sha)
    made = docx.document(worded("{{ sha }}", sha=sha), "T", "2021-10-31", wide=False)
    assert Document(BytesIO(made)).paragraphs[0].text == sha


@pytest.mark.parametrize(
    ("held", "is_code"),
    [
        ("evidence/（复印件）-3f2a91bc.pdf", True), ("a b.pdf", True), ("a  b.pdf", False),
        (" a.pdf", False), ("a`b", False), ("a|b", False), ("a\\b", False), ("a\u202eb", False),
        ("", False),
    ],
)  # fmt: skip
def test_what_can_stand_as_code_does(held: str, is_code: bool) -> None:
    said = markdown_templates.cell(Code(held), markdown_escaping.plain)
    assert (said == f"`{held}`") is is_code


def test_how_much_of_a_long_document_is_written_is_told() -> None:
    held = Table([Column("What")], [["x"]] * 230)
    told: list[tuple[int, int]] = []
    said = worded("# One\n\ntwo\n\n{{ held }}", held=held)
    docx.document(said, "T", "2021-10-31", wide=False, tell=lambda *much: told.append(much))
    assert told == [(100, 233), (200, 233)]


def test_a_title_of_any_length_is_a_documents_title_as_far_as_there_is_room() -> None:
    made = Document(BytesIO(docx.document("x", "题" * 300, "2021-10-31", wide=False)))
    assert made.core_properties.title == "题" * 254 + "…"


def test_a_template_may_use_what_is_in_every_document() -> None:
    said = worded("{{ about.title }}: {{ about.lines|join(', ') }}{{ about.missing }}")
    assert said == f"{ABOUT.title}: As of 31 October 2021\n"


@pytest.mark.parametrize("wide", [False, True])
def test_the_same_words_give_the_same_bytes(wide: bool) -> None:
    said = "# Title\n\ntext\n\n| a |\n| --- |\n| b |\n"
    one, other = (docx.document(said, "T", "2021-10-31", wide=wide) for _ in range(2))
    assert one == other
    properties = Document(BytesIO(one)).core_properties
    assert str(properties.modified)[:10] == "2021-10-31"
    assert (properties.author, properties.title) == ("", "T")


def test_all_that_markdown_has_comes_into_a_document() -> None:
    said = "a **b** *c*\\\nd\n\n- one\n- two\n\n1. first\n\n> said\n\n---\n\n`code`\n"
    said += "\n```\nfenced\n```\n"
    shown = texts_of(docx.document(said, "T", "2021-10-31", wide=False))
    whole = "\n".join(shown)
    for word in ("a b c", "d", "one", "two", "first", "said", "code", "fenced"):
        assert word in whole


def test_a_cell_of_blanks_alone_is_a_cell() -> None:
    assert "td" in body("| a |\n| --- |\n| " + "&nbsp;" * 30 + " |\n").tags


def test_a_cell_has_room_for_what_is_long_and_keeps_what_is_short_together() -> None:
    columns = [Column("Day"), Column("Words"), Column("Address"), Column("Note")]
    rows = [["2021-10-31", "some words more", "https://example.org/" + "a" * 9, "so it is " * 9]]
    page = html.page(worded("{{ held }}", held=Table(columns, rows)), "T", wide=True)
    cells = re.findall("<td(.*?)>", page.split("<tbody>")[1])
    assert cells == [' class="short"', ' class="some"', ' class="long"', ' class="long"']


def test_a_column_in_a_document_has_room_for_what_must_not_be_broken() -> None:
    columns = [Column("No."), Column("Day"), *(Column(f"Note {n}") for n in range(3))]
    rows = [["12", "2021-10-31", *(["so it is " * 20] * 3)]]
    said = worded("{{ held }}", held=Table(columns, rows))
    made = docx.document(said, "T", "2021-10-31", wide=False)
    first, second = Document(BytesIO(made)).tables[0].rows
    # A header alone at the end of a page is followed by nothing in LibreOffice.
    assert [len(row._tr.xpath("./w:trPr/w:tblHeader")) for row in (first, second)] == [1, 0]
    styles = [row.cells[0].paragraphs[0].style for row in (first, second)]
    assert [style.paragraph_format.keep_with_next for style in styles] == [True, None]
    cells = first.cells
    _number, day, *notes = (cell.width.pt for cell in cells)
    assert day > 10 * 10.5 / 2
    assert max(notes) - min(notes) < 1 < day < min(notes)
