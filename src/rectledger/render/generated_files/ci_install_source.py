"""Where a pipeline installs rectledger from: a file with its hash, or a commit of a repository.

What is installed is known by its hash alone: no name decides it that somebody else may register,
push or move.
"""

from dataclasses import dataclass
from shlex import quote

_INSTALL = "rectledger/bin/python -I -m pip install --quiet --disable-pip-version-check"


@dataclass(frozen=True)
class Archive:
    """A wheel or an sdist, and its SHA-256 in lower case, as pip compares it."""

    url: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.url}#sha256={self.sha256}"

    def commands(self) -> list[str]:
        """The lines of a shell that install it, in a folder that holds the environment."""
        # With an address pip looks in no index for this name; what it depends on comes from there.
        return [f"{_INSTALL} {quote(f'rectledger @ {self}')}"]


@dataclass(frozen=True)
class Checkout:
    """A commit of a repository, by its hash in full."""

    url: str
    commit: str

    def __str__(self) -> str:
        return f"git+{self.url}@{self.commit}"

    def commands(self) -> list[str]:
        """The lines of a shell that install it, in a folder that holds the environment."""
        # Not pip's own `git+`: that takes a branch or tag that is called like the hash.
        objects = "sha1" if len(self.commit) == 40 else "sha256"
        return [
            f"url={quote(self.url)} commit={quote(self.commit)}",
            "rm -rf source",
            f"git init --quiet --object-format={objects} source",
            'git -C source fetch --quiet --depth=1 --no-tags "$url" "$commit"',
            'git -C source checkout --quiet --detach "$commit"',
            f"{_INSTALL} ./source",
        ]


InstallSource = Archive | Checkout
