"""What the ledger's policy asks for: each rule is one function that gives its reasons.

A reason is a code, with what its words need. No reason: the rule is kept.
"""

from collections.abc import Iterable, Sequence
from typing import get_args

from rectledger.core.folding import folded
from rectledger.core.lifecycle import ONGOING, Status, fold
from rectledger.core.model import (
    Amend,
    BaseEntry,
    Close,
    Evidence,
    EvidenceFile,
    Extend,
    Issue,
    Measure,
    Member,
    Policy,
    Role,
    Settings,
    Waive,
)

Reason = tuple[str, dict[str, object]]

ROLES: tuple[str, ...] = get_args(Role)


def evidence_for_closing(closing: BaseEntry, policy: Policy) -> list[Reason]:
    """A closing brings what policy asks for: a file, a file or a reference, or nothing."""
    if policy.evidence == "none":
        return []
    if not closing.evidence:
        code = "no-evidence-file" if policy.evidence == "file" else "no-evidence"
        return [(code, {"policy": policy.evidence})]
    if policy.evidence == "file" and not any(
        isinstance(piece, EvidenceFile) for piece in closing.evidence
    ):
        return [("no-evidence-file", {"policy": policy.evidence})]
    return []


def evidence_size(piece: Evidence, policy: Policy) -> list[Reason]:
    """A file of evidence is no larger than policy allows."""
    most = policy.evidence_max_mib
    if not isinstance(piece, EvidenceFile) or piece.size <= most * 1024 * 1024:
        return []
    return [("evidence-too-large", {"path": piece.path, "most": most})]


def measures_for_closing(
    issue: Issue, measures: Iterable[Measure], day: str | None
) -> list[Reason]:
    """No measure of a closed issue is open: each was closed or waived by the end of `day`."""
    still_open = [m.ref for m in measures if fold(m, day).state in ONGOING]
    return [("open-measures", {"ref": issue.ref, "measures": still_open})] if still_open else []


def may_close(closing: BaseEntry, settings: Settings) -> list[Reason]:
    """Whoever closes has one of the roles that policy leaves closing to."""
    return _has_role("not-a-closer", closing.by, settings.policy.closers, settings)


def may_approve(approver: str, settings: Settings) -> list[Reason]:
    """Whoever approves has one of the roles that policy leaves approving to."""
    return _has_role("not-an-approver", approver, settings.policy.approvers, settings)


def _has_role(code: str, who: str, wanted: Sequence[str], settings: Settings) -> list[Reason]:
    # Nothing can be said of who is no member: in a ledger without any, or from before it had some.
    member = _member(who, settings)
    if member is None or not wanted or set(member.roles) & set(wanted):
        return []
    return [(code, {"who": who, "roles": list(wanted)})]


def four_eyes(
    closing: BaseEntry, earlier: Iterable[BaseEntry], status: Status, settings: Settings
) -> list[Reason]:
    """Whoever closes is not of the lead department, and submitted nothing of what is closed.

    `earlier` are the entries before the closing, `status` is what they lead to.
    """
    member = _member(closing.by, settings)
    if not settings.policy.four_eyes or member is None:
        return []
    reasons: list[Reason] = []
    if member.department == status.lead:
        reasons.append(("own-department", {"who": closing.by, "lead": status.lead}))
    submitted = [e.date for e in earlier if e.event == "submit" and e.by == closing.by]
    if submitted:
        reasons.append(("own-submission", {"who": closing.by, "date": submitted[-1]}))
    return reasons


def extensions_left(ref: str, status: Status, policy: Policy) -> list[Reason]:
    """An item is extended so often, and no more; `status` is that before the next extension."""
    if status.extensions < policy.extensions:
        return []
    return [("too-many-extensions", {"ref": ref, "most": policy.extensions})]


def permission(
    ref: str, entry: BaseEntry, earlier: Iterable[BaseEntry], status: Status, settings: Settings
) -> list[Reason]:
    """Whoever closes, extends or approves may, and as often. `earlier` are the entries before this
    one, `status` is what they lead to."""
    if isinstance(entry, Close):
        return [*may_close(entry, settings), *four_eyes(entry, earlier, status, settings)]
    reasons: list[Reason] = []
    if isinstance(entry, Extend):
        reasons += extensions_left(ref, status, settings.policy)
    if isinstance(entry, Extend | Waive | Amend):
        reasons += may_approve(entry.approved_by, settings)
    return reasons


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
