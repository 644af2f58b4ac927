"""From a key of a record to the line and column where it stands in the file."""

import re
from dataclasses import replace

from rectledger.core.findings import Finding

# Composing costs about 10 ms a KiB; past this the first line that has the key must do.
COMPOSE_MAX_CHARACTERS = 48 * 1024

Key = tuple[str | int, ...]


def locate(finding: Finding, text: str) -> Finding:
    """`finding` with the place of its key in `text`, or of the nearest thing around it."""
    if finding.line is not None:
        return finding
    line, column = place_of(finding.key, text)
    return replace(finding, line=line, column=column)


def place_of(key: Key, text: str) -> tuple[int, int]:
    """Line and column, from 1, of the value at `key`; for what is missing, of its surroundings."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if len(text) > COMPOSE_MAX_CHARACTERS:
        return _first_mention(key, text)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError):
        return _first_mention(key, text)
    if node is None:
        return 1, 1
    mark = node.start_mark
    for step in key:
        if isinstance(node, MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found is None:
                break
            mark, node = found[0].start_mark, found[1]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return mark.line + 1, mark.column + 1


def _first_mention(key: Key, text: str) -> tuple[int, int]:
    for step in reversed(key):
        found = isinstance(step, str) and re.search(
            rf"^[ \t-]*({re.escape(step)})[ \t]*:", text, re.MULTILINE
        )
        if found:
            start = found.start(1)
            return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return 1, 1


def place_of_duplicate(text: str, word: str) -> tuple[int, int]:
    """Where a key stands for the second time in one mapping."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

    if len(text) > COMPOSE_MAX_CHARACTERS:
        return _first_mention((word,), text)
    try:
        waiting: list[Node | None] = [YAML(typ="safe", pure=True).compose(text)]
    except (YAMLError, ValueError):
        return _first_mention((word,), text)
    while waiting:
        node = waiting.pop()
        if isinstance(node, MappingNode):
            same = [k for k, _ in node.value if k.value == word]
            if len(same) > 1:
                return same[1].start_mark.line + 1, same[1].start_mark.column + 1
            waiting += [v for _, v in node.value]
        elif isinstance(node, SequenceNode):
            waiting += node.value
    return _first_mention((word,), text)
