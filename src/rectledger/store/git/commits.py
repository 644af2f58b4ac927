"""Commits, and the history between two: author, parents, message and signature."""

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
# As git parses it: parents only directly after the tree, and the address in the first brackets.
_BEGINNING = re.compile(
    rb"tree ([0-9a-f]{40,64})\n((?:parent [0-9a-f]{40,64}\n)*)(?:author ([^<\n]*)<([^>\n]*)>)?"
)
_COMMITTER = re.compile(rb"^committer .*> (\d{1,11}) ", re.MULTILINE)
# Trust only keys in the base's own list, not those in a keyring of the machine.
_NO_OTHER_KEYS = (
    "-c", "gpg.program=false", "-c", "gpg.openpgp.program=false", "-c", "gpg.x509.program=false",
    "-c", "gpg.minTrustLevel=undefined", "-c", "gpg.ssh.program=ssh-keygen",
)  # fmt: skip
_AT_ONCE = 500

Worth = Literal["good", "none", "bad", "unknown-key"]


class MadeCommit(NamedTuple):
    """A commit: its hash, the hashes of its parents and its tree, its author's name and address,
    its date (in seconds since the Unix epoch) and its message."""

    sha: str
    parents: tuple[str, ...]
    tree: str
    name: str
    address: str
    committed: int
    message: str


def read(folder: str, sha: str) -> MadeCommit | None:
    """One commit; None if the clone does not have it. Raises SurroundingsError if it is damaged."""
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
    """A commit that must be there. Raises SurroundingsError if it is missing or damaged."""
    made = read(folder, sha)
    if made is None:
        raise SurroundingsError("unreadable-commit", commit=sha[:10], folder=folder)
    return made


def between(folder: str, base: str, head: str) -> list[MadeCommit]:
    """The commits in `head` that are not in `base`, latest first.

    Raises SurroundingsError if the clone does not have one of them.
    """
    found = [held(folder, sha) for sha in _listed(folder, "--topo-order", head, f"^{base}")]
    if not _holds_some(folder, base, found):
        return found
    its_own = set(_listed(folder, base))
    return [one for one in found if one.sha not in its_own]


def _holds_some(folder: str, base: str, found: Sequence[MadeCommit]) -> bool:
    """Whether `base` has some of these commits after all. git stops its walk according to commit
    dates, which anyone can set: if some are too early, it also lists commits of the base. In that
    case, at least one of the listed commits without a listed parent is in the base."""
    listed = {one.sha for one in found}
    first = [
        one.sha for one in found if listed.isdisjoint(one.parents) and {*one.parents} != {base}
    ]
    if not first:
        return False
    # git returns those not in the history of any other, whatever their dates.
    said = told(folder, "merge-base", "--independent", base, *first).decode("ascii").split()
    return not {*first} <= {*said}


def _listed(folder: str, *revisions: str) -> list[str]:
    return told(folder, "rev-list", *revisions, "--").decode("ascii").split()


def signatures(
    folder: str, commits: Iterable[str], signers: bytes
) -> Iterator[tuple[str, Worth, str]]:
    """For each commit: its hash, the state of its signature ("good", "none", "bad" or
    "unknown-key"), and the name that the list of `signers` gives for the key of a good one.

    `signers` is an allowed signers file as ssh-keygen reads it: name, optional options, key. Only
    its keys are trusted. Raises SurroundingsError if git does not answer for every commit.
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
    """The meaning of git's letter for a signature (`%G?`)."""
    if state == "G" and key.startswith("SHA256:") and signer:
        return "good", signer
    if state == "N":
        return "none", ""
    return ("bad", "") if state == "B" else ("unknown-key", "")
