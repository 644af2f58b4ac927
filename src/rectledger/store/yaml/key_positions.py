"""From a key of a record to its line and column in the file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from rectledger.core.findings import Finding
from rectledger.store.yaml.nodes import Node, place, tree

Key = tuple[str | int, ...]


def locate(findings: list[Finding], text: str) -> list[Finding]:
    """`findings` of one file, each with the position of its key in `text`; in file order.

    If the key is missing, the position is that of the nearest enclosing one.
    """
    if all(finding.line is not None for finding in findings):
        return findings
    root, stopped = tree(text)
    placed = []
    for finding in findings:
        if finding.line is None:
            line, column = _place(finding.key, root, stopped, text)
            finding = replace(finding, line=line, column=column)
        placed.append(finding)
    return sorted(placed, key=lambda finding: (finding.line, finding.column))


def _place(key: Key, root: Node | None, stopped: str | None, text: str) -> tuple[int, int]:
    if root is None:
        return _outermost(key, text)
    node = mark = root
    for step in key:
        if node.is_mapping:
            words = _written(step)
            found = next((pair for pair in node.pairs() if pair[0].value in words), None)
            if found is None:
                break
            mark, node = found
        elif node.value is None and isinstance(step, int) and step < len(node.children):
            mark = node = node.children[step]
        else:
            break
    if mark is root and stopped:
        return _outermost(key, text)
    return mark.line, mark.column


def _written(key: object) -> set[str]:
    """The spellings that are read as `key`."""
    return {str(key), str(key).lower()} if key is not None else {"", "~", "null", "Null", "NULL"}


def _outermost(key: Key, text: str) -> tuple[int, int]:
    """The position of the outermost key at the left margin: not exact, but not wrong."""
    found = next(_at_margin(key[0], text), None) if key else None
    return place(text, found.start()) if found else (1, 1)


def place_of_duplicate(
    text: str, word: str, mapping: tuple[int, int] | None = None
) -> tuple[int, int]:
    """Where a key occurs for the second time in one mapping.

    If the text has too many nodes, the position of `mapping` is used instead, unless it is None, as
    for the outermost one.
    """
    root, _ = tree(text)
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        same = [key for key, _ in node.pairs() if key.value == word]
        if len(same) > 1:
            return same[1].line, same[1].column
        waiting += node.children
    if mapping is not None:
        return mapping
    same_at_margin = list(islice(_at_margin(word, text), 2))
    return place(text, same_at_margin[-1].start()) if same_at_margin else (1, 1)


def _at_margin(key: str | int, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"^{re.escape(str(key))}[ \t]*:", text, re.MULTILINE)
