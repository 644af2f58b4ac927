"""What a change writes, file by file, and what of it is on disk already."""

from dataclasses import dataclass, field

from rectledger.core.changes.proposed_change import Change, Edit
from rectledger.core.findings import Finding
from rectledger.core.model import Issue, Measure, same
from rectledger.errors import SurroundingsError
from rectledger.store.yaml.append_entry import appended
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.write_record import render
from rectledger.workspace.changing.records_to_change import Desk, UnreadableRecordError, same_text


@dataclass
class PlannedFiles:
    """The records that a change writes: each file before (None: new) and after."""

    written: dict[str, tuple[bytes | None, bytes]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)  # records that are not on disk yet

    @property
    def resumed(self) -> bool:
        return len(self.missing) < len(self.written)


def planned(desk: Desk, change: Change, header: str) -> PlannedFiles:
    """What is to be written; `header` begins a new file.

    Raises SurroundingsError where a file is somebody's own work, and UnreadableRecordError where
    one cannot be read or written to.
    """
    plan = PlannedFiles()
    for edit in change.edits:
        file = edit.new.file
        there = desk.on_disk(file)
        if isinstance(there, Finding):
            raise UnreadableRecordError([there])
        before = None if edit.old is None else desk.before(file)
        if isinstance(before, Finding):
            raise UnreadableRecordError([before])
        # Line ends may be others on disk than in the commit: it is the disk that is added to.
        base = there if before is not None and same_text(there, before) else before
        after = _bytes_after(edit, base, header)
        plan.written[file] = (base, after)
        as_before = same_text(there, base)
        if as_before:
            plan.missing.append(file)
        _refuse_staged(desk, file, base, after)
        if not (as_before or same_text(there, after)) or desk.is_hidden(file):
            raise _foreign(edit, there, desk.source.prefix + file)
    return plan


def _foreign(edit: Edit, there: bytes | None, file: str) -> SurroundingsError:
    """What to say of a file that is neither as it was nor as the change makes it."""
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
    """The bytes of a record's file after an edit. Raises UnreadableRecordError."""
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
    """What somebody has staged of a file that the change is about would be lost."""
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
