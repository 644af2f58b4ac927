"""CODEOWNERS: who must review a change, in a form that GitHub and GitLab both read."""

import re

from rectledger.core.codeowners import Owners
from rectledger.i18n.language import gettext as _

MARK = "# rectledger init --codeowners"
MOST_BYTES = 3_000_000  # GitHub ignores a larger file
# Files that control how the forge and git treat the ledger, wherever they are. A name without a
# leading slash matches in every folder.
_GOVERNING = (
    "ledger.yaml", ".gitattributes", "CODEOWNERS", "/.github/", "/.gitlab/", "/.gitlab-ci.yml",
)  # fmt: skip


def text(owners: Owners, folder: str) -> str:
    """The content of CODEOWNERS for a ledger in `folder` of the repository ("" for its top).

    The last line that matches a file counts, so the controlling files come last.
    """
    office = " ".join(owners.office)
    about = _(
        "Generated from the departments and members in ledger.yaml. Run the command again after\n"
        "they or a record's lead department change. The last line that matches a file counts.\n"
        "Enforced only if the protected branch requires approval by code owners."
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
    """The pattern for a file in a folder of the repository, or without a file for the folder.

    A space is escaped. Characters that the two forges read differently, or not at all, match any
    character: a file too many is better than a file without an owner.
    """
    path = f"/{folder}/{file}" if folder else f"/{file}"
    return re.sub(r"[#*?!\[\]\\]", "?", path).replace(" ", "\\ ")
