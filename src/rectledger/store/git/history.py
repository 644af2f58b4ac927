"""How two commits stand to each other: where they part, what merging them gives, what differs.

Nothing is fetched, checked out or run; what a merge makes goes among the repository's objects,
where no branch names it.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rectledger.errors import SurroundingsError
from rectledger.store.git.asking import answer, outcome
from rectledger.store.git.objects import READING

# A replaced object and a grafted commit would show another history than there is.
AS_IT_IS = {**READING, "GIT_GRAFT_FILE": os.devnull}
# A forge's merge button knows no merge driver of ours: what it makes is what is judged.
_AS_A_FORGE = (
    "-c", "merge.rectledger.driver=git merge-file --quiet --marker-size=%L %A %O %B",
    "-c", "merge.rectledger.recursive=text", "-c", "merge.conflictStyle=merge",
    "-c", "merge.renames=true",
)  # fmt: skip


class Kept(NamedTuple):
    """What a tree has under a name: its mode, and the hash of its content."""

    mode: str
    sha: str


class Difference(NamedTuple):
    """A file that is not the same on two sides; None where a side has none."""

    file: str
    before: Kept | None
    after: Kept | None


class Merged(NamedTuple):
    """What merging two commits gives: a tree, and the files on which they are at odds."""

    tree: str
    conflicts: tuple[str, ...]


def is_shallow(folder: str) -> bool:
    """Whether the repository holds only part of its history."""
    said = answer(folder, "rev-parse", "--is-shallow-repository", env=AS_IT_IS)
    return said.strip() != b"false"


def replacements(folder: str) -> list[str]:
    """What in the repository makes git show other objects, or another history, than there is."""
    refs = answer(folder, "for-each-ref", "--format=%(refname)", "refs/replace/", env=AS_IT_IS)
    found = os.fsdecode(refs).split()
    said = answer(folder, "rev-parse", "--path-format=absolute", "--git-path", "info/grafts")
    grafts = Path(os.fsdecode(said).rstrip("\n"))
    return [*found, *(["info/grafts"] if os.path.lexists(grafts) else [])]


def merge_base(folder: str, one: str, other: str) -> str | None:
    """The commit where two parted; None where they have none in common."""
    done = outcome(folder, "merge-base", one, other, env=AS_IT_IS)
    if done.returncode > 1:
        raise SurroundingsError("unreadable-commit", commit=other[:10], folder=folder)
    return done.stdout.decode().strip() or None


def merged(folder: str, into: str, commit: str) -> Merged:
    """What `commit` gives when it is merged into another, by git's own means.

    Raises SurroundingsError where git cannot merge, as before 2.38.
    """
    done = outcome(
        folder, *_AS_A_FORGE, "merge-tree", "--write-tree", "--name-only", "--no-messages", "-z",
        into, commit, env=AS_IT_IS,
    )  # fmt: skip
    tree, *files = os.fsdecode(done.stdout).rstrip("\0").split("\0")
    if done.returncode > 1 or not re.fullmatch("[0-9a-f]{40,64}", tree):
        detail = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SurroundingsError("cannot-merge", folder=folder, detail=detail[0] if detail else "–")
    return Merged(tree, tuple(dict.fromkeys(files)))


def differences(folder: str, before: str, after: str, path: str) -> list[Difference]:
    """What differs between two commits or trees below `path` ("" for all); files as `path` names
    what lies in it."""
    said = answer(
        folder, "diff-tree", "-r", "-z", "--raw", "--no-renames", f"-O{os.devnull}", before, after,
        *_below(path), env=AS_IT_IS,
    )  # fmt: skip
    return list(_raw(said, path))


def differences_on_disk(folder: str, before: str, path: str) -> list[Difference]:
    """What differs between a commit and the files on disk; the hash of what is there is not told.

    Files that git does not know of are differences too.
    """
    said = answer(
        folder, "diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff",
        "--no-relative", f"-O{os.devnull}", "--ignore-submodules=all", before,
        *_below(path), env=AS_IT_IS,
    )  # fmt: skip
    found = {one.file: one for one in _raw(said, path)}
    others = answer(
        folder, "ls-files", "--others", "--full-name", "-z", *_below(path), env=AS_IT_IS
    )
    for name in os.fsdecode(others).split("\0"):
        file = name.removeprefix(path)
        if file:
            before_it = found[file].before if file in found else None
            found[file] = Difference(file, before_it, Kept("100644", ""))
    return [found[file] for file in sorted(found)]


def _below(path: str) -> list[str]:
    return ["--", f":(top,literal){path}" if path else ":(top)"]


def _raw(said: bytes, path: str) -> Iterator[Difference]:
    """Of git's raw lines: `:100644 100644 0123… 4567… M`, then the name."""
    parts = os.fsdecode(said).split("\0")
    for line, name in zip(parts[::2], parts[1::2], strict=False):
        old_mode, mode, old, new, _state = line.removeprefix(":").split(" ")
        yield Difference(
            name.removeprefix(path),
            None if old_mode == "000000" else Kept(old_mode, old),
            None if mode == "000000" else Kept(mode, new),
        )
