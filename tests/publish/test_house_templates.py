"""The built-in templates: they work for any ledger, in both languages, and data remains text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.findings import Finding
from rectledger.core.items import items_on
from rectledger.core.model import Ledger
from rectledger.formatting import markdown_escaping
from rectledger.formatting.values import visible
from rectledger.i18n import language as words
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents import bulletin, closure_form, evidence_index, overdue_list
from rectledger.publish.formats import html, markdown_templates
from rectledger.publish.office_template import Template

DAY, SINCE = "2021-11-15", "2021-09-30"
DAYS = r"\d{4}-\d\d(-\d\d)?"  # evidence may give only a month
KINDS = ("bulletin", "overdue", "evidence", "closure")
HOSTILE = (
    "<script>alert(1)</script>", "=HYPERLINK(\"x\")", "+cmd", "[x](javascript:alert)", "\x1b[31m",
    "a | b", "# heading", "*a* _b_ `c`", "http://example.org", "{{ about }}", "- item", "1. one",
    "> quote", "&amp;", "\\", "two\nlines",
)  # fmt: skip


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = words.language()
    words.use(request.param)
    yield request.param
    words.use(before)


def held(kind: str, whole: Ledger, about: About, *, since: str | None = SINCE) -> Content:
    """The content of a document of this kind."""
    day, asked = about.day, about.asked
    if kind == "bulletin":
        earlier = since or DAY
        then = bulletin.gather(whole, earlier, asked=asked)
        before = bulletin.Before(then, earlier, "3f2a91bc00")
        now = bulletin.gather(whole, day, asked=asked)
        return bulletin.content(now, about, before if since else None)
    if kind == "closure":
        issues, measures = items_on(whole, day)
        below = [one for one in measures if one.sort_key[0] == 1]
        return closure_form.content((issues[0], below), about)
    module: Any = {"overdue": overdue_list, "evidence": evidence_index}[kind]
    return module.content(module.gather(whole, day, asked=asked), about)  # type: ignore[no-any-return]


def worded(kind: str, content: Content, about: About) -> str:
    own = Template(markdown_templates.built_in(kind), kind)
    return markdown_templates.worded(content, about, own, markdown_escaping.plain)


class Shown(HTMLParser):
    """The text of a page, and its tags."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        page = html.page(said, "Title", wide=True)
        self.feed(page[page.index("<main>") : page.index("</main>")])
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile(text: str) -> Ledger:
    """A ledger with `text` in every text field."""
    named = {"enforcement": {"name": text, "leader": text}, "finance": {"name": text}}
    proof = [
        {"document": text, "dated": "2021-07"},
        {"path": "evidence/001/a.pdf", "name": text, "size": 1, "sha256": "0" * 64},
    ]
    logs = [
        [entry("progress", "2021-09-01", note=text, by=text, evidence=proof)],
        [close("2021-10-15", note=text)],
        [entry("extend", "2021-10-15", to="2021-12-01", note=text, approved_by=text)],
        [close("2021-09-01", note=text), entry("reopen", "2021-10-15", to="2021-12-01", note=text)],
    ]
    issues = [
        issue(id=n, title=text, heading=text, next=text, leader=text, log=log)
        for n, log in enumerate(logs, 1)
    ]
    done = measure(
        title=text,
        instruments=[{"title": text, "action": "issued"}],
        figures=[{"name": text, "value": 1, "unit": text, "change": text}],
        log=[entry("progress", "2021-09-01", note=text)],
    )
    kinds = {"immediate": {"name": text, "months": 3}}
    return ledger(issues, [done], under=settings(title=text, departments=named, kinds=kinds))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_data_stays_text(kind: str, text: str) -> None:
    whole = hostile(text)
    about = About(whole.settings, DAY, DocumentOptions(internal=True))
    shown = Shown(worded(kind, held(kind, whole, about), about))
    plain = Shown(worded(kind, held(kind, hostile("plain"), about._replace(
        settings=hostile("plain").settings)), about))  # fmt: skip
    assert shown.tags == plain.tags
    assert shown.tags.isdisjoint({"script", "a", "img", "em", "h5", "h6"})
    wanted = " ".join(visible(text).split())
    assert shown.text.count(wanted) >= plain.text.count("plain") > 3


def test_a_note_of_any_length_is_there_whole() -> None:
    note = "长" * 40_000
    whole = ledger([issue(log=[entry("progress", "2021-09-01", note=note)])])
    about = About(whole.settings, DAY)
    for kind in ("overdue", "closure"):
        assert note in Shown(worded(kind, held(kind, whole, about), about)).text


LEDGERS = {
    "with all that there is": hostile("文字 text"),
    "with nothing": ledger(),
    "with one issue that nothing became of": ledger([issue()]),
    "of issues that are opened later": ledger([issue(opened="2022-01-01")]),
}


@pytest.mark.parametrize("since", [SINCE, None])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (kind, name)
        for kind in KINDS
        for name, whole in LEDGERS.items()
        if kind != "closure" or any(one.opened <= DAY for one in whole.issues.values())
    ],
)
def test_it_is_worded_for_any_ledger(
    kind: str, name: str, since: str | None, language: str
) -> None:
    whole = LEDGERS[name]
    about = About(whole.settings, DAY, origin="From a commit")
    said = worded(kind, held(kind, whole, about, since=since), about)
    lines = said.splitlines()
    assert lines[0].startswith("# ")
    assert not re.search(r"\n\n\n|None(?!\.\n)|{|}", said)
    assert ("From a commit" in said, lines[2].startswith("**")) == (True, True)
    for before, line in pairwise(lines):
        if line.startswith(("#", "| --- ", "| ---: ")):
            assert (before == "") == line.startswith("#")
    if language == "en":
        own = said.replace("文字 text", "")
        assert not re.search("[\u4e00-\u9fff，。；：（）]", own)


@pytest.mark.parametrize("kind", KINDS)
def test_what_could_not_be_read_is_said_first(kind: str, language: str) -> None:
    whole = ledger([issue()])
    about = About(whole.settings, DAY, unreadable=[Finding("invalid-yaml", "issues/021.yaml")])
    said = worded(kind, held(kind, whole, about), about)
    warning = about.missing()
    assert warning is not None
    assert said.index("> **") < said.index("## ")
    assert warning in Shown(said).text


@pytest.mark.parametrize("kind", ["bulletin", "overdue", "evidence"])
def test_a_sheet_is_a_table_with_a_title_of_its_own(kind: str, language: str) -> None:
    whole = LEDGERS["with all that there is"]
    about = About(whole.settings, DAY)
    content = held(kind, whole, about)
    assert content.sheets.keys() <= content.tables.keys()
    assert content.sheets
    assert len(set(content.sheets.values())) == len(content.sheets)
    for table in content.tables.values():
        assert all(len(row) == len(table.columns) for row in table.rows)
        for column, cells in zip(table.columns, zip(*table.rows, strict=True), strict=False):
            if column.form == "number":
                assert all(cell is None or isinstance(cell, int) for cell in cells)
            if column.form == "day":
                assert all(cell is None or re.fullmatch(DAYS, cell) for cell in cells)
