"""CODEOWNERS: who is asked to look at a change, as GitHub and GitLab both read it."""

import re

from rectledger.core.codeowners import Owners
from rectledger.i18n.language import gettext as _

MARK = "# rectledger init --codeowners"
MOST_BYTES = 3_000_000  # a larger file is not read by GitHub
# What decides how the forge and git treat the ledger, wherever it lies. Without a slash before it
# a name counts in every folder.
_GOVERNING = (
    "ledger.yaml", ".gitattributes", "CODEOWNERS", "/.github/", "/.gitlab/", "/.gitlab-ci.yml",
)  # fmt: skip


def text(owners: Owners, folder: str) -> str:
    """The file, for a ledger in `folder` of the repository ("" for its top).

    The last line that matches a file counts, so what governs comes last.
    """
    office = " ".join(owners.office)
    about = _(
        "Written from the departments and members in ledger.yaml: run the command again once they\n"
        "or a record's lead department have changed. The last line that matches a file counts.\n"
        "It only binds where the protected branch asks for a review by code owners."
    )
    lines = [
        MARK,
        *(f"# {line}" for line in about.splitlines()),
        f"{pattern(folder) if folder else '*'} {office}",
        *(f"{pattern(folder, file)} {' '.join(who)}" for file, who in owners.records),
        *(f"{name} {office}" for name in _GOVERNING if folder),
    ]
    return "\n".join(lines) + "\n"


def pattern(folder: str, file: str = "") -> str:
    """What matches a file in a folder of the repository, or without one all that is in it.

    A blank is escaped; what the two forges read differently, or not at all, matches as any
    character: rather a file too many than one that nobody looks at.
    """
    path = f"/{folder}/{file}" if folder else f"/{file}"
    return re.sub(r"[#*?!\[\]\\]", "?", path).replace(" ", "\\ ")
