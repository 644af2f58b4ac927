"""What of a ledger is not in the last commit as it lies on disk."""

import os
from collections import defaultdict

from rectledger.core.findings import Finding
from rectledger.errors import SurroundingsError
from rectledger.store.files import Folder
from rectledger.store.git import seems_inside
from rectledger.workspace.place import SETTINGS_FILE

_FOLDERS = ("issues", "measures", "evidence")
_ONE_BY_ONE = 20  # files of a folder; more are told by their number


def uncommitted(source: Folder) -> list[Finding]:
    """Notes on files that are not committed as they are now; none in a ledger that never was
    committed, or where git does not say."""
    if not seems_inside(source.root):
        return []
    from rectledger.store.git import repository

    try:
        around = repository.find(source.root)
        condition = around.condition([SETTINGS_FILE, *_FOLDERS]) if around else None
    except SurroundingsError:
        return []
    if condition is None or not condition.head:
        return []
    settings = condition.differs.get(SETTINGS_FILE)
    if settings is not None and not settings.head:
        return []
    by_folder: dict[str, list[str]] = defaultdict(list)
    for file, differs in sorted(condition.differs.items()):
        if differs.kind != "ignored" and not file.endswith(".tmp"):
            by_folder[file.partition("/")[0]].append(file)
    found: list[Finding] = []
    for folder, files in by_folder.items():
        if len(files) > _ONE_BY_ONE:
            args: dict[str, object] = {"n": len(files)}
            found.append(Finding("uncommitted-files", folder, args=args, severity="note"))
        else:
            for file in files:
                gone = not os.path.lexists(source.root / file)
                code = "uncommitted-deletion" if gone else "uncommitted"
                code = "in-conflict" if condition.differs[file].kind == "conflict" else code
                found.append(Finding(code, file, severity="note"))
    return found
