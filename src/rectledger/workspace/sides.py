"""Two sides of a ledger: a commit, and a later one or what is on disk; and what differs."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Ledger, Measure, Settings
from rectledger.errors import UsageError
from rectledger.store.files import Folder
from rectledger.store.git import history
from rectledger.store.git.history import Difference
from rectledger.store.git.revision import Revision, named
from rectledger.store.read import read
from rectledger.store.source import Source
from rectledger.workspace.opened import list_records
from rectledger.workspace.parts import number_in

RECORDS = ("issues/", "measures/")


@dataclass(frozen=True)
class Sides:
    """A ledger before and after, and the files of it that are not the same. `parted`: the revision
    that was named has gone on since, and `before` is where the later side left it."""

    before: Revision
    after: Source
    differences: tuple[Difference, ...]
    parted: bool = False

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The issues whose file, or a measure's, differs. 0 stands for names that tell none."""
        files = (one.file for one in self.differences)
        return frozenset(number_in(file) for file in files if file.startswith(RECORDS))


def families(
    source: Source, settings: Settings, numbers: Collection[int]
) -> tuple[Ledger, list[Finding]]:
    """The issues of these numbers with their measures, and what of them cannot be read."""
    listed = list_records(source)
    issues, bad_issues = read(source, _of(listed.issues, numbers), Issue)
    measures, bad_measures = read(source, _of(listed.measures, numbers), Measure)
    unreadable = [*listed.unreadable, *bad_issues, *bad_measures]
    names = frozenset(finding.file for finding in unreadable)
    return Ledger(settings, issues, measures, unreadable=names), unreadable


def _of(files: list[str], numbers: Collection[int]) -> list[str]:
    return [file for file in files if number_in(file) in numbers]


def by_name(place: str | Path) -> tuple[Path, str]:
    """The top of the repository that a folder is in, and the folder below it as it is named: a
    link that a branch has in its place leads nowhere. Of a repository without files, this folder.
    """
    path = Path(os.path.abspath(place))  # noqa: PTH100  # by its name alone
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
    """What became of the ledger that lies in `root`, at `path` in its repository, since a branch
    left `base`: up to the commit `head`, or up to what is on disk.

    Without `base`, since the last commit. Raises UsageError and SurroundingsError as
    `open_revision` does, and UsageError where the two have no history in common.
    """
    folder = str(root)
    _, first = named(root, "HEAD" if base is None else base, "BASE")
    _, last = named(root, "HEAD" if head is None else head, "HEAD")
    parted = history.merge_base(folder, first.sha, last.sha)
    if parted is None:
        shallow = history.is_shallow(folder)
        code = "history-missing" if shallow else "nothing-in-common"
        raise UsageError(code, option="BASE", rev=first.rev, head=last.rev)
    gone_on = parted != first.sha
    left = named(root, parted, "BASE")[1] if gone_on else first
    before = Revision(folder, path, left._replace(rev=first.rev))
    if head is None:
        found = history.differences_on_disk(folder, parted, path)
        return Sides(before, Folder(root), tuple(found), gone_on)
    found = history.differences(folder, parted, last.sha, path)
    return Sides(before, Revision(folder, path, last), tuple(found), gone_on)
