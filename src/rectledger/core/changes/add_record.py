"""Adding an issue or a measure: its number, and the deadline stored with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from rectledger.core.changes.proposed_change import (
    Change,
    Edit,
    Family,
    Proposal,
    Refusal,
    Standards,
)
from rectledger.core.changes.refusals import judge
from rectledger.core.deadlines import add_months
from rectledger.core.lifecycle import fold, taken_up_again
from rectledger.core.model import Issue, Measure, Record, same
from rectledger.core.model.events import ONGOING
from rectledger.core.policy import opened_while_done


def new_issue(
    raw: Mapping[str, Any], numbers: Iterable[int], twin: Issue | None, shown: str,
    standards: Standards,
) -> Proposal:  # fmt: skip
    """Add an issue. `raw` is the content of its file; without `id` it gets the next number.

    Without `opened` in `raw`, it is opened on `shown`, the date that the ledger shows. Without
    `due`, the deadline is the kind's number of months after the date of feedback, or after the
    `opened` in `raw` if that is later. `numbers` are those of all issues; `twin` is the one with
    the given number, or else with the highest: if it says the same, the issue is already added.
    """
    settings, taken = standards.settings, set(numbers)
    kind = settings.kinds.get(str(raw["kind"]))
    due, opened = raw.get("due"), raw.get("opened")
    if due is None and kind and kind.months:
        due = add_months(max(settings.inspection.feedback, opened or ""), kind.months)
    number = int(raw.get("id") or max(taken, default=0) + 1)
    whole = {**raw, "id": number, "opened": opened or shown, "due": due}
    new = Issue.model_validate(_said(whole, Issue))
    if twin is not None and _same(twin, new, "id", opened):
        return [Refusal(twin.ref, "already-added", {"next": max(taken) + 1})]
    refusals = _number(new.ref, number, taken)
    edit = Edit(None, new, None)
    found = judge({new.ref: edit}, {}, standards)
    if raw.get("due") is None and not opened:  # nobody gave the dates that contradict each other
        feedback = {"feedback": settings.inspection.feedback}
        found = [
            Refusal(one.ref, one.code, {**one.args, **feedback})
            if one.code == "due-before-opened"
            else one
            for one in found
        ]
    refusals += found
    return refusals or Change("add", (edit,), (new.ref,))


def new_measure(
    raw: Mapping[str, Any], family: Family, shown: str, standards: Standards
) -> Proposal:
    """Add a measure under an issue. `raw` is the content of its file. Without `number` it gets the
    next one; without lead or deadline, the issue's current ones are stored; without `opened`, it is
    opened on `shown`, the date that the ledger shows, or on the date on which the issue was opened
    or last resumed, if that is later."""
    issue, taken = family.issue, {measure.number for measure in family.measures}
    if issue is None:
        return [Refusal(str(raw["issue"]), "no-such-issue", {})]
    status = fold(issue)
    if status.state not in ONGOING:
        return [Refusal(issue.ref, "closed-to-measures", {"state": status.state})]
    number = int(raw.get("number") or max(taken, default=0) + 1)
    opened, taken_up = raw.get("opened"), [one.entry.date for one in taken_up_again(issue)]
    whole = {
        **raw, "number": number, "lead": raw.get("lead") or status.lead,
        "opened": opened or max(shown, issue.opened, *taken_up),
        "due": raw.get("due") or status.deadline,
    }  # fmt: skip
    new = Measure.model_validate(_said(whole, Measure))
    asked = [one for one in family.measures if raw.get("number") in (None, one.number)]
    twin = max(asked, key=lambda one: one.number, default=None)
    if twin is not None and _same(twin, new, "number", opened):
        return [Refusal(twin.ref, "already-added", {"next": f"{issue.id}.{max(taken) + 1}"})]
    refusals = _number(new.ref, number, taken)
    refusals += [Refusal(new.ref, *reason) for reason in opened_while_done(new, issue)]
    edit = Edit(None, new, None)
    refusals += judge({new.ref: edit}, {issue.id: family}, standards)
    return refusals or Change("add", (edit,), (new.ref,))


def _said(raw: Mapping[str, Any], model: type[Record]) -> dict[str, Any]:
    """The values given for a new record, in the order of its model's keys."""
    return {key: raw[key] for key in model.model_fields if raw.get(key) not in (None, [], {})}


def _same(last: Record, new: Record, number: str, opened: str | None) -> bool:
    """Whether a new record says the same as the last one. Without a given date `opened`, the two
    may have been opened on different dates."""
    exclude = {number, "log"} | ({"opened"} if opened is None else set())
    return same(last.model_dump(exclude=exclude), new.model_dump(exclude=exclude))


def _number(ref: str, number: int, taken: set[int]) -> list[Refusal]:
    """Numbers are used once, and run without gaps."""
    if number in taken:
        return [Refusal(ref, "number-taken", {})]
    missing = sorted(set(range(1, number)) - taken)
    before = ref.rpartition(".")[0]
    first = f"{before}.{missing[0]}" if before and missing else str(missing[0]) if missing else ""
    return [Refusal(ref, "leaves-gap", {"missing": first})] if missing else []
