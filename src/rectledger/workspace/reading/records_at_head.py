"""Records as the last commit has them."""

from collections.abc import Sequence
from pathlib import Path

from rectledger.core.model import Issue, Measure, Record
from rectledger.core.model.layout import ISSUES, MEASURES, is_in
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.git_may_hide_files import repository_around
from rectledger.store.ledger_folder import Folder
from rectledger.store.ledger_source import Source
from rectledger.store.yaml.read_record import read


def at_head(source: Source, files: Sequence[str]) -> dict[str, Record] | None:
    """The records in HEAD for these files of a ledger, as far as they can be read; None if there is
    no commit, or no file is given. `source` is the ledger on disk, or in a commit."""
    if not files or (isinstance(source, Folder) and not repository_around(source.root)):
        return None
    from rectledger.store.git.ledger_at_commit import Revision
    from rectledger.store.git.revision_names import named

    try:
        if isinstance(source, Revision):
            _, commit = named(Path(source.folder), "HEAD", "HEAD")
            head = Revision(source.folder, source.path, commit)
        elif isinstance(source, Folder):
            path, commit = named(source.root, "HEAD", "HEAD")
            head = Revision(str(source.root), path, commit)
        else:
            return None
        issues, _bad = read(head, [one for one in files if is_in(one, ISSUES)], Issue)
        measures, _bad = read(head, [one for one in files if is_in(one, MEASURES)], Measure)
    except (SurroundingsError, UsageError):
        return None
    return {**issues, **measures}
