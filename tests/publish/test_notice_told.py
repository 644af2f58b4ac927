"""What the public notice tells of an issue: how it stands now, and nothing that is not for all."""

import pytest

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.model import Ledger
from rectledger.publish import wording
from rectledger.publish.about import About, Asked
from rectledger.publish.notice import Told, content, gather
from rectledger.publish.template import Template

DAY = "2021-10-15"


def told(whole: Ledger, day: str = DAY, *, internal: bool = False) -> Told:
    (one,) = gather(whole, day, asked=Asked(internal=internal)).issues
    return one


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
    log = [entry("progress", "2021-09-01", note="half"), entry("submit", "2021-09-02", note="all")]
    assert told(ledger([issue(log=log)])).note == "half"


def test_an_entry_that_could_not_be_made_is_not_told() -> None:
    log = [close("2021-09-01", note="done"), close("2021-09-02", note="again")]
    assert told(ledger([issue(log=log)])).note == "done"


def test_a_measure_is_done_where_the_figures_count_it() -> None:
    whole = ledger(
        [issue()], [measure(title="Do it", log=[close("2021-09-01", result="substantial")])],
        under=settings(policy={"substantial_counts": False}),
    )  # fmt: skip
    found = gather(whole, DAY, asked=Asked())
    assert found.measures.closed == 0
    assert (found.issues[0].done, found.issues[0].under_way) == ([], ["Do it"])


@pytest.mark.parametrize("internal", [False, True])
def test_no_template_gets_at_who_leads_unless_it_is_internal(internal: bool) -> None:
    whole = ledger([issue(leader="Liu", support=["finance"])])
    asked = Asked(internal=internal)
    about = About(whole.settings, DAY, asked)
    loop = "{% for a in aspects %}{% for s in a.parts %}{% for h in s.parts %}{{ h.issues }}"
    template = Template(loop + "{% endfor %}" * 3, "own.md")
    said = wording.worded(content(gather(whole, DAY, asked=asked), about), about, template)
    for name in ("Liu", "Finance", "Enforcement"):
        assert (name in said) == internal
