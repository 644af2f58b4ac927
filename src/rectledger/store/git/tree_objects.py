"""The folders of a commit: git's tree objects, requested by hash and parsed here.

A crafted tree can contain what no folder can: a name twice, or a name with a slash in it. git's
commands may then disagree about which file they see. Such names are reported, and nothing is read
through them.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rectledger.core.portable_names import folded_name
from rectledger.errors import SurroundingsError
from rectledger.store.git import objects

FOLDER, LINK = "40000", "120000"
FILES = ("100644", "100755")
_MODES = {*FILES, FOLDER, LINK, "160000"}
_MOST_BYTES = 128 * 1024 * 1024
# Trees that contain each other repeatedly can expand without end.
_MOST_ENTRIES = 2_000_000
# Far deeper than any real ledger; disks, and git itself, have limits beyond it.
_DEEPEST = 100
_ENTRY = {
    length: re.compile(rb"([0-7]{5,6}) ([^\0]+)\0(.{%d})" % (length // 2), re.DOTALL)
    for length in (40, 64)
}


class TreeEntry(NamedTuple):
    """A tree's entry for a name: its mode, and the hash of its content."""

    mode: str
    sha: str

    @property
    def content(self) -> str:
        """The hash of a file, ignoring its executable bit; mode and hash of anything else."""
        return self.sha if self.mode in FILES else f"{self.mode} {self.sha}"


class Tree(NamedTuple):
    """A folder: its entries by name, and the names in it that no folder can have."""

    entries: Mapping[str, TreeEntry]
    malformed: tuple[str, ...] = ()


class Difference(NamedTuple):
    """A file that differs between two sides; None for a side without it."""

    file: str
    before: TreeEntry | None
    after: TreeEntry | None


def _is_gits(name: str) -> bool:
    """Whether some system would treat a name as that of git's own folder, `.git`."""
    if not re.search("(?i)g.*i.*t", name):
        return False
    shown = re.split(r"[:\\]", name, maxsplit=1)[0]
    return folded_name(shown) == ".git" or bool(re.fullmatch("(?i)git~[0-9]+", shown))


def parse(data: bytes, length: int = 40) -> Tree:
    """Parse the bytes of a tree object; `length` is that of the repository's hashes."""
    entries: dict[str, TreeEntry] = {}
    malformed: list[str] = []
    at, last = 0, b""
    for found in _ENTRY[length].finditer(data):
        mode, raw, sha = found.groups()
        name = os.fsdecode(raw)
        kept = TreeEntry(mode.decode("ascii"), sha.hex())
        key = raw + b"/" if kept.mode == FOLDER else raw  # the key by which git sorts entries
        odd = found.start() != at or kept.mode not in _MODES or key <= last
        odd = odd or name in entries or "/" in name or name in (".", "..")
        if odd or ((raw[:1] in b".gG" or not raw.isascii()) and _is_gits(name)):
            malformed.append(name)
        entries.setdefault(name, kept)
        at, last = found.end(), key
    if at != len(data):
        malformed.append("")
    return Tree(entries, tuple(dict.fromkeys(malformed)))


class _AtHand:
    """A cache of trees, because consecutive commits share most folders. The oldest entries are
    dropped when it is full."""

    most = 100_000  # entries

    def __init__(self) -> None:
        self.trees: dict[tuple[str, str], Tree] = {}
        self.entries = 0

    def keep(self, folder: str, sha: str, tree: Tree) -> None:
        self.trees[folder, sha] = tree
        self.entries += len(tree.entries) + 1
        while self.entries > self.most:
            first = next(iter(self.trees))
            self.entries -= len(self.trees.pop(first).entries) + 1


_at_hand = _AtHand()


def read(folder: str, shas: Collection[str]) -> dict[str, Tree]:
    """These trees, by hash. Raises SurroundingsError if the repository does not have one."""
    known = {sha: _at_hand.trees.get((folder, sha)) for sha in shas}
    found = {sha: one for sha, one in known.items() if one is not None}
    wanted = [sha for sha in known if sha not in found]
    for sha, opened in zip(wanted, objects.in_turn(folder, wanted, "tree"), strict=True):
        try:
            data = opened and objects.whole(*opened, _MOST_BYTES)
        except EOFError:
            data = None
        if data is None:
            raise SurroundingsError("unreadable-commit", commit=sha[:10], folder=folder)
        found[sha] = parse(data, len(sha))
        _at_hand.keep(folder, sha, found[sha])
    return found


def tree(folder: str, sha: str) -> Tree:
    """One tree."""
    return read(folder, [sha])[sha]


def way(folder: str, root: str, path: str) -> Iterator[tuple[str, Tree]]:
    """The folders from the tree `root` down to `path` ("" or with a trailing `/`), each with its
    path, as far as they exist."""
    there = ""
    sha = root or None
    for name in ["", *path.split("/")[:-1]]:
        there += f"{name}/" if name else ""
        if name:
            kept = tree(folder, sha).entries.get(name) if sha else None
            sha = kept.sha if kept and kept.mode == FOLDER else None
        if sha is None:
            return
        yield there, tree(folder, sha)


def find(folder: str, root: str, file: str) -> TreeEntry | None:
    """The entry for a file, given by its path from the tree `root`; None if there is none, or if a
    folder on the way is malformed."""
    above, _, name = file.rpartition("/")
    steps = list(way(folder, root, f"{above}/" if above else ""))
    if len(steps) != file.count("/") + 1 or any(one.malformed for _, one in steps):
        return None
    return steps[-1][1].entries.get(name)


def differences(folder: str, before: str, after: str) -> list[Difference]:
    """The files that differ between two trees, sorted; "" stands for a tree that does not exist.

    Raises SurroundingsError if two trees differ but no file in them does.
    """
    found: list[Difference] = []
    level = [("", before, after)] if before != after else []
    seen = 0
    while level:
        trees = read(folder, [sha for _, *both in level for sha in both if sha])
        deeper: list[tuple[str, str, str]] = []
        for path, *both in level:
            olds, news = (trees[sha].entries if sha else {} for sha in both)
            differ = [name for name in {**olds, **news} if olds.get(name) != news.get(name)]
            seen += len(differ)
            if not differ or seen > _MOST_ENTRIES:
                raise SurroundingsError("differs-untold", folder=path or ".")
            for name in differ:
                sides = (olds.get(name), news.get(name))
                inner = [one.sha if one and one.mode == FOLDER else "" for one in sides]
                if any(inner):
                    there = _within(path, name) if inner[1] else f"{path}{name}/"
                    deeper.append((there, inner[0], inner[1]))
                was, now = (None if one and one.mode == FOLDER else one for one in sides)
                if (was, now) != (None, None):
                    found.append(Difference(f"{path}{name}", was, now))
        level = deeper
    return sorted(found)


def _within(path: str, name: str) -> str:
    """The path of a folder inside another. Raises SurroundingsError if it is nested too deeply."""
    if path.count("/") >= _DEEPEST:
        shown = "/".join(path.split("/")[:3])
        raise SurroundingsError("folders-too-deep", folder=shown, most=_DEEPEST)
    return f"{path}{name}/"


def malformed(
    folder: str, made: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The malformed folders in trees, as far as they differ from the trees they are based on: each
    with its path and the names that no folder can have. `made` are trees, each with those it is
    based on, "" for one that does not exist. Folders inside a malformed one are not examined."""
    seen: set[str] = set()
    for root, before in made:
        level = [("", root, before)] if root not in before else []
        while level:
            level = [one for one in level if one[1] not in seen]
            seen |= {sha for _, sha, _ in level}
            trees = read(folder, [one for _, sha, olds in level for one in (sha, *olds) if one])
            deeper: list[tuple[str, str, Sequence[str]]] = []
            for path, sha, olds in level:
                if trees[sha].malformed:
                    yield path, trees[sha].malformed
                    continue
                above = [trees[one].entries for one in olds if one]
                for name, kept in trees[sha].entries.items():
                    old = [entries[name] for entries in above if name in entries]
                    if kept.mode == FOLDER and kept not in old:
                        inner = [one.sha for one in old if one.mode == FOLDER]
                        deeper.append((_within(path, name), kept.sha, inner))
            level = deeper


def below(folder: str, sha: str) -> Iterator[tuple[str, Tree]]:
    """A tree and all folders in it, each with its path, "" or with a trailing `/`."""
    level: Sequence[tuple[str, str]] = [("", sha)]
    seen = 0
    while level:
        trees = read(folder, [one for _, one in level])
        deeper = []
        for path, one in level:
            yield path, trees[one]
            seen += len(trees[one].entries)
            if seen > _MOST_ENTRIES:
                raise SurroundingsError("too-many-files", folder=path or ".")
            for name, kept in trees[one].entries.items():
                if kept.mode == FOLDER:
                    deeper.append((_within(path, name), kept.sha))
        level = deeper
