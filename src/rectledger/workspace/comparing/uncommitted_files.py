"""What of a ledger on disk differs from the last commit."""

import os
from collections import defaultdict
from collections.abc import Mapping
from shlex import quote
from typing import TYPE_CHECKING

from rectledger.core.findings import Finding
from rectledger.core.model.layout import KEPT, RECORD_FOLDERS, SETTINGS_FILE, is_kept
from rectledger.errors import SurroundingsError
from rectledger.store.evidence_files import kept_files
from rectledger.store.git_may_hide_files import repository_around
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.hidden_files import git_not_asked, git_there, missing
from rectledger.workspace.reading.load_ledger import list_records

if TYPE_CHECKING:
    from rectledger.store.git.disk_and_commit import Known
    from rectledger.store.git.ledger_at_commit import Revision

_SAY_HOW = ("passed-over-by-git", "kept-elsewhere")
_ONE_BY_ONE = 20  # files per folder; if there are more, only their number is reported


def uncommitted(source: Folder) -> list[Finding]:
    """Notes on files with uncommitted changes; none if the ledger was never committed. Includes
    files that git does not check."""
    if not repository_around(source.root):
        return []
    from rectledger.store.git import find_repository

    try:
        around = find_repository.find(source.root)
        condition = around.condition([SETTINGS_FILE, *RECORD_FOLDERS, *KEPT]) if around else None
    except SurroundingsError as error:
        return [git_not_asked(source, error, "note")]
    if condition is None or not condition.head:
        return []
    settings = condition.differs.get(SETTINGS_FILE)
    if settings is not None and not settings.head:
        return []
    codes: dict[str, str] = {}
    for file, differs in condition.differs.items():
        if differs.kind != "ignored" and not file.endswith(".tmp"):
            gone = not os.path.lexists(source.root / file)
            code = "uncommitted-deletion" if gone else "uncommitted"
            codes[file] = "in-conflict" if differs.kind == "conflict" else code
    return _by_folder(source, _with_unlooked(source, codes))


def uncommitted_since(source: Folder, head: "Revision", told: "Known") -> list[Finding]:
    """Notes on files that differ from the commit `head`; `told` is what git's index says about
    them. git's filters are not run."""
    from rectledger.workspace.comparing.base_and_head import on_disk_since

    since = on_disk_since(source.root, head, told)
    codes = {
        one.file: "uncommitted" if one.after else "uncommitted-deletion"
        for one in since.differences
        if one.file not in since.not_checked_out and (one.before or not _is_aside(one.file))
    }
    return _by_folder(source, codes)


def _is_aside(file: str) -> bool:
    """Whether a new file is hidden, or a temporary file of an editor or of ours."""
    return file.endswith(".tmp") or any(part.startswith(".") for part in file.split("/"))


def _with_unlooked(source: Folder, told: Mapping[str, str]) -> Mapping[str, str]:
    """What git reported in `told`, and also files that differ from the index, or are not in it,
    without being reported. Files already reported as hidden are left out."""
    from rectledger.store.git.index import is_as_kept

    listed = list_records(source, thorough=True)
    index = listed.index
    if not index or isinstance(index, Finding):  # git reports everything as new
        return told
    codes = dict(told)
    elsewhere = {f"{file}/": "kept-elsewhere" for file, one in index.items() if one.is_repository}
    for file, one in index.items():
        # Changed evidence is found by its hash.
        if one.unlooked and not is_kept(file) and file not in codes:
            data = source.read(file)
            if not isinstance(data, Finding) and not is_as_kept(one.sha, data):
                codes[file] = "uncommitted"
    for found in (*listed.issues, *listed.measures, *kept_files(source)):
        if isinstance(found, Finding) or found in index:
            continue
        if not _within(found, told) and not _within(found, elsewhere):
            codes[found] = "passed-over-by-git"
    codes |= {file.removesuffix("/"): code for file, code in elsewhere.items()}
    hidden = {one.file for one in (*listed.unreadable, *missing(source, index, *KEPT))}
    return {file: code for file, code in codes.items() if file not in hidden}


def _within(file: str, told: Mapping[str, str]) -> bool:
    """Whether git reported a file, or a whole folder that contains it."""
    parts = file.split("/")
    folders = ("/".join(parts[:n]) + "/" for n in range(1, len(parts)))
    return file in told or any(folder in told for folder in folders)


def _by_folder(source: Folder, codes: Mapping[str, str]) -> list[Finding]:
    by_folder: dict[str, list[str]] = defaultdict(list)
    for file in sorted(codes):
        by_folder[file.partition("/")[0]].append(file)
    found: list[Finding] = []
    for folder, files in by_folder.items():
        if len(files) > _ONE_BY_ONE:
            args: dict[str, object] = {"n": len(files)}
            found.append(Finding("uncommitted-files", folder, args=args, severity="note"))
        else:
            for file in files:
                args = {"git": git_there(source), "path": quote(file)}
                args = args if codes[file] in _SAY_HOW else {}
                found.append(Finding(codes[file], file, args=args, severity="note"))
    return found
