"""The rules that bind a request: what the base has stays, and who may bring in what.

They are asked beside the checks of the ledger that merging gives. A rule takes the request and
gives findings in files of that ledger; of what is gone, in files of the base.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from rectledger.core import policy
from rectledger.core.checks import POLICY
from rectledger.core.compare.request import Added, Request
from rectledger.core.compare.rules import authors, governed, kept, measures, numbers
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import Step, first_status, fold, history
from rectledger.core.model import Close, Record

__all__ = ["POLICY", "RULES", "judge"]

Rule = Callable[[Request], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    kept.records,
    kept.entries,
    kept.order,
    kept.fields,
    kept.names,
    kept.amendments,
    measures.under_closed,
    measures.under_waived,
    authors.of_entries,
    authors.of_fields,
    authors.of_evidence,
    authors.roots,
    authors.signers,
    numbers.children,
    governed.settings,
    governed.authors,
    governed.known_until,
    governed.second_ledgers,
)


def judge(request: Request) -> list[Finding]:
    """All that speaks against a request, beside what the checks find; by file."""
    found = [finding for rule in RULES for finding in rule(request)]
    found += _by_the_base(request)
    found.sort(key=lambda finding: finding.file)
    return found


def _by_the_base(request: Request) -> Iterator[Finding]:
    """What the base's policy and members say of new entries, whatever stands behind them. What was
    lawful when it came in stays so, whoever has changed departments since."""
    by_file: dict[str, list[Added]] = defaultdict(list)
    for one in request.added:
        by_file[one.file].append(one)
    for file, new in by_file.items():
        steps = list(history(new[0].record))
        old = request.before(new[0].record)
        # Whoever led it when the request began, or since, has led what it closes.
        leads = {fold(old).lead if old else first_status(new[0].record).lead}
        for one in new:
            step = steps[one.at]
            if step.after is not None:
                for code, args in _reasons(step, one.record, leads, request):
                    said = {"new": True, "ref": one.record.ref, **args}
                    yield Finding(code, file, ("log", one.at), said)
                if step.after.lead != step.before.lead:
                    leads.add(step.after.lead)
            for n, piece in enumerate(one.entry.evidence or ()):
                for code, args in policy.evidence_size(piece, request.base.settings.policy):
                    yield Finding(code, file, ("log", one.at, "evidence", n, "size"), args)


def _reasons(
    step: Step, record: Record, leads: Collection[str], request: Request
) -> list[policy.Reason]:
    settings, entry = request.base.settings, step.entry
    earlier = record.log[: step.at]
    reasons = policy.permission(record.ref, entry, earlier, step.before, settings, leads)
    if isinstance(entry, Close):
        reasons = [*policy.evidence_for_closing(entry, settings.policy), *reasons]
    return reasons
