"""Adding an entry to a record's file: new lines, without changing any existing byte."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rectledger.core.findings import Finding
from rectledger.core.model import BaseEntry, Issue, Measure, same
from rectledger.core.model.said import said
from rectledger.store.ledger_folder import RECORD_MAX_BYTES
from rectledger.store.yaml import write_record
from rectledger.store.yaml.node_spans import line_start
from rectledger.store.yaml.nodes import found_at, tree
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.text_encoding import BOM, decode

# Where a span to replace starts and ends, and its replacement.
TextEdit = tuple[int, int, str]

# A log as nearly everybody writes it, up to its first dash. Finding it by the parser's events would
# take about 4 ms per KiB; reading the result back detects a false match.
_LOG = re.compile(r"^log:[ ]*(?:#.*)?\r?\n(?:[ ]*(?:#.*)?\r?\n)*([ ]*)-[ ]", re.MULTILINE)
_AT_MARGIN = re.compile(r"^(?=[^\s#])(?!-[ ]|\.\.\.)", re.MULTILINE)
# Findings in old lines that only appear when a character in new ones triggers the check.
_LOOKED_FOR = frozenset({"cut-short", "too-many"})
_END = re.compile(r"^\.\.\.(?=\s|\Z)", re.MULTILINE)


class _Place(NamedTuple):
    """Where an entry goes: the offset, the column of its dash, and whether to add a `log:`.

    If there is no `log:` yet, `column` is that of the key.
    """

    offset: int
    column: int
    with_key: bool = False


def appended(data: bytes, file: str, record: Issue | Measure, entry: BaseEntry) -> bytes | Finding:
    """The bytes of a record's file with `entry` at the end of its log, or why it cannot be added.

    `data` is what `record` was read from. It stays as it is, except that a missing final newline
    is added; the result reads back as `record` with the entry.
    """
    text = decode(data, file)
    if isinstance(text, Finding):
        return text
    wanted = record.model_copy(update={"log": [*record.log, entry]})
    stopped: Finding | None = None
    for found in _places(text, file):
        if isinstance(found, Finding):
            return found
        result = encoded(_with_entry(text, entry, found), data)
        stopped = differs(result, file, wanted)
        if stopped is None:
            return result
        if stopped.code == "would-be-too-large":
            return stopped
    if stopped and stopped.code in _LOOKED_FOR:
        return stopped
    if not text.endswith("\n"):
        return found_at("no-last-line-end", file, text, len(text))
    return stopped or _cannot(file)


def encoded(text: str, data: bytes) -> bytes:
    """The bytes of `text`, with a byte order mark if `data` has one."""
    return (BOM if data.startswith(BOM) else b"") + text.encode()


def end(text: str) -> int:
    """Where to add lines at the end of a record: before a `...` that ends the document."""
    found = _END.search(text)
    return found.start() if found else len(text)


def edited(text: str, edits: Iterable[TextEdit]) -> str:
    """`text` after all edits, with its own line endings in new lines."""
    last = text.rfind("\n")
    style = "\r\n" if last > 0 and text[last - 1] == "\r" else "\n"
    done, result = 0, ""
    for first, upto, instead in sorted(edits, key=lambda edit: edit[:2]):
        result += text[done:first]
        if instead.endswith("\n") and result and not result.endswith("\n"):
            result += style
        result += instead.replace("\n", style)
        done = max(done, upto)
    return result + text[done:]


def differs(data: bytes, file: str, wanted: Issue | Measure) -> Finding | None:
    """Why bytes must not be written; None if they read back as `wanted`."""
    if len(data) > RECORD_MAX_BYTES:
        return Finding("would-be-too-large", file, args={"most": RECORD_MAX_BYTES // 1024})
    read = parse(data, file, Issue) if isinstance(wanted, Issue) else parse(data, file, Measure)
    if isinstance(read, list):
        return read[0] if read[0].code in _LOOKED_FOR else _cannot(file)
    return None if same(read, wanted) else _cannot(file)


def _cannot(file: str) -> Finding:
    return Finding("cannot-append", file, ("log",), line=1, column=1)


def _with_entry(text: str, entry: BaseEntry, found: _Place) -> str:
    told = said(entry)
    if found.with_key:
        lines = write_record.pair("log", [told], found.column)
    else:
        lines = write_record.items([told], found.column)
    return edited(text, [(found.offset, found.offset, lines)])


def _places(text: str, file: str) -> Iterator[_Place | Finding]:
    """Where the entry belongs: first by the look of the text, then by its nodes."""
    log = _LOG.search(text)
    if log is None:
        yield _Place(end(text), 0, with_key=True)
    elif not _AT_MARGIN.search(text, log.end()):
        yield _Place(end(text), len(log[1]))
    yield _by_nodes(text, file)


def _by_nodes(text: str, file: str) -> _Place | Finding:
    root, stopped = tree(text, len(text))
    if root is None or stopped:
        return _cannot(file)
    if root.style:
        return Finding("record-in-brackets", file, line=root.line, column=root.column)
    pairs = list(root.pairs())
    index = next((i for i, (key, _) in enumerate(pairs) if key.value == "log"), None)
    if index is None:
        return _Place(end(text), root.column - 1, with_key=True)
    log = pairs[index][1]
    if log.style:
        return Finding("log-in-brackets", file, ("log",), line=log.line, column=log.column)
    if index + 1 == len(pairs):
        return _Place(end(text), log.column - 1)
    following = pairs[index + 1][0]
    return _Place(line_start(text, following.start), log.column - 1)
