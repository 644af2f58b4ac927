"""What the public notice says about an issue: its current state, and nothing internal."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.model import Ledger, Measure
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.notice import NoticeData, NoticeItem, NoticePart, content, gather
from rectledger.publish.formats import markdown_templates
from rectledger.publish.office_template import Template
from strategies import days, ledgers

DAY = "2021-10-15"


def told(whole: Ledger, day: str = DAY, *, internal: bool = False) -> NoticeItem:
    (one,) = gather(whole, day, asked=DocumentOptions(internal=internal)).issues
    return one


def worded(whole: Ledger, day: str = DAY) -> str:
    """The notice, from the built-in template."""
    own = Template(markdown_templates.built_in("notice"), "notice")
    about = About(whole.settings, day)
    return markdown_templates.worded(
        content(gather(whole, day, asked=DocumentOptions()), about), about, own
    )


@pytest.mark.parametrize(
    "again",
    [
        entry("reopen", "2021-10-02", to="2021-12-31", note="it came back"),
        entry("review", "2021-10-02", outcome="relapsed", to="2021-12-31", note="it came back"),
    ],
)
def test_a_closing_that_is_set_aside_is_told_no_more(again: object) -> None:
    log = [close("2021-09-01", note="all is done")]
    assert told(ledger([issue(log=log)])).note == "all is done"
    log.append(again)
    assert told(ledger([issue(log=log)])).note == ""
    log.append(entry("progress", "2021-10-05", note="half is done"))
    assert told(ledger([issue(log=log)])).note == "half is done"


def test_what_office_and_department_write_to_each_other_is_not_told() -> None:
    log = [
        entry("progress", "2021-09-01", note="half"),
        entry("extend", "2021-09-02", to="2021-12-31", note="the tender failed"),
        entry("submit", "2021-09-03", note="all"),
        entry("return", "2021-09-04", note="not all"),
    ]
    for so_far in range(1, 5):
        assert told(ledger([issue(log=log[:so_far])])).note == "half"


def test_what_is_not_pursued_has_nothing_planned() -> None:
    below = [measure(title="Do it")]
    assert told(ledger([issue()], below)).planned == ["Do it"]
    assert told(ledger([issue(log=[entry("waive", "2021-10-01")])], below)).planned == []


def test_the_kinds_add_up_and_are_over_only_when_they_are() -> None:
    whole = ledger(
        [
            issue(id=1, due="2021-11-01"),  # due soon
            issue(id=2, due="2021-10-14"),
            issue(id=3, log=[entry("waive", "2021-10-01")]),
            issue(id=4, log=[close("2021-10-01")]),
        ]
    )
    about = About(whole.settings, DAY)
    table = content(gather(whole, DAY, asked=DocumentOptions()), about).tables["kinds"]
    assert [column.header for column in table.columns[1:]] == [
        "issues", "closed", "routine", "ongoing", "waived", "overdue",
    ]  # fmt: skip
    assert list(table.rows[0][1:]) == list(table.rows[-1][1:]) == [4, 1, 0, 2, 1, 1]


def test_of_a_measure_without_an_issue_there_is_no_row_without_a_name() -> None:
    whole = ledger([issue()], [measure(issue=7)])
    about = About(whole.settings, DAY)
    rows = content(gather(whole, DAY, asked=DocumentOptions()), about).tables["kinds"].rows
    assert all(row[0] for row in rows)


def test_a_measure_whose_issue_cannot_be_read_is_counted() -> None:
    whole = ledger([issue()], [measure(), measure(issue=7)])
    assert gather(whole, DAY, asked=DocumentOptions()).measures.total == 2
    lead = whole.measures["measures/007-01.yaml"].lead
    assert gather(whole, DAY, asked=DocumentOptions(department=lead)).measures.total == 1
    assert gather(whole, DAY, asked=DocumentOptions(department="office")).measures.total == 0


def test_a_ledger_that_knows_nothing_later_says_so_with_both_days() -> None:
    about = About(ledger().settings, DAY, last_known="2021-09-30")
    assert list(about.lines()) == [
        "As of 15 October 2021; the last date recorded by then is 30 September 2021"
    ]
    assert list(about._replace(last_known=DAY).lines()) == ["As of 15 October 2021"]


def test_an_internal_document_says_that_it_is() -> None:
    about = About(ledger().settings, DAY)
    assert (
        list(about._replace(asked=DocumentOptions(internal=True)).lines())[-1]
        == "Internal: contains names"
    )
    assert len(list(about.lines())) == 1


def test_an_entry_that_could_not_be_made_is_not_told() -> None:
    log = [close("2021-09-01", note="done"), close("2021-09-02", note="again")]
    assert told(ledger([issue(log=log)])).note == "done"


def test_an_issue_whose_measures_have_begun_is_not_told_as_not_taken_up() -> None:
    begun = measure(log=[entry("start", "2021-09-01")])
    submitted = issue(log=[entry("submit", "2021-09-02")])
    for whole, state, words in (
        (ledger([issue()], [measure()]), "open", "has not been taken up yet"),
        (ledger([issue()], [begun]), "open", "has measures under way or complete"),
        (ledger([submitted], [begun]), "submitted", "has been submitted for closing"),
    ):
        assert told(whole).state == state
        assert f"The issue {words}" in worded(whole)


def test_of_one_instrument_the_first_measure_is_counted_though_its_issue_is_not_there() -> None:
    def brings(action: str, of: int) -> Measure:
        rule = {"title": "Rule", "action": action}
        return measure(issue=of, instruments=[rule], log=[close("2021-09-01")])

    whole = ledger([issue(id=2)], [brings("revised", 1), brings("issued", 2)])
    assert [one.action for one in gather(whole, DAY, asked=DocumentOptions()).instruments] == [
        "revised"
    ]


def test_why_an_issue_is_not_pursued_is_told() -> None:
    log = [
        entry("progress", "2021-09-01", note="half"),
        entry("waive", "2021-10-01", note="another office has it now"),
    ]
    waived = issue(log=log)
    assert told(ledger([waived])).note == "another office has it now"


def test_a_measure_is_done_where_the_figures_count_it() -> None:
    whole = ledger(
        [issue()], [measure(title="Do it", log=[close("2021-09-01", result="substantial")])],
        under=settings(policy={"substantial_counts": False}),
    )  # fmt: skip
    found = gather(whole, DAY, asked=DocumentOptions())
    assert found.measures.closed == 0
    (one,) = found.issues
    assert (one.done, one.substantial, one.under_way) == ([], ["Do it"], [])


def test_an_issue_is_told_with_all_that_its_reader_asks() -> None:
    late = [entry("extend", "2021-08-01", to="2021-09-30"), entry("submit", "2021-09-20")]
    below = [
        measure(title="Done", log=[close("2021-09-01")]),
        measure(number=2, title="Begun", log=[entry("start", "2021-09-01")]),
        measure(number=3, title="Planned"),
        measure(number=4, title="Given up", log=[entry("waive", "2021-09-01")]),
    ]
    one = issue(heading="Money", next="Pay it", support=["finance"], log=late)
    assert told(ledger([one], below), internal=True) == NoticeItem(
        ref="1", title="Money received was not paid out", section="1-1", heading="Money",
        kind="Immediate", state="submitted", standing=False, overdue=True, deadline="2021-09-30",
        review=None, review_due=False, done=["Done"], substantial=[], under_way=["Begun"],
        planned=["Planned"], again=[], note="", next="Pay it", lead="Enforcement",
        support=["Finance"], leader="Liu", fields=[],
    )  # fmt: skip
    kept_up = told(ledger([issue(opened="2021-03-01", standing=True, log=[close("2021-04-15")])]))
    assert (kept_up.standing, kept_up.overdue) == (True, False)
    assert (kept_up.review, kept_up.review_due) == (DAY, True)
    assert not told(ledger([issue(standing=True, log=[close("2021-09-01")])])).review_due


def test_issues_stand_below_their_aspects_sections_and_headings() -> None:
    where = [("1-2", "A"), ("1-2", "A"), ("1-2", "B"), ("1-2", None), ("2-1", None)]
    whole = ledger(
        [issue(id=n, section=code, heading=head) for n, (code, head) in enumerate(where, 1)]
    )
    found = content(gather(whole, DAY, asked=DocumentOptions()), About(whole.settings, DAY)).words
    assert found["sections"] == 2
    assert [
        (
            aspect.number,
            section.number,
            [(h.title, [i.ref for i in h.issues]) for h in section.parts],
        )
        for aspect in cast(list[NoticePart], found["aspects"])
        for section in aspect.parts
    ] == [(1, 2, [("A", ["1", "2"]), ("B", ["3"]), ("", ["4"])]), (2, 1, [("", ["5"])])]


def test_instruments_are_counted_once_each_by_what_was_done_to_them() -> None:
    def brought(*titles: str) -> list[dict[str, str]]:
        return [{"title": one, "action": one.partition(" ")[0]} for one in titles]

    begun = [entry("start", "2021-08-01")]
    below = [
        measure(instruments=brought("issued A", "issued B", "issued C", "revised D"), log=begun),
        measure(number=2, instruments=brought("issued A", "revised E", "drafted F"), log=begun),
    ]
    whole = ledger([issue()], below)
    found = content(gather(whole, DAY, asked=DocumentOptions()), About(whole.settings, DAY)).words
    assert found["instruments"] == {"issued": 3, "revised": 2, "drafted": 1}


@given(ledgers(), days(), st.integers(0, 3), st.booleans())
def test_notices_of_parts_add_up(whole: Ledger, day: str, cut: int, internal: bool) -> None:
    asked = DocumentOptions(internal=internal)

    def part(*, low: bool) -> NoticeData:
        issues = [one for one in whole.issues.values() if (one.id <= cut) == low]
        measures = [one for one in whole.measures.values() if (one.issue <= cut) == low]
        return gather(ledger(issues, measures, under=whole.settings), day, asked=asked)

    assert part(low=True) + part(low=False) == gather(whole, day, asked=asked)


@pytest.mark.parametrize("internal", [False, True])
def test_no_template_gets_at_who_leads_unless_it_is_internal(internal: bool) -> None:
    whole = ledger([issue(leader="Liu", support=["finance"])])
    asked = DocumentOptions(internal=internal)
    about = About(whole.settings, DAY, asked)
    loop = "{% for a in aspects %}{% for s in a.parts %}{% for h in s.parts %}{{ h.issues }}"
    template = Template(loop + "{% endfor %}" * 3, "own.md")
    said = markdown_templates.worded(
        content(gather(whole, DAY, asked=asked), about), about, template
    )
    for name in ("Liu", "Finance", "Enforcement"):
        assert (name in said) == internal


def test_an_issue_of_no_known_section_is_told_and_makes_no_aspect() -> None:
    whole = ledger([issue(id=1), issue(id=2, section="9-9", title="Found elsewhere")])
    about = About(whole.settings, DAY)
    own = Template(markdown_templates.built_in("notice"), "notice.md")
    said = markdown_templates.worded(
        content(gather(whole, DAY, asked=DocumentOptions()), about), about, own
    )
    assert "concern 1 section in 1 aspect, and were broken down into 2 issues" in said
    assert "## Issues outside the outline" in said
    assert "#### 2. Found elsewhere" in said
