"""docs/publish.md lists exactly what templates are given, in both languages."""

import re

import pytest

from builders import issue, ledger, measure
from rectledger.core.items import items_on
from rectledger.core.model import Ledger
from rectledger.publish.content import Content, Figures
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents import (
    bulletin,
    closure_form,
    evidence_index,
    notice,
    overdue_list,
)
from rectledger.publish.documents.notice import NoticeItem, NoticePart
from rectledger.publish.documents.overdue_list import Lights
from transcript import ROOT

ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (`.+`) \|$", re.MULTILINE)
DAY, ASKED = "2021-11-15", DocumentOptions()
WHOLE = ledger([issue()], [measure()])
# Attributes of values that are not printed themselves.
WITHIN = {
    "notice": {*NoticePart._fields, "issued", "revised", "drafted"},
    "bulletin": set[str](),
    "overdue": set(Lights._fields),
    "evidence": set[str](),
    "closure": set(closure_form.LogRow._fields),
}


def contents(whole: Ledger) -> dict[str, Content]:
    about = About(whole.settings, DAY)
    (found, *_), measures = items_on(whole, DAY)
    return {
        "notice": notice.content(notice.gather(whole, DAY, asked=ASKED), about),
        "bulletin": bulletin.content(bulletin.gather(whole, DAY, asked=ASKED), about),
        "overdue": overdue_list.content(overdue_list.gather(whole, DAY, asked=ASKED), about),
        "evidence": evidence_index.content(evidence_index.gather(whole, DAY, asked=ASKED), about),
        "closure": closure_form.content((found, measures), about),
    }


def named(text: str) -> set[str]:
    """The names marked as code in a text."""
    return set(re.findall(r"`([a-z_0-9]+)`", text))


@pytest.mark.parametrize("file", ["publish.md", "publish.zh-CN.md"])
def test_the_values_of_each_kind_are_those_that_its_template_is_given(file: str) -> None:
    text = (ROOT / "docs" / file).read_text("utf-8")
    rows = {kind: (named(values), named(tables)) for kind, values, tables in ROW.findall(text)}
    given = contents(WHOLE)
    for kind, content in given.items():
        values, tables = rows[kind]
        assert content.words.keys() <= values
        assert values <= content.words.keys() | WITHIN[kind]
        # A table that is only for a sheet is not available to templates.
        assert tables == {name for name in content.tables if not name.endswith("sheet")}


@pytest.mark.parametrize("file", ["publish.md", "publish.zh-CN.md"])
def test_what_counts_and_issues_have_is_named(file: str) -> None:
    text = (ROOT / "docs" / file).read_text("utf-8")
    said = next(line for line in text.splitlines() if "`closed_of`" in line)
    assert {*Figures._fields, *NoticeItem._fields} <= named(said)
