"""Comparing two commits: their merge base, and the result of merging them.

Nothing is fetched, checked out or run. A merge adds its result to the repository's objects, without
a branch that names it.
"""

import os
import re
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rectledger.errors import SurroundingsError
from rectledger.store.git import environment
from rectledger.store.git.run_git import outcome_of_reading, reason, told

# Ignore the machine's merge settings: a forge's merge button does not know them.
_AS_A_FORGE = (
    "-c", "merge.default=text", "-c", "merge.conflictStyle=merge", "-c", "merge.renames=true",
    "-c", "merge.directoryRenames=conflict", "-c", "merge.renameLimit=7000",
    "-c", "merge.renormalize=false",
)  # fmt: skip


class TrialMerge(NamedTuple):
    """The result of merging two commits: a tree, and the files with conflicts."""

    tree: str
    conflicts: tuple[str, ...]


def is_shallow(folder: str) -> bool:
    """Whether the repository holds only part of its history."""
    return told(folder, "rev-parse", "--is-shallow-repository").strip() != b"false"


def replacements(folder: str) -> list[str]:
    """Refs and files that make git show other objects or another history. We ignore them."""
    refs = told(folder, "for-each-ref", "--format=%(refname)", "refs/replace/")
    found = os.fsdecode(refs).split("\n")[:-1]
    grafts = Path(_common_dir(folder), "info/grafts")
    return [*found, *(["info/grafts"] if os.path.lexists(grafts) else [])]


@cache  # a command may merge many times
def _common_dir(folder: str) -> str:
    """The folder that all work trees of a repository share."""
    said = told(folder, "rev-parse", "--path-format=absolute", "--git-common-dir")
    return os.fsdecode(said).removesuffix("\n")


def merge_base(folder: str, one: str, other: str) -> str | None:
    """The merge base of two commits; None if they have no history in common."""
    done = outcome_of_reading(folder, "merge-base", one, other)
    if done.returncode > 1:
        raise SurroundingsError("unreadable-commit", commit=other[:10], folder=folder)
    return done.stdout.decode().strip() or None


def merged(folder: str, into: str, commit: str) -> TrialMerge:
    """The result of merging `commit` into another, computed by git alone, as on a forge: merge
    drivers and other attributes of either side have no effect.

    Raises SurroundingsError if git cannot merge, for example because it is older than 2.38.
    """
    shared = _common_dir(os.path.realpath(folder))
    # In a server's hook, the environment says where new objects are.
    objects = environment.reading(os.environ).get("GIT_OBJECT_DIRECTORY", f"{shared}/objects")
    with tempfile.TemporaryDirectory() as nowhere:
        # Use a repository with nothing but these objects, so that git finds no attributes or
        # settings of the request, of the work tree, or in .git/info/attributes.
        _begin(Path(nowhere, "git"), into)
        done = outcome_of_reading(
            nowhere, *_AS_A_FORGE, f"--git-dir={nowhere}/git", f"--work-tree={nowhere}",
            "merge-tree", "--write-tree", "--name-only", "--no-messages",
            "--allow-unrelated-histories", "-z", into, commit,
            env={"GIT_OBJECT_DIRECTORY": objects, "GIT_SHALLOW_FILE": f"{shared}/shallow"},
        )  # fmt: skip
    tree, *files = os.fsdecode(done.stdout).rstrip("\0").split("\0")
    if done.returncode > 1 or not re.fullmatch("[0-9a-f]{40,64}", tree):
        detail = reason(done.stderr.decode("utf-8", "replace"))
        raise SurroundingsError("cannot-merge", folder=folder, detail=detail or "–")
    return TrialMerge(tree, tuple(dict.fromkeys(files)))


def merged_in_turn(folder: str, commits: Sequence[str]) -> TrialMerge:
    """The result of merging several commits, one after the other, like git's octopus merge."""
    into, *others = commits
    tree, conflicts = "", list[str]()
    while others:
        commit = others.pop(0)
        tree, more = merged(folder, into, commit)
        conflicts += more
        if others:
            into = _merge_commit(folder, tree, (into, commit))
    return TrialMerge(tree, tuple(conflicts))


def _merge_commit(folder: str, tree: str, parents: Sequence[str]) -> str:
    """A commit without a branch, so that git can find the merge base for the next one."""
    nobody = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "-"), ("EMAIL", "-"), ("DATE", "@0 +0000"))
    }
    of = [word for one in parents for word in ("-p", one)]
    return told(folder, "commit-tree", *of, "-m", "-", tree, env=nobody).decode("ascii").strip()


def _begin(place: Path, like: str) -> None:
    """Create an empty repository for objects with the same kind of hash as `like`."""
    for folder in ("objects", "refs"):
        (place / folder).mkdir(parents=True)
    (place / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
    version = 0 if len(like) == 40 else 1
    config = f"[core]\n\trepositoryFormatVersion = {version}\n\tbare = false\n"
    config += "[extensions]\n\tobjectFormat = sha256\n" if version else ""
    (place / "config").write_text(config, "ascii")
