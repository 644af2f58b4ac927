"""Whether the names of a ledger's files can be had on every machine."""

from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.core.model import Ledger
from rectledger.core.portable_names import clashes


def names_elsewhere(ledger: Ledger, _today: str) -> Iterator[Finding]:
    """No two files have names that are one elsewhere, and none a name that nobody can have there.
    What the ledger has already is only noted."""
    files = sorted([*ledger.records, *ledger.evidence, *ledger.stray])
    for file, code, other in clashes(files, (), ""):
        yield Finding(code, file, args={"other": other}, severity="note")
