"""The repository around a ledger: where it is, how it stands, and how it takes a change.

Whatever changes a repository goes through `git add` and `git commit --only`, so that hooks, filters
and signatures are as they are configured, and what somebody else has staged stays staged.
"""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from rectledger.errors import SurroundingsError
from rectledger.store.git import commits, environment, objects, tree_objects
from rectledger.store.git.index import UNBELIEVED
from rectledger.store.git.run_git import LITERALLY, answer, outcome_of_reading

_WAIT_FOR_GIT = 2.0  # seconds: an editor asks git how things stand every now and then
# By all that is known of a file, or a change that keeps its length and its day is overlooked.
_BY_ALL = ("-c", "core.checkStat=default", "-c", "core.trustctime=true")
_UNDER_WAY = {
    "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert",
    "rebase-merge": "rebase", "rebase-apply": "rebase", "sequencer": "cherry-pick",
}  # fmt: skip


class Differs(NamedTuple):
    """A file that is not as HEAD has it. Hashes are "" where there is no such file.

    `kind` is "changed", "conflict", "untracked" or "ignored". `to_come` says that the index only
    knows that there is to be such a file (`git add --intent-to-add`).
    """

    kind: str
    head: str = ""
    staged: str = ""
    to_come: bool = False


class Condition(NamedTuple):
    """How a repository stands: its commit ("" before the first), its branch (None: detached), and
    which of the files that were asked about are not as HEAD has them."""

    head: str
    branch: str | None
    differs: dict[str, Differs]


@dataclass(frozen=True)
class Repository:
    """The repository around the ledger in `folder`, which lies there at `prefix`.

    `prefix` is "" or ends with a `/`. Files are relative to the ledger.
    """

    folder: str
    git_dir: Path
    prefix: str
    _head: dict[str, str] = field(default_factory=dict, compare=False)

    def under_way(self) -> str | None:
        """What somebody has begun and not finished: a merge, a rebase, a cherry-pick, a revert."""
        found = (what for name, what in _UNDER_WAY.items() if (self.git_dir / name).exists())
        return next(found, None)

    def wait_for_git(self, name: str = "index.lock") -> None:
        """Let a git that is at work finish. Raises SurroundingsError, naming what it holds."""
        lock = self.git_dir / name
        end = time.monotonic() + _WAIT_FOR_GIT
        while os.path.lexists(lock):
            if time.monotonic() > end:
                raise SurroundingsError("git-locked", path=str(lock))
            time.sleep(0.05)

    def condition(self, files: Sequence[str]) -> Condition:
        """How the repository stands, and these files in it."""
        # One status for all: of untracked folders each file, of renames nothing.
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
                if rest.endswith("/"):  # a whole folder, with what was asked about in it
                    inside = (one for one in files if f"{self.prefix}{one}".startswith(rest))
                    differs.update(dict.fromkeys(inside, found))
        if not said.startswith(b"# branch"):
            raise SurroundingsError("git-refused", folder=self.folder, detail="git status: –")
        return Condition(head, branch, differs)

    def kept(self, rev: str, file: str) -> bytes | None:
        """The bytes of a file in a commit, or in the index where `rev` is ""; None for none."""
        sha = self._blob(rev, file)
        return objects.content(self.folder, sha) if sha else None

    def names(self, folder: str) -> list[str]:
        """What HEAD has in a folder of the ledger."""
        steps = dict(tree_objects.way(self.folder, self._tree("HEAD"), f"{self.prefix}{folder}/"))
        found = steps.get(f"{self.prefix}{folder}/")
        return list(found.entries) if found else []

    def fingerprint(self, rev: str, file: str) -> tuple[int, str] | None:
        """Size and sha256 of a file in a commit, or in the index where `rev` is ""."""
        sha = self._blob(rev, file)
        return objects.fingerprint(self.folder, sha) if sha else None

    def _blob(self, rev: str, file: str) -> str:
        """The hash of a file's bytes in a commit, or in the index; "" for none."""
        if not rev:
            return self._in_index(file)
        kept = tree_objects.find(self.folder, self._tree(rev), self.prefix + file)
        return kept.sha if kept and kept.mode in tree_objects.FILES else ""

    def _in_index(self, file: str) -> str:
        """The hash that the index has of a file; "" for none, or while it is in conflict."""
        said = outcome_of_reading(self.folder, "ls-files", "--stage", "-z", "--", file)
        for line in os.fsdecode(said.stdout).split("\0"):
            kept, _, name = line.partition("\t")
            _mode, sha, stage = [*kept.split(" "), "", ""][:3]
            if stage == "0" and name == file:
                return sha
        return ""

    def _tree(self, rev: str) -> str:
        """The hash of a commit's tree; that of HEAD as it was when it was last asked for. "" where
        there is no such commit; raises SurroundingsError where it cannot be read."""
        sha = self.head() if rev == "HEAD" else self.hash_of(rev)
        return commits.held(self.folder, sha).tree if sha else ""

    def head(self) -> str:
        """The hash of HEAD, as it was when it was last asked for; "" for none."""
        return self._head.get("sha") or self.hash_of("HEAD")

    def hash_of(self, name: str) -> str:
        """The hash that a revision or an object has; "" for none."""
        question = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        done = outcome_of_reading(self.folder, *question)
        if done.returncode < 0:  # it may have been interrupted with us
            done = outcome_of_reading(self.folder, *question)
        sha = "" if done.returncode else done.stdout.decode("ascii", "replace").strip()
        if name == "HEAD":
            self._head["sha"] = sha
        return sha

    def stores(self, file: str) -> bool:
        """Whether git, its filters applied, would store of a file just what HEAD has."""
        path = f"--path={self.prefix}{file}"
        try:
            said = os.fsdecode(answer(self.folder, "hash-object", path, "--", file)).strip()
        except SurroundingsError:
            return False
        return said == self.hash_of(f"HEAD:./{file}")

    def identity(self) -> tuple[str, str]:
        """Name and address of whom git would name as the author; "" where it knows none."""
        try:
            # To git, an address that it had to guess is as good as none.
            said = os.fsdecode(
                answer(self.folder, "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
            )
        except SurroundingsError:
            return "", ""
        name, _, rest = said.partition(" <")
        return name, rest.partition(">")[0]

    def begun_from(self, branch: str) -> str:
        """From where `begin_branch` made a branch: a branch or a commit; "" where it did not."""
        said = answer(self.folder, "config", "--default", "", "--get", _mark(branch))
        return os.fsdecode(said).strip()

    def holds(self, name: str, commit: str) -> bool:
        """Whether a branch or commit of this name has a commit in its history."""
        there = self.hash_of(f"refs/heads/{name}") or self.hash_of(name)
        asked = ("merge-base", "--is-ancestor", commit, there)
        return bool(there) and outcome_of_reading(self.folder, *asked).returncode == 0

    def begin_branch(self, name: str, start: str, *, is_new: bool) -> None:
        """Be on a branch that begins here, which is made if it is new; git then keeps from where,
        as long as it keeps the branch."""
        if is_new:
            self._do("config", _mark(name), start)
            try:
                self._do("branch", "--no-track", name)
            except SurroundingsError:
                with suppress(SurroundingsError):
                    self._do("config", "--unset", _mark(name))
                raise
        try:
            # No file differs there, so that to switch to it is to say so: nothing else can fail.
            self._do("symbolic-ref", "HEAD", f"refs/heads/{name}")
        except SurroundingsError:
            if is_new:
                self._do("branch", "--quiet", "--delete", "--force", name)
            raise

    def leave_branch(self, name: str, before: str | None, head: str, *, is_new: bool) -> None:
        """Be where one was before `begin_branch`, which then never happened."""
        if before:
            self._do("symbolic-ref", "HEAD", f"refs/heads/{before}")
        else:
            self._do("update-ref", "--no-deref", "HEAD", head)
        if is_new:
            self._do("branch", "--quiet", "--delete", "--force", name)

    def take_up(self, files: Sequence[str]) -> None:
        """Have git know of new files. Raises SurroundingsError for why not."""
        if files:
            # By itself, git leaves it to chance when the disk has them; the index follows later.
            self._do("-c", "core.fsync=loose-object", "add", "--", *files)

    def put_down(self, files: Sequence[str]) -> None:
        """Have git forget those of these files again that no commit has."""
        new = [f for f in files if self.hash_of(f":./{f}") and not self.hash_of(f"HEAD:./{f}")]
        if new:
            self._do("rm", "--cached", "--quiet", "--force", "--", *new)

    def refresh(self, files: Sequence[str]) -> None:
        """Have the index say of these files what HEAD says."""
        self._do("reset", "--quiet", "HEAD", "--", *files)

    def commit(self, files: Sequence[str], message: str) -> None:
        """Commit these files and nothing else. Raises SurroundingsError for why not."""
        self._do(
            "-c", "core.fsync=all", "-c", "i18n.commitEncoding=UTF-8",
            "commit", "--quiet", "--only", "--cleanup=whitespace", "--message", message,
            "--", *files,
        )  # fmt: skip

    def take_back(self, commit: str, before: str, files: Sequence[str]) -> None:
        """Have HEAD, and the index of these files, be at `before` again, if HEAD is at `commit`."""
        self._do("update-ref", "-m", f"rectledger: take back {commit}", "HEAD", before, commit)
        self.refresh(files)

    def _do(self, *command: str) -> None:
        self._head.clear()  # it may be another after this
        end = time.monotonic() + _WAIT_FOR_GIT
        while True:
            try:
                answer(self.folder, *UNBELIEVED, *command, env=LITERALLY)
            except SurroundingsError as refusal:
                # Somebody's git came in between; ours has done nothing then.
                if refusal.code != "git-locked" or time.monotonic() > end:
                    raise
                time.sleep(0.05)
            else:
                return


def _mark(branch: str) -> str:
    """The setting that says from where a branch was begun; git takes it away with the branch."""
    return f"branch.{branch}.rectledger-from"
