"""Commits, and the history between two: who made each, on what, what it says, how it is signed."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shutil import which
from typing import Literal, NamedTuple

from rectledger.errors import SurroundingsError
from rectledger.store.git import objects
from rectledger.store.git.run_git import told

_MOST_BYTES = 16 * 1024 * 1024
# As git reads it: parents stand behind the tree and nowhere else, an address in the first brackets.
_BEGINNING = re.compile(
    rb"tree ([0-9a-f]{40,64})\n((?:parent [0-9a-f]{40,64}\n)*)(?:author ([^<\n]*)<([^>\n]*)>)?"
)
_COMMITTER = re.compile(rb"^committer .*> (\d{1,11}) ", re.MULTILINE)
# Only keys that the base's own list names are believed: none from a keyring of the machine.
_NO_OTHER_KEYS = (
    "-c", "gpg.program=false", "-c", "gpg.openpgp.program=false", "-c", "gpg.x509.program=false",
    "-c", "gpg.minTrustLevel=undefined", "-c", "gpg.ssh.program=ssh-keygen",
)  # fmt: skip
_AT_ONCE = 500

Worth = Literal["good", "none", "bad", "unknown-key"]


class MadeCommit(NamedTuple):
    """A commit: its hash, the hashes of its parents and of its tree, its author's name and
    address, when it was made (in seconds of Unix time), its message."""

    sha: str
    parents: tuple[str, ...]
    tree: str
    name: str
    address: str
    committed: int
    message: str


def read(folder: str, sha: str) -> MadeCommit | None:
    """One commit; None where the clone does not hold it. Raises SurroundingsError where it is
    damaged."""
    opened = objects.get(folder, sha, "commit")
    try:
        data = opened and objects.whole(*opened, _MOST_BYTES)
    except EOFError as error:
        raise SurroundingsError("unreadable-commit", commit=sha[:10], folder=folder) from error
    if data is None:
        return None
    header, _, message = data.partition(b"\n\n")
    beginning, committer = _BEGINNING.match(header + b"\n"), _COMMITTER.search(header)
    if beginning is None:
        raise SurroundingsError("unreadable-commit", commit=sha[:10], folder=folder)
    others = beginning[2].decode("ascii").split()
    name, address = ((part or b"").decode("utf-8", "replace") for part in beginning.group(3, 4))
    made = int(committer[1]) if committer else 0
    return MadeCommit(
        sha, tuple(others[1::2]), beginning[1].decode("ascii"), name.strip(), address, made,
        message.decode("utf-8", "replace"),
    )  # fmt: skip


def held(folder: str, sha: str) -> MadeCommit:
    """The same of a commit that must be there. Raises SurroundingsError where it is not."""
    made = read(folder, sha)
    if made is None:
        raise SurroundingsError("unreadable-commit", commit=sha[:10], folder=folder)
    return made


def between(folder: str, base: str, head: str) -> list[MadeCommit]:
    """The commits that `head` has and the commit `base` has not, the latest first.

    Raises SurroundingsError where the clone does not hold one of them.
    """
    found = [held(folder, sha) for sha in _listed(folder, "--topo-order", head, f"^{base}")]
    if not _holds_some(folder, base, found):
        return found
    its_own = set(_listed(folder, base))
    return [one for one in found if one.sha not in its_own]


def _holds_some(folder: str, base: str, found: Sequence[MadeCommit]) -> bool:
    """Whether `base` has some of these after all. git ends its walk by the dates of the commits,
    and a date is free text: where some are too early, it lists commits of the base as well. If
    there is one, one of the first of them is."""
    listed = {one.sha for one in found}
    first = [
        one.sha for one in found if listed.isdisjoint(one.parents) and {*one.parents} != {base}
    ]
    if not first:
        return False
    # Of these git names each that no other has in its history, whatever their dates.
    said = told(folder, "merge-base", "--independent", base, *first).decode("ascii").split()
    return not {*first} <= {*said}


def _listed(folder: str, *revisions: str) -> list[str]:
    return told(folder, "rev-list", *revisions, "--").decode("ascii").split()


def signatures(
    folder: str, commits: Iterable[str], signers: bytes
) -> Iterator[tuple[str, Worth, str]]:
    """For each commit its hash, how it is signed ("good", "none", "bad" or "unknown-key"), and
    whom the list of `signers` names for a good signature's key.

    `signers` is such a list as ssh has: a name, perhaps options, a key. Only its keys count.
    Raises SurroundingsError where git does not answer of each of them.
    """
    listed = list(dict.fromkeys(commits))
    if which("ssh-keygen") is None:
        raise SurroundingsError("no-ssh-keygen")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "signers")
        path.write_bytes(signers)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            said = told(
                folder, *_NO_OTHER_KEYS, "-c", f"gpg.ssh.allowedSignersFile={path}",
                "log", "--no-walk=unsorted", "--no-color", "--no-patch", "-z",
                "--format=%H %G? %GF %GS", *some, "--",
            )  # fmt: skip
            lines = said.decode("utf-8", "replace").split("\0")
            parts = [[*line.split(" ", 3), "", "", ""][:4] for line in lines if line]
            if [sha for sha, *_ in parts] != some:
                raise SurroundingsError("git-answers-another", asked=some[0][:10], folder=folder)
            for sha, state, key, signer in parts:
                yield sha, *_worth(state, key, signer)


def _worth(state: str, key: str, signer: str) -> tuple[Worth, str]:
    """What git's letter for a signature says of it."""
    if state == "G" and key.startswith("SHA256:") and signer:
        return "good", signer
    if state == "N":
        return "none", ""
    return ("bad", "") if state == "B" else ("unknown-key", "")
