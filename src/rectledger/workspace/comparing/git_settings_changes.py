"""Changed files above a ledger that affect how git treats the ledger's files."""

from collections.abc import Iterable

from rectledger.store.git import gitattributes, objects, tree_objects
from rectledger.store.git.ledger_at_commit import Revision
from rectledger.store.git.tree_objects import FILES, Difference

_MOST_BYTES = 1024 * 1024


def bearing(before: Revision, after: Revision, differences: Iterable[Difference]) -> list[str]:
    """The attributes and ignore files above the ledger whose change affects its files, as paths in
    the repository."""
    above = gitattributes.above(before.path)
    changed = [one.file for one in differences if one.file in above]
    if not changed:
        return []
    sides = [_lines(one, above) for one in (before, after)]
    if sides[0] is None or sides[1] is None:
        return changed
    files = [after.path + file for file in after.files()]
    found = []
    for file in changed:
        # Test each file's change by itself, with all others in their new state.
        old = {**sides[1], file: sides[0].get(file, [])}
        if gitattributes.bear_on(before.path, old, sides[1], files):
            found.append(file)
    return found


def _lines(side: Revision, above: Iterable[str]) -> dict[str, list[str]] | None:
    """The lines of all these files that apply to the ledger; None if one cannot be read."""
    inside = [
        side.path + file for file in side.files() if file.rpartition("/")[2] in gitattributes.NAMES
    ]
    found = {}
    for file in dict.fromkeys([*above, *inside]):
        kept = tree_objects.find(side.folder, side.root, file)
        if kept is None:
            continue
        data = objects.content(side.folder, kept.sha, _MOST_BYTES) if kept.mode in FILES else None
        if data is None:
            return None
        found[file] = data.decode("utf-8", "surrogateescape").splitlines()
    return found
