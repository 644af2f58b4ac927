"""The dashboard file: what it contains, and that data in it is only ever text."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.findings import Finding
from rectledger.core.model import Ledger
from rectledger.errors import UsageError
from rectledger.i18n import language
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.dashboard import DashboardData, gather
from rectledger.publish.documents.dashboard import made as written
from rectledger.publish.office_template import Template
from strategies import days, ledgers
from transcript import ROOT

DAY = "2021-12-01"


PUBLIC = DocumentOptions()


def made(whole: Ledger, day: str = DAY, *, asked: DocumentOptions = PUBLIC, **about: Any) -> str:
    """The file for a ledger."""
    gathered = gather(whole, day, asked=asked)
    return written(gathered, About(whole.settings, day, asked, **about)).decode()


class Read(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@given(ledgers(), days(), st.data())
def test_parts_of_a_ledger_add_up_to_the_whole(
    whole: Ledger, day: str, data: st.DataObject
) -> None:
    first = {one.id for one in whole.issues.values() if data.draw(st.booleans())}
    parts: list[DashboardData] = []
    for wanted in (True, False):
        issues = [one for one in whole.issues.values() if (one.id in first) is wanted]
        measures = [one for one in whole.measures.values() if (one.issue in first) is wanted]
        part = ledger(issues, measures, under=whole.settings)
        parts.append(gather(part, day, asked=DocumentOptions()))
    assert parts[0] + parts[1] == gather(whole, day, asked=DocumentOptions())


@given(ledgers(), days(), st.booleans())
def test_any_ledger_has_a_page_with_all_its_issues(whole: Ledger, day: str, internal: bool) -> None:
    found = Read(made(whole, day, asked=DocumentOptions(internal=internal)))
    ids = [at["id"] for tag, at in found.elements if tag == "tbody" and "id" in at]
    opened = sorted(one.id for one in whole.issues.values() if one.opened <= day)
    assert ids == [f"issue-{number}" for number in opened]


HOSTILE = (
    "<script>alert(1)</script>",
    "</noscript></table><img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">&lt;b&gt; {{ 7 * 7 }}{% raw %}',
    "]]></script><!-- -->",
    "\x1b[31mred\x1b[0m \u202edesrever",
)


def hostile(text: str) -> Ledger:
    """A ledger in which every text is `text`."""
    under = settings(
        title=text,
        inspection={"inspector": text, "inspected": text, "feedback": "2021-07-30"},
        kinds={"immediate": {"name": text, "months": 3}},
        outline=[{"id": 1, "title": text, "sections": [{"id": "1-1", "title": text}]}],
        departments={"enforcement": {"name": text, "leader": text}, "finance": {"name": text}},
        members=[{"id": "li", "name": text, "department": "finance"}],
    )
    proof = [
        {"document": text}, {"url": "https://example.org/?q=<b>&'\""},
        {"path": "evidence/001/a-1.pdf", "name": text, "size": 1, "sha256": "a" * 64},
    ]  # fmt: skip
    log = [
        entry("progress", "2021-08-01", note=text, by=text),
        entry("extend", "2021-08-02", to="2021-11-01", note=text, by="li", approved_by=text),
        entry("amend", "2021-08-02", was=text, now={"a": text}, note=text, approved_by=text),
        close("2021-08-03", note=text, evidence=proof),
    ]
    brought = {
        "instruments": [{"title": text, "action": "issued"}],
        "figures": [{"name": text, "value": 1, "unit": text, "change": text}],
        "next": text,
        "leader": text,
    }
    own = {"title": text, "heading": text, "next": text, "leader": text}
    return ledger(
        [issue(**own, log=log), issue(**own, id=2, due="2021-08-01", support=["finance"])],
        [measure(title=text, log=log, **brought), measure(number=2, title=text, **brought)],
        under=under,
    )


@pytest.mark.parametrize("internal", [True, False])
@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_records_is_text(text: str, internal: bool) -> None:
    asked = DocumentOptions(internal=internal)
    harmless = Read(made(hostile("harmless"), asked=asked))
    html = made(hostile(text), asked=asked)
    found = Read(html)
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in harmless.elements]
    known = {"value", "content"}  # options of filters
    for (_, one), (_, other) in zip(found.elements, harmless.elements, strict=True):
        assert one.keys() == other.keys()
        assert {k: v for k, v in one.items() if k not in known} == {
            k: v for k, v in other.items() if k not in known
        }
    shown = text.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")
    assert found.text.count(shown) == harmless.text.count("harmless")
    assert "\x1b" not in html
    assert "\u202e" not in html


def test_nothing_leads_out_of_the_page() -> None:
    found = Read(made(hostile("https://example.org")))
    for tag, attributes in found.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base"}
        assert attributes.keys().isdisjoint({"src", "onclick", "onload", "action", "xlink:href"})
        assert (attributes.get("href") or "#").startswith("#")


def test_only_its_own_script_may_run() -> None:
    html = made(ledger([issue()]))
    policy = next(at["content"] for tag, at in Read(html).elements if "http-equiv" in at)
    script = html.rpartition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}'" in policy
    assert html.count("<script") == 1


def test_a_long_note_is_whole_and_keeps_its_lines() -> None:
    note = "一是整改。\n" * 8000 + "二是。"
    assert note in made(ledger([issue(log=[entry("progress", "2021-08-01", note=note)])]))


def test_each_piece_of_evidence_is_said_once_with_what_it_proves() -> None:
    both = [{"document": "Minutes", "dated": "2021-08"}]
    own = [*both, {"document": "Receipt"}]
    html = made(ledger(
        [issue(log=[close("2021-08-01", evidence=both)])],
        [measure(log=[close("2021-08-01", evidence=own)])],
    ))  # fmt: skip
    assert "<li>Minutes (2021-08)<li>Receipt <small>1.1</small></ul>" in html


def test_a_measure_says_of_itself_only_what_its_issue_does_not() -> None:
    same = {"log": [close("2021-08-01", note="Done.")], "lead": "enforcement"}
    html = made(
        ledger(
            [issue(log=[close("2021-08-01")])],
            [
                measure(**same),
                measure(**same | {"number": 2, "lead": "finance", "due": "2021-09-01"}),
                measure(number=3, lead="enforcement"),
            ],
        )
    )
    title = "Write a rule for paying out"
    assert f"<li>1.1 {title}<p>Done.<li>" in html
    assert f"<li>1.2 {title}<p>Lead department Finance · Deadline 2021-09-01<p>Done.<li" in html
    assert (
        f"<li class=overdue>1.3 {title} <i>open, overdue</i><p>Deadline 2021-10-31, 31 days overdue"
        in html
    )


def named() -> Ledger:
    """A ledger in which people have names."""
    under = settings(
        departments={"enforcement": {"name": "Enforcement", "leader": "Liu"}},
        members=[
            {"id": "wang", "name": "Wang", "department": "enforcement"},
            {"id": "zhao", "name": "Zhao", "roles": ["acceptor"]},
        ],
    )
    log = [
        entry("progress", "2021-08-01", by="wang"),
        entry("amend", "2021-08-02", field="leader", was="Qian", now="Sun", by="office",
              approved_by="zhao", note="a slip"),
        close("2021-08-03", by="Huang"),
    ]  # fmt: skip
    below = measure(lead="enforcement", leader="Tang", log=log)
    return ledger([issue(log=log)], [below], under=under)


PEOPLE = ("Liu", "Wang", "Zhao", "Qian", "Sun", "Huang", "Tang")


def test_names_are_in_only_where_they_are_asked_for() -> None:
    assert [name for name in PEOPLE if name in made(named())] == []
    html = made(named(), asked=DocumentOptions(internal=True))
    assert [name for name in PEOPLE if name in html] == list(PEOPLE)
    assert "Leader in charge" in html


def test_without_names_it_says_what_people_are() -> None:
    html = made(named())
    assert "2021-08-01 progress (by Enforcement)\nhalf of it is done" in html
    assert "2021-08-02 amendment: leader; approved by the acceptor\na slip" in html
    assert "2021-08-03 closing: complete<" in html.replace("</ol>", "<")


def test_of_two_closings_on_a_day_the_one_that_was_set_aside_says_so() -> None:
    log = [
        close("2021-10-08", note="too early"), entry("reopen", "2021-10-08", to="2021-10-31"),
        close("2021-10-08", note="done now"),
    ]  # fmt: skip
    html = made(ledger([issue()], [measure(log=log)]))
    assert "<p>2021-10-08 closing: complete\ntoo early" in html
    assert "<p>done now" in html


def test_a_measure_that_was_taken_up_again_says_when_it_was_closed_at_last() -> None:
    log = [
        close("2021-09-01"), entry("reopen", "2021-09-15", to="2021-10-31"), close("2021-10-08"),
    ]  # fmt: skip
    whole = ledger([issue(log=[close("2021-10-08")])], [measure(log=log), measure(number=2)])
    assert "paying out <i>closed 2021-10-08, reopened 1 time</i>" in made(whole)


def test_a_review_that_is_owed_is_said_in_the_row() -> None:
    owed = issue(kind="long-term", due=None, opened="2021-01-01")
    assert '<td class="open review">open, review due<td>' in made(ledger([owed]))


def test_a_member_who_is_called_office_is_named() -> None:
    ou = {"id": "office", "name": "Ou Fang", "roles": ["office"]}
    whole = ledger(
        [issue(log=[entry("progress", "2021-08-01", by="office")])],
        [measure(log=[close("2021-08-03", by="office")])],
        under=settings(members=[ou]),
    )
    assert made(whole, asked=DocumentOptions(internal=True)).count("(by Ou Fang)") == 2
    assert "Ou Fang" not in made(whole)


def test_of_a_department_it_holds_only_what_that_one_leads() -> None:
    whole = ledger(
        [issue(), issue(id=2, lead="finance"), issue(id=3, lead="finance")],
        [measure(), measure(issue=2, lead="office"), measure(issue=9, lead="finance")],
    )
    found = gather(whole, DAY, asked=DocumentOptions(department="finance"))
    assert (found.issues.total, found.measures.total) == (2, 2)
    assert [number for number, _ in found.rows] == [2, 3, 9]
    html = made(whole, asked=DocumentOptions(department="finance"))
    assert "Only items led by Finance" in html
    assert "id=issue-1>" not in html


def test_measures_whose_issue_cannot_be_read_are_counted_and_shown() -> None:
    whole = ledger([issue()], [measure(), measure(issue=7, title="Found alone")])
    html = made(whole, unreadable=[Finding("bad", "issues/007.yaml", (), {})])
    assert "<tbody id=issue-7>" in html
    assert "7.1 Found alone" in html
    warning = html.index("Incomplete: 1 ledger file cannot be read: issues/007.yaml")
    assert warning < html.index("<main")


@pytest.mark.parametrize(
    ("counted", "says", "closed"),
    [(True, "counted as closed", "2 of 3"), (False, "counted as ongoing", "1 of 3")],
)
def test_it_says_what_policy_makes_of_substantially_complete(
    counted: bool, says: str, closed: str
) -> None:
    under = settings(policy={"substantial_counts": counted})
    logs = ([close("2021-08-01")], [close("2021-08-01", result="substantial")], [])
    html = made(ledger([issue(id=n, log=log) for n, log in enumerate(logs, 1)], under=under))
    assert f"1 substantially complete ({says}, by policy)" in html
    assert f"{closed} issues closed" in html


def test_what_is_over_and_next_is_named_with_what_more_there_is() -> None:
    over = [issue(id=n, due=f"2021-11-{n:02}") for n in range(1, 13)]
    html = made(ledger([*over, issue(id=20, due="2021-12-31"), issue(id=21, due=None)]))
    assert "30 days over" in html
    assert "and 2 more in the table below" in html
    assert "<time>2021-12-31</time> · in 30 days · deadline" in html


def test_what_falls_on_the_day_itself_is_ahead_and_owed_as_it_should_be() -> None:
    today = issue(id=1, due=DAY)
    standing = issue(id=2, standing=True, log=[close("2021-06-01")])
    html = made(ledger([today, standing]))
    assert f"<time>{DAY}</time> · today · deadline" in html
    # The review is due today, and nothing is overdue.
    assert f"<time>{DAY}</time> · review due ·" in html
    assert "days over" not in html
    assert f"<time>{DAY}</time> · today · review" not in html


def test_nothing_of_a_later_day_is_in_it() -> None:
    log = [entry("progress", "2021-10-01", note="early"), close("2021-11-01", note="later")]
    html = made(ledger([issue(log=log)], [measure(log=log)]), "2021-10-15")
    assert "early" in html
    assert "later" not in html


def test_a_bar_shows_what_is_closed_and_what_is_over() -> None:
    whole = [issue(id=1, log=[close("2021-10-01")]), issue(id=2, log=[close("2021-10-01")])]
    whole += [issue(id=3, due="2021-11-01"), issue(id=4, due=None), issue(id=5, due=None)]
    html = made(ledger(whole))
    bar = '<b class="done" style="width:40.0%"></b><b class="over" style="width:20.0%"></b>'
    assert html.count(bar) >= 3  # of all, of the kind, of the department


def test_what_comes_next_is_in_order_whatever_part_it_is_from() -> None:
    later, sooner = (ledger([issue(id=n, due=due)]) for n, due in ((1, "2022-03-01"), (2, DAY)))
    both = gather(later, DAY, asked=DocumentOptions()) + gather(
        sooner, DAY, asked=DocumentOptions()
    )
    assert [one.number for one in both.coming] == [2, 1]


def one_of_each() -> Ledger:
    """A ledger with an issue in every state, in different numbers."""
    waived, submitted = entry("waive", "2021-09-01"), entry("submit", "2021-09-01")
    extended = entry("extend", "2021-10-01", to="2021-12-20")
    without: dict[str, Any] = {"kind": "long-term", "due": None}
    return ledger(
        [
            issue(id=1, heading="Money", support=["finance"]),
            issue(id=2, lead="finance", log=[extended]),
            issue(id=3, opened="2021-03-01", log=[entry("start", "2021-05-01")], **without),
            issue(id=4, standing=True, log=[close("2021-10-01")]),
            issue(id=5, log=[close("2021-11-15")]),
            issue(id=6, due="2022-03-31", log=[close("2021-10-08", result="substantial")]),
            issue(id=7, log=[waived]),
            issue(id=8, log=[submitted]),
            issue(id=9, standing=True, log=[close("2021-10-01")], **without),
            issue(id=10, due="2021-12-31"),
            issue(id=11, due="2021-12-31"),
        ],
        [
            measure(log=[close("2021-10-01")]),
            measure(number=2),
            measure(number=3, due=None),
            measure(issue=40, due=None),
        ],
    )


def test_the_figures_at_its_head_are_those_of_the_ledger() -> None:
    html = made(one_of_each())
    assert "Inspected by Team; feedback on 2021-07-30, the opening date" in html
    head = html[html.index('<dl class="counts">') : html.index("</dl>")]
    assert re.findall("<dt>(.*?)<dd>(.*?) ?[<]", head) == [
        ("Issues", "11"), ("Ongoing", "7"), ("Overdue", "2"), ("Due within 30 days", "3"),
        ("Reviews due", "1"), ("Kept up as routine", "2"), ("Closed on time", "1/2"),
        ("On time, of those due", "1/4"),
        ("Measures closed", "1/4"), ("Measures overdue", "1"), ("Waived", "1"),
    ]  # fmt: skip


def test_a_group_says_what_is_closed_over_on_time_and_of_its_measures() -> None:
    html = made(one_of_each())
    rows = re.findall(r'<tr><th scope="row">([^<]+)<td class="b".*?</div>(<td.*)', html)
    assert [[name, *re.findall("<td[^>]*>([^<]+)", cells)] for name, cells in rows][:3] == [
        ["Immediate", "2/9", "22.2%", "1", "2", "1/2", "1/4", "1/3"],
        ["Long-term", "1/2", "50.0%", "0", "0", "0/0", "0/0", "0/0"],
        ["(unknown)", "0/0", "–", "0", "0", "0/0", "0/0", "0/1"],
    ]


def test_departments_are_a_group_only_where_there_is_more_than_one() -> None:
    def groups(asked: DocumentOptions) -> list[str]:
        html = made(one_of_each(), asked=asked)
        return re.findall('<table class="group">\n<thead><tr><th scope="col">([^<]+)', html)

    assert groups(DocumentOptions()) == ["Kind", "Aspect", "Lead department", "Section"]
    assert groups(DocumentOptions(department="finance")) == ["Kind", "Aspect", "Section"]


def test_a_filter_says_how_many_there_are_of_each_state() -> None:
    html = made(one_of_each())
    choice = html[html.index('<select name="state">') :]
    assert re.findall("<option[^>]*>(.*?)</option>", choice[: choice.index("</select>")]) == [
        "all", "ongoing (7)", "open (4)", "under way (1)", "submitted (1)", "closed (3)",
        "waived (1)", "substantially complete (1)", "kept up as routine (2)", "overdue (2)",
        "due soon (3)", "review due (1)",
    ]  # fmt: skip


def test_filters_find_an_issue_by_what_it_is() -> None:
    found = re.findall(r'id=issue-(\d+)>.*?<td class=(?:"([^"]*)"|(\w+))>', made(one_of_each()))
    assert [(int(number), many or one) for number, many, one in found] == [
        (1, "open overdue"), (2, "open soon"), (3, "active review"), (4, "closed standing"),
        (5, "closed"), (6, "uncounted substantial"), (7, "waived"), (8, "submitted overdue"),
        (9, "closed standing"), (10, "open soon"), (11, "open soon"), (40, "lost"),
    ]  # fmt: skip


def test_an_issue_unfolds_to_what_its_row_does_not_say() -> None:
    def facts(number: int) -> dict[str, str]:
        unfolded = made(one_of_each()).split(f"id=issue-{number}>")[1].split("</dl>")[0]
        return dict(re.findall("<dt>(.*?)<dd>(?:<a[^>]*>)?([^<]*)", unfolded))

    section = {"Section": "1-1"}
    assert facts(1) == section | {
        "Heading": "Money", "Supporting": "Finance", "Deadline": "2021-10-31, 31 days overdue",
    }  # fmt: skip
    assert facts(2) == section | {"Deadline": "2021-12-20 (first deadline 2021-10-31), 1 extension"}
    assert facts(3) == section | {
        "Opened": "2021-03-01", "Deadline": "none; reviewed instead",
        "Next review": "2021-11-01",
    }  # fmt: skip
    assert facts(4) == section | {"Closed": "2021-10-01, on time", "Next review": "2022-04-01"}
    assert facts(10) == section


def test_of_a_month_to_come_only_what_is_due_is_known() -> None:
    html = made(one_of_each())
    assert '<th scope="row">2021-12-01<td>11<td>5<td>4<td>3\n' in html
    assert '<th scope="row">2021-12<td>–<td>7<td>7<td>–\n' in html
    assert '<th scope="row">2022-03<td>–<td>8<td>8<td>–\n' in html


def test_the_day_of_opening_is_said_where_it_is_not_the_day_of_feedback() -> None:
    html = made(ledger([issue(id=1), issue(id=2, opened="2021-09-01")]))
    assert html.count("<dt>Opened<dd>") == 1
    assert "<dt>Opened<dd>2021-09-01" in html


def test_the_month_of_the_day_is_told_as_of_the_day_and_then_to_its_end() -> None:
    html = made(ledger([issue(), issue(id=2, due="2021-11-20")]), "2021-11-15")
    rows = re.findall(r'<th scope="row">(2021[-0-9]+)<td>(.*?)<td>(.*?)<td>(.*?)<td>(.*)', html)
    assert rows == [
        ("2021-07", "2", "0", "0", "0"), ("2021-10", "2", "1", "1", "0"),
        ("2021-11-15", "2", "1", "1", "0"), ("2021-11", "–", "2", "2", "–"),
    ]  # fmt: skip


def test_the_month_of_the_day_has_what_was_opened_and_closed() -> None:
    html = made(ledger([issue(log=[close("2021-11-05")])]), "2021-11-30")
    assert '<th scope="row">2021-11-30<td>1<td>1<td>1<td>1' in html


def test_overdue_measures_are_counted_beside_their_issues() -> None:
    late = measure(due="2021-09-01")
    assert "Measures overdue<dd>1<" in made(ledger([issue(due=None)], [late]))
    assert "Measures overdue" not in made(ledger([issue(due=None)], [measure(due=None)]))


def test_it_speaks_chinese() -> None:
    language.use("zh")
    html = made(ledger([issue()]))
    assert '<html lang="zh-CN">' in html
    assert "<h2 id=\"h-now\">总体情况</h2>" in html  # fmt: skip
    assert "All issues" not in html


def test_an_empty_ledger_has_a_page_without_a_chart() -> None:
    html = made(ledger())
    assert "0 of 0 issues closed" in html
    assert "<svg" not in html


def test_an_offices_own_template_is_given_the_same() -> None:
    whole = ledger([issue(title="<b>")])
    gathered, about = gather(whole, DAY, asked=DocumentOptions()), About(whole.settings, DAY)
    own = "{{ title }}|{{ issues.total }}|{{ _('closed') }}|<table>{{ rows }}</table>"
    said = written(gathered, about, Template(own, "own.html")).decode()
    assert said.startswith("Rectification|1|closed|<table><tbody id=issue-1><tr><th>1<td>&lt;b&gt;")


@pytest.mark.parametrize(
    "own",
    [
        "{{ title|safe }}", "{% autoescape false %}{{ title }}{% endautoescape %}",
        "{{ rows|replace('1', title) }}", "{{ style ~ title }}", "{{ title|e }}",
        "{% set a %}{{ title }}{% endset %}{{ a }}", "{{ '%s'|safe|format(title) }}",
    ],
)  # fmt: skip
def test_an_offices_own_template_makes_no_markup_of_a_text(own: str) -> None:
    whole = ledger([issue()], under=settings(title="<img src=x onerror=alert(1)>"))
    about = About(whole.settings, DAY)
    gathered = gather(whole, DAY, asked=DocumentOptions())
    said = written(gathered, about, Template(own, "own.html")).decode()
    assert "<img" not in said
    assert "&lt;img" in said


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{{ nothing }}", "template-broken"),
        ("{% if %}", "template-broken"),
        ("{{ ''.__class__.__mro__ }}", "template-forbidden"),
        ("{{ progress.append(1) }}", "template-forbidden"),
    ],
)
def test_a_template_that_is_broken_or_reaches_out_is_refused(template: str, code: str) -> None:
    whole = ledger([issue()])
    with pytest.raises(UsageError, match=code):
        written(
            gather(whole, DAY, asked=DocumentOptions()),
            About(whole.settings, DAY),
            Template(template, "own.html"),
        )


REAL = """
import sys
from pathlib import Path
from rectledger.i18n import language
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.dashboard import gather, made
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.load_ledger import open_ledger
language.use("zh")
found = open_ledger(Folder(Path("data"))).ledger
gathered = gather(found, "2021-10-31", asked=DocumentOptions())
sys.stdout.buffer.write(made(gathered, About(found.settings, "2021-10-31")))
"""


def test_two_processes_make_the_same_bytes() -> None:
    def run(seed: str, zone: str) -> bytes:
        environ = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        return subprocess.run(
            [sys.executable, "-c", REAL], cwd=ROOT, env=environ, stdout=subprocess.PIPE, check=True
        ).stdout

    one = run("1", "Asia/Shanghai")
    assert one == run("2", "America/New_York")
    assert b"pygal" not in one.lower()
    assert "57个问题，已销号48个".encode() in one
