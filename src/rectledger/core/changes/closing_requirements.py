"""What closing an issue would require: the rules of `close`, checked before anyone applies."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rectledger.core.changes.append_entry import append
from rectledger.core.changes.proposed_change import Change, Family, Refusal, Standards
from rectledger.core.lifecycle import fold, history, since_taken_up
from rectledger.core.model import BaseEntry, Close, Evidence, Issue, Measure, Record, Settings
from rectledger.core.model.equality import identity
from rectledger.core.model.events import ONGOING
from rectledger.core.policy import permission

# About the person assumed to close it. That nobody may is reported once, by `by_nobody`.
_OF_A_PERSON = frozenset({"unknown-member", "not-a-closer", "own-department", "own-submission"})


class Closing(NamedTuple):
    """What prevents closing an issue as complete; without reasons, it can be closed.

    `along` are the ongoing measures that would be closed with it. `by_nobody`: policy lets none of
    the ledger's members close it.
    """

    reasons: tuple[Refusal, ...]
    along: tuple[str, ...]
    by_nobody: bool


def closing(issue: Issue, measures: Sequence[Measure], settings: Settings, day: str) -> Closing:
    """What closing `issue` at the end of `day` would require; it and its `measures` are as they
    stood then.

    All evidence that came in for it and its measures since it was last resumed is taken as evidence
    of the closing.
    """
    family = tuple(measures)
    pieces = handed_in(issue, family)

    def draft(who: str) -> BaseEntry:
        return Close(date=day, event="close", by=who, result="complete", evidence=pieces or None)

    going_along = [one for one in family if fold(one).state in ONGOING]
    if settings.policy.measures == "first" or fold(issue).state not in ONGOING:
        going_along = []
    who = _someone([issue, *going_along], settings, draft)
    proposal = append(
        "close",
        [issue],
        {issue.id: Family(issue, family)},
        lambda _record, _carried: draft(who or "office"),
        Standards(settings, day),
    )
    found = [] if isinstance(proposal, Change) else proposal
    reasons = tuple(one for one in found if one.code not in _OF_A_PERSON)
    return Closing(reasons, tuple(one.ref for one in going_along), who is None)


def _someone(
    records: Sequence[Record], settings: Settings, draft: Callable[[str], BaseEntry]
) -> str | None:
    """Who may close all of `records`: the first such member, or anyone if there are no members."""
    if not settings.members:
        return "office"
    return next(
        (
            member.id
            for member in settings.members
            if not any(
                permission(one.ref, draft(member.id), one.log, fold(one), settings)
                for one in records
            )
        ),
        None,
    )


def handed_in(issue: Issue, measures: Sequence[Measure]) -> list[Evidence]:
    """The evidence that came in for an issue and its measures since it was last resumed.

    Evidence given with a relapse or a reopening does not count: it shows that the issue is not
    done. Nor does evidence that a measure got on the same day from the closing that was set aside.
    """
    steps = since_taken_up(issue)
    again = bool(steps) and steps[0].before.state not in ONGOING
    since = steps[0].entry.date if again else ""
    pieces = [piece for one in steps[again:] for piece in one.entry.evidence or ()]
    until = issue.log[: steps[0].at] if again else []
    older = {identity(piece) for entry in until for piece in entry.evidence or ()}
    for measure in measures:
        for one in history(measure):
            if one.after is None or one.entry.date < since:
                continue
            found = one.entry.evidence or ()
            same_day = one.entry.date == since
            pieces += [piece for piece in found if not (same_day and identity(piece) in older)]
    return pieces
