"""Hypothesis strategies: days, texts, logs, records and whole small ledgers."""

from datetime import date
from typing import Any

import hypothesis
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from builders import NEEDS, entry, issue, ledger, measure, settings
from rectledger.core.amendments import plain, with_fields
from rectledger.core.model import BaseEntry, Issue, Ledger, Measure, Settings
from rectledger.core.model.events import EVENTS
from rectledger.core.model.value_types import shows

# Slow examples on a busy machine are not a defect.
hypothesis.settings.register_profile(
    "rectledger",
    deadline=None,
    max_examples=40,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("rectledger")

DEPARTMENTS = ("enforcement", "finance", "office")
SECTIONS = ("1-1", "1-2", "2-1")
KINDS = ("immediate", "long-term")

# No control, bidi, zero-width, unassigned or surrogate characters, no line or paragraph separators.
_shown = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def days(first: str = "2021-01-01", last: str = "2022-12-31") -> SearchStrategy[str]:
    """Calendar days, both ends included."""
    return st.dates(date.fromisoformat(first), date.fromisoformat(last)).map(date.isoformat)


lines = st.text(_shown, min_size=1, max_size=12).filter(shows)

texts = lines | st.fixed_dictionaries({}, optional={"zh": lines, "en": lines}).filter(bool)

evidence = st.lists(
    st.fixed_dictionaries({"document": lines}, optional={"dated": days()})
    | st.just({"url": "https://example.org/minutes"}),
    min_size=1,
    max_size=2,
)

departments = st.sampled_from(DEPARTMENTS)
supports = st.lists(departments, max_size=2, unique=True)


@st.composite
def entries(draw: DrawFn, event: str, day: str, after: str | None = None) -> BaseEntry:
    """Entries of `event`; a new deadline is after `after`, if given."""
    more: dict[str, Any] = {}
    if "note" in NEEDS[event] or draw(st.booleans()):
        more["note"] = draw(texts)
    if event == "attach" or draw(st.booleans()):
        more["evidence"] = draw(evidence)
    if event == "close":
        more["result"] = draw(st.sampled_from(["complete", "substantial"]))
    if event == "review":
        more["outcome"] = draw(st.sampled_from(["held", "relapsed"]))
    if event in ("extend", "reopen") or more.get("outcome") == "relapsed":
        more["to"] = draw(days(after or "2021-01-01", "2023-12-31"))
    if event == "reassign":
        more |= draw(
            st.fixed_dictionaries({}, optional={"lead": departments, "support": supports}).filter(
                bool
            )
        )
        more.setdefault("lead", None)
    return entry(event, day, **more)


@st.composite
def legal_logs(
    draw: DrawFn, *, of_measure: bool = False, due: str | None = None, first: str = "2021-07-30"
) -> list[BaseEntry]:
    """A log of only allowed entries, by a walk over `EVENTS`; dates never go backwards."""
    log: list[BaseEntry] = []
    state, substantial, deadline = "open", False, due
    for day in sorted(draw(st.lists(days(first, "2022-12-31"), max_size=5))):
        allowed = [
            event
            for event, rule in EVENTS.items()
            if (rule.of_measures or not of_measure)
            and (state in rule.allowed or (event == "close" and substantial))
        ]
        event = draw(st.sampled_from(allowed))
        after = None
        if event == "extend" and deadline is not None:
            if deadline >= "2023-12-31":
                continue
            after = date.fromordinal(date.fromisoformat(deadline).toordinal() + 1).isoformat()
        made = draw(entries(event, day, after))
        deadline = getattr(made, "to", None) or deadline
        relapsed = getattr(made, "outcome", None) == "relapsed"
        state = "active" if relapsed else EVENTS[event].leads_to or state
        if event == "close":
            substantial = made.model_dump()["result"] == "substantial"
        substantial = substantial and state == "closed"
        log.append(made)
    return log


def arbitrary_logs() -> SearchStrategy[list[BaseEntry]]:
    """Any events on any dates in any order, as handwriting or a merge may leave them."""
    one = st.tuples(st.sampled_from(tuple(EVENTS)), days()).flatmap(lambda pair: entries(*pair))
    return st.lists(one, max_size=8)


@st.composite
def issues(
    draw: DrawFn, number: int = 1, logs: SearchStrategy[list[BaseEntry]] | None = None
) -> Issue:
    """An issue with a log: a valid one by default."""
    due = draw(st.none() | days("2021-07-30", "2022-12-31"))
    return issue(
        id=number,
        title=draw(texts),
        section=draw(st.sampled_from(SECTIONS)),
        kind=draw(st.sampled_from(KINDS)),
        lead=draw(departments),
        support=draw(supports),
        opened=draw(days("2021-01-01", "2021-07-30")),
        due=due,
        standing=draw(st.booleans()),
        log=draw(legal_logs(due=due) if logs is None else logs),
    )


# Values for amending each field that is used in computations, and one that is not.
AMENDED: dict[str, SearchStrategy[Any]] = {
    "due": st.none() | days("2021-07-30", "2022-12-31"),
    "lead": departments,
    "support": st.none() | supports,
    "title": lines,
}


@st.composite
def amendments(draw: DrawFn, record: Issue, day: str) -> Issue:
    """`record` with a field amended on this date."""
    field = draw(st.sampled_from(sorted(AMENDED)))
    now = draw(AMENDED[field])
    said = entry("amend", day, field=field, was=plain(record, field), now=now)
    made = with_fields(record, {field: now})
    assert made
    return made.model_copy(update={"log": [*record.log, said]})


@st.composite
def amended_issues(draw: DrawFn) -> Issue:
    """An issue with a valid log, amended along the way."""
    whole = draw(issues())
    one, day = whole.model_copy(update={"log": []}), whole.opened
    for made in [*whole.log, None]:
        for _ in range(draw(st.integers(0, 2))):
            one = draw(amendments(one, made.date if made else day))
        if made:
            one, day = one.model_copy(update={"log": [*one.log, made]}), made.date
    return one


@st.composite
def measures(
    draw: DrawFn,
    of: int = 1,
    number: int = 1,
    logs: SearchStrategy[list[BaseEntry]] | None = None,
) -> Measure:
    """A measure with a log: a valid one by default."""
    due = draw(st.none() | days("2021-07-30", "2022-12-31"))
    titles = draw(st.lists(st.sampled_from(["Rule A", "Rule B", "Rule C"]), max_size=2))
    return measure(
        issue=of,
        number=number,
        title=draw(texts),
        lead=draw(departments),
        support=draw(supports),
        due=due,
        instruments=[{"title": title, "action": "issued"} for title in titles],
        log=draw(legal_logs(of_measure=True, due=due) if logs is None else logs),
    )


def some_settings() -> SearchStrategy[Settings]:
    """Settings whose policy varies what is counted."""
    policies = st.fixed_dictionaries(
        {"substantial_counts": st.booleans(), "due_soon_days": st.integers(0, 90)}
    )
    return policies.map(lambda policy: settings(policy=policy))


@st.composite
def ledgers(draw: DrawFn) -> Ledger:
    """Up to three issues with up to two measures each; each log is valid on its own."""
    found = [draw(issues(number)) for number in range(1, draw(st.integers(0, 3)) + 1)]
    below = [
        draw(measures(one.id, number))
        for one in found
        for number in range(1, draw(st.integers(0, 2)) + 1)
    ]
    return ledger(found, below, under=draw(some_settings()))


def records(logs: SearchStrategy[list[BaseEntry]]) -> SearchStrategy[Issue | Measure]:
    """An issue or a measure with a log from `logs`."""
    return issues(logs=logs) | measures(logs=logs)
