"""Whether a deleted record was only moved to another number, and whether its number now has another
record."""

from collections.abc import Sequence

from rectledger.core.model import Record
from rectledger.core.record_fingerprint import but_for_its_number, form_hash
from rectledger.store.git import deleted_files
from rectledger.store.git.deleted_files import Taken
from rectledger.workspace.reading.records_in_git import record_in


def moved(folder: str, prefix: str, file: str, one: Taken) -> bool:
    """Whether the commit that deleted a record adds it under another number, for example because a
    number was used twice, and one of the two records takes the next."""
    was = record_in(folder, file, one.sha)
    if was is None:
        return False
    # If the ledger itself was moved, look in its old folder too.
    had: dict[str, str] = {}
    has: dict[str, str] = {}
    for change in deleted_files.changed_in(folder, one.commit):
        name = _name(change.file, {prefix, one.path.removesuffix(file)})
        if name.partition("/")[0] == file.partition("/")[0]:
            had |= {name: change.before.sha} if change.before else {}
            has |= {name: change.after.sha} if change.after else {}
    return any(
        _is_one(was, record_in(folder, name, sha))
        and not (name in had and _is_one(was, record_in(folder, name, had[name])))
        for name, sha in has.items()
    )


def given_again(folder: str, file: str, taken: Sequence[Taken], now: Record) -> Taken | None:
    """Find the deletion of the record that first had a number, if the number now has another
    record. `taken` are the deletions under this number, latest first. None if the deleted record
    came back, even with changes."""
    own = [one for one in taken if not one.with_ledger]
    if not own:
        return None
    forms = [_form(folder, file, one.sha) for one in own]
    first, present = forms[-1], form_hash(now)
    came = [_form(folder, file, one.back) if one.back else present for one in own]
    if present == first or came == forms:
        return None
    return next(one for one, form in zip(own, forms, strict=True) if form == first)


def _name(path: str, prefixes: set[str]) -> str:
    """A path in the repository, relative to the ledger, which is or was at one of `prefixes`."""
    inside = [one for one in prefixes if path.startswith(one)]
    return path.removeprefix(max(inside, key=len)) if inside else ""


def _is_one(one: Record, other: Record | None) -> bool:
    return other is not None and but_for_its_number(one) == but_for_its_number(other)


def _form(folder: str, file: str, sha: str) -> str:
    """The original form of a record; for one that cannot be read, the hash of its file."""
    record = record_in(folder, file, sha)
    return form_hash(record) if record else sha
