"""A ledger as a commit has it.

To read a commit, nothing is checked out, fetched or written, and nothing that a repository's
configuration names is run: only plumbing that reads objects is called.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from errno import ENOTDIR
from functools import cache
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.model.fields import DAY_PATTERN
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.files import RECORD_MAX_BYTES
from rectledger.store.git import objects, start
from rectledger.store.git.asking import LITERALLY, outcome
from rectledger.store.source import Commit, Entry

_LINK, _FILES = "120000", ("100644", "100755")


@dataclass(frozen=True)
class Revision:
    """The files of a ledger as `commit` has them, in the repository around `folder`.

    `path` is where the ledger lies in the repository, "" or with a `/` at its end.
    """

    folder: str
    path: str
    commit: Commit

    @property
    def prefix(self) -> str:
        return f"{self.commit.rev}:{self.path}"

    def entries(self, folder: str) -> list[Entry] | Finding:
        """What lies in a folder of the commit."""
        tree = self._tree()
        kept = tree.files.get(folder)
        if kept is not None:
            if kept.mode == _LINK:
                return Finding("link", folder)
            return Finding("cannot-open", folder, args={"detail": os.strerror(ENOTDIR)})
        found = tree.folders.get(folder, {})
        return sorted(Entry(*one) for one in found.items() if not one[0].startswith("."))

    def _tree(self) -> "_Tree":
        return _tree(self.folder, self.commit.sha, self.path)

    def read(self, file: str) -> bytes | Finding:
        """The bytes of a record, or why they cannot be had."""
        return next(self.reads([file]))

    def reads(self, files: Sequence[str]) -> Iterator[bytes | Finding]:
        """The bytes of several records, in turn: git is asked for many at once."""
        tree = self._tree()
        for at in range(0, len(files), objects.MOST_AT_ONCE):
            some = files[at : at + objects.MOST_AT_ONCE]
            kept = [self._kept(tree, file) for file in some]
            asked = objects.in_turn(
                self.folder, [one.sha for one in kept if not isinstance(one, Finding)]
            )
            for file, one in zip(some, kept, strict=True):
                yield one if isinstance(one, Finding) else self._taken(file, next(asked))

    def _taken(self, file: str, opened: tuple[int, Iterator[bytes]] | None) -> bytes | Finding:
        if opened is None:
            return Finding("not-in-clone", file)
        try:
            data = objects.whole(*opened, RECORD_MAX_BYTES)
        except EOFError:
            return Finding("not-in-clone", file)
        if data is None:
            return Finding("too-large", file, args={"most": RECORD_MAX_BYTES // 1024})
        return data

    def fingerprint(
        self, file: str, progress: Callable[[int], None] | None = None
    ) -> tuple[int, str] | Finding:
        """Size and sha256 of what the commit keeps of a file."""
        import hashlib

        opened = self._open(file)
        if isinstance(opened, Finding):
            return opened
        size, blocks = opened
        digest = hashlib.sha256()
        try:
            for block in blocks:
                digest.update(block)
                if progress:
                    progress(len(block))
        except EOFError:
            return Finding("not-in-clone", file)
        return size, digest.hexdigest()

    def _open(self, file: str) -> tuple[int, Iterator[bytes]] | Finding:
        """A file's size, and its bytes in blocks, which must all be taken before the next."""
        kept = self._kept(self._tree(), file)
        if isinstance(kept, Finding):
            return kept
        return objects.get(self.folder, kept.sha) or Finding("not-in-clone", file)

    @staticmethod
    def _kept(tree: "_Tree", file: str) -> "_Kept | Finding":
        """What the commit keeps of a regular file."""
        kept = tree.files.get(file)
        if kept is None:
            is_folder = file in tree.folders
            return Finding("not-a-file" if is_folder else "vanished", file)
        if kept.mode not in _FILES:
            return Finding("link" if kept.mode == _LINK else "not-a-file", file)
        return kept


def open_revision(
    root: Path, rev: str, option: str = "--at", *, upwards: bool = False, below: str = ""
) -> Revision:
    """The ledger that lies in `root`, or in its folder `data`, as `rev` (a tag, a branch, a hash)
    has it; with `upwards`, in one of the folders above too; `below` names a folder that need be
    there in the commit alone, whatever is there now. The folder need hold nothing now: the
    repository may have no files beside its own. `option` is what gave `rev`.

    Raises UsageError where there is no such revision, repository or ledger, and SurroundingsError
    where git is missing or does not trust the repository.
    """
    path, commit = named(root, rev, option)
    if below:
        path = f"{normpath(path + below)}/".removeprefix("./")
    folders = [path]
    while upwards and folders[-1]:
        folders.append(re.sub("[^/]*/$", "", folders[-1]))
    for place in (f"{folder}{inner}" for folder in folders for inner in ("", "data/")):
        if "ledger.yaml" in _tree(str(root), commit.sha, place).files:
            return Revision(str(root), place, commit)
    raise UsageError("no-ledger-then", rev=rev, folder=path or ".")


def named(root: Path, rev: str, option: str) -> tuple[str, Commit]:
    """Where `root` lies in its repository, "" or with a `/` at its end, and the commit that `rev`
    names there. Raises as `open_revision` does."""
    if not rev or rev[0] in "-^" or ":" in rev or not rev.isprintable():
        raise UsageError("bad-revision", rev=rev, option=option)
    folder = start(root, incoming=True)
    path = _said(folder, option, "--show-prefix")
    if path is None:
        raise UsageError("not-in-repository", folder=folder, option=option)
    sha = _said(folder, option, "--verify", "--end-of-options", f"{rev}^{{commit}}")
    header = objects.get(folder, sha) if sha else None
    if sha is None and re.fullmatch(DAY_PATTERN, rev):
        raise UsageError("revision-is-day", rev=rev, option=option)
    if sha is None or header is None:
        shallow = _said(folder, option, "--is-shallow-repository") == "true"
        code = "history-missing" if sha or shallow else "no-such-revision"
        raise UsageError(code, rev=rev, option=option)
    try:
        committer = re.search(rb"^committer .*> (\d{1,11}) ", b"".join(header[1]), re.MULTILINE)
    except EOFError as error:
        raise SurroundingsError("unreadable-commit", commit=sha[:10], folder=folder) from error
    return path, Commit(rev, sha, int(committer[1]) if committer else 0)


def names(root: Path) -> list[str]:
    """The branches and tags of the repository around `root`; none where git does not say."""
    try:
        known = outcome(
            start(root), "for-each-ref", "--format=%(refname:short)",
            "refs/heads", "refs/tags", "refs/remotes", env=objects.READING,
        )  # fmt: skip
    except SurroundingsError:
        return []
    return [] if known.returncode else os.fsdecode(known.stdout).splitlines()


def _said(folder: str, option: str, *question: str) -> str | None:
    """What `git rev-parse` answers; None where it has no answer that it is sure of."""
    try:
        done = outcome(folder, "rev-parse", *question, env=objects.READING)
    except SurroundingsError as error:
        if error.code == "no-git-to-commit":
            raise SurroundingsError("no-git") from error
        raise
    doubts = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        if "dubious ownership" in doubts:
            raise SurroundingsError("distrusted-repository", folder=folder)
        if "bad config" in doubts:
            raise SurroundingsError("bad-git-config", folder=folder)
        return None
    if "is ambiguous" in doubts:
        rev = question[-1].removesuffix("^{commit}")
        raise UsageError("ambiguous-revision", rev=rev, option=option)
    # A reflog that does not go back as far as was asked gives its oldest commit, and a warning.
    answer = os.fsdecode(done.stdout).removesuffix("\n")
    return None if "only goes back to" in doubts else answer


class _Kept(NamedTuple):
    mode: str
    sha: str


class _Tree(NamedTuple):
    """The ledger's files in a commit, and what each of its folders holds: whether it is one."""

    files: dict[str, _Kept]
    folders: dict[str, dict[str, bool]]


@cache  # a process that is divided from this one has it too
def _tree(folder: str, commit: str, path: str) -> _Tree:
    done = outcome(
        folder, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *([path] if path else []),
        env={**objects.READING, **LITERALLY},
    )  # fmt: skip
    if done.returncode:
        raise SurroundingsError("unreadable-commit", commit=commit[:10], folder=folder)
    tree = _Tree({}, {})
    for line in done.stdout.split(b"\0")[:-1]:
        kept, _tab, name = line.partition(b"\t")
        mode, _kind, sha = kept.decode("ascii").split(" ")
        file = os.fsdecode(name)[len(path) :]
        tree.files[file] = _Kept(mode, sha)
        below = False
        while file:
            file, _slash, last = file.rpartition("/")
            known = tree.folders.setdefault(file, {})
            if last in known:
                break
            known[last], below = below, True
    return tree
