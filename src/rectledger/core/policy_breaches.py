"""Breaches of policy, and whether they are already committed.

A stricter policy does not make wrong what was allowed before: if the entry in breach is in the last
commit, the breach is only a note. New entries have to comply.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rectledger.core.diff.log_diff import align
from rectledger.core.findings import Finding
from rectledger.core.model import Ledger, Record


def files(found: Iterable[Finding]) -> list[str]:
    """The files whose entries break policy, to be looked up in the last commit."""
    return list(dict.fromkeys(one.file for one in found if one.entry is not None))


def weighed(
    found: Iterable[Finding], ledger: Ledger, committed: Mapping[str, Record] | None
) -> Iterator[Finding]:
    """The breaches of policy in `ledger`, as notes if their entry is already `committed`.

    `committed` are the records in the last commit, by file; None if there is no commit.
    """
    known: dict[str, set[int]] = {}
    for one in found:
        at = one.entry
        if at is None or committed is None:
            yield one
            continue
        if one.file not in known:
            before = committed.get(one.file)
            aligned = align(before.log if before else [], ledger.records[one.file].log)
            known[one.file] = {new for _old, new in aligned.kept}
        if at in known[one.file]:
            yield replace(one, severity="note")
        else:
            yield replace(one, args={**one.args, "uncommitted": True})
