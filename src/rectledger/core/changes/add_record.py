"""A new issue or measure: its number, and the deadline that is written down with it."""

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
    """Add an issue. `raw` is what its file is to hold; without `id` it gets the next number.

    Where `raw` has no `opened`, that is `shown`, the day that the ledger shows. Where it has no
    `due`, the deadline is counted by the kind: from the day of feedback, or from the `opened` that
    it has, if that is later. `numbers` are those of all issues; `twin` is the one that has the
    number given, or else the highest: where it says the same, the issue is there already.
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
        return [Refusal(twin.ref, "already-added", {})]
    refusals = _number(new.ref, number, taken)
    edit = Edit(None, new, None)
    refusals += judge({new.ref: edit}, {}, standards)
    return refusals or Change("add", (edit,), (new.ref,))


def new_measure(
    raw: Mapping[str, Any], family: Family, shown: str, standards: Standards
) -> Proposal:
    """Add a measure under an issue. `raw` is what its file is to hold; without `number` it gets
    the next one, without lead or deadline those that the issue has now, written down, and without
    `opened` the day that the ledger shows, `shown`, or the one on which the issue was opened
    or last taken up again, if that is later."""
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
        return [Refusal(twin.ref, "already-added", {})]
    refusals = _number(new.ref, number, taken)
    refusals += [Refusal(new.ref, *reason) for reason in opened_while_done(new, issue)]
    edit = Edit(None, new, None)
    refusals += judge({new.ref: edit}, {issue.id: family}, standards)
    return refusals or Change("add", (edit,), (new.ref,))


def _said(raw: Mapping[str, Any], model: type[Record]) -> dict[str, Any]:
    """What is said of a new record, in the order of its model's keys."""
    return {key: raw[key] for key in model.model_fields if raw.get(key) not in (None, [])}


def _same(last: Record, new: Record, number: str, opened: str | None) -> bool:
    """Whether a new record says what the last one said when it was added, be it on another day
    where none is named: `opened` is the one that is."""
    exclude = {number, "log"} | ({"opened"} if opened is None else set())
    return same(last.model_dump(exclude=exclude), new.model_dump(exclude=exclude))


def _number(ref: str, number: int, taken: set[int]) -> list[Refusal]:
    """Numbers are given once, and run without a gap."""
    if number in taken:
        return [Refusal(ref, "number-taken", {})]
    missing = sorted(set(range(1, number)) - taken)
    before = ref.rpartition(".")[0]
    first = f"{before}.{missing[0]}" if before and missing else str(missing[0]) if missing else ""
    return [Refusal(ref, "leaves-gap", {"missing": first})] if missing else []
