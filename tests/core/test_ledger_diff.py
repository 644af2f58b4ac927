"""What happened between two states of a ledger, how each stands, and who has to review it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, close, entry, issue, ledger, measure, raw_settings, settings
from rectledger.core.diff.counts_diff import Standing, overdue_alone, unchanged
from rectledger.core.diff.item_diff import Happened, happened
from rectledger.core.diff.reviewers import Needed, reviewers
from rectledger.core.diff.settings_diff import SettingsEdit, edited
from rectledger.core.items import items_on
from rectledger.core.model import BaseEntry, Issue, Ledger, Measure, Record, Settings
from rectledger.core.summary.counts import Count
from strategies import arbitrary_logs, ledgers

STARTED = entry("start", "2021-08-01")
NOTED = entry("progress", "2021-09-01")


def of(before: Record | None, after: Record | None) -> list[Happened]:
    """What happened to one record."""
    sides = []
    for record in (before, after):
        issues = [record] if isinstance(record, Issue) else []
        measures = [record] if isinstance(record, Measure) else []
        sides.append(ledger(issues, measures))
    return happened(*sides)


def codes(found: list[Happened]) -> list[str]:
    return [fault.code for one in found for fault in one.faults]


def test_what_is_the_same_is_not_told() -> None:
    assert of(issue(log=[STARTED]), issue(log=[STARTED])) == []


def test_a_new_item_is_told_with_its_entries() -> None:
    (one,) = of(None, issue(log=[STARTED]))
    assert (one.added, [step.entry for step in one.entered], one.faults) == (True, [STARTED], ())


def test_a_new_entry_stands_between_two_statuses() -> None:
    longer = entry("extend", "2021-10-01", to="2021-12-31")
    (one,) = of(issue(log=[STARTED]), issue(log=[STARTED, longer]))
    (step,) = one.entered
    assert step.after is not None
    assert (step.before.deadline, step.after.deadline) == ("2021-10-31", "2021-12-31")
    assert (step.before.extensions, step.after.extensions) == (0, 1)
    assert one.faults == ()


def amended(was: object, now: object) -> BaseEntry:
    return entry("amend", "2021-10-01", field="title", was=was, now=now)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(issue(), None, ["record-gone"], id="deleted"),
        pytest.param(issue(log=[STARTED]), issue(), ["entry-gone"], id="entry lost"),
        pytest.param(
            issue(log=[STARTED]),
            issue(log=[entry("start", "2021-08-01", note="otherwise")]),
            ["entry-altered"],
            id="entry altered",
        ),
        pytest.param(
            issue(log=[STARTED, NOTED]),
            issue(log=[NOTED, STARTED]),
            ["entry-moved"],
            id="entries exchanged",
        ),
        pytest.param(
            issue(log=[STARTED, NOTED]),
            issue(log=[STARTED, entry("extend", "2021-08-15"), NOTED]),
            ["entry-between"],
            id="entry put in between",
        ),
        pytest.param(
            issue(log=[STARTED, NOTED]),
            issue(log=[STARTED, entry("progress", "2021-08-15"), NOTED]),
            [],
            id="progress merged in between",
        ),
        pytest.param(
            issue(log=[close("2021-08-01")]),
            issue(log=[close("2021-08-01"), entry("submit", "2021-09-01")]),
            ["illegal-event"],
            id="illegal entry",
        ),
        pytest.param(issue(), issue(due="2022-01-31"), ["field-edited"], id="field changed"),
        pytest.param(issue(), issue(standing=False, log=[NOTED]), [], id="default written out"),
        pytest.param(
            issue(title="Tilte"), issue(title="Title", log=[amended("Tilte", "Title")]), [],
            id="amended",
        ),
        pytest.param(
            issue(title="Tilte"), issue(title="Titles", log=[amended("Tilte", "Title")]),
            ["field-edited"], id="amended otherwise",
        ),
        pytest.param(
            issue(title="Tilte"), issue(title="Title", log=[amended("Other", "Title")]),
            ["field-edited"], id="amended from something else",
        ),
        pytest.param(
            issue(title="a"), issue(title="c", log=[amended("a", "b"), amended("b", "c")]), [],
            id="amended twice",
        ),
        pytest.param(
            measure(figures=[{"name": "n", "value": 1}]),
            measure(figures=[{"name": "n", "value": 1.0}]),
            ["field-edited"],
            id="a number of another kind",
        ),
    ],
)  # fmt: skip
def test_what_no_command_does_is_told(
    before: Record | None, after: Record | None, expected: list[str]
) -> None:
    assert codes(of(before, after)) == expected


def test_a_record_that_is_renamed_is_moved() -> None:
    found = happened(ledger({"issues/001.yaml": issue()}), ledger({"issues/one.yaml": issue()}))
    assert (len(found), codes(found), found[0].added) == (1, ["record-moved"], False)


def test_a_record_that_is_renumbered_in_its_file_is_told() -> None:
    found = happened(ledger({"issues/001.yaml": issue()}), ledger({"issues/001.yaml": issue(id=2)}))
    assert codes(found) == ["renumbered"]


@pytest.mark.parametrize("unreadable", ["issues/001.yaml", "issues"])
@pytest.mark.parametrize("side", [0, 1])
def test_of_what_cannot_be_read_nothing_is_told(side: int, unreadable: str) -> None:
    sides = [ledger([issue()]), ledger([issue()])]
    sides[side] = ledger([], unreadable=frozenset({unreadable}))
    assert happened(*sides) == []


def closing(note: str | None = None, **more: Any) -> BaseEntry:
    return close("2021-10-01", note=note, **more)


@pytest.mark.parametrize(
    ("its", "own", "along"),
    [
        (closing(), closing(), True),
        (closing("done"), closing(), True),
        (closing(), closing("by itself"), False),
        (closing(), close("2021-09-30"), False),
        (closing(), closing(result="substantial"), False),
        (closing(), closing(by="li"), False),
        (entry("waive", "2021-10-01"), entry("waive", "2021-10-01"), True),
        (entry("reopen", "2021-10-01"), entry("reopen", "2021-10-01"), False),
    ],
)
def test_a_measure_goes_along_with_its_issue(its: BaseEntry, own: BaseEntry, along: bool) -> None:
    before = ledger([issue(log=[STARTED])], [measure(), measure(number=2)])
    after = ledger([issue(log=[STARTED, its])], [measure(log=[own]), measure(number=2, log=[own])])
    found = {one.record.ref: one for one in happened(before, after)}
    assert found["1"].along == (("1.1", "1.2") if along else ())
    assert [found[ref].with_issue for ref in ("1.1", "1.2")] == [along, along]


@given(arbitrary_logs(), st.data())
def test_every_entry_is_told_once_or_was_there(log: list[BaseEntry], data: st.DataObject) -> None:
    before = [one for one in log if data.draw(st.booleans())]
    after = data.draw(st.permutations(log))
    told: list[BaseEntry] = []
    lost: list[BaseEntry] = []
    for one in of(issue(log=before), issue(log=after)):
        told += [step.entry for step in one.entered]
        told += [f.args["now"] for f in one.faults if f.code == "entry-altered"]  # type: ignore[misc]
        lost += [f.args["was"] for f in one.faults if f.code == "entry-altered"]  # type: ignore[misc]
        lost += [f.args["entry"] for f in one.faults if f.code == "entry-gone"]  # type: ignore[misc]
    assert sorted(map(repr, [*before, *told])) == sorted(map(repr, [*after, *lost]))


def told(one: Standing) -> set[str]:
    refs = [item.ref for item in one.listed]
    assert len(refs) == len(set(refs))
    return set(refs)


@given(ledgers(), ledgers(), st.sampled_from(["2021-08-15", "2021-12-31", TODAY]))
def test_what_is_counted_in_two_ways_is_the_same(one: Ledger, other: Ledger, day: str) -> None:
    """Counting everything, or only the differing family 3 plus the unchanged rest, gives the
    same."""
    same = {file: r for file, r in one.issues.items() if r.id != 3}
    below = {file: r for file, r in one.measures.items() if r.issue != 3}
    own = [
        Ledger(
            side.settings,
            {**same, **{file: r for file, r in side.issues.items() if r.id == 3}},
            {**below, **{file: r for file, r in side.measures.items() if r.issue == 3}},
        )
        for side in (one, other)
    ]
    until = "2021-11-15"
    rest = unchanged(own[1], day, settings=own[0].settings, until=until, but=frozenset({3}))
    changed = [
        Ledger(
            side.settings,
            {file: r for file, r in side.issues.items() if r.id == 3},
            {file: r for file, r in side.measures.items() if r.issue == 3},
        )
        for side in own
    ]
    for side, part, so_far, when in (
        (own[0], changed[0], rest.before, min(day, until)),
        (own[1], changed[1], rest.after, day),
    ):
        whole, summed = overdue_alone(side, when), overdue_alone(part, when) + so_far
        issues, measures = items_on(side, when)
        assert (summed.issues, summed.measures) == (Count.of(issues), Count.of(measures))
        assert summed.departments == whole.departments
    before, after = overdue_alone(own[0], min(day, until)), overdue_alone(own[1], day)
    parts = overdue_alone(changed[0], min(day, until)) + rest.before
    now = overdue_alone(changed[1], day) + rest.after
    assert told(parts) - told(now) == told(before) - told(after)


def test_what_is_over_by_the_passing_of_its_deadline_alone_is_found() -> None:
    held = ledger([issue()])
    both = unchanged(held, TODAY, settings=held.settings, until="2021-10-31", but=frozenset())
    assert (told(both.before), told(both.after)) == (set(), {"1"})


def test_what_is_over_on_both_sides_is_left_out() -> None:
    held = ledger([issue()])
    both = unchanged(held, TODAY, settings=held.settings, until=TODAY, but=frozenset())
    assert (both.before.issues.overdue, both.after.issues.overdue) == (1, 1)
    assert (both.before.listed, both.after.listed) == ([], [])


@pytest.mark.parametrize(
    ("file", "in_place"), [("issues/001.yaml", True), ("issues/2.yaml", False)]
)
def test_a_file_that_is_named_after_another_is_noticed(file: str, in_place: bool) -> None:
    held = ledger({file: issue()})
    both = unchanged(held, TODAY, settings=held.settings, until=TODAY, but=frozenset())
    assert both.in_place is in_place


MEMBERS = [
    {"id": "li", "name": "Li Na", "department": "office", "roles": ["office"]},
    {"id": "zhao", "name": "Zhao", "department": "enforcement", "roles": ["office", "leader"]},
    {"id": "liu", "name": "Liu", "roles": ["leader"], "emails": ["liu@court.example"]},
]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"policy": {"extensions": 3}}, [SettingsEdit("policy", "extensions", 2, 3)]),
        ({"policy": {"extensions": 2}}, []),
        ({"title": {"en": "R", "zh": "整改"}},
         [SettingsEdit("title", "", "Rectification", {"zh": "整改", "en": "R"})]),
        ({"format": 1}, []),
        ({"known_until": "2021-10-31"}, [SettingsEdit("known_until", "", None, "2021-10-31")]),
        ({"members": MEMBERS[:1]},
         [SettingsEdit("members", "zhao",
                       {"name": "Zhao", "emails": [], "department": "enforcement",
                        "roles": ["office", "leader"]}, None),
          SettingsEdit("members", "liu", {"name": "Liu", "emails": ["liu@court.example"],
                                  "roles": ["leader"]}, None)]),
        ({"members": [{**MEMBERS[0], "roles": []}, *MEMBERS[1:]]},
         [SettingsEdit("members", "li", {"roles": ["office"]}, {"roles": []})]),
        ({"members": [{**MEMBERS[0], "department": "finance"}, *MEMBERS[1:]]},
         [SettingsEdit("members", "li", {"department": "office"}, {"department": "finance"})]),
    ],
)  # fmt: skip
def test_an_edit_of_the_settings_is_told_by_its_name(
    changes: dict[str, Any], expected: list[SettingsEdit]
) -> None:
    before, after = (settings(**{"members": MEMBERS, **c}) for c in ({}, changes))
    assert edited(before, after) == expected


def test_departments_kinds_outline_and_totals_are_told() -> None:
    raw = raw_settings()
    raw["departments"]["finance"]["leader"] = "Wang"
    raw["kinds"]["immediate"]["months"] = 2
    raw["outline"][0]["sections"][0]["title"] = "Eins"
    raw["outline"][1]["sections"].append({"id": "2-2", "title": "Four"})
    raw["control_totals"] = [{"name": "closed", "total": 3, "as_of": "2021-10-31"}]
    raw["inspection"]["inspected"] = "Another"
    found = edited(settings(), Settings.model_validate(raw))
    assert {(one.part, one.id) for one in found} == {
        ("departments", "finance"), ("kinds", "immediate"), ("outline", "1-1"), ("outline", "2-2"),
        ("control_totals", "closed 2021-10-31"), ("inspection", "inspected"),
    }  # fmt: skip
    assert SettingsEdit("outline", "1-1", {"title": "One"}, {"title": "Eins"}) in found


def needed(entered: BaseEntry, *, edited: bool = False, **changes: Any) -> list[Needed]:
    under = settings(**{"members": MEMBERS, **changes})
    found = happened(ledger([issue()], under=under), ledger([issue(log=[entered])], under=under))
    return reviewers(found, under, edited=edited)


@pytest.mark.parametrize(
    ("entered", "changes", "expected"),
    [
        (entry("progress", "2021-08-01"), {}, []),
        (close("2021-08-01"), {}, [("closing", ("li", "zhao"), ("office",))]),
        (close("2021-08-01", by="li"), {}, [("closing", ("zhao",), ("office",))]),
        (close("2021-08-01"), {"policy": {"four_eyes": True}}, [("closing", ("li",), ("office",))]),
        (close("2021-08-01", by="li"), {"policy": {"four_eyes": True}},
         [("closing", (), ("office",))]),
        (close("2021-08-01"), {"policy": {"closers": ["leader"]}},
         [("closing", ("zhao", "liu"), ("leader",))]),
        (close("2021-08-01"), {"members": []}, [("closing", (), ("office",))]),
        (entry("extend", "2021-08-01", approved_by="liu"), {}, [("approval", ("liu",), ())]),
        (entry("waive", "2021-08-01"), {}, [("approval", ("Liu",), ())]),
        (entry("amend", "2021-08-01"), {}, [("approval", ("Liu",), ())]),
        (entry("reopen", "2021-08-01"), {}, [("closing", ("li", "zhao"), ("office",))]),
        (entry("reopen", "2021-08-01", approved_by="liu"), {},
         [("approval", ("liu",), ()), ("closing", ("li", "zhao"), ("office",))]),
        (entry("review", "2021-08-01", outcome="relapsed", to="2022-01-31", approved_by="liu"), {},
         [("approval", ("liu",), ()), ("closing", ("li", "zhao"), ("office",))]),
    ],
)  # fmt: skip
def test_who_has_to_look(
    entered: BaseEntry, changes: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    assert needed(entered, **changes) == [Needed(*one, ("1",)) for one in expected]


def test_who_looks_at_the_settings() -> None:
    assert needed(NOTED, edited=True) == [Needed("settings", ("li", "zhao"), ("office",), ())]


def test_what_the_same_people_look_at_is_one_line() -> None:
    before = ledger([issue(), issue(id=2)])
    after = ledger([issue(log=[closing()]), issue(id=2, log=[closing()])])
    found = reviewers(happened(before, after), settings(members=MEMBERS), edited=False)
    assert found == [Needed("closing", ("li", "zhao"), ("office",), ("1", "2"))]
