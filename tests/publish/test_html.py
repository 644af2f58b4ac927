"""A page as printed by a browser: what is kept together, and where it may break."""

import pytest

from builders import settings
from rectledger.i18n import language as words
from rectledger.publish.content import Content
from rectledger.publish.context import About
from rectledger.publish.formats import html
from rectledger.publish.make_document import document
from rectledger.publish.office_template import Template
from rectledger.publish.tables.table import Column, Table

HELD = Table(
    [Column("What"), Column("Day", "day"), Column("n", "number")], [["x", "2021-10-31", 3]]
)
WORDING = """\
# Notice

It was due on 2021-10-31; see minutes-2021-10-31.pdf.

What was done:

**All of it**

Signed ＿＿＿

{{ held }}
"""


def page(*, wide: bool = False) -> str:
    content = Content({}, {"held": HELD}, wide)
    about = About(settings(), "2021-10-31")
    return document("notice", "html", content, about, Template(WORDING, "own.md")).decode()


def test_a_page_keeps_together_what_belongs_together_and_lets_a_table_scroll() -> None:
    made = page()
    assert made[made.index("<main>") + 7 : made.index("</main>")].splitlines() == [
        "<h1>Notice</h1>",
        "<p>It was due on <span>2021-10-31</span>; see minutes-2021-10-31.pdf.</p>",
        '<p class="leads">What was done:</p>',
        '<p class="leads"><strong>All of it</strong></p>',
        '<p class="leads">Signed ＿＿＿</p>',
        '<div class="scrolls" tabindex="0"><table>',
        "<thead>",
        "<tr>",
        '<th class="short">What</th>',
        '<th class="short">Day</th>',
        '<th style="text-align:right" class="short">n</th>',
        "</tr>",
        "</thead>",
        "<tbody>",
        "<tr>",
        '<td class="short">x</td>',
        '<td class="short"><span>2021-10-31</span></td>',
        '<td style="text-align:right" class="short">3</td>',
        "</tr>",
        "</tbody>",
        "</table></div>",
    ]


@pytest.mark.parametrize(("wide", "paper"), [(False, "A4; "), (True, "A4 landscape; ")])
def test_what_is_wide_lies_on_its_side(wide: bool, paper: str) -> None:
    assert f"@page {{ size: {paper}" in page(wide=wide)


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_a_page_says_in_which_language_it_is(language: words.Language, tag: str) -> None:
    words.use(language)
    assert page().startswith(f'<!doctype html>\n<html lang="{tag}">')


def test_a_day_is_not_broken_and_a_line_to_write_on_stays_with_what_follows() -> None:
    said = html.page(
        "延期至2027-03-01：因故\n\n负责人：＿＿＿＿　＿＿年＿＿日\n\n2021-10-31-2", "T", wide=False
    )
    assert "延期至<span>2027-03-01</span>：因故" in said
    assert '<p class="leads">负责人' in said
    assert "<p>2021-10-31-2" in said
