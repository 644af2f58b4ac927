"""What hangs on a number was made for the item that has it: two branches may give one number.

When they are merged or rebased, one item keeps the number, and what was made for the other would go
to it: measures, entries, evidence. Each is held against the item as the commit has it that brought
it in, and against what that commit's message says it is about.
"""

import re
from collections.abc import Iterator

from rectledger.core.checks import walk
from rectledger.core.compare.bringers import Bringers
from rectledger.core.compare.request import Request
from rectledger.core.findings import Finding
from rectledger.core.first_form import form_hash
from rectledger.core.model import Issue, Measure, Record


def children(request: Request) -> Iterator[Finding]:
    """Measures, entries and evidence stand under the item that they were made for."""
    items = {record.ref: (file, record) for file, record in walk.records(request.result)}
    told = set()
    for what, file, owners, found in _hanging(request):
        for commit in found.by:
            for ref in owners:
                if ref not in items or (what, ref) in told:
                    continue
                if not _is_its(ref, *items[ref], commit, request):
                    told.add((what, ref))
                    args: dict[str, object] = {"what": what, "ref": ref, "commit": commit[:10]}
                    yield Finding("number-given-twice", file, args=args)


def _hanging(request: Request) -> Iterator[tuple[str, str, list[str], Bringers]]:
    """What is new under a number: what it is called, its file, the items that it hangs on, and who
    brought it in."""
    origins = request.origins
    for file, record in request.new_records:
        if isinstance(record, Measure):
            found = origins.of_field(file, "number", record.number)
            yield record.ref, file, [str(record.issue)], found
    for one in request.added:
        found = origins.of_entry(one.file, one.entry, one.nth)
        yield one.record.ref, one.file, _owners(one.record), found
    for file, sha in request.evidence.items():
        number = re.match(r"evidence/0*(\d+)/", file)
        if number:
            yield file, file, [number[1]], origins.of_file(file, sha)


def _owners(record: Record) -> list[str]:
    return [record.ref] if isinstance(record, Issue) else [record.ref, str(record.issue)]


def _is_its(ref: str, file: str, item: Record, commit: str, request: Request) -> bool:
    """Whether an item is the one that a commit knows under its number, and speaks of."""
    origins = request.origins
    then = origins.content(file, commit)
    if not isinstance(then, Issue | Measure):
        return True  # the commit brought its thing in before the item was there
    said = origins.authors[commit].names.get(ref)
    parents = origins.history.parents[commit]
    was_there = any(origins.hash(file, one) for one in parents)
    if said is not None and was_there and said != form_hash(then):
        return False
    if form_hash(then) == form_hash(item):
        return True
    return bool(origins.beginnings(file, commit) & _beginnings(file, item, request))


def _beginnings(file: str, item: Record, request: Request) -> frozenset[str]:
    """Where an item of the result began: "" for the base, else the first commits on the ways to
    what it is now."""
    if any(record.ref == item.ref for _, record in walk.records(request.base)):
        return frozenset({""})
    origins = request.origins
    found = (origins.beginnings(file, one) for one in origins.of_form(file, item).by)
    return frozenset().union(*found)
