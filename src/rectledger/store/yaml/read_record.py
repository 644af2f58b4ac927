"""From bytes to records: the only place that parses YAML for its content.

Everything wrong with a file is a finding with line and column. A file gives a record or findings,
never part of a record.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import ryaml
from pydantic import ValidationError

from rectledger.core.findings import Finding
from rectledger.core.model import FORMAT, Issue, Measure, Settings, is_later
from rectledger.store.ledger_source import Source
from rectledger.store.yaml import forbidden_syntax, truncating_comments
from rectledger.store.yaml.nodes import found_at, place
from rectledger.store.yaml.text_encoding import decode

Record = TypeVar("Record", Issue, Measure, Settings)


def parse(data: bytes, file: str, model: type[Record]) -> Record | list[Finding]:
    """The record in the bytes of one file, or everything that is wrong with it.

    `file` is only used in findings. Nothing is read from disk, or kept between calls.
    """
    text = decode(data, file)
    if isinstance(text, Finding):
        return [text]
    raw = mapping(text, file)
    if isinstance(raw, list):
        return raw
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        from rectledger.store.yaml import validation_errors

        found = _later_format(raw, model, file) or validation_errors.findings(
            error, raw, model, file
        )
    except RecursionError:
        return [
            Finding("too-deep", file, args={"most": forbidden_syntax.MAX_DEPTH}, line=1, column=1)
        ]
    from rectledger.store.yaml.key_positions import locate

    # An invalid record must never go unreported, even if no finding was made from the error.
    return locate(found or [Finding("bad-value", file, (), {"key": ""})], text)


def _later_format(raw: dict[str, Any], model: type[Record], file: str) -> list[Finding]:
    """A finding if a ledger has a later format, in which its other content may be valid."""
    if model is not Settings or not is_later(raw.get("format")):
        return []
    args: dict[str, object] = {"format": raw["format"], "known": FORMAT}
    return [Finding("later-format", file, ("format",), args)]


def mapping(text: str, file: str) -> dict[str, Any] | list[Finding]:
    """The mapping in a text, or why there is none."""
    found = forbidden_syntax.suspicious(text, file)
    if found:
        return found
    try:
        raw = ryaml.loads(text)  # type: ignore[attr-defined]
    except ValueError as error:
        return [_syntax(str(error), text, file)]
    if raw is None:
        return [Finding("empty", file, line=1, column=1)]
    if not isinstance(raw, dict):
        return [Finding("not-a-mapping", file, line=1, column=1)]
    if "\\" in text:  # an escape may produce a character that the text does not contain
        forbidden = islice(_forbidden(raw), 5)
        found = [Finding("bad-character", file, key, {"point": point}) for key, point in forbidden]
        if found:
            from rectledger.store.yaml.key_positions import locate

            return locate(found, text)
    return truncating_comments.cut_short(text, file) or raw


def _forbidden(node: object, key: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str]]:
    if isinstance(node, str):
        match = forbidden_syntax.FORBIDDEN.search(node)
        if match:
            yield key, f"U+{ord(match[0]):04X}"
    elif isinstance(node, Mapping):
        for name, value in node.items():
            yield from _forbidden(name, (*key, str(name)))
            yield from _forbidden(value, (*key, str(name)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _forbidden(value, (*key, index))


_PLACE = re.compile(r"at line (\d+) column (\d+)")
_DUPLICATE = re.compile(r'duplicate entry with key "(.*)"', re.DOTALL)


def _syntax(message: str, text: str, file: str) -> Finding:
    """A parser error as a finding. It never quotes the file, except for a duplicate key."""
    duplicate = _DUPLICATE.search(message)
    where = _PLACE.search(message, duplicate.end() if duplicate else 0)
    line, column = (int(where[1]), int(where[2])) if where else (1, 1)
    lines = text.split("\n")
    if line > len(lines):  # the end of a file without a final newline, as the parser has it
        line, column = len(lines), len(lines[-1]) + 1
    if duplicate:
        from rectledger.store.yaml.key_positions import place_of_duplicate

        around = (line, column) if where else None
        line, column = place_of_duplicate(text, duplicate[1], around)
        return Finding("duplicate-key", file, args={"key": duplicate[1]}, line=line, column=column)
    if "more than one document" in message:
        second = re.search(r"^(---|\.\.\.)(?=\s|$)", text[3:], re.MULTILINE)
        return found_at("documents", file, text, second.start() + 3 if second else 0)
    if "invalid type: integer" in message:
        return Finding("bad-number", file, line=line, column=column)
    if "unhashable" in message:
        odd = re.search(r"^[ \t]*(\?(?=\s)|[\[{])", text, re.MULTILINE)
        line, column = place(text, odd.start(1)) if odd else (line, column)
        return Finding("key-not-text", file, args={"key": "?"}, line=line, column=column)
    return Finding("syntax", file, line=line, column=column)


def read(
    source: Source, files: Sequence[str], model: type[Record]
) -> tuple[dict[str, Record], list[Finding]]:
    """The records of one kind, by file, and the findings for files that could not be read.

    Each file is fetched, parsed and released before the next.
    """
    records: dict[str, Record] = {}
    findings: list[Finding] = []
    for file, data in zip(files, source.reads(files), strict=True):
        record = [data] if isinstance(data, Finding) else parse(data, file, model)
        if isinstance(record, list):
            findings += record
        else:
            records[file] = record
    return records, findings
