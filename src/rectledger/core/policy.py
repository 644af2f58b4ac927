"""What the ledger's policy asks for: each rule is one function that gives its reasons.

A reason is a code, with what its words need. No reason: the rule is kept.
"""

from collections.abc import Iterable

from rectledger.core.lifecycle import ONGOING, fold
from rectledger.core.model import BaseEntry, EvidenceFile, Issue, Measure, Policy

Reason = tuple[str, dict[str, object]]


def evidence_for_closing(closing: BaseEntry, policy: Policy) -> list[Reason]:
    """A closing brings what policy asks for: a file, a file or a reference, or nothing."""
    if policy.evidence == "none":
        return []
    if not closing.evidence:
        return [("no-evidence", {"policy": policy.evidence})]
    if policy.evidence == "file" and not any(
        isinstance(piece, EvidenceFile) for piece in closing.evidence
    ):
        return [("no-evidence-file", {"policy": policy.evidence})]
    return []


def measures_for_closing(
    issue: Issue, measures: Iterable[Measure], day: str | None
) -> list[Reason]:
    """No measure of a closed issue is open: each was closed or waived by the end of `day`."""
    still_open = [m.ref for m in measures if fold(m, day).state in ONGOING]
    return [("open-measures", {"ref": issue.ref, "measures": still_open})] if still_open else []


def counts_as_closed(state: str, result: str | None, policy: Policy) -> bool:
    """Whether what is closed also counts so: closed on the whole does only where policy says."""
    return state == "closed" and (result != "substantial" or policy.substantial_counts)
