"""Merging two versions of a record's file: into a record, or into lines with conflict markers."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.log_merge import breaks_a_rule, comes_on_top
from rectledger.core.model import Issue, Measure, Record, same
from rectledger.core.model.layout import ISSUES, RECORD_FOLDERS
from rectledger.store.ledger_folder import RECORD_MAX_BYTES
from rectledger.store.merge import key_merge, line_merge
from rectledger.store.merge.conflict_markers import ConflictMarkers
from rectledger.store.merge.record_sections import cut
from rectledger.store.yaml.append_entry import differs
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.text_encoding import BOM, decode


@dataclass(frozen=True)
class MergedRecord:
    """The new content of the file. `conflict` is the code of why it has markers, or None."""

    data: bytes
    conflict: str | None = None
    args: dict[str, object] = field(default_factory=dict)


class _Read(NamedTuple):
    data: bytes
    text: str
    record: Record


def merge(
    base: bytes, ours: bytes, theirs: bytes, file: str, marks: ConflictMarkers
) -> MergedRecord:
    """Merge two versions of a record's file; `base` is their common ancestor, or empty.

    The folder of `file` gives the type of record. A result without markers is a record that has all
    entries of both sides, and breaks no rule that both sides follow.
    """
    one, other = _read(ours, file), _read(theirs, file)
    began = _read(base, file) if base else None
    if one is not None and other is not None:
        known = began.record if began else None
        if not _same_item(one.record, other.record, known, added=not base):
            return MergedRecord(marks.around_files(ours, theirs), "merge-two-items")
        found = _part_by_part(began, one, other, file, marks) if began or not base else None
        if found is not None:
            return found
    return _line_by_line(base, ours, theirs, file, marks)


def _read(data: bytes, file: str) -> _Read | None:
    """A version that can be read as a record; None otherwise."""
    folder = PurePosixPath(file).parent.name
    text = decode(data, file) if len(data) <= RECORD_MAX_BYTES else None
    if folder not in RECORD_FOLDERS or text is None or isinstance(text, Finding):
        return None
    record = parse(data, file, Issue) if folder == ISSUES else parse(data, file, Measure)
    return None if isinstance(record, list) else _Read(data, text, record)


def _same_item(ours: Record, theirs: Record, base: Record | None, *, added: bool) -> bool:
    """Whether all versions are the same item. If both sides have `added` it, all its fields but the
    log must be equal too."""
    one, other = (record.model_copy(update={"log": []}) for record in (ours, theirs))
    if added:
        return same(one, other)
    return one.ref == other.ref and (base is None or base.ref == one.ref)


def _part_by_part(
    base: _Read | None, ours: _Read, theirs: _Read, file: str, marks: ConflictMarkers
) -> MergedRecord | None:
    """The merge by keys and entries; None if the way the versions are written does not allow it."""
    all_read = [one for one in (base, ours, theirs) if one]
    styles = {_line_ends(one.text) for one in all_read}
    cuts = [(one.record, cut(one.text)) for one in all_read]
    versions = [key_merge.Version(record, found) for record, found in cuts if found]
    if len(styles) > 1 or len(versions) < len(all_read):
        return None
    *began, mine, other = versions
    style = "\r\n" if "\r\n" in styles else "\n"
    merged = key_merge.merge(began[0] if began else None, mine, other, style, marks)
    if merged is None:
        return None
    data = _bom(base, ours, theirs) + merged.text.encode()
    if merged.log:
        return MergedRecord(data, f"merge-{merged.log}")
    if merged.fields:
        return MergedRecord(data, "merge-fields", {"fields": merged.fields})
    return None if differs(data, file, merged.record) else MergedRecord(data)


def _line_ends(text: str) -> str:
    """The line ending of a text; "" if it is mixed."""
    both, all_of_them = text.count("\r\n"), text.count("\n")
    return "\r\n" if both == all_of_them else "" if both else "\n"


def _bom(base: _Read | None, ours: _Read, theirs: _Read) -> bytes:
    """The byte order mark, if the merge has one: a side that added or removed it wins."""
    had = base is not None and base.data.startswith(BOM)
    one, other = ours.data.startswith(BOM), theirs.data.startswith(BOM)
    return BOM if (other if one == had else one) else b""


def _line_by_line(
    base: bytes, ours: bytes, theirs: bytes, file: str, marks: ConflictMarkers
) -> MergedRecord:
    """Git's line merge, if the result is a record that is right for both sides."""
    data, clean = line_merge.merge(base, ours, theirs, marks)
    if not clean:
        return MergedRecord(data, "merge-lines")
    one, other, result = (_read(version, file) for version in (ours, theirs, data))
    if one and other and result and _is_right(one.record, other.record, result.record):
        return MergedRecord(data)
    return MergedRecord(marks.around_files(ours, theirs), "merge-lines")


def _is_right(ours: Record, theirs: Record, merged: Record) -> bool:
    """Whether a record merged by git has everything that both sides have, and nothing else."""
    entries = Counter(map(repr, ours.log)) | Counter(map(repr, theirs.log))
    return (
        ours.ref == theirs.ref == merged.ref
        and Counter(map(repr, merged.log)) == entries
        and all(comes_on_top(side.log, merged.log) for side in (ours, theirs))
        and not breaks_a_rule(ours, theirs, merged)
    )
