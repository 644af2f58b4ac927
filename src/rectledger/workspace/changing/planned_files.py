"""The files that a change writes, and which of them are already on disk."""

from collections.abc import Sequence

from rectledger.core.changes.proposed_change import Change, Edit
from rectledger.core.changes.saved_change import IncomingEvidence, SavedChange
from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Measure, same
from rectledger.core.model.layout import editor_line, schema_file
from rectledger.errors import SurroundingsError
from rectledger.store.yaml.append_entry import appended
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.write_record import render
from rectledger.workspace.changing.records_to_change import Desk, UnreadableRecordError, same_text


def planned(desk: Desk, change: Change, kept: Sequence[IncomingEvidence]) -> SavedChange:
    """A change with the files that it writes, before writing anything.

    Raises SurroundingsError if a file contains someone's own work, and UnreadableRecordError if one
    cannot be read or edited.
    """
    written: dict[str, tuple[bytes | None, bytes]] = {}
    missing = []
    for edit in change.edits:
        file = edit.new.file
        there = desk.on_disk(file)
        if isinstance(there, Finding):
            raise UnreadableRecordError([there])
        before = None if edit.old is None else desk.before(file)
        if isinstance(before, Finding):
            raise UnreadableRecordError([before])
        # Add to the file on disk: its line endings may differ from those in the commit.
        base = there if before is not None and same_text(there, before) else before
        after = _bytes_after(edit, base, "" if edit.old else _header(desk, edit))
        written[file] = (base, after)
        as_before = same_text(there, base)
        if as_before:
            missing.append(file)
        _refuse_staged(desk, file, base, after)
        if not (as_before or same_text(there, after)) or desk.is_hidden(file):
            raise _foreign(edit, there, desk.source.prefix + file)
    return SavedChange(change, tuple(kept), written, tuple(missing), "only-shown")


def _header(desk: Desk, edit: Edit) -> str:
    """The first line of a new file: the one for editors, if the ledger has the schema."""
    kind = "issue" if isinstance(edit.new, Issue) else "measure"
    has_schema = (desk.source.root / schema_file(kind)).is_file()
    return f"{editor_line(edit.new.file)}\n" if has_schema else ""


def _foreign(edit: Edit, there: bytes | None, file: str) -> SurroundingsError:
    """The error for a file that is neither as before nor as after the change."""
    if there is None:
        return SurroundingsError("target-not-there", file=file)
    if edit.old is None or edit.entry is None:
        code = "target-in-the-way" if edit.old is None else "target-changed"
        return SurroundingsError(code, file=file)
    is_issue = isinstance(edit.new, Issue)
    held = parse(there, file, Issue) if is_issue else parse(there, file, Measure)
    if not isinstance(held, list) and held.log:
        *before, last = held.log
        if same(
            [*before, last], [*edit.old.log, edit.entry.model_copy(update={"date": last.date})]
        ):
            return SurroundingsError("target-cut-off", file=file, date=last.date)
    return SurroundingsError("target-changed", file=file)


def _bytes_after(edit: Edit, before: bytes | None, header: str) -> bytes:
    """The bytes of a file after an edit, with `header` if new. Raises UnreadableRecordError."""
    after: bytes | Finding
    if edit.old is None or before is None:
        after = (header + render(edit.new)).encode()
    elif edit.entry is not None and edit.entry.event != "amend":
        after = appended(before, edit.new.file, edit.old, edit.entry)
    else:
        from rectledger.store.yaml.amend_field import amended

        after = amended(before, edit.new.file, edit.old, edit.new)
    if isinstance(after, Finding):
        raise UnreadableRecordError([after])
    return after


def _refuse_staged(desk: Desk, file: str, before: bytes | None, after: bytes) -> None:
    """Refuse to change a file that is ignored, not tracked, or has staged changes to lose."""
    differs = desk.differs(file)
    if desk.repository is None or differs is None:
        return
    if differs.kind == "ignored":
        raise SurroundingsError("ignored-by-git", folder=desk.source.prefix + file, detail="")
    if differs.kind == "untracked":
        if before is not None:
            raise SurroundingsError("target-uncommitted", file=desk.source.prefix + file)
        return
    if differs.staged != differs.head:
        staged = desk.repository.kept("", file)
        if not (same_text(staged, after) or (before is None and staged == b"")):
            raise SurroundingsError("target-staged", file=desk.source.prefix + file)
