"""The rules that bind a request: what the base has stays, and who may bring in what.

They are asked beside the checks of the ledger that merging gives. A rule takes the request and
gives findings in files of that ledger; of what is gone, in files of the base.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from rectledger.core.checks import Check, logs
from rectledger.core.compare.request import Request
from rectledger.core.compare.rules import authors, governed, kept
from rectledger.core.findings import Finding
from rectledger.core.policy import evidence_size

Rule = Callable[[Request], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    kept.records,
    kept.entries,
    kept.order,
    kept.fields,
    authors.of_entries,
    authors.of_records,
    authors.signers,
    governed.settings,
    governed.authors,
    governed.known_until,
    governed.second_ledgers,
)
# What policy asks of those who change a ledger: of new entries, by the base's own rules. What was
# lawful when it came in stays so, whoever has changed departments since.
POLICY: tuple[Check, ...] = (logs.closing_evidence, logs.permissions)


def judge(request: Request, today: str) -> list[Finding]:
    """All that speaks against a request, beside what the checks find; by file."""
    found = [finding for rule in RULES for finding in rule(request)]
    found += _by_the_base(request, today)
    found.sort(key=lambda finding: finding.file)
    return found


def _by_the_base(request: Request, today: str) -> Iterator[Finding]:
    """What the base's policy and members say of new entries."""
    base, result = request.base.settings, request.result.settings
    ruled = result.model_copy(update={"policy": base.policy, "members": base.members})
    ledger = replace(request.result, settings=ruled)
    new = {(one.file, one.at) for one in request.added}
    for check in POLICY:
        for one in check(ledger, today):
            if one.key[:1] == ("log",) and (one.file, one.key[1]) in new:
                yield one
    for added in request.added:
        for n, piece in enumerate(added.entry.evidence or ()):
            for code, args in evidence_size(piece, base.policy):
                yield Finding(code, added.file, ("log", added.at, "evidence", n, "size"), args)
