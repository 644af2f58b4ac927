"""Records that a ledger no longer has: a number is never used twice."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from shlex import quote
from typing import Any, NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.model import Deleted, Deletions
from rectledger.core.model.layout import (
    EVIDENCE,
    ISSUES,
    MEASURES,
    RECORD_FILE,
    RECORD_FOLDERS,
    is_in,
)
from rectledger.core.model.records import record_type
from rectledger.errors import SurroundingsError
from rectledger.store.git import commit_comparison, deleted_files, find_repository
from rectledger.store.git.deleted_files import Taken
from rectledger.store.git.ledger_at_commit import Revision
from rectledger.store.git.repository import Repository
from rectledger.store.git.tree_objects import Difference
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Source
from rectledger.store.yaml.read_record import read
from rectledger.workspace.reading import renumbered_records
from rectledger.workspace.reading.background_thread import beside

_SHOWN = 10  # digits of a commit's hash


class _Ledger(NamedTuple):
    """A ledger in the history that ends with the commit `head`: the folder to run git in, and the
    ledger's path in the repository; `around` if it is on disk."""

    source: Source
    folder: str
    head: str
    prefix: str
    around: Repository | None = None


def _within(source: Source) -> _Ledger | None:
    """The history of a ledger; None if there is none yet. Raises SurroundingsError if git fails."""
    if isinstance(source, Revision):
        return _Ledger(source, source.folder, source.commit.sha, source.path)
    around = find_repository.find(source.root) if isinstance(source, Folder) else None
    return _of(source, around) if around else None


def _of(source: Source, around: Repository) -> _Ledger | None:
    head = around.hash_of("HEAD")
    return _Ledger(source, around.folder, head, around.prefix, around) if head else None


def looked_up(source: Source) -> Callable[[], Deletions | None]:
    """Look up a ledger's history in the background. Returns a function that gives the deletions, or
    None if there is no history."""
    try:
        ledger = _within(source)
    except SurroundingsError:
        return lambda: Deletions(whole=False)
    if ledger is None:
        return lambda: None
    taken = beside(partial(deleted_files.taken, ledger.folder, ledger.head, ledger.prefix))
    return partial(_history, ledger, taken)


def _history(ledger: _Ledger, taken: Callable[[], Mapping[str, list[Taken]]]) -> Deletions:
    try:
        gone = {file: _own(ledger, file, them) for file, them in sorted(taken().items())}
        there = set(_there(ledger)) if any(gone.values()) else set()
        deleted = {file: _deleted(ledger, file, them[0])
                   for file, them in gone.items() if them and file not in there}  # fmt: skip
        others = dict(_others(ledger, {file: gone[file] for file in gone if file in there}))
        return Deletions(deleted, others, whole=not commit_comparison.is_shallow(ledger.folder))
    except SurroundingsError:
        return Deletions(whole=False)


def _own(ledger: _Ledger, file: str, taken: Sequence[Taken]) -> list[Taken]:
    """The deletions of a record, without those that only moved it to another number."""
    if not RECORD_FILE.fullmatch(file):
        return []
    return [
        one
        for one in taken
        if not renumbered_records.moved(ledger.folder, ledger.prefix, file, one)
    ]


def _others(ledger: _Ledger, gone: Mapping[str, Sequence[Taken]]) -> Iterator[tuple[str, Deleted]]:
    """The files that now have another record than the deleted one, which had the number first."""
    for file, them in gone.items():
        model: Any = record_type(file)
        now = read(ledger.source, [file], model)[0].get(file) if them else None
        first = renumbered_records.given_again(ledger.folder, file, them, now) if now else None
        if first:
            yield file, _deleted(ledger, file, first)


def given_before(source: Folder, around: Repository, file: str) -> Deleted | None:
    """The deletion of the record that a missing file once had; None if it never existed.

    Raises SurroundingsError if git fails, or the clone is too shallow to know.
    """
    ledger = _of(source, around)
    if ledger is None or os.path.lexists(source.root / file):
        return None
    if around.hash_of(f"HEAD:./{file}"):
        brought = f"restore --ignore-skip-worktree-bits -- {quote(file)}"
        return Deleted("", f"{_git(ledger)} {brought}")
    taken = deleted_files.taken(ledger.folder, ledger.head, ledger.prefix, [file])
    gone = _own(ledger, file, taken.get(file, ()))
    if gone:
        return _deleted(ledger, file, gone[0])
    if commit_comparison.is_shallow(ledger.folder):
        raise SurroundingsError("history-in-part", file=source.prefix + file)
    return None


def given_again(
    base: Revision, result: Revision, differences: Iterable[Difference]
) -> Callable[[], Deletions]:
    """Find new records of a request whose number belonged to a record that the base had and
    deleted. Returns a function that gives them. git runs in the background, and only if there are
    new records."""
    new = [one.file.removeprefix(base.path) for one in differences
           if one.before is None and one.file.startswith(base.path)]  # fmt: skip
    files = [file for file in new if RECORD_FILE.fullmatch(file)]
    if not files:
        return Deletions
    ledger = _Ledger(result, base.folder, base.commit.sha, result.path)
    taken = beside(partial(deleted_files.taken, base.folder, ledger.head, ledger.prefix, files))

    def found() -> Deletions:
        gone = {file: _own(ledger, file, them) for file, them in taken().items()}
        return Deletions(others=dict(_others(ledger, gone)))

    return found


def come_and_gone(base: Revision, result: Revision, line: Sequence[str]) -> dict[str, Deleted]:
    """The records that a request adds and deletes again, on the line of first parents that replaces
    the base in a fast-forward: latest first, ending with its starting commit."""
    ledger = _Ledger(result, base.folder, base.commit.sha, result.path)
    gone = {}
    for file, them in deleted_files.taken_on(base.folder, line, ledger.prefix).items():
        own = _own(ledger, file, them)
        if not own:
            continue
        if _is_there(ledger, file):
            uses_up = any(_others(ledger, {file: own}))
        else:  # if the base has it, its absence is reported elsewhere
            uses_up = not _is_there(ledger._replace(source=base), file)
        if uses_up:
            gone[file] = _deleted(ledger, file, own[0])
    return gone


def _there(ledger: _Ledger) -> Iterator[str]:
    """The records on disk, and those in the commit."""
    for folder in RECORD_FOLDERS:
        entries = ledger.source.entries(folder)
        names = [one.name for one in entries] if isinstance(entries, list) else []
        names += ledger.around.names(folder) if ledger.around else []
        yield from (f"{folder}/{name}" for name in names)


def _deleted(ledger: _Ledger, file: str, taken: Taken) -> Deleted:
    """The commit that deleted a record, and the command that restores it with the files that belong
    to it and were deleted along with it."""
    one = deleted_files.deletion(ledger.folder, taken)
    if taken.path == f"{ledger.prefix}{file}":
        went = [
            path.removeprefix(ledger.prefix) for path in deleted_files.along(ledger.folder, one)
        ]
        along = [o for o in went if _belongs(o, file) and not _is_there(ledger, o)]
        named = " ".join(_named(ledger, other) for other in (file, *along))
        command = f"{_git(ledger)} checkout {one.before} -- {named}"
    else:  # it was in another folder then
        kept = f"{_git(ledger)} show {quote(f'{one.before}:{taken.path}')}"
        there = ledger.source.prefix if ledger.around else ledger.prefix
        command = f"{kept} > {quote(there + file)}"
    return Deleted(one.commit[:_SHOWN], command)


def _belongs(other: str, file: str) -> bool:
    """Whether a file belongs to a record: measures belong to their issue, evidence to both."""
    number = file.partition("/")[2].partition(".")[0].partition("-")[0]
    is_measure = other.startswith(f"{MEASURES}/{number}-") and is_in(file, ISSUES)
    return is_measure or other.startswith(f"{EVIDENCE}/{number}/")


def _is_there(ledger: _Ledger, file: str) -> bool:
    """Whether a file exists now, so that it must not be overwritten with an old version."""
    found = ledger.source.fingerprint(file)
    return not isinstance(found, Finding) or found.code != "vanished"


def _named(ledger: _Ledger, file: str) -> str:
    """How to name a file in a git command, relative to where git runs."""
    return quote(file if ledger.around else f":/{ledger.prefix}{file}")


def _git(ledger: _Ledger) -> str:
    """The git command for a ledger, relative to the current folder."""
    folder = os.path.relpath(ledger.folder)
    return "git" if folder == "." else f"git -C {quote(folder)}"
