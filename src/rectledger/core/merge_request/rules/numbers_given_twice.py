"""What belongs to a number was made for one item, but two branches may use the same number.

When they are merged or rebased, one item keeps the number, and what was made for the other would
become its own: measures, entries, evidence. Each of these is compared with the item in the commit
that introduced it, and with what that commit's message says it is about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.merge_request.introducing_commits import Bringers
from rectledger.core.merge_request.request import Request
from rectledger.core.model import Issue, Measure, Record
from rectledger.core.record_fingerprint import form_hash


class _Hanging(NamedTuple):
    """Something new under a number: its file, the items that it belongs to, who introduced it, and
    what its message needs."""

    file: str
    owners: Sequence[str]
    found: Bringers
    args: Mapping[str, object] = {}


def children(request: Request) -> Iterator[Finding]:
    """Measures, entries and evidence belong to the item that they were made for."""
    items = {record.ref: (file, record) for file, record in request.result.records.items()}
    for one in _hanging(request):
        # What belongs to a measure also belongs to its issue: only the nearest one is reported.
        for ref, commit in product(one.owners, one.found.by):
            if ref in items and not _is_its(ref, *items[ref], commit, request):
                args = {"ref": ref, "commit": commit[:10], **one.args}
                yield Finding("number-given-twice", one.file, args=args)
                break


def _hanging(request: Request) -> Iterator[_Hanging]:
    origins = request.origins
    for file, record in request.new_records:
        if isinstance(record, Measure):
            found = origins.of_field(file, "number", record.number)
            yield _Hanging(file, [str(record.issue)], found, {"what": record.ref})
    for one in request.added:
        found = origins.of_entry(one.file, one.entry, one.nth)
        args = {"what": one.record.ref, "event": one.entry.event, "date": one.entry.date}
        yield _Hanging(one.file, _owners(one.record), found, args)
    for file, sha in request.evidence.items():
        number = re.match(r"evidence/0*(\d+)/", file)
        if number:
            yield _Hanging(file, [number[1]], origins.of_file(file, sha))


def _owners(record: Record) -> list[str]:
    return [record.ref] if isinstance(record, Issue) else [record.ref, str(record.issue)]


def _is_its(ref: str, file: str, item: Record, commit: str, request: Request) -> bool:
    """Whether an item is the one that a commit has under this number, and names in its message."""
    origins = request.origins
    then = origins.content(file, commit)
    if not isinstance(then, Issue | Measure):
        return True  # the commit introduced its thing before the item existed
    said = origins.authors[commit].names.get(ref)
    parents = origins.history.parents[commit]
    was_there = any(origins.hash(file, one) for one in parents)
    if said not in (None, form_hash(then)) and was_there and not _is_one(file, item, request):
        return False
    if form_hash(then) == form_hash(item):
        return True
    return bool(origins.beginnings(file, commit) & _beginnings(file, item, request))


def _is_one(file: str, item: Record, request: Request) -> bool:
    """Whether the request has only one record with this number, and the base none: then that is the
    one that a message names, however it was corrected since."""
    origins = request.origins
    began = origins.beginnings(file, origins.history.head) | _beginnings(file, item, request)
    return len(began) == 1 and "" not in began


def _beginnings(file: str, item: Record, request: Request) -> frozenset[str]:
    """Where an item of the result began: "" for the base, otherwise the first commits that led to
    its present form."""
    if any(record.ref == item.ref for record in request.base.records.values()):
        return frozenset({""})
    origins = request.origins
    found = (origins.beginnings(file, one) for one in origins.of_form(file, item).by)
    return frozenset().union(*found)
