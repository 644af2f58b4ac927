"""The rules that bind a request: what the base has stays, and who may bring in what.

They are asked beside the checks of the ledger that merging gives. A rule takes the request and
gives findings in files of that ledger; of what is gone, in files of the base.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator

from rectledger.core import policy
from rectledger.core.checks import Check, logs
from rectledger.core.compare.request import Added, Request
from rectledger.core.compare.rules import authors, governed, kept, numbers
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import Step, fold, history
from rectledger.core.model import Close, Record

Rule = Callable[[Request], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    kept.records,
    kept.entries,
    kept.order,
    kept.fields,
    kept.names,
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
# What policy asks of those who change a ledger: of new entries, by the base's own rules. What was
# lawful when it came in stays so, whoever has changed departments since.
POLICY: tuple[Check, ...] = (logs.closing_evidence, logs.permissions)


def judge(request: Request) -> list[Finding]:
    """All that speaks against a request, beside what the checks find; by file."""
    found = [finding for rule in RULES for finding in rule(request)]
    found += _by_the_base(request)
    found.sort(key=lambda finding: finding.file)
    return found


def _by_the_base(request: Request) -> Iterator[Finding]:
    """What the base's policy and members say of new entries, whatever stands behind them."""
    by_file: dict[str, list[Added]] = defaultdict(list)
    for one in request.added:
        by_file[one.file].append(one)
    for file, new in by_file.items():
        steps = list(history(new[0].record))
        for one in new:
            if steps[one.at].after is not None:
                for code, args in _reasons(steps[one.at], one.record, request):
                    yield Finding(code, file, ("log", one.at), {"new": True, **args})
            for n, piece in enumerate(one.entry.evidence or ()):
                for code, args in policy.evidence_size(piece, request.base.settings.policy):
                    yield Finding(code, file, ("log", one.at, "evidence", n, "size"), args)


def _reasons(step: Step, record: Record, request: Request) -> list[policy.Reason]:
    settings, entry, old = request.base.settings, step.entry, request.before(record)
    earlier = record.log[: step.at]
    reasons = policy.permission(record.ref, entry, earlier, step.before, settings)
    if isinstance(entry, Close):
        proof = policy.evidence_for_closing(entry, settings.policy)
        known = {code for code, _args in reasons}
        # A lead that changes in the same request is not yet another's.
        eyes = policy.four_eyes(entry, (), fold(old), settings) if old else []
        reasons = [
            *((code, {"ref": record.ref, **args}) for code, args in proof),
            *reasons,
            *(reason for reason in eyes if reason[0] not in known),
        ]
    return reasons
