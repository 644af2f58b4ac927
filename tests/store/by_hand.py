"""Records as a person may write them: unlike rectledger's output, but read the same.

And what remains of a file's lines after a change.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from records import issues, measures

from rectledger.core.model import Issue, Measure
from rectledger.core.model.said import said as _said
from rectledger.store.yaml import write_record
from rectledger.store.yaml.read_record import parse

COMMENT = "# 注：a comment: it's here"
# Keys whose value may be empty.
NOTHING = ("leader", "due", "next", "heading")


# A comment that may be taken into the text above it; only relevant for lines with ` #`.
BELOW = re.compile(rb"\n +" + COMMENT.encode())


@dataclass
class ByHand:
    """A file, the record it is read as, and its lines, each with the key it belongs to."""

    data: bytes
    record: Issue | Measure
    owned: list[tuple[str | None, bytes]]

    def without(self, key: str) -> bytes:
        """All lines except those of the key."""
        return b"".join(line for owner, line in self.owned if owner != key)

    def may_stop(self) -> set[str]:
        """The findings for which a change may be refused."""
        log = b"".join(line for owner, line in self.owned if owner == "log")
        found = {"cut-short"} if BELOW.search(self.data) else set()
        if not self.record.log and re.search(rb":[^#]*\[", log):
            found.add("log-in-brackets")
        if not self.data.endswith(b"\n") and re.search(rb"[|>]\+?(\r?\n| #)", self.data):
            found.add("no-last-line-end")
        return found


def read(data: bytes, record: Issue | Measure) -> Issue | Measure | None:
    """The record that the bytes are read as."""
    found: Any = parse(data, "a file", Issue if isinstance(record, Issue) else Measure)
    return None if isinstance(found, list) else found


def _block(text: str, indent: str, mark: str) -> str:
    return f" {mark}\n" + "\n".join(indent + line if line else "" for line in text.split("\n"))


def _scalars(value: Any, indent: str) -> Iterator[str]:
    """A scalar as it may follow its key, line endings included except the last."""
    if not isinstance(value, str):
        yield " " + json.dumps(value)
        return
    yield " " + json.dumps(value, ensure_ascii=False)
    yield f"\n{indent}{json.dumps(value)}"
    yield " '" + value.replace("'", "''").replace("\n", f"\n\n{indent}") + "'"
    yield _block(value, indent, "|-")
    yield _block(value.replace("\n", "\n\n"), indent, ">-")
    if value.endswith("\n"):
        yield _block(value[:-1], indent, "|")
        yield _block(value, indent, "|+")
    yield f" {value}"


def _plain(value: Any) -> bool:
    return not isinstance(value, (dict, list))


@st.composite
def _items(draw: st.DrawFn, item: Any, column: int) -> str:
    """A list item from its dash on, possibly with a comment above it."""
    pad = " " * column
    forms = [
        write_record.items([item], column).removesuffix("\n"),
        f"{pad}-   {json.dumps(item, ensure_ascii=False)}",
        f"{pad}-\n{pad}  {json.dumps(item)}",
    ]
    return draw(st.sampled_from(["", "", f"{pad}{COMMENT}\n\n"])) + draw(st.sampled_from(forms))


@st.composite
def _values(draw: st.DrawFn, key: str, value: Any, column: int) -> str:
    """A value after its key, including the last line ending."""
    pad = " " * (column + draw(st.integers(1, 5)))
    forms = [write_record.pair(key, value, column).partition(":")[2].removesuffix("\n")]
    if _plain(value):
        forms += _scalars(value, pad)
    elif isinstance(value, list):
        if value:
            forms.append("\n" + "\n".join(draw(_items(item, column)) for item in value))
            forms.append("\n" + "\n".join(draw(_items(item, len(pad))) for item in value))
        if all(map(_plain, value)) and key != "log":
            inner = [json.dumps(item, ensure_ascii=False) for item in value]
            forms.append(f" [{', '.join(inner)}]")
            forms.append(f" [\n{pad}{f',{chr(10)}{pad}'.join(inner)}\n{pad}]")
    elif all(map(_plain, value.values())):
        forms.append(" " + json.dumps(value, ensure_ascii=False))
        inner = [
            f"{above}{pad}{name}:{draw(_values(name, value[name], len(pad)))}"
            for name in sorted(value)
            for above in [draw(st.sampled_from(["", "", f"{pad}{COMMENT}\n"]))]
        ]
        forms.append("\n" + "\n".join(inner))
    return draw(st.sampled_from(forms))


@st.composite
def _keys(draw: st.DrawFn, key: str, value: Any, column: int) -> str:
    """A key with its value, and possibly a comment."""
    written = draw(st.sampled_from([key, key, key, f'"{key}"', f"'{key}' "]))
    behind = draw(_values(key, value, column))
    comment = draw(st.sampled_from(["", "", "", f" {COMMENT}"]))
    if draw(st.booleans()) and "\n" in behind and not behind.startswith(" '"):
        head, _, rest = behind.partition("\n")
        return f"{' ' * column}{written}:{head}{comment}\n{rest}"
    return f"{' ' * column}{written}:{behind}{comment}"


_between = st.sampled_from(
    ["", "", "", "\n", COMMENT + "\n", f"   {COMMENT}\n", f"\n{COMMENT}\n\n"]
)


@st.composite
def by_hand(draw: st.DrawFn) -> ByHand:
    """A record, and a file that reads as that record."""
    record = draw(issues() | measures())
    said: dict[str, Any] = _said(record)
    for key in draw(st.lists(st.sampled_from(NOTHING), max_size=2)):
        if key in type(record).model_fields:
            said.setdefault(key, None)
    keys = [key for key in type(record).model_fields if key in said]
    if draw(st.integers(0, 3)) == 0:
        keys = draw(st.permutations(keys))
    column = draw(st.sampled_from([0, 0, 0, 2, 5]))
    parts: list[tuple[str | None, str]] = [
        (None, draw(st.sampled_from(["", "---\n", "\n", f"{COMMENT}\n", f"{COMMENT}\n---\n\n"])))
    ]
    for key in keys:
        text = " " * column + f"{key}: ~"
        if said[key] is not None:
            text = draw(_keys(key, said[key], column))
        parts += [(key, text + "\n"), (None, draw(_between))]
    parts.append((None, draw(st.sampled_from(["", "", "\n\n", "   \n", "...\n", "...\n# end\n"]))))
    return _bytes(draw, record, parts)


def _bytes(draw: st.DrawFn, record: Issue | Measure, parts: list[tuple[str | None, str]]) -> ByHand:
    style = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    lines = [
        (owner, (line + style).encode()) for owner, text in parts for line in text.split("\n")[:-1]
    ]
    if draw(st.booleans()):
        lines[0] = lines[0][0], b"\xef\xbb\xbf" + lines[0][1]
    if draw(st.integers(0, 3)) == 0:
        lines[-1] = lines[-1][0], lines[-1][1].rstrip(b"\r\n")
    data = b"".join(line for _, line in lines)
    assume(repr(read(data, record)) == repr(record))
    return ByHand(data, record, lines)


def lines(data: bytes) -> list[bytes]:
    """The lines of a file, with their line endings."""
    return re.findall(rb"[^\n]*\n|[^\n]+\Z", data)


def with_last_line_end(data: bytes) -> bytes:
    """The one permitted change to existing lines: a final line ending, like the others."""
    if data.endswith(b"\n"):
        return data
    return data + (b"\r\n" if b"\r\n" in data else b"\n")


def _alike(old: list[bytes], new: list[bytes]) -> int:
    """The number of leading lines that two files share."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))


def added(old: list[bytes], new: list[bytes]) -> bool:
    """Whether `new` is `old` with one block of lines inserted."""
    first = _alike(old, new)
    behind = len(old) - first
    return len(new) > len(old) and new[len(new) - behind :] == old[first:]


def added_twice(old: list[bytes], new: list[bytes]) -> bool:
    """Whether `new` is `old` with at most two blocks of lines inserted."""
    first = _alike(old, new)
    behind = _alike(old[first:][::-1], new[first:][::-1])
    held, more = old[first : len(old) - behind], new[first : len(new) - behind]
    return any(more[at : at + len(held)] == held for at in range(len(more) - len(held) + 1))
