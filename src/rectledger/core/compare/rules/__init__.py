"""The rules that bind a request: what the base has stays, and who may bring in what.

They are asked beside the checks of the ledger that merging gives. A rule takes the request and
gives findings in files of that ledger; of what is gone, in files of the base.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from rectledger.core.checks import logs, names
from rectledger.core.compare.request import Request
from rectledger.core.compare.rules import authors, governed, kept
from rectledger.core.findings import Finding
from rectledger.core.model import Ledger

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
# What a ledger asks of those who change it, and so by the base's own rules.
_BY_THE_BASE = (
    logs.closings, logs.closing_evidence, logs.permissions, names.known_members,
)  # fmt: skip


def judge(request: Request, today: str) -> list[Finding]:
    """All that speaks against a request, beside what the checks find; by file."""
    found = [finding for rule in RULES for finding in rule(request)]
    found += _by_the_base(request, today)
    found.sort(key=lambda finding: finding.file)
    return found


def _by_the_base(request: Request, today: str) -> Iterator[Finding]:
    """What the base's policy and members say of new entries, where the request changes them."""
    base, result = request.base.settings, request.result.settings
    if (base.policy, base.members) == (result.policy, result.members):
        return
    ruled = result.model_copy(update={"policy": base.policy, "members": base.members})
    new = {("log", one.at, one.file) for one in request.added}
    known = {_place(one) for one in _found(request.result, today)}
    for one in _found(replace(request.result, settings=ruled), today):
        if (*one.key[:2], one.file) in new and _place(one) not in known:
            yield one


def _found(ledger: Ledger, today: str) -> list[Finding]:
    found = [one for check in _BY_THE_BASE for one in check(ledger, today)]
    return [one for one in found if one.severity == "error"]


def _place(one: Finding) -> tuple[object, ...]:
    return one.code, one.file, one.key
