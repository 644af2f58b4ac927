"""A merge request for a ledger, judged against its base, for `check --base`.

The ledger's location, policy, members and signers come from the base, and are read before anything
from the request. What is judged is the result of merging the request into the base with git alone,
whether or not it has already been merged.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from rectledger.core import checks
from rectledger.core.checks import files_and_numbers
from rectledger.core.findings import Finding
from rectledger.core.merge_request import rules
from rectledger.core.merge_request.request import Request
from rectledger.core.merge_request.rules.settings_changes import by_office
from rectledger.core.model import Ledger, Record, Settings
from rectledger.core.model.layout import (
    KEPT,
    RECORD_FOLDERS,
    SETTINGS_FILE,
    SIGNERS_FILE,
    is_kept,
)
from rectledger.core.portable_names import clashes, folded_name
from rectledger.errors import SurroundingsError
from rectledger.store.git import commit_comparison, commits, gitattributes, tree_objects
from rectledger.store.git.commits import MadeCommit
from rectledger.store.git.ledger_at_commit import Revision, open_revision
from rectledger.store.git.revision_names import commit_named
from rectledger.store.git.tree_objects import Difference, TreeEntry
from rectledger.store.ledger_source import Commit
from rectledger.workspace.comparing import request_numbers
from rectledger.workspace.comparing.base_and_head import Sides, by_name, families
from rectledger.workspace.comparing.git_settings_changes import bearing
from rectledger.workspace.comparing.request_history import origins, trees
from rectledger.workspace.reading import deleted_records
from rectledger.workspace.reading.load_in_parts import number_in
from rectledger.workspace.reading.load_ledger import (
    Opened,
    TellProgress,
    open_ledger,
    unwatched,
    with_places,
)


def governs(file: str) -> bool:
    """Whether a file of the ledger affects the meaning of others, or how git treats them."""
    return file in (SETTINGS_FILE, SIGNERS_FILE) or PurePosixPath(file).name in gitattributes.NAMES


@dataclass(frozen=True)
class Base:
    """The ledger in the base: its files, and the allowed signers. `passed_over` reports refs and
    files that make git show another history, and were ignored."""

    ledger: Revision
    signers: bytes
    passed_over: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Requested:
    """A request to merge `head` into `base`.

    `result` is the ledger after the merge; None if they cannot be merged, with the reasons in
    `against`. `settings` are the base's.
    """

    base: Base
    head: Commit
    settings: Settings
    result: Revision | None
    differences: tuple[Difference, ...] = ()  # of all files in the repository
    made: tuple[MadeCommit, ...] = ()  # the commits in the request
    takes_place: bool = False  # it replaces the base without a merge (fast-forward)
    against: tuple[Finding, ...] = ()


def base_of(rev: str, place: str | None) -> Base:
    """The ledger in the base, which decides where the ledger is: in the folder `place`, whose path
    is taken literally because the request may have replaced it; or, without `place`, in the current
    folder or one above.

    Raises the same errors as `open_revision`, and SurroundingsError if the clone is shallow.
    """
    root, below = by_name(place or ".")
    ledger = open_revision(
        root, rev, "--base", upwards=place is None, below=below, branch_first=True
    )
    if commit_comparison.is_shallow(ledger.folder):
        raise SurroundingsError("shallow-clone", rev=rev)
    signers = ledger.read(SIGNERS_FILE)
    args: dict[str, object] = {"refs": list(commit_comparison.replacements(ledger.folder))[:3]}
    replaced = Finding("history-replaced", SETTINGS_FILE, args=args, severity="note")
    passed_over = (replaced,) if args["refs"] else ()
    return Base(ledger, b"" if isinstance(signers, Finding) else signers, passed_over)


def ask(base: Base, settings: Settings, rev: str, *, ff_only: bool = False) -> Requested:
    """The result of merging the commit `rev` into the base. With `ff_only`, `rev` must already
    contain the base, as for a fast-forward."""
    ledger = base.ledger
    folder, commit = ledger.folder, ledger.commit
    head = commit_named(folder, rev, "--at", branch_first=True)
    parted = commit_comparison.merge_base(folder, commit.sha, head.sha)
    if parted is None or (ff_only and parted != commit.sha):
        args: dict[str, object] = {"base": commit.rev, "head": head.rev}
        code = "history-rewritten" if parted is None else "not-from-base"
        rewritten = Finding(code, SETTINGS_FILE, args=args)
        return Requested(base, head, settings, None, against=(rewritten,))
    made = tuple(commits.between(folder, commit.sha, head.sha))
    malformed = tuple(_malformed(folder, made, ledger.path))
    if malformed:  # such names are not safe to read or merge
        return Requested(base, head, settings, None, against=malformed)
    tree = head.tree
    if parted != commit.sha:
        merged = commit_comparison.merged(folder, commit.sha, head.sha)
        if merged.conflicts:
            args = {"base": commit.rev}
            conflicts = [
                Finding("cannot-be-merged", _relative(file, ledger.path), args=args)
                for file in merged.conflicts
            ]
            return Requested(base, head, settings, None, against=tuple(conflicts))
        tree = merged.tree
    result = Revision(folder, ledger.path, head, tree)
    differences = tuple(tree_objects.differences(folder, commit.tree, tree))
    return Requested(base, head, settings, result, differences, made, takes_place=ff_only)


def _malformed(folder: str, made: Sequence[MadeCommit], path: str) -> Iterator[Finding]:
    """The malformed folders, anywhere in the repository, in these commits: checking them out may
    produce other files than those judged."""
    tree_of = trees(folder, made)
    brought = ((one.tree, [tree_of[parent] for parent in one.parents]) for one in made)
    told: dict[str, list[str]] = {}
    for place, names in tree_objects.malformed(folder, brought):
        where = _relative(place, path).removesuffix("/") or "."
        told[where] = [*told.get(where, ()), *names]
    for where, odd in told.items():
        args: dict[str, object] = {"names": list(dict.fromkeys(odd))[:5]}
        yield Finding("malformed-tree", where, args=args)


def judge(
    asked: Requested, today: str, *, signed: bool, progress: TellProgress = unwatched
) -> tuple[Opened | None, list[Finding]]:
    """The ledger that results from the request, fully opened, and all findings with their
    positions: those of the checks, and those of the rules for requests."""
    if asked.result is None:
        return None, [*asked.against, *asked.base.passed_over]
    settings = asked.result.read(SETTINGS_FILE)
    if isinstance(settings, Finding) and settings.code == "vanished":
        return None, [Finding("ledger-gone", SETTINGS_FILE), *asked.base.passed_over]
    given_again = deleted_records.given_again(asked.base.ledger, asked.result, asked.differences)
    opened = open_ledger(asked.result, with_evidence=True, progress=progress)
    found = [*asked.base.passed_over, *opened.unreadable, *opened.unopened]
    if opened.ledger is None:
        return opened, found
    request, unread = _request(asked, asked.result, opened.ledger, signed=signed)
    touched = {_relative(one.file, asked.base.ledger.path) for one in asked.differences}
    left_out = (*checks.POLICY, files_and_numbers.names_elsewhere)
    ledger = replace(opened.ledger, deletions=given_again())
    ruled = [*checks.check(ledger, today, but=left_out), *rules.judge(request)]
    # Notes are not new, unless they are about what the request touches.
    ruled = [one for one in ruled if one.severity == "error" or one.file in touched]
    ruled += request_numbers.used_up(
        asked.base.ledger, asked.result, request.origins.history, sure=asked.takes_place
    )
    ruled.sort(key=lambda one: one.file)
    return opened, [*unread, *found, *with_places(asked.result, ruled)]


def _request(
    asked: Requested, source: Revision, ledger: Ledger, *, signed: bool
) -> tuple[Request, list[Finding]]:
    """The request as values, and notes on what cannot be read in the base."""
    before, path = asked.base.ledger, asked.base.ledger.path
    # A change of the executable bit is not a change of the file.
    changed = [one for one in asked.differences if _content(one.before) != _content(one.after)]
    inside = tuple(
        one._replace(file=one.file.removeprefix(path))
        for one in changed
        if one.file.startswith(path)
    )
    numbers = Sides(before, source, inside).numbers
    base, unread = families(before, asked.settings, numbers)
    result = _of_numbers(ledger, numbers)
    above = [_relative(file, path) for file in bearing(before, source, changed)]
    governing = (*(one.file for one in inside if governs(one.file)), *above)
    evidence = {
        one.file: one.after.content
        for one in inside
        if one.after and is_kept(one.file) and not governs(one.file)
    }
    known: dict[tuple[str, str], Record] = {
        (file, side.kept(file)): record
        for side, one in ((before, base), (source, result))
        for file, record in one.records.items()
    }
    new = result.records.keys() - base.records.keys()
    whole = {*governing, *(one.file for one in unread), *new}
    files = {file for file, _sha in known} | {*evidence, *whole}
    request = Request(
        base, result, governing, evidence,
        second_ledgers=tuple(_second_ledgers(asked.differences, path)),
        clashes=_clashes(asked.differences, source),
        origins=origins(
            before.folder, asked.made, asked.head.sha, path, files, whole=whole,
            known=known, signers=asked.base.signers if signed else None,
        ),
        signed=signed, signers=bool(asked.base.signers),
    )  # fmt: skip
    return request, list(_unread(request, unread))


def _clashes(differences: Iterable[Difference], source: Revision) -> tuple[Finding, ...]:
    """New files with a name that clashes with another's, or is not possible, on some system."""
    new = [one.file for one in differences if one.before is None]
    if not new:
        return ()
    of_base = [source.path + file for file in source.files()]
    there = sorted(set(of_base) - set(new))
    found = clashes(new, there, source.path)
    return tuple(replace(one, file=_relative(one.file, source.path)) for one in found)


def _of_numbers(ledger: Ledger, numbers: Collection[int]) -> Ledger:
    """The issues with these numbers and their measures, by file name."""
    issues = {file: one for file, one in ledger.issues.items() if number_in(file) in numbers}
    measures = {file: one for file, one in ledger.measures.items() if number_in(file) in numbers}
    return Ledger(ledger.settings, issues, measures, unreadable=ledger.unreadable)


def _unread(request: Request, unread: Iterable[Finding]) -> Iterator[Finding]:
    """The files that cannot be read in the base, so that nothing can be compared with them: a note
    if the office changes them, because it may fix them, or if there are no members; otherwise an
    error.

    Raises SurroundingsError if the clone does not have one of them.
    """
    for file in dict.fromkeys(one.file for one in unread):
        if any(one.file == file and one.code == "not-in-clone" for one in unread):
            raise SurroundingsError("history-not-whole", file=file)
        mended = not request.members or by_office(file, request)
        yield Finding("base-unreadable", file, severity="note" if mended else "error")


def _content(kept: TreeEntry | None) -> str:
    return kept.content if kept else ""


def _relative(file: str, path: str) -> str:
    """A path in the repository, relative to the ledger's folder."""
    if file.startswith(path):
        return file.removeprefix(path)
    return "../" * path.count("/") + file


# The folders of a ledger that is at the top of its repository.
_OWN = tuple(f"{folder}/" for folder in (*RECORD_FOLDERS, *KEPT))


def _second_ledgers(differences: Iterable[Difference], path: str) -> list[str]:
    """New ledgers that would be found instead of the one at `path`: above it, or inside it."""
    found = []
    for one in differences:
        parts = one.file.split("/")
        # A folder with that name is a problem too, and on some disks so is another spelling.
        named = [n for n, part in enumerate(parts) if folded_name(part) == SETTINGS_FILE]
        if not named or one.before is not None or one.file == path + SETTINGS_FILE:
            continue
        folder = "".join(f"{part}/" for part in parts[: named[0]])
        above = any(path.startswith(place) for place in (folder, folder.removesuffix("data/")))
        inside = one.file.startswith(path or _OWN)
        if above or inside:
            found.append(_relative(one.file, path))
    return found
