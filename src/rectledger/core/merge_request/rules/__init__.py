"""The rules for a request: what the base has stays, and who may introduce what.

They are applied along with the checks of the merged ledger. A rule takes the request and yields
findings in files of that ledger or, for what is gone, in files of the base.
"""

from collections.abc import Callable, Iterator

from rectledger.core.findings import Finding
from rectledger.core.merge_request.request import Request
from rectledger.core.merge_request.rules import (
    append_only,
    authors,
    entry_permissions,
    measures_of_closed_issues,
    numbers_given_twice,
    settings_changes,
)

Rule = Callable[[Request], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    append_only.records,
    append_only.entries,
    append_only.order,
    append_only.fields,
    append_only.closed_forms,
    append_only.closed_under,
    append_only.names,
    append_only.amendments,
    measures_of_closed_issues.under_closed,
    measures_of_closed_issues.under_closings,
    measures_of_closed_issues.under_waived,
    authors.of_entries,
    authors.of_fields,
    authors.of_edits,
    authors.of_evidence,
    authors.roots,
    authors.signers,
    numbers_given_twice.children,
    settings_changes.settings,
    settings_changes.authors,
    settings_changes.known_until,
    settings_changes.second_ledgers,
    entry_permissions.by_the_base,
)


def judge(request: Request) -> list[Finding]:
    """All findings against a request, except those of the checks; by file."""
    found = [finding for rule in RULES for finding in rule(request)]
    found.sort(key=lambda finding: finding.file)
    return found
