"""The two sides of a comparison: a commit, and a later one or the files on disk."""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from rectledger.core.findings import Finding
from rectledger.core.model import Ledger, Settings
from rectledger.core.model.layout import CONTENT, RECORD_FOLDERS
from rectledger.errors import UsageError
from rectledger.store.git import commit_comparison, disk_and_commit, tree_objects
from rectledger.store.git.disk_and_commit import OnDisk
from rectledger.store.git.ledger_at_commit import Revision
from rectledger.store.git.revision_names import commit_named, named
from rectledger.store.git.tree_objects import Difference
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_overlay import Overlay
from rectledger.store.ledger_source import Commit, Source
from rectledger.workspace.reading.load_in_parts import number_in
from rectledger.workspace.reading.load_ledger import list_records, read_records

RECORDS = tuple(f"{folder}/" for folder in RECORD_FOLDERS)


@dataclass(frozen=True)
class Sides:
    """A ledger before and after, and its files that differ.

    `merged`: the base has moved on, and `after` is the result of merging the later side into it. If
    they cannot be merged, `conflicts` are the files that both changed, `uncommitted` are those of
    them that conflict only through uncommitted changes, and `before` is the merge base.
    """

    before: Revision
    after: Source
    differences: tuple[Difference, ...]
    merged: bool = False
    conflicts: tuple[str, ...] = ()
    uncommitted: tuple[str, ...] = ()

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The issues whose file, or a measure's, differs. 0 stands for names without a number."""
        files = (one.file for one in self.differences)
        return frozenset(number_in(file) for file in files if file.startswith(RECORDS))


def families(
    source: Source, settings: Settings, numbers: Collection[int]
) -> tuple[Ledger, list[Finding]]:
    """The issues with these numbers and their measures, and what of them cannot be read."""
    listed = list_records(source)
    issues, measures = (
        [file for file in files if number_in(file) in numbers]
        for files in (listed.issues, listed.measures)
    )
    ledger, bad = read_records(source, settings, issues, measures)
    unlisted = {finding.file for finding in listed.unreadable}
    return replace(ledger, unreadable=ledger.unreadable | unlisted), [*listed.unreadable, *bad]


def by_name(place: str | Path) -> tuple[Path, str]:
    """The top of the repository that a folder is in, and the folder's path in it.

    The path is taken literally, because a branch may have put a link in its place. In a repository
    without a work tree, the top is the current folder.
    """
    path = Path(os.path.abspath(place))  # noqa: PTH100  # without resolving links
    above = [path, *path.parents]
    real = Path(os.path.realpath(path))
    tops = [one for one in above if not one.is_symlink()] + [real, *real.parents]
    for top in tops:
        if os.path.lexists(top / ".git"):
            named_so = path if top in above else real
            below = named_so.relative_to(top).as_posix()
            return top, "" if below == "." else below
    return Path(), os.path.relpath(path)


def since(root: Path, path: str, base: str | None, head: str | None) -> Sides:
    """What changed in the ledger in `root`, at `path` in its repository, between `base` and the
    commit `head` or, without `head`, the files on disk. If `base` has moved on since they diverged,
    what merging them would change.

    `base` defaults to HEAD. Raises the same errors as `open_revision`, and UsageError if the two
    have no history in common.
    """
    folder = str(root)
    _, first = named(root, "HEAD" if base is None else base, "BASE", branch_first=True)
    last = commit_named(folder, "HEAD" if head is None else head, "HEAD", branch_first=True)
    parted = commit_comparison.merge_base(folder, first.sha, last.sha)
    if parted is None:
        shallow = commit_comparison.is_shallow(folder)
        code = "history-missing" if shallow else "nothing-in-common"
        raise UsageError(code, option="BASE", rev=first.rev, head=last.rev)
    if parted == first.sha:
        return _as_they_are(root, path, first, last, to_disk=head is None)
    merged = commit_comparison.merged(folder, first.sha, last.sha)
    result = Revision(folder, path, last, merged.tree)
    own = on_disk_since(root, Revision(folder, path, last)) if head is None else OnDisk(())
    changed = [one for one in own.differences if one.file not in own.not_checked_out]
    at_odds = [path + file for file in _at_odds(result, changed)]
    if merged.conflicts or at_odds:
        left = commit_named(folder, parted, "BASE")._replace(rev=first.rev)
        sides = _as_they_are(root, path, left, last, to_disk=head is None)
        conflicts = tuple(dict.fromkeys((*merged.conflicts, *at_odds)))
        only = tuple(file for file in at_odds if file not in merged.conflicts)
        return replace(sides, conflicts=conflicts, uncommitted=only)
    before = Revision(folder, path, first)
    found = _below(tree_objects.differences(folder, first.tree, merged.tree), path)
    if head is not None:
        return Sides(before, result, found, merged=True)
    there = frozenset(one.file for one in changed if one.after)
    gone = frozenset(one.file for one in changed if not one.after)
    laid_over = [one._replace(before=before.files().get(one.file)) for one in changed]
    both = {one.file: one for one in (*found, *laid_over)}
    after = Overlay(result, Folder(root), there, gone)
    return Sides(before, after, tuple(both[file] for file in sorted(both)), merged=True)


def known_on_disk(root: Path) -> disk_and_commit.Known:
    """What git's index says about the ledger in `root`."""
    return disk_and_commit.known(root, CONTENT)


def on_disk_since(
    root: Path, before: Revision, told: disk_and_commit.Known | None = None
) -> OnDisk:
    """What differs between a commit and the ledger on disk in `root`; `told` is the index, if
    already read."""
    return disk_and_commit.compare(root, before.files(), CONTENT, told)


def _as_they_are(root: Path, path: str, first: Commit, last: Commit, *, to_disk: bool) -> Sides:
    """A commit, and a later one or the files on disk, without merging."""
    before = Revision(str(root), path, first)
    if to_disk:
        return Sides(before, Folder(root), on_disk_since(root, before).differences)
    found = _below(tree_objects.differences(str(root), first.tree, last.tree), path)
    return Sides(before, Revision(str(root), path, last), found)


def _at_odds(result: Revision, changed: Iterable[Difference]) -> list[str]:
    """The files with uncommitted changes that the merge changes too."""
    return [
        one.file
        for one in changed
        if result.kept(one.file) != (one.before.sha if one.before else "")
    ]


def _below(differences: Iterable[Difference], path: str) -> tuple[Difference, ...]:
    """The differences below a folder, with paths relative to it."""
    return tuple(
        one._replace(file=one.file.removeprefix(path))
        for one in differences
        if one.file.startswith(path)
    )
