"""The repository around a ledger: its location, its status, and committing changes to it.

Every change goes through `git add` and `git commit --only`, so that hooks, filters and signing work
as configured, and whatever else is staged stays staged.
"""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from rectledger.errors import SurroundingsError
from rectledger.store.git import author_identity, commits, environment, objects, tree_objects
from rectledger.store.git.index import UNBELIEVED
from rectledger.store.git.run_git import LITERALLY, answer, outcome_of_reading

_WAIT_FOR_GIT = 2.0  # seconds: editors often run `git status`
# Compare the full file status; otherwise a change with the same length and date goes unnoticed.
_BY_ALL = ("-c", "core.checkStat=default", "-c", "core.trustctime=true")
_UNDER_WAY = {
    "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert",
    "rebase-merge": "rebase", "rebase-apply": "rebase", "sequencer": "cherry-pick",
}  # fmt: skip


class Differs(NamedTuple):
    """A file that differs from HEAD. A hash is "" if there is no such file.

    `kind` is "changed", "conflict", "untracked" or "ignored". `to_come` means that the index has
    only an empty entry for the file (`git add --intent-to-add`).
    """

    kind: str
    head: str = ""
    staged: str = ""
    to_come: bool = False


class Condition(NamedTuple):
    """The status of a repository: its commit ("" before the first), its branch (None if detached),
    and those of the requested files that differ from HEAD."""

    head: str
    branch: str | None
    differs: dict[str, Differs]


@dataclass(frozen=True)
class Repository:
    """The repository around the ledger in `folder`, whose path in the repository is `prefix`.

    `prefix` is "" or ends with a `/`. Files are relative to the ledger.
    """

    folder: str
    git_dir: Path
    prefix: str
    _head: dict[str, str] = field(default_factory=dict, compare=False)

    def under_way(self) -> str | None:
        """The operation in progress, if any: a merge, rebase, cherry-pick or revert."""
        found = (what for name, what in _UNDER_WAY.items() if (self.git_dir / name).exists())
        return next(found, None)

    def wait_for_git(self, name: str = "index.lock") -> None:
        """Wait for a running git to finish. Raises SurroundingsError, naming its lock file, if it
        does not."""
        lock = self.git_dir / name
        end = time.monotonic() + _WAIT_FOR_GIT
        while os.path.lexists(lock):
            if time.monotonic() > end:
                raise SurroundingsError("git-locked", path=str(lock))
            time.sleep(0.05)

    def condition(self, files: Sequence[str]) -> Condition:
        """The status of the repository and of these files."""
        # List each file of untracked folders, and do not detect renames.
        said = answer(
            self.folder, *UNBELIEVED, *_BY_ALL, "status", "--porcelain=v2", "--branch", "-z",
            "--untracked-files=all", "--ignored=matching", "--no-renames",
            "--ignore-submodules=all", "--", *files,
            env=environment.READING,
        )  # fmt: skip
        head, branch, differs = "", None, {}
        for line in os.fsdecode(said).split("\0"):
            kind, _, rest = line.partition(" ")
            if kind == "#":
                name, _, value = rest.partition(" ")
                head = value if name == "branch.oid" and value != "(initial)" else head
                branch = value if name == "branch.head" and value != "(detached)" else branch
            elif kind == "1":
                states, *_modes, in_head, in_index, path = rest.split(" ", 7)
                none = "0" * len(in_head)
                differs[path.removeprefix(self.prefix)] = Differs(
                    "changed",
                    in_head.replace(none, ""),
                    in_index.replace(none, ""),
                    states[1] == "A",
                )
            elif kind == "u":
                path = rest.split(" ", 9)[-1]
                differs[path.removeprefix(self.prefix)] = Differs("conflict")
            elif kind in ("?", "!"):
                file = rest.removeprefix(self.prefix)
                found = Differs("untracked" if kind == "?" else "ignored")
                differs.setdefault(file, found)
                if rest.endswith("/"):  # a whole folder, including requested files in it
                    inside = (one for one in files if f"{self.prefix}{one}".startswith(rest))
                    differs.update(dict.fromkeys(inside, found))
        if not said.startswith(b"# branch"):
            raise SurroundingsError("git-refused", folder=self.folder, detail="git status: –")
        return Condition(head, branch, differs)

    def kept(self, rev: str, file: str) -> bytes | None:
        """The bytes of a file in a commit, or in the index if `rev` is ""; None if not there."""
        sha = self._blob(rev, file)
        return objects.content(self.folder, sha) if sha else None

    def names(self, folder: str) -> list[str]:
        """The names in a folder of the ledger in HEAD."""
        steps = dict(tree_objects.way(self.folder, self._tree("HEAD"), f"{self.prefix}{folder}/"))
        found = steps.get(f"{self.prefix}{folder}/")
        return list(found.entries) if found else []

    def fingerprint(self, rev: str, file: str) -> tuple[int, str] | None:
        """Size and sha256 of a file in a commit, or in the index if `rev` is ""."""
        sha = self._blob(rev, file)
        return objects.fingerprint(self.folder, sha) if sha else None

    def _blob(self, rev: str, file: str) -> str:
        """The hash of a file in a commit, or in the index if `rev` is ""; "" if there is none."""
        if not rev:
            return self._in_index(file)
        kept = tree_objects.find(self.folder, self._tree(rev), self.prefix + file)
        return kept.sha if kept and kept.mode in tree_objects.FILES else ""

    def _in_index(self, file: str) -> str:
        """The hash of a file in the index; "" if there is none, or it is in conflict."""
        said = outcome_of_reading(self.folder, "ls-files", "--stage", "-z", "--", file)
        for line in os.fsdecode(said.stdout).split("\0"):
            kept, _, name = line.partition("\t")
            _mode, sha, stage = [*kept.split(" "), "", ""][:3]
            if stage == "0" and name == file:
                return sha
        return ""

    def _tree(self, rev: str) -> str:
        """The hash of a commit's tree (for HEAD, that last looked up); "" if there is no such
        commit. Raises SurroundingsError if it cannot be read."""
        sha = self.head() if rev == "HEAD" else self.hash_of(rev)
        return commits.held(self.folder, sha).tree if sha else ""

    def head(self) -> str:
        """The hash of HEAD when it was last looked up; "" if there is none."""
        return self._head.get("sha") or self.hash_of("HEAD")

    def hash_of(self, name: str) -> str:
        """The hash of a revision or object; "" if there is none."""
        question = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        done = outcome_of_reading(self.folder, *question)
        if done.returncode < 0:  # perhaps interrupted by a ^C: try again
            done = outcome_of_reading(self.folder, *question)
        sha = "" if done.returncode else done.stdout.decode("ascii", "replace").strip()
        if name == "HEAD":
            self._head["sha"] = sha
        return sha

    def stores(self, file: str) -> bool:
        """Whether git, after applying its filters, would store exactly what HEAD has for a file."""
        path = f"--path={self.prefix}{file}"
        try:
            said = os.fsdecode(answer(self.folder, "hash-object", path, "--", file)).strip()
        except SurroundingsError:
            return False
        return said == self.hash_of(f"HEAD:./{file}")

    def identity(self) -> tuple[str, str]:
        """Name and address that git would use for the author; "" if not configured."""
        return author_identity.identity(self.folder)

    def begun_from(self, branch: str) -> str:
        """The branch or commit that `begin_branch` created a branch from; "" if it did not."""
        said = answer(self.folder, "config", "--default", "", "--get", _mark(branch))
        return os.fsdecode(said).strip()

    def holds(self, name: str, commit: str) -> bool:
        """Whether the history of a branch or commit contains another commit."""
        there = self.hash_of(f"refs/heads/{name}") or self.hash_of(name)
        asked = ("merge-base", "--is-ancestor", commit, there)
        return bool(there) and outcome_of_reading(self.folder, *asked).returncode == 0

    def begin_branch(self, name: str, start: str, *, is_new: bool) -> None:
        """Switch to a branch at the current commit, creating it if `is_new`. Git's configuration
        records where it was created from, for as long as the branch exists."""
        if is_new:
            self._do("config", _mark(name), start)
            try:
                self._do("branch", "--no-track", name)
            except SurroundingsError:
                with suppress(SurroundingsError):
                    self._do("config", "--unset", _mark(name))
                raise
        try:
            # No file differs there, so changing HEAD is enough, and nothing else can fail.
            self._do("symbolic-ref", "HEAD", f"refs/heads/{name}")
        except SurroundingsError:
            if is_new:
                self._do("branch", "--quiet", "--delete", "--force", name)
            raise

    def leave_branch(self, name: str, before: str | None, head: str, *, is_new: bool) -> None:
        """Go back to where HEAD was before `begin_branch`, undoing it."""
        if before:
            self._do("symbolic-ref", "HEAD", f"refs/heads/{before}")
        else:
            self._do("update-ref", "--no-deref", "HEAD", head)
        if is_new:
            self._do("branch", "--quiet", "--delete", "--force", name)

    def take_up(self, files: Sequence[str]) -> None:
        """Add new files to the index. Raises SurroundingsError if git refuses."""
        if files:
            # By default, git does not sync loose objects to disk; the index is synced later.
            self._do("-c", "core.fsync=loose-object", "add", "--", *files)

    def put_down(self, files: Sequence[str]) -> None:
        """Remove those of these files from the index that are not in HEAD."""
        new = [f for f in files if self.hash_of(f":./{f}") and not self.hash_of(f"HEAD:./{f}")]
        if new:
            self._do("rm", "--cached", "--quiet", "--force", "--", *new)

    def put_down_all(self) -> None:
        """Remove everything in the ledger's folder from the index."""
        self._do("rm", "-r", "--cached", "--quiet", "--force", "--ignore-unmatch", "--", ".")

    def refresh(self, files: Sequence[str]) -> None:
        """Set these files in the index to what HEAD has."""
        self._do("reset", "--quiet", "HEAD", "--", *files)

    def commit(self, files: Sequence[str], message: str) -> None:
        """Commit only these files. Raises SurroundingsError if git refuses."""
        self._do(
            "-c", "core.fsync=all", "-c", "i18n.commitEncoding=UTF-8",
            "commit", "--quiet", "--only", "--cleanup=whitespace", "--message", message,
            "--", *files,
        )  # fmt: skip

    def commit_all(self, message: str) -> None:
        """Add and commit everything in the ledger's folder, and nothing else: however many files
        there are, no command line is too long. Raises SurroundingsError if git refuses."""
        self.take_up(["."])
        self.commit(["."], message)

    def take_back(self, commit: str, before: str, files: Sequence[str]) -> None:
        """Reset HEAD, and the index of these files, to `before`, if HEAD is still at `commit`."""
        self._do("update-ref", "-m", f"rectledger: undo commit {commit}", "HEAD", before, commit)
        self.refresh(files)

    def _do(self, *command: str) -> None:
        self._head.clear()  # HEAD may change
        end = time.monotonic() + _WAIT_FOR_GIT
        while True:
            try:
                answer(self.folder, *UNBELIEVED, *command, env=LITERALLY)
            except SurroundingsError as refusal:
                # Another git process got in between; ours has not changed anything.
                if refusal.code != "git-locked" or time.monotonic() > end:
                    raise
                time.sleep(0.05)
            else:
                return


def _mark(branch: str) -> str:
    """The setting that records where a branch was created from; git deletes it with the branch."""
    return f"branch.{branch}.rectledger-from"
