"""Where a pipeline installs rectledger from: a file with its hash, or a commit of a repository.

The hash alone identifies what is installed, never a name that somebody else could register, push
or move.
"""

from dataclasses import dataclass
from shlex import quote

_INSTALL = "rectledger/bin/python -I -m pip install --quiet --disable-pip-version-check"


@dataclass(frozen=True)
class Archive:
    """A wheel or sdist, and its SHA-256 in lower case, as pip requires."""

    url: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.url}#sha256={self.sha256}"

    def commands(self) -> list[str]:
        """Shell commands that install it, run in the folder of the environment."""
        # With a URL, pip does not look up this name in an index, only its dependencies.
        return [f"{_INSTALL} {quote(f'rectledger @ {self}')}"]


@dataclass(frozen=True)
class Checkout:
    """A commit of a repository, by its full hash."""

    url: str
    commit: str

    def __str__(self) -> str:
        return f"git+{self.url}@{self.commit}"

    def commands(self) -> list[str]:
        """Shell commands that install it, run in the folder of the environment."""
        # Not pip's own `git+`: that accepts a branch or tag named like the hash.
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
