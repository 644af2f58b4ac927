"""The commits between two: who made each, what of each file is new in it, and how it is signed."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shutil import which
from typing import Literal, NamedTuple

from rectledger.errors import SurroundingsError
from rectledger.store.git import objects
from rectledger.store.git.asking import answer
from rectledger.store.git.history import AS_IT_IS, merge_base

_AUTHOR = re.compile(rb"^author (.*) <(.*)> -?\d+ [-+]\d+$", re.MULTILINE)
# Only keys that the base's own list names are believed: none from a keyring of the machine.
_NO_OTHER_KEYS = (
    "-c", "gpg.program=false", "-c", "gpg.openpgp.program=false", "-c", "gpg.x509.program=false",
    "-c", "gpg.minTrustLevel=undefined",
)  # fmt: skip
_AT_ONCE = 500

Worth = Literal["good", "none", "bad", "unknown-key"]


class Brought(NamedTuple):
    """A file that a commit has otherwise than each of its parents: hashes, "" for no file."""

    file: str
    before: tuple[str, ...]
    after: str


class Made(NamedTuple):
    """A commit: its hash, its author's name and address, and what it brought."""

    sha: str
    name: str
    address: str
    brought: tuple[Brought, ...]


def between(folder: str, base: str, head: str, path: str) -> list[Made]:
    """The commits that `head` has and `base` has not, the latest first, with the files below
    `path` that each brought. What a merge only took over, it did not bring."""
    said = answer(
        folder, "-c", "log.showSignature=false", "log", "--topo-order", "-z", "--format=%H", "-c",
        "--raw", "--root", "--no-renames", "--no-abbrev", "--no-color", "--no-ext-diff",
        "--no-relative", f"-O{os.devnull}", "--ignore-submodules=all", head, f"^{base}", "--",
        env=AS_IT_IS,
    )  # fmt: skip
    found: dict[str, list[Brought]] = {}
    commit, parts = "", iter(os.fsdecode(said).split("\0"))
    for part in parts:
        line = part.removeprefix("\n")
        if line.startswith(":"):
            raw = line.lstrip(":").split(" ")
            parents = len(line) - len(line.lstrip(":"))
            name = next(parts, "")
            if name.startswith(path):
                hashes = [_or_none(one) for one in raw[parents + 1 : -1]]
                one = Brought(name.removeprefix(path), tuple(hashes[:-1]), hashes[-1])
                found[commit].append(one)
        elif line:
            commit = line
            found[commit] = []
    return [_made(folder, sha, brought) for sha, brought in found.items() if brought]


def deciding(folder: str, base: str, head: str, files: Sequence[str]) -> list[Made]:
    """The merges between `base` and `head` that have a file otherwise than merging gives it, as
    where the side that had not changed it was taken. `files` are named from the top."""
    said = answer(
        folder, "-c", "log.showSignature=false", "log", "--merges", "--no-color", "--format=%H %P",
        head, f"^{base}", "--", env=AS_IT_IS,
    )  # fmt: skip
    found = []
    for line in said.decode("ascii").splitlines():
        sha, *parents = line.split()
        own = [file for file in files if not _merges_so(folder, sha, parents, file)]
        if own:
            brought = [Brought(file, (), objects.hash_of(folder, f"{sha}:{file}")) for file in own]
            found.append(_made(folder, sha, brought))
    return found


def _merges_so(folder: str, sha: str, parents: Sequence[str], file: str) -> bool:
    """Whether a merge has of a file what the side that changed it made of it."""
    now, *sides = (objects.hash_of(folder, f"{one}:{file}") for one in (sha, *parents))
    if len(set(sides)) == 1:
        return now == sides[0]
    began = merge_base(folder, *parents) if len(parents) == 2 else None
    before = objects.hash_of(folder, f"{began}:{file}") if began else None
    changed = [side for side in sides if side != before]
    return len(changed) == 1 and now == changed[0]


def _or_none(sha: str) -> str:
    return sha if sha.strip("0") else ""


def _made(folder: str, sha: str, brought: Iterable[Brought]) -> Made:
    header = objects.get(folder, sha)
    try:
        text = b"".join(header[1]) if header else b""
    except EOFError as error:
        raise SurroundingsError("unreadable-commit", commit=sha[:10], folder=folder) from error
    author = _AUTHOR.search(text.partition(b"\n\n")[0])
    named = author.groups() if author else (b"", b"")
    name, address = (part.decode("utf-8", "replace") for part in named)
    return Made(sha, name, address, tuple(brought))


def signatures(
    folder: str, commits: Iterable[str], signers: bytes
) -> Iterator[tuple[str, Worth, str]]:
    """For each commit its hash, how it is signed ("good", "none", "bad" or "unknown-key"), and
    whom the list of `signers` names for a good signature's key.

    `signers` is such a list as ssh has: a name, perhaps options, a key. Only its keys count.
    """
    listed = list(commits)
    if which("ssh-keygen") is None:
        raise SurroundingsError("no-ssh-keygen")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "signers")
        path.write_bytes(signers)
        for start in range(0, len(listed), _AT_ONCE):
            said = answer(
                folder, *_NO_OTHER_KEYS, "-c", f"gpg.ssh.allowedSignersFile={path}",
                "-c", "log.showSignature=false", "log", "--no-walk=unsorted", "--no-color", "-z",
                "--format=%H %G? %GF %GS", *listed[start : start + _AT_ONCE], "--", env=AS_IT_IS,
            )  # fmt: skip
            for line in said.decode("utf-8", "replace").split("\0"):
                sha, state, key, signer = [*line.split(" ", 3), "", "", ""][:4]
                if sha:
                    yield sha, *_worth(state, key, signer)


def _worth(state: str, key: str, signer: str) -> tuple[Worth, str]:
    """What git's letter for a signature says of it."""
    if state == "G" and key.startswith("SHA256:") and signer:
        return "good", signer
    if state == "N":
        return "none", ""
    return ("bad", "") if state == "B" else ("unknown-key", "")
