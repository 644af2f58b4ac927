"""What `init` writes for those who review changes by request: a pipeline, and CODEOWNERS.

Everything is looked at first, and nothing written where one thing cannot be.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rectledger.cli.global_options import Common
from rectledger.cli.query import report
from rectledger.core.codeowners import Owners, owners
from rectledger.core.model import Ledger
from rectledger.core.model.layout import SETTINGS_FILE, SIGNERS_FILE
from rectledger.errors import UnreadableError, UsageError
from rectledger.i18n import language as words
from rectledger.render.generated_files import ci_pipeline, codeowners
from rectledger.render.generated_files.ci_install_source import InstallSource
from rectledger.render.pages.init import Team
from rectledger.store import generated_files
from rectledger.store.git import top
from rectledger.store.init_files import refresh
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.load_ledger import open_ledger

# Where a forge looks for CODEOWNERS, in its order: the first is read, and no other.
_LOOKED_AT = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
    None: ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
_MADE_AT = {
    "github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS", None: "CODEOWNERS"
}  # fmt: skip


@dataclass(frozen=True)
class TeamPlan:
    """What is to be written at the top of the repository, and what is to be told of it."""

    top: Path
    files: Mapping[str, str]
    told: Team

    def write(self, root: Path) -> tuple[list[str], list[str]]:
        """Write it: files made and files replaced, each as it is reached from the ledger.

        Raises SurroundingsError where one cannot be written.
        """
        made, replaced = refresh(
            self.top, {file: text.encode() for file, text in self.files.items()}
        )
        from_root = os.path.relpath(self.top, os.path.realpath(root))
        return _below(from_root, made), _below(from_root, replaced)


def plan(
    root: Path,
    common: Common,
    language: words.Language,
    forge: ci_pipeline.Forge | None,
    source: InstallSource | None,
    with_owners: bool,
) -> TeamPlan:
    """What the options ask for, in the ledger's language; `source` is where the pipeline of
    `forge` installs rectledger from.

    Raises UsageError where somebody else's file is in the way, where the folder's name cannot be
    written down, or where nobody can be an owner; UnreadableError where the owners are not known.
    """
    above = top(root)
    folder = Path(os.path.relpath(os.path.realpath(root), above)).as_posix()
    if not folder.isprintable():
        raise UsageError("team-odd-place", folder=str(root))
    owned = owners(_whole(root, common)) if with_owners else None
    with words.speaking(language):
        files = {}
        if forge and source:
            signed = os.path.lexists(root / SIGNERS_FILE)
            made_for = ci_pipeline.Pipeline(folder, language, signed, source)
            files = _pipeline(above, forge, made_for)
        place = _place(above, forge) if owned else None
        if owned and place:
            files[place] = _codeowners(owned, root, folder)
    to_include = forge == "gitlab" and ci_pipeline.GITLAB_TOP not in files
    if to_include:
        to_include = not ci_pipeline.includes(
            generated_files.text(above, ci_pipeline.GITLAB_TOP) or ""
        )
    without = owned.without if owned else ()
    return TeamPlan(above, files, Team(forge, to_include, owned is not None, without))


def _pipeline(
    above: Path, forge: ci_pipeline.Forge, made_for: ci_pipeline.Pipeline
) -> dict[str, str]:
    files = {ci_pipeline.JOBS[forge]: ci_pipeline.jobs(forge, made_for)}
    strange = generated_files.strange(above, files, f"{ci_pipeline.MARK} {forge}")
    if strange:
        raise UsageError("team-not-ours", path=os.path.relpath(above / strange))
    if forge == "gitlab" and not os.path.lexists(above / ci_pipeline.GITLAB_TOP):
        files[ci_pipeline.GITLAB_TOP] = ci_pipeline.gitlab_top()
    return files


def _place(above: Path, forge: ci_pipeline.Forge | None) -> str:
    """Where CODEOWNERS belongs. One of ours stays where it is: a forge reads only one."""
    if forge is None:
        here = {"github": ".github", "gitlab": ".gitlab"}
        used = [name for name, folder in here.items() if (above / folder).is_dir()]
        used += ["gitlab"] if os.path.lexists(above / ci_pipeline.GITLAB_TOP) else []
        forge = "github" if "github" in used else "gitlab" if used else None
    places = _LOOKED_AT[forge]
    strange = generated_files.strange(above, places, codeowners.MARK)
    if strange:
        raise UsageError("codeowners-not-ours", path=os.path.relpath(above / strange))
    there = (place for place in places if os.path.lexists(above / place))
    return next(there, _MADE_AT[forge])


def _codeowners(owned: Owners, root: Path, folder: str) -> str:
    if not owned.office:
        raise UsageError("codeowners-no-office", path=str(root / SETTINGS_FILE))
    said = codeowners.text(owned, "" if folder == "." else folder)
    size = len(said.encode())
    if size > codeowners.MOST_BYTES:
        raise UsageError("codeowners-too-large", size=size, most=codeowners.MOST_BYTES)
    return said


def _whole(root: Path, common: Common) -> Ledger:
    """The ledger, all of it: whose a record is must be known of each."""
    opened = open_ledger(Folder(root))
    if opened.ledger is None or opened.unreadable:
        report(opened.unreadable, opened.source, common)
        raise UnreadableError("unreadable-ledger")
    return opened.ledger


def _below(folder: str, files: list[str]) -> list[str]:
    return [os.path.normpath(Path(folder, file)) for file in files]
