"""What the ledger's policy requires: each rule is a function that returns its reasons.

A reason is a code and the values that its message needs. No reasons: the rule is met.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import get_args

from rectledger.core.lifecycle import Status, Step, fold, postpones, states_of, taken_up_again
from rectledger.core.model import (
    BaseEntry,
    Close,
    Evidence,
    EvidenceFile,
    Extend,
    Issue,
    Measure,
    Member,
    Policy,
    Reopen,
    Role,
    Settings,
)
from rectledger.core.model.events import ONGOING
from rectledger.core.text_matching import folded

Reason = tuple[str, dict[str, object]]

ROLES: tuple[str, ...] = get_args(Role)


def evidence_for_closing(closing: BaseEntry, policy: Policy) -> list[Reason]:
    """A closing has the evidence that policy requires: a file, a file or a reference, or none. An
    empty file proves nothing."""
    if policy.evidence == "none":
        return []
    proof = [piece for piece in closing.evidence or () if not _is_empty(piece)]
    if policy.evidence == "file":
        if any(isinstance(piece, EvidenceFile) for piece in proof):
            return []
        return [("no-evidence-file", {"policy": policy.evidence})]
    # An imported closing refers to its source.
    return [] if proof or closing.source else [("no-evidence", {"policy": policy.evidence})]


def evidence_size(piece: Evidence, policy: Policy) -> list[Reason]:
    """An evidence file is not empty, and no larger than policy allows."""
    if not isinstance(piece, EvidenceFile):
        return []
    if _is_empty(piece):
        return [("evidence-empty", {"path": piece.path})]
    most = policy.evidence_max_mib
    if piece.size <= most * 1024 * 1024:
        return []
    return [("evidence-too-large", {"path": piece.path, "most": most})]


def _is_empty(piece: Evidence) -> bool:
    return isinstance(piece, EvidenceFile) and not piece.size


def measures_for_closing(
    issue: Issue, measures: Iterable[Measure], day: str | None
) -> list[Reason]:
    """No measure of a closed issue is open: each one that existed by the end of `day` (None: by
    now) was closed or waived by then."""
    there = (m for m in measures if day is None or m.opened is None or m.opened <= day)
    still_open = [m.ref for m in there if fold(m, day).state in ONGOING]
    return [("open-measures", {"ref": issue.ref, "measures": still_open})] if still_open else []


def opened_while_done(measure: Measure, issue: Issue) -> list[Reason]:
    """A new measure is opened no earlier than its issue was last resumed. Otherwise it would remain
    an open measure under the earlier closing, for good."""
    again = [one.entry.date for one in taken_up_again(issue)]
    if not again or measure.opened is None or measure.opened >= again[-1]:
        return []
    args: dict[str, object] = {"opened": measure.opened, "issue": issue.ref, "again": again[-1]}
    return [("opened-while-done", {"ref": measure.ref, **args})]


def closing_over_measures(issue: Issue, measures: Iterable[Measure], closing: Step) -> list[Reason]:
    """The same on the date of a closing. If the issue was reopened that day, its measures may have
    been reopened with it: then it is enough that each was done at some point during the day."""
    day = closing.entry.date
    if fold(issue, day).state == "closed":
        return measures_for_closing(issue, measures, day)
    never_done = (one for one in measures if states_of(one, day) <= ONGOING)
    return measures_for_closing(issue, never_done, day)


def _has_role(code: str, who: str, wanted: Sequence[str], settings: Settings) -> list[Reason]:
    """Whoever closes or approves has one of the roles that policy requires."""
    # People who are not members pass: the ledger has none, or had none at the time.
    member = _member(who, settings)
    if member is None or not wanted or set(member.roles) & set(wanted):
        return []
    return [(code, {"who": who, "roles": list(wanted)})]


def four_eyes(
    closing: BaseEntry, earlier: Iterable[BaseEntry], leads: Collection[str], settings: Settings
) -> list[Reason]:
    """Whoever closes belongs to none of the departments that lead the item, and submitted none of
    what is closed. `earlier` are the entries before the closing."""
    member = _member(closing.by, settings)
    if not settings.policy.four_eyes or member is None:
        return []
    reasons: list[Reason] = []
    if member.department in leads:
        reasons.append(("own-department", {"who": closing.by, "lead": member.department}))
    submitted = [e.date for e in earlier if e.event == "submit" and e.by == closing.by]
    if submitted:
        reasons.append(("own-submission", {"who": closing.by, "date": submitted[-1]}))
    return reasons


def extensions_left(ref: str, entry: BaseEntry, status: Status, policy: Policy) -> list[Reason]:
    """An item gets more time only as often as policy allows, by an extension or by a reopening with
    a later deadline. A relapse does not count: the work has to be redone, however often. `status`
    is the one before the entry."""
    asked = isinstance(entry, Extend) or (isinstance(entry, Reopen) and postpones(status, entry))
    if not asked or status.postponed < policy.extensions:
        return []
    return [("too-many-extensions", {"most": policy.extensions, **_asked_for(ref, entry, status)})]


def approval(ref: str, entry: BaseEntry, status: Status, settings: Settings) -> list[Reason]:
    """If policy names approvers, a later deadline must be approved, however it is given; and
    whoever is named as the approver of anything must be one. `status` is the one before the
    entry."""
    wanted = settings.policy.approvers
    if entry.approver is not None:
        return _has_role("not-an-approver", entry.approver, wanted, settings)
    if not wanted or not postpones(status, entry):
        return []
    return [("not-approved", {"roles": list(wanted), **_asked_for(ref, entry, status)})]


def _asked_for(ref: str, entry: BaseEntry, status: Status) -> dict[str, object]:
    """What a message needs to say of a requested deadline and the one in force. `over`: the one in
    force is past, so it can no longer be met."""
    over = status.deadline is not None and status.deadline < entry.date
    return {"ref": ref, "event": entry.event, "deadline": status.deadline, "over": over}


def permission(
    ref: str, entry: BaseEntry, earlier: Iterable[BaseEntry], status: Status, settings: Settings,
    leads: Collection[str] = (),
) -> list[Reason]:  # fmt: skip
    """Whoever closes, extends or approves may do so, and as often. `earlier` are the entries before
    this one, `status` is what they lead to; `leads` are departments treated like the one that leads
    the item now."""
    if isinstance(entry, Close):
        closers = _has_role("not-a-closer", entry.by, settings.policy.closers, settings)
        return [*closers, *four_eyes(entry, earlier, {status.lead, *leads}, settings)]
    more_time = extensions_left(ref, entry, status, settings.policy)
    return [*more_time, *approval(ref, entry, status, settings)]


def binds_nobody(settings: Settings) -> bool:
    """Whether policy requires roles or four eyes in a ledger without members."""
    policy = settings.policy
    return bool(policy.closers or policy.approvers or policy.four_eyes) and not settings.members


def has_address(member: Member, address: str) -> bool:
    """Whether an address is a member's. An internationalised domain and its `xn--` form are two
    addresses: a member known by both must have both listed."""
    return folded(address) in map(folded, member.emails)


def _member(who: str, settings: Settings) -> Member | None:
    return next((member for member in settings.members if member.id == who), None)


def counts_as_closed(state: str, result: str | None, policy: Policy) -> bool:
    """Whether a closed item counts as closed: a substantially complete one only if policy says."""
    return state == "closed" and (result != "substantial" or policy.substantial_counts)
