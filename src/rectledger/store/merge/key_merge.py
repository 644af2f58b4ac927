"""Merging a record's keys and entries by the lines they occupy, which stay as they were written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from rectledger.core.diff.log_diff import align
from rectledger.core.log_merge import Pick, Why, breaks_a_rule, entry_of, merge_logs
from rectledger.core.model import Record, same
from rectledger.store.merge.conflict_markers import ConflictMarkers
from rectledger.store.merge.record_sections import LOG, Cut, joined


class Version(NamedTuple):
    """A record, and its text cut into sections."""

    record: Record
    cut: Cut


@dataclass
class Parts:
    """The result of a merge: the text, and the record it should read back as.

    `fields` are the keys that both sides changed; `log` is why the entries cannot be put in one
    order. If either is set, the text contains conflict markers, and the record is meaningless.
    """

    text: str
    record: Record
    fields: list[str]
    log: Why | None


class _Three(NamedTuple):
    """The common base, and both sides."""

    base: Version
    ours: Version
    theirs: Version

    def cuts(self) -> tuple[Cut, Cut, Cut]:
        return self.base.cut, self.ours.cut, self.theirs.cut


def merge(
    base: Version | None, ours: Version, theirs: Version, style: str, marks: ConflictMarkers
) -> Parts | None:
    """Merge both sides; None if they conflict in lines outside fields and new entries.

    Without `base`, both sides have added the record. `style` is the line ending to use.
    """
    nothing = Version(ours.record.model_copy(update={"log": []}), Cut())
    three = _Three(base or nothing, ours, theirs)
    before = _usual(*(cut.before for cut in three.cuts()))
    end = _usual(*(cut.end for cut in three.cuts()))
    keys, changed, clashing = _fields(three, style, marks)
    record = ours.record.model_copy(update={name: getattr(theirs.record, name) for name in changed})
    picks = merge_logs(*(one.record.log for one in three))
    if not isinstance(picks, str):
        log = [entry_of(pick, ours.record.log, theirs.record.log) for pick in picks]
        record = record.model_copy(update={"log": log})
        if not clashing and breaks_a_rule(ours.record, theirs.record, record):
            picks = "rules"
    why = picks if isinstance(picks, str) else None
    lines = _apart(three, style, marks) if isinstance(picks, str) else _in_order(three, picks)
    if before is None or end is None or lines is None:
        return None
    keys[LOG] = joined(lines, style)
    text = joined([before, *(keys[name] for name in _key_order(three, keys)), end], style)
    return Parts(text, record, clashing, why)


def _usual(base: str, ours: str, theirs: str) -> str | None:
    """The three-way merge of a text: the changed side's; None if both changed it differently."""
    if theirs in (ours, base):
        return ours
    return theirs if ours == base else None


def _fields(
    three: _Three, style: str, marks: ConflictMarkers
) -> tuple[dict[str, str], list[str], list[str]]:
    """The lines of each key except the log, the keys only theirs changed, and the conflicts."""
    keys: dict[str, str] = {}
    changed: list[str] = []
    clashing: list[str] = []
    names = {**three.ours.cut.keys, **three.theirs.cut.keys, **three.base.cut.keys}
    for name in names.keys() - {LOG}:
        base, ours, theirs = (cut.keys.get(name, "") for cut in three.cuts())
        usual = _usual(base, ours, theirs)
        keys[name] = marks.around(ours, theirs, style) if usual is None else usual
        if usual is None:
            clashing.append(name)
        elif usual != ours:
            changed.append(name)
    return keys, changed, sorted(clashing)


def _key_order(three: _Three, keys: dict[str, str]) -> list[str]:
    """The keys with lines, in the sides' order: a key that only theirs has goes after the key that
    it follows there."""
    base, ours, theirs = ([name for name in cut.keys if keys.get(name)] for cut in three.cuts())
    first, second = (theirs, ours) if ours == base else (ours, theirs)
    order = list(first)
    for before, name in zip_longest([None, *second], second):
        if name is not None and name not in order:
            order.insert(order.index(before) + 1 if before in order else 0, name)
    return order


def _in_order(three: _Three, picks: Sequence[Pick]) -> list[str] | None:
    """The lines of a log whose entries can be put in one order."""
    held = three.base.cut.after
    known = [align(three.base.record.log, one.record.log).kept for one in three[1:]]
    was = {index: before for before, index in known[0]}
    slots = [
        _with_slot(one.cut, known[i][-1][1] if known[i] else -1, held)
        for i, one in enumerate(three[1:])
    ]
    head = _usual(*(cut.head for cut in three.cuts()))
    (mine, slot, after), (others, their_slot, their_after) = slots
    between, rest = _usual(held, slot, their_slot), _usual("", after, their_after)
    if head is None or between is None or rest is None:
        return None
    lines: list[str] = [head, *([] if known[0] else [between])]
    for pick in picks:
        if pick.ours is None or pick.theirs is None:
            lines.append(mine[pick.ours] if pick.ours is not None else others[pick.theirs or 0])
            continue
        before = was.get(pick.ours)
        began = "" if before is None else three.base.cut.entries[before]
        both = _usual(began, mine[pick.ours], others[pick.theirs])
        if both is None:
            return None
        lines += [both, between] if before is not None and before == len(was) - 1 else [both]
    return [*lines, rest]


def _with_slot(cut: Cut, last: int, held: str) -> tuple[list[str], str, str]:
    """The entries, the text directly after the entry `last`, and the text after all of them.

    `held` is the text after the log in the common base. It ended up above the first entry that a
    side added, but belongs to that entry on neither side.
    """
    parts = [*cut.entries, cut.after]
    slot = held if parts[last + 1].startswith(held) else ""
    parts[last + 1] = parts[last + 1].removeprefix(slot)
    return parts[:-1], slot, parts[-1]


def _apart(three: _Three, style: str, marks: ConflictMarkers) -> list[str]:
    """The lines of a log whose entries cannot be put in one order: the common start, then the rest
    of each side between markers."""
    ours, theirs = three.ours.cut, three.theirs.cut
    lines = _both_begin_with(three) if ours.head == theirs.head else []
    skip = max(len(lines) - 1, 0)
    rests = [
        joined([*([] if lines else [cut.head]), *cut.entries[skip:]], style)
        for cut in (ours, theirs)
    ]
    above, (mine, others) = _common_comments(rests)
    if ours.after == theirs.after:
        return [*lines, above, marks.around(mine, others, style), ours.after]
    mine, others = joined([mine, ours.after], style), joined([others, theirs.after], style)
    return [*lines, above, marks.around(mine, others, style)]


def _both_begin_with(three: _Three) -> list[str]:
    """The head of the log, and the entries that both sides start with."""
    base, ours, theirs = three
    lines = [ours.cut.head]
    for index, (mine, other) in enumerate(zip(ours.record.log, theirs.record.log, strict=False)):
        in_base = any(same(mine, one) for one in base.record.log[index : index + 1])
        began = base.cut.entries[index] if in_base else ""
        both = _usual(began, ours.cut.entries[index], theirs.cut.entries[index])
        if not same(mine, other) or both is None:
            break
        lines.append(both)
    return lines


def _common_comments(texts: Iterable[str]) -> tuple[str, list[str]]:
    """The comments and blank lines that all texts start with, and the rest of each text."""
    lines = [text.splitlines(keepends=True) for text in texts]
    count = 0
    for both in zip(*lines, strict=False):
        stripped = both[0].strip()
        if len(set(both)) > 1 or (stripped and not stripped.startswith("#")):
            break
        count += 1
    return "".join(lines[0][:count]), ["".join(one[count:]) for one in lines]
