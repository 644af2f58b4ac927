"""What the ledger's policy asks for: each rule is one function that gives its reasons.

A reason is a code, with what its words need. No reason: the rule is kept.
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
    """A closing brings what policy asks for: a file, a file or a reference, or nothing. A file that
    holds nothing proves nothing."""
    if policy.evidence == "none":
        return []
    proof = [piece for piece in closing.evidence or () if not _is_empty(piece)]
    if policy.evidence == "file":
        if any(isinstance(piece, EvidenceFile) for piece in proof):
            return []
        return [("no-evidence-file", {"policy": policy.evidence})]
    return [] if proof else [("no-evidence", {"policy": policy.evidence})]


def evidence_size(piece: Evidence, policy: Policy) -> list[Reason]:
    """A file of evidence holds something, and is no larger than policy allows."""
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
    """No measure of a closed issue is open: each that was there by the end of `day` (None: by now)
    was closed or waived by then."""
    there = (m for m in measures if day is None or m.opened is None or m.opened <= day)
    still_open = [m.ref for m in there if fold(m, day).state in ONGOING]
    return [("open-measures", {"ref": issue.ref, "measures": still_open})] if still_open else []


def opened_while_done(measure: Measure, issue: Issue) -> list[Reason]:
    """A new measure counts from no day on which its issue was done with: that day's closing would
    stand over it, open as it was, for good."""
    again = [one.entry.date for one in taken_up_again(issue)]
    if not again or measure.opened is None or measure.opened >= again[-1]:
        return []
    args: dict[str, object] = {"opened": measure.opened, "issue": issue.ref, "again": again[-1]}
    return [("opened-while-done", {"ref": measure.ref, **args})]


def closing_over_measures(issue: Issue, measures: Iterable[Measure], closing: Step) -> list[Reason]:
    """The same on the day of a closing. What is reopened on that day may have had its measures
    reopened with it: there it is enough that each was done at some point of the day."""
    day = closing.entry.date
    if fold(issue, day).state == "closed":
        return measures_for_closing(issue, measures, day)
    never_done = (one for one in measures if states_of(one, day) <= ONGOING)
    return measures_for_closing(issue, never_done, day)


def _has_role(code: str, who: str, wanted: Sequence[str], settings: Settings) -> list[Reason]:
    """Whoever closes or approves has one of the roles that policy leaves that to."""
    # Nothing can be said of who is no member: in a ledger without any, or from before it had some.
    member = _member(who, settings)
    if member is None or not wanted or set(member.roles) & set(wanted):
        return []
    return [(code, {"who": who, "roles": list(wanted)})]


def four_eyes(
    closing: BaseEntry, earlier: Iterable[BaseEntry], leads: Collection[str], settings: Settings
) -> list[Reason]:
    """Whoever closes is of none of the departments that lead it, and submitted nothing of what is
    closed. `earlier` are the entries before the closing."""
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
    """An item is given more time so often, and no more: by an extension, or by a reopening with a
    later deadline. What has relapsed has to be done again, however often. `status` is that before
    the entry."""
    asked = isinstance(entry, Extend) or (isinstance(entry, Reopen) and postpones(status, entry))
    if not asked or status.postponed < policy.extensions:
        return []
    return [("too-many-extensions", {"most": policy.extensions, **_asked_for(ref, entry, status)})]


def approval(ref: str, entry: BaseEntry, status: Status, settings: Settings) -> list[Reason]:
    """Where policy names who approves, a later deadline is approved, however it is given; and
    whoever is named as having approved anything may. `status` is that before the entry."""
    wanted = settings.policy.approvers
    if entry.approver is not None:
        return _has_role("not-an-approver", entry.approver, wanted, settings)
    if not wanted or not postpones(status, entry):
        return []
    return [("not-approved", {"roles": list(wanted), **_asked_for(ref, entry, status)})]


def _asked_for(ref: str, entry: BaseEntry, status: Status) -> dict[str, object]:
    """What words need of a deadline that is asked for, beside the one in force. `over` says that
    that one is past, so that it cannot be kept to."""
    over = status.deadline is not None and status.deadline < entry.date
    return {"ref": ref, "event": entry.event, "deadline": status.deadline, "over": over}


def permission(
    ref: str, entry: BaseEntry, earlier: Iterable[BaseEntry], status: Status, settings: Settings,
    leads: Collection[str] = (),
) -> list[Reason]:  # fmt: skip
    """Whoever closes, extends or approves may, and as often. `earlier` are the entries before this
    one, `status` is what they lead to; `leads` are departments that are as good as the one that
    leads it now."""
    if isinstance(entry, Close):
        closers = _has_role("not-a-closer", entry.by, settings.policy.closers, settings)
        return [*closers, *four_eyes(entry, earlier, {status.lead, *leads}, settings)]
    more_time = extensions_left(ref, entry, status, settings.policy)
    return [*more_time, *approval(ref, entry, status, settings)]


def binds_nobody(settings: Settings) -> bool:
    """Whether policy asks for roles or four eyes in a ledger that has no members to have them."""
    policy = settings.policy
    return bool(policy.closers or policy.approvers or policy.four_eyes) and not settings.members


def has_address(member: Member, address: str) -> bool:
    """Whether an address is a member's. A domain in letters of its own and its `xn--` form are two
    addresses: whoever is known by both has both listed."""
    return folded(address) in map(folded, member.emails)


def _member(who: str, settings: Settings) -> Member | None:
    return next((member for member in settings.members if member.id == who), None)


def counts_as_closed(state: str, result: str | None, policy: Policy) -> bool:
    """Whether what is closed also counts so: closed on the whole does only where policy says."""
    return state == "closed" and (result != "substantial" or policy.substantial_counts)
