"""A fingerprint of what a record first was: two branches may give the same number twice.

A change's commit message names its records by number and by this hash.
"""

import hashlib
import json
import re
from collections.abc import Iterable

from rectledger.core.lifecycle import DEADLINE
from rectledger.core.model import Amend, Record
from rectledger.core.model.said import said

TRAILER = "Ledger-Of"
_LENGTH = 16
_NAMED = re.compile(rf"([0-9]+(?:\.[0-9]+)?) ([0-9a-f]{{{_LENGTH}}})")


def first_form(record: Record) -> dict[str, object]:
    """What a record said when it was added: its fields, with every amendment undone."""
    form: dict[str, object] = {key: value for key, value in said(record).items() if key != "log"}
    for entry in reversed(record.log):
        if isinstance(entry, Amend) and entry.field != DEADLINE:
            form[entry.field] = entry.was
    return {key: value for key, value in form.items() if value is not None}


def but_for_its_number(record: Record) -> dict[str, object]:
    """The same without the record's number."""
    return {key: value for key, value in first_form(record).items()
            if key not in ("id", "issue", "number")}  # fmt: skip


def form_hash(record: Record) -> str:
    """A hash of what a record first was; no entry or amendment changes it."""
    text = json.dumps(first_form(record), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def trailer(records: Iterable[Record]) -> str:
    """The trailer of a commit message that names its records."""
    return f"{TRAILER}: " + ", ".join(f"{one.ref} {form_hash(one)}" for one in records)


def named_in(message: str) -> dict[str, str]:
    """The hash of each record that a commit message names, by reference; none if the commit was
    made by hand, or squashed from several."""
    last = message.rstrip().rpartition("\n\n")[2]
    lines = [line for line in last.splitlines() if line.startswith(f"{TRAILER}: ")]
    return {ref: digest for line in lines for ref, digest in _NAMED.findall(line)}
