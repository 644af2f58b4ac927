"""Which characters of a text belong to a value: those replaced when it changes or is removed.

Comments on lines of their own belong to no value.
"""

import re

from rectledger.store.yaml.nodes import Node

Span = tuple[int, int]

_COLON = re.compile(r"\s*:")
_HEADER = re.compile(r"[|>][-+0-9]*")


def line_start(text: str, offset: int) -> int:
    """Where the line of `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line of `offset` ends, including its newline."""
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1


def after_colon(text: str, key: Node) -> int:
    """Where the value of a key may begin."""
    found = _COLON.match(text, key.end)
    return found.end() if found else key.end


def own(text: str, key: Node, value: Node) -> list[Span]:
    """The spans of a value: first the characters or lines where it begins, then its other lines.

    An empty value has none.
    """
    if _is_empty(value):
        return []
    if value.style in ("|", ">"):
        header = _HEADER.match(text, value.start)
        lines = line_end(text, value.start), line_end(text, _last(text, value) - 1)
        return [(value.start, header.end() if header else value.start), lines]
    if value.value is not None or value.style:
        return [(value.start, value.end)]
    if not value.is_mapping:
        return dashes(text, value)
    return [span for inner, held in value.pairs() for span in whole_lines(text, inner, held)]


def whole_lines(text: str, key: Node, value: Node) -> list[Span]:
    """The lines of a key and of its value."""
    spans = [(line_start(text, key.start), line_end(text, after_colon(text, key)))]
    for first, last in own(text, key, value):
        spans.append((line_start(text, first), line_end(text, max(first, last - 1))))
    return spans


def dashes(text: str, values: Node) -> list[Span]:
    """The lines of each item of a block list, from its dash; empty if a dash is not found."""
    dash = re.compile(rf"^ {{{values.column - 1}}}-(?=\s)", re.MULTILINE)
    spans: list[Span] = []
    start = line_start(text, values.start)
    for item in values.children:
        found = dash.search(text, start, item.start)
        if not found:
            return []
        start = line_end(text, _last(text, item) - 1)
        spans.append((found.start(), start))
    return spans


def last_line_end(text: str, key: Node, value: Node) -> int:
    """Where the last line of a key and its value ends."""
    if _is_empty(value):
        return line_end(text, after_colon(text, key))
    return line_end(text, _last(text, value) - 1)


def _is_empty(value: Node) -> bool:
    return value.plain and not value.value


def _last(text: str, node: Node) -> int:
    """The offset after the last character of a node, without empty lines that end a block."""
    if node.style in ("|", ">"):
        return node.start + len(text[node.start : node.end].rstrip(" \r\n"))
    if node.value is not None or node.style:
        return node.end
    *_, key, value = [node, *node.children]
    if node.is_mapping and _is_empty(value):
        return after_colon(text, key)
    return _last(text, value)
