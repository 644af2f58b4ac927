"""Files of a ledger that git has but that are missing on disk without git saying so.

They never count as deleted: totals without them are incomplete.
"""

import os
from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

from rectledger.core.findings import Finding, Severity
from rectledger.core.model.layout import KEPT, RECORD_FOLDERS, SETTINGS_FILE
from rectledger.errors import SurroundingsError
from rectledger.store.git_may_hide_files import may_hide, repository_around
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Source

if TYPE_CHECKING:
    from rectledger.store.git.index import Index


# Git cannot tell what it has of a ledger, so nothing can be compared with it.
NO_ANSWER = ("git-not-asked", "git-distrusts", "git-elsewhere")


def index_of(source: Source, *, thorough: bool) -> "Index | Finding":
    """What git's index says about a ledger on disk; empty outside a repository. Unless `thorough`,
    git is only asked if it may hide files. If git is asked and fails, nobody knows what is missing:
    that is a finding."""
    if not isinstance(source, Folder) or not (thorough or may_hide(source.root)):
        return {}
    if not repository_around(source.root):
        return {}
    from rectledger.store.git.index import looks_elsewhere, read_index

    try:
        index = read_index(source.root, [SETTINGS_FILE, *RECORD_FOLDERS, *KEPT])
        # Either the ledger is new, or git is told to look for its files elsewhere.
        if index or not looks_elsewhere(source.root):
            return index
    except SurroundingsError as error:
        return git_not_asked(source, error)
    args: dict[str, object] = {"command": f"{git_there(source)} config --unset core.worktree"}
    return Finding("git-elsewhere", SETTINGS_FILE, args=args)


def missing(source: Source, index: "Index | Finding", *folders: str) -> list[Finding]:
    """Files in these folders that the index has and the disk has not, and git does not report."""
    if not isinstance(source, Folder) or isinstance(index, Finding):
        return []
    return list(_missing(source, index, folders))


def git_not_asked(
    source: Folder, error: SurroundingsError, severity: Severity = "error"
) -> Finding:
    """Why git cannot tell what it has of a ledger, and which command helps."""
    if error.code == "distrusted-repository":
        from rectledger.store.git import top

        trusted = f"git config --global --add safe.directory {quote(str(top(source.root)))}"
        args: dict[str, object] = {"command": trusted}
        return Finding("git-distrusts", SETTINGS_FILE, args=args, severity=severity)
    args = {"command": f"{git_there(source)} status"}
    return Finding("git-not-asked", SETTINGS_FILE, args=args, severity=severity)


def _missing(source: Folder, index: "Index", folders: tuple[str, ...]) -> Iterator[Finding]:
    misled: bool | None = None
    for file, one in index.items():
        folder, _, name = file.partition("/")
        if folder not in folders or not (_counts(folder, name) or (one.is_repository and not name)):
            continue
        if one.is_repository:
            if not _holds_any(source, file):
                yield _finding(source, file, f"submodule update --init -- {quote(file)}")
        elif not os.path.lexists(source.root / file):
            if not one.unlooked and misled is None:
                from rectledger.store.git.index import asks_a_program

                misled = asks_a_program(source.root)
            if one.unlooked == "skip-worktree":
                yield _finding(source, file, "sparse-checkout disable")
            elif one.unlooked or misled:
                yield _finding(source, file, f"restore -- {quote(file)}", "hidden-deletion")


def _counts(folder: str, name: str) -> bool:
    """Whether a file in a folder of the ledger is a record, evidence or a source."""
    if folder in KEPT:
        return not any(part.startswith(".") for part in name.split("/"))
    return name.endswith(".yaml") and "/" not in name and not name.startswith(".")


def _holds_any(source: Folder, folder: str) -> bool:
    try:
        return any(one.name != ".git" for one in (source.root / folder).iterdir())
    except OSError:
        return False


def _finding(source: Folder, file: str, command: str, code: str = "not-checked-out") -> Finding:
    return Finding(code, file, args={"command": f"{git_there(source)} {command}"})


def git_there(source: Folder) -> str:
    """The git command for a ledger's folder, relative to the current folder."""
    folder = source.prefix.removesuffix("/")
    return f"git -C {quote(folder)}" if folder else "git"
