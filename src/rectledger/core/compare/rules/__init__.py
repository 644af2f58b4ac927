"""The rules that bind a request: what the base has stays, and who may bring in what.

They are asked beside the checks of the ledger that merging gives. A rule takes the request and
gives findings in files of that ledger; of what is gone, in files of the base.
"""

from collections.abc import Callable, Iterator

from rectledger.core import policy
from rectledger.core.checks import Check, logs
from rectledger.core.compare.request import Request
from rectledger.core.compare.rules import authors, governed, kept
from rectledger.core.findings import Finding
from rectledger.core.lifecycle import Step, fold, history
from rectledger.core.model import Amend, Close, Extend, Record, Waive

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


def judge(request: Request) -> list[Finding]:
    """All that speaks against a request, beside what the checks find; by file."""
    found = [finding for rule in RULES for finding in rule(request)]
    found += _by_the_base(request)
    found.sort(key=lambda finding: finding.file)
    return found


def _by_the_base(request: Request) -> Iterator[Finding]:
    """What the base's policy and members say of new entries, whatever stands behind them."""
    for file, record in request.records:
        new = [one for one in request.added if one.file == file]
        at = {one.at for one in new}
        for step in history(record) if new else ():
            if step.at in at and step.after is not None:
                for code, args in _reasons(step, record, request):
                    yield Finding(code, file, ("log", step.at), {"new": True, **args})
        for one in new:
            for n, piece in enumerate(one.entry.evidence or ()):
                for code, args in policy.evidence_size(piece, request.base.settings.policy):
                    yield Finding(code, file, ("log", one.at, "evidence", n, "size"), args)


def _reasons(step: Step, record: Record, request: Request) -> Iterator[policy.Reason]:
    settings, entry = request.base.settings, step.entry
    if isinstance(entry, Close):
        for code, args in policy.evidence_for_closing(entry, settings.policy):
            yield code, {"ref": record.ref, **args}
        yield from policy.may_close(entry, settings)
        # A lead that changes in the same request is not yet another's.
        leads = [step.before, *(fold(old) for old in (request.before(record),) if old)]
        eyes = [
            r
            for one in leads
            for r in policy.four_eyes(entry, record.log[: step.at], one, settings)
        ]
        yield from ({code: (code, args) for code, args in reversed(eyes)}).values()
    if isinstance(entry, Extend):
        yield from policy.extensions_left(record.ref, step.before, settings.policy)
    if isinstance(entry, Extend | Waive | Amend):
        yield from policy.may_approve(entry.approved_by, settings)
