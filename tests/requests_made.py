"""Requests with a history: commits by given authors, each with a ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rectledger.core.merge_request.introducing_commits import History
from rectledger.core.merge_request.request import Request
from rectledger.core.merge_request.request_history import Author, Origins
from rectledger.core.model import Ledger

BASE, PAST = "base", "past"
Step = tuple[Author, Ledger] | tuple[Author, Ledger, Sequence[int]]


def made_by(author: Author, request: Request) -> Request:
    """A request that consists of one commit by `author`."""
    return of_commits(request, (author, request.result))


def of_commits(
    request: Request, *steps: Step, past: Ledger | None = None,
    by_git: Mapping[int, Ledger] | None = None,
) -> Request:  # fmt: skip
    """A request with a history. Each commit has an author, a ledger, and parents: commits by number
    from 1, 0 for the base, -1 for an ancestor of it, which had `past`; by default, the commit
    before it. `by_git` is what git itself makes of merges, by their numbers."""
    names = [BASE, *(f"{n:040}" for n in range(1, len(steps) + 1))]
    ledgers = {BASE: request.base, PAST: past or request.base}
    parents: dict[str, tuple[str, ...]] = {}
    authors = {}
    for n, (author, held, *of) in enumerate(steps, 1):
        of_numbers = of[0] if of else [n - 1]
        parents[names[n]] = tuple(PAST if one < 0 else names[one] for one in of_numbers)
        ledgers[names[n]] = held
        authors[names[n]] = author._replace(commit=names[n])
    hashes: dict[str, dict[str, str]] = {}
    contents: dict[tuple[str, str], Any] = {}
    for commit, held in ledgers.items():
        said = {**held.records, "ledger.yaml": held.settings}
        hashes[commit] = {file: repr(content) for file, content in said.items()}
        contents |= {(file, repr(record)): record for file, record in held.records.items()}
    history = History(names[-1], parents)
    merged = {("ledger.yaml", names[n]): repr(held.settings) for n, held in (by_git or {}).items()}
    return replace(request, origins=Origins(history, authors, hashes, contents, merged))
