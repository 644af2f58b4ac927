"""Amending a record's file: change a field in place, and add the entry that records it.

Only the field's own lines are rewritten; all others keep their manual formatting. A value can be
inserted in several ways: the first one that reads back correctly is used.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product
from typing import Any, NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.model import ByLanguage, Record, same
from rectledger.core.model.said import said
from rectledger.store.yaml import node_spans, write_record
from rectledger.store.yaml.append_entry import TextEdit, appended, differs, edited, encoded, end
from rectledger.store.yaml.nodes import Node, tree
from rectledger.store.yaml.text_encoding import decode

LANGUAGES = tuple(ByLanguage.model_fields)


class _Field(NamedTuple):
    """A key of a block mapping, with its value."""

    text: str
    name: str
    column: int  # of the mapping
    key: Node
    value: Node


def amended(data: bytes, file: str, old: Record, new: Record) -> bytes | Finding:
    """The bytes of a record's file after an amendment, or why it cannot be amended.

    `data` is what `old` was read from. `new` is `old` with one field changed, added or removed, and
    one more entry. Only the lines of that field change, and those of the entry are added; the
    result reads back as `new`. Raises ValueError if `new` differs in anything else.
    """
    *log, entry = new.log
    changed = [key for key in _keys(new) if not same(getattr(old, key), getattr(new, key))]
    if not same(log, old.log) or len(changed) > 1:
        raise ValueError("more than one field and one entry")
    if not changed:
        return appended(data, file, old, entry)
    text = decode(data, file)
    if isinstance(text, Finding):
        return text
    key = changed[0]
    root, why = tree(text, len(text))
    if root is None or why:
        return Finding("cannot-amend", file, (key,), {"key": key}, line=1, column=1)
    if root.style:
        return Finding("record-in-brackets", file, line=root.line, column=root.column)
    between = new.model_copy(update={"log": old.log})
    was, now = _value(old, key), _value(new, key)
    stopped: Finding | None = None
    for edits in _ways(text, root, key, (was, now), _keys(new)):
        result = encoded(edited(text, edits), data)
        wrong = differs(result, file, between)
        done = wrong or appended(result, file, between, entry)
        if isinstance(done, bytes):
            return done
        if wrong is None or wrong.code == "would-be-too-large":
            stopped = stopped or done
    done = stopped or appended(data, file, old, entry)
    if isinstance(done, Finding):  # then that is the reason
        return done
    found = next((node for node, _ in root.pairs() if node.value == key), root)
    return Finding("cannot-amend", file, (key,), {"key": key}, line=found.line, column=found.column)


def _keys(record: Record) -> list[str]:
    return [key for key in type(record).model_fields if key != "log"]


def _value(record: Record, key: str) -> Any:
    """The value of a record's key, as written to the file; None if not set."""
    value = said(record).get(key)
    return _without_none(value) or None if isinstance(value, dict) else value


def _without_none(held: dict[str, Any]) -> dict[str, Any]:
    """A text by language, or an office's own fields, without what is not set."""
    return {
        key: _without_none(value) if isinstance(value, dict) else value
        for key, value in held.items()
        if value is not None
    }


def _ways(
    text: str, mapping: Node, name: str, change: tuple[Any, Any], order: Sequence[str]
) -> Iterator[list[TextEdit]]:
    """The ways to change the value of `name` in a mapping, best first."""
    was, now = change
    found = next((pair for pair in mapping.pairs() if pair[0].value == name), None)
    if found is None:
        yield from _added(text, mapping, name, now, order)
        return
    field = _Field(text, name, mapping.column - 1, *found)
    if now is None:
        yield from _taken_out(field)
        return
    if field.value.is_mapping and not field.value.style and isinstance(now, dict):
        yield from _by_key(field, was, now)
    if not (field.value.is_mapping or field.value.style or field.value.plain) and now:
        yield from _items(field, was, now)
    for quoted in (False, True):
        head, block = _rendered(name, now, field.column, quoted=quoted)
        yield _in_line(field, head) if head else _in_lines(field, block)


def _rendered(name: str, value: Any, column: int, *, quoted: bool) -> tuple[str, str]:
    """A value as text after its key, or as lines below it; the other one is empty."""
    _, _, behind = write_record.pair(name, value, column, quoted=quoted).partition(":")
    head, _, block = behind.partition("\n")
    return (behind.strip(" \n"), "") if head else ("", block)


def _added(
    text: str, mapping: Node, name: str, now: Any, order: Sequence[str]
) -> Iterator[list[TextEdit]]:
    """Insert a key after the one that it follows in the models' order, or before the next one."""
    pairs = list(mapping.pairs())
    earlier = order[: order.index(name)]
    before = [i for i, (key, _) in enumerate(pairs) if key.value in earlier]
    nearest = max(before, key=lambda i: earlier.index(pairs[i][0].value or ""), default=-1)
    places = [node_spans.last_line_end(text, *pairs[nearest])] if before else []
    following = [key for key, _ in pairs[nearest + 1 :]]
    places.append(node_spans.line_start(text, following[0].start) if following else end(text))
    for at, quoted in product(places, (False, True)):
        yield [(at, at, write_record.pair(name, now, mapping.column - 1, quoted=quoted))]


def _taken_out(field: _Field) -> Iterator[list[TextEdit]]:
    """Remove a key, with the comments inside it only if the result cannot be read otherwise."""
    lines = node_spans.whole_lines(field.text, field.key, field.value)
    yield [(*span, "") for span in lines]
    yield [(lines[0][0], max(last for _, last in lines), "")]


def _by_key(field: _Field, was: Any, now: dict[str, Any]) -> Iterator[list[TextEdit]]:
    """Change only the keys that differ: languages, or an office's own fields."""
    held = was if isinstance(was, dict) else {}
    known = held.keys() | now.keys()
    order = LANGUAGES if known <= {*LANGUAGES} else [*dict.fromkeys([*held, *now])]
    changed = [key for key in order if held.get(key) != now.get(key)]
    ways = [
        list(_ways(field.text, field.value, key, (held.get(key), now.get(key)), order))
        for key in changed
    ]
    for chosen in product(*ways):
        yield [edit for edits in chosen for edit in edits]


def _items(field: _Field, was: list[Any], now: list[Any]) -> Iterator[list[TextEdit]]:
    """Change only the list items that differ."""
    lines = node_spans.dashes(field.text, field.value)
    if len(lines) != len(was):
        return
    edits: list[TextEdit] = []
    compared = SequenceMatcher(None, [*map(repr, was)], [*map(repr, now)], autojunk=False)
    for what, first, last, new_first, new_last in compared.get_opcodes():
        if what == "equal":
            continue
        at = lines[first][0] if first < len(lines) else lines[-1][1]
        added = write_record.items(now[new_first:new_last], field.value.column - 1)
        edits += [(at, at, added if new_first < new_last else "")]
        edits += [(*span, "") for span in lines[first:last]]
    yield edits


def _in_line(field: _Field, value: str) -> list[TextEdit]:
    """Put `value` where the old one begins, or after the key."""
    colon, first, others = _where(field)
    if field.value.value or field.value.style:
        return [(*first, value), *others]
    return [(colon, colon, f" {value}"), (*first, ""), *others]


def _in_lines(field: _Field, lines: str) -> list[TextEdit]:
    """Put `lines` below the line on which the old value ends, or in place of its lines."""
    text, value = field.text, field.value
    colon, (start, last), others = _where(field)
    if not (value.style or value.value is not None):  # it was a block
        return [(start, start, lines), (start, last, ""), *others]
    below = node_spans.line_end(text, max(colon, last - 1))
    if "\n" not in text[colon:start]:
        start = colon
    elif not text[last:below].strip():
        start, last = node_spans.line_start(text, start), below
    return [(start, last, ""), (below, below, lines), *others]


def _where(field: _Field) -> tuple[int, node_spans.Span, list[TextEdit]]:
    """Where a value may begin, where it begins, and the edits that remove its other lines."""
    colon = node_spans.after_colon(field.text, field.key)
    first, *others = node_spans.own(field.text, field.key, field.value) or [(colon, colon)]
    return colon, first, [(*span, "") for span in others]
