"""The rules that bind a request: what the base has stays, and who may bring in what.

They are asked beside the checks of the ledger that merging gives. A rule takes the request and
gives findings in files of that ledger; of what is gone, in files of the base.
"""

from collections.abc import Callable, Iterator

from rectledger.core.checks import POLICY
from rectledger.core.compare.request import Request
from rectledger.core.compare.rules import authors, governed, kept, measures, numbers, permitted
from rectledger.core.findings import Finding

__all__ = ["POLICY", "RULES", "judge"]

Rule = Callable[[Request], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    kept.records,
    kept.entries,
    kept.order,
    kept.fields,
    kept.closed_forms,
    kept.closed_under,
    kept.names,
    kept.amendments,
    measures.under_closed,
    measures.under_closings,
    measures.under_waived,
    authors.of_entries,
    authors.of_fields,
    authors.of_edits,
    authors.of_evidence,
    authors.roots,
    authors.signers,
    numbers.children,
    governed.settings,
    governed.authors,
    governed.known_until,
    governed.second_ledgers,
    permitted.by_the_base,
)


def judge(request: Request) -> list[Finding]:
    """All that speaks against a request, beside what the checks find; by file."""
    found = [finding for rule in RULES for finding in rule(request)]
    found.sort(key=lambda finding: finding.file)
    return found
