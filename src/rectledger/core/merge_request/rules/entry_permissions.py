"""What the base's policy and members say of new entries, whatever follows them in the log."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from rectledger.core import policy
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import Step, first_status, fold, history
from rectledger.core.merge_request.request import Added, Request
from rectledger.core.model import BaseEntry, Close, Record, Settings, identity


def by_the_base(request: Request) -> Iterator[Finding]:
    """Findings against new entries. What was allowed when it was entered stays so, whoever has
    changed departments since."""
    settings = request.base.settings
    by_file: dict[str, list[Added]] = defaultdict(list)
    for one in request.added:
        by_file[one.file].append(one)
    for file, new in by_file.items():
        steps = list(history(new[0].record))
        leads, taken_back = _taken_back(file, new[0].record, request)
        for one in new:
            step = steps[one.at]
            if step.after is not None:
                earlier = [*one.record.log[: one.at], *taken_back]
                for code, args in _reasons(step, one.record.ref, earlier, leads, settings):
                    said = {"new": True, "ref": one.record.ref, **args}
                    yield Finding(code, file, ("log", one.at), said)
                if step.after.lead != step.before.lead:
                    leads.add(step.after.lead)
            for n, piece in enumerate(one.entry.evidence or ()):
                for code, args in policy.evidence_size(piece, settings.policy):
                    yield Finding(code, file, ("log", one.at, "evidence", n, "size"), args)


def _reasons(
    step: Step, ref: str, earlier: Iterable[BaseEntry], leads: Collection[str], settings: Settings
) -> list[policy.Reason]:
    entry = step.entry
    reasons = policy.permission(ref, entry, earlier, step.before, settings, leads)
    if isinstance(entry, Close):
        reasons = [*policy.evidence_for_closing(entry, settings.policy), *reasons]
    return reasons


def _taken_back(file: str, record: Record, request: Request) -> tuple[set[str], list[BaseEntry]]:
    """The departments that led a record before the request, or under changes that its commits made
    and took back; and the submissions taken back. What some commit had, but the result does not,
    was done all the same, though it no longer shows."""
    old = request.before(record)
    leads, submissions = {fold(old).lead if old else first_status(record).lead}, []
    kept = {identity(entry) for one in (old, record) if one for entry in one.log}
    for version in request.origins.versions(file):
        if old is None:
            leads.add(first_status(version).lead)
        for step in history(version):
            if step.after is None or identity(step.entry) in kept:
                continue
            if step.after.lead != step.before.lead:
                leads.add(step.after.lead)
            if step.entry.event == "submit":
                submissions.append(step.entry)
    return leads, submissions
