"""Each document in full, with the built-in wording, from one ledger with an example of everything.

`UPDATE=1 pytest tests/publish/test_whole_documents.py` writes the current output; review the diff.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.findings import Finding
from rectledger.core.items import items_on
from rectledger.core.model import Issue, Ledger, Measure
from rectledger.formatting import markdown_escaping
from rectledger.i18n import language as words
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents import (
    bulletin,
    closure_form,
    evidence_index,
    notice,
    overdue_list,
)
from rectledger.publish.formats import markdown_templates
from rectledger.publish.office_template import Template

FOLDER = Path(__file__).parent / "whole_documents"
SINCE, DAY = "2021-10-01", "2021-11-20"
FILE = {"path": "evidence/001/list.pdf", "name": "list.pdf", "size": 12345, "sha256": "ab" * 32}
SETTINGS = settings(
    title={"zh": "整改台账", "en": "Ledger of rectification"},
    inspection={
        "inspector": {"zh": "巡察组", "en": "inspection team"},
        "inspected": {"zh": "某法院", "en": "Court"},
        "began": "2021-05-06", "ended": "2021-06-30", "feedback": "2021-07-30",
    },
    contact={"zh": "电话020-12345", "en": "Telephone 020-12345"},
    members=[
        {"id": "wang", "name": "Wang Fang", "department": "enforcement"},
        {"id": "li", "name": "Li Qiang", "roles": ["acceptor"]},
    ],
    policy={"closers": ["acceptor"], "four_eyes": True, "due_soon_days": 14},
)  # fmt: skip


def issues() -> list[Issue]:
    """One of each: closed and routine; reopened; not counted; waived; submitted; under way, overdue
    and extended; not started; due soon; due for review; reassigned; in an unknown section."""
    found = [
        issue(
            id=1, heading="Money", standing=True, support=["finance"],
            log=[entry("progress", "2021-08-20", note="half is paid", by="wang"),
                 close("2021-10-08", note="all is paid", by="li", evidence=[FILE])],
        ),
        issue(id=2, section="1-2", log=[close("2021-09-10", note="done"),
              entry("reopen", "2021-11-02", to="2021-12-31", note="it came back")]),
        issue(id=3, due="2021-12-31", log=[close("2021-10-20", result="substantial")]),
        issue(id=4, log=[entry("waive", "2021-10-15", note="the law changed", approved_by="li")]),
        issue(id=5, due="2021-12-15", next="Wait for acceptance",
              log=[entry("submit", "2021-11-10", by="wang",
                         evidence=[{"document": "Minutes", "dated": "2021-11"}])]),
        issue(id=6, due="2021-10-31",
              log=[entry("extend", "2021-10-20", to="2021-11-10", note="no tender",
                         approved_by="Chen"),
                   entry("progress", "2021-11-01", note="a tender is out")]),
        issue(id=7, section="2-1", due="2022-01-31"),
        issue(id=8, section="2-1", due="2021-11-25", log=[entry("start", "2021-11-01")]),
        issue(id=9, section="2-1", kind="long-term", due=None, opened="2021-05-01"),
        issue(id=10, section="2-1", due="2022-01-31",
              log=[entry("reassign", "2021-10-10", lead="finance", support=["office"])]),
        issue(id=11, section="9-9", opened="2021-10-05", due="2022-01-31"),
    ]  # fmt: skip
    return [one.model_copy(update={"title": f"Matter *{one.id}*"}) for one in found]


def measures() -> list[Measure]:
    """Done with results, late, started and not started; waived; of an issue not started."""
    return [
        measure(
            instruments=[{"title": "Rule A", "action": "issued", "dated": "2021-08"},
                         {"title": "Rule B", "action": "drafted"}],
            figures=[{"name": "Paid", "value": 434, "unit": "cases"}],
            log=[close("2021-11-05", note="in force", evidence=[FILE])],
        ),
        measure(number=2, title="Tell all courts", log=[close("2021-09-30")]),
        measure(issue=2, title="Ask why", log=[close("2021-09-01")]),
        measure(issue=3, title="Mend it", log=[close("2021-09-01", result="substantial")]),
        measure(issue=5, title="Buy shelves", due="2021-12-15", log=[entry("start", "2021-09-01")]),
        measure(issue=5, number=2, title="Fill them", due="2021-12-15"),
        measure(issue=6, title="Hold a tender", log=[entry("waive", "2021-10-20")]),
        measure(issue=7, title="Write to all", due="2021-11-01",
                log=[entry("extend", "2021-10-30", to="2021-11-30", note="the post was slow"),
                     entry("start", "2021-11-02")]),
    ]  # fmt: skip


WHOLE = ledger(issues(), measures(), under=SETTINGS)


def content(kind: str, about: About) -> Content:
    """The content of a document of this kind."""
    asked = about.asked
    if kind.startswith("closure"):
        number = int(kind.removeprefix("closure"))
        found, below = items_on(WHOLE, DAY)
        (one,) = (item for item in found if item.sort_key[0] == number)
        own = [item for item in below if item.sort_key[0] == number]
        return closure_form.content((one, own), about)
    if kind == "bulletin":
        then = bulletin.Before(bulletin.gather(WHOLE, SINCE, asked=asked), SINCE)
        return bulletin.content(bulletin.gather(WHOLE, DAY, asked=asked), about, then)
    module: Any = {"notice": notice, "overdue": overdue_list, "evidence": evidence_index}[kind]
    held: Content = module.content(module.gather(WHOLE, DAY, asked=asked), about)
    return held


def written(kind: str, whole: Ledger) -> str:
    """The document in Markdown; the notice with names, and for an incomplete ledger."""
    lost = [Finding("syntax", "issues/012.yaml")] if kind == "notice" else []
    about = About(whole.settings, DAY, DocumentOptions(internal=kind == "notice"), unreadable=lost)
    name = kind.rstrip("0123456789")
    template = Template(markdown_templates.built_in(name), name)
    return markdown_templates.worded(content(kind, about), about, template, markdown_escaping.plain)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "kind", ["notice", "bulletin", "overdue", "evidence", "closure1", "closure5", "closure7"]
)
def test_a_document_says_what_its_file_says(kind: str, language: words.Language) -> None:
    said = words.said_in(language, written, kind, WHOLE)
    file = FOLDER / f"{kind}.{language}.md"
    if os.environ.get("UPDATE"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")
