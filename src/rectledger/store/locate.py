"""From a key of a record to the line and column where it stands in the file."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rectledger.core.findings import Finding

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

# Composing costs about 10 ms a KiB; past this the outermost key must do.
COMPOSE_MAX_CHARACTERS = 48 * 1024

Key = tuple[str | int, ...]


def locate(findings: list[Finding], text: str) -> list[Finding]:
    """`findings` of one file, each with the place of its key in `text`; in the order of the file.

    The place of what is missing is that of the nearest thing around it.
    """
    if all(finding.line is not None for finding in findings):
        return findings
    root = _composed(text)
    placed = []
    for finding in findings:
        if finding.line is None:
            line, column = _place(finding.key, root, text)
            finding = replace(finding, line=line, column=column)
        placed.append(finding)
    return sorted(placed, key=lambda finding: (finding.line, finding.column))


def place_of(key: Key, text: str) -> tuple[int, int]:
    """Line and column, from 1, of what stands at `key`."""
    return _place(key, _composed(text), text)


def _composed(text: str) -> "Node | None":
    """The nodes of a text; None where it is too long, or no YAML that this parser takes."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if len(text) > COMPOSE_MAX_CHARACTERS:
        return None
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError, OverflowError):
        return None
    return node


def _place(key: Key, node: "Node | None", text: str) -> tuple[int, int]:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if node is None:
        return _outermost(key, text)
    mark = node.start_mark
    for step in key:
        if isinstance(node, MappingNode):
            words = _written(step)
            found = next(((k, v) for k, v in node.value if k.value in words), None)
            if found is None:
                break
            mark, node = found[0].start_mark, found[1]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return mark.line + 1, mark.column + 1


def _written(key: object) -> set[str]:
    """How a key may be written that is read as `key`."""
    return {str(key), str(key).lower()} if key is not None else {"", "~", "null", "Null", "NULL"}


def _outermost(key: Key, text: str) -> tuple[int, int]:
    """Where the outermost key stands at the left margin: not exact, but not wrong."""
    found = re.search(rf"^{re.escape(str(key[0]))}[ \t]*:", text, re.MULTILINE) if key else None
    return (text.count("\n", 0, found.start()) + 1, 1) if found else (1, 1)


def place_of_duplicate(text: str, word: str) -> tuple[int, int]:
    """Where a key stands for the second time in one mapping."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    root = _composed(text)
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, MappingNode):
            same = [k for k, _ in node.value if k.value == word]
            if len(same) > 1:
                return same[1].start_mark.line + 1, same[1].start_mark.column + 1
            waiting += [v for _, v in node.value]
        elif isinstance(node, SequenceNode):
            waiting += node.value
    return _outermost((word,), text)
