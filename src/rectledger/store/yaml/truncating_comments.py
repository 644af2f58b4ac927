"""Texts that are cut off by a comment.

In `title: Fix #12`, YAML takes `#12` for a comment, and the title would be "Fix". After a code, a
date or a number, a comment cuts off nothing; after an unquoted text, it is unclear whether a
comment was meant, so it is rejected.
"""

import re
from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.store.yaml.nodes import MOST_NODES_ONCE, Node, found_at, tree

# Keys of free text; a test compares them with the models.
TEXT_KEYS = frozenset({
    "approved_by", "at", "by", "change", "contact", "document", "emails", "en", "field", "heading",
    "inspected", "inspector", "leader", "name", "next", "note", "notes", "now", "path", "title",
    "unit", "was", "zh",
})  # fmt: skip

_OF_TEXT = "|".join(sorted(TEXT_KEYS))
# A comment on its own line below an unquoted text, as if the text continued there.
_BELOW = re.compile(
    rf"^[ \t]*(?:-[ \t]+)*(?:{_OF_TEXT}):[ \t]+[^\s|>\[{{\"'#].*\n(?:[ \t]*\r?\n)*[ ]+#",
    re.MULTILINE,
)
# A line with content before its first ` #`.
_COMMENT = re.compile(r"^[ \t]*[^\s#].*?[ \t]#", re.MULTILINE)
# Such lines that cut off nothing, whatever their context: the value is quoted or begins on the next
# line, or it is one word under a key that is not free text.
_HARMLESS = re.compile(
    rf"""[ \t]*(?:-[ \t]+)*(?:
        [\w-]+:[ \t]+(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[|>][-+0-9]*)
        |(?!(?:{_OF_TEXT}):)[\w-]+:(?:[ \t]+[\w./:+-]+)?
    )[ \t]+\#""",
    re.VERBOSE,
)
_AFTER_TEXT = re.compile(r"[ \t]+#")
_AFTER_KEY = re.compile(r"[ \t]*:[ \t]+#")
_BELOW_TEXT = re.compile(r"(?:[ \t]*\r?\n)+([ ]+)#")
MOST = 5


def cut_short(text: str, file: str) -> list[Finding]:
    """Findings for texts that are cut off by a comment, at the start of the comment."""
    if "#" not in text or (" #" not in text and "\t#" not in text):
        return []
    on_its_line = (m for m in _COMMENT.finditer(text) if not _HARMLESS.match(text, m.start()))
    doubtful = next(on_its_line, None) or _BELOW.search(text)
    if doubtful is None:
        return []
    root, stopped = tree(text, MOST_NODES_ONCE)
    cuts = sorted(_cuts(root, text))[:MOST] if root is not None else []
    found = [found_at("cut-short", file, text, offset, key=key) for offset, key in cuts]
    if not found and stopped is not None:
        found.append(found_at(stopped, file, text, doubtful.end() - 1, most=MOST_NODES_ONCE))
    return found


def _cuts(root: Node, text: str) -> Iterator[tuple[int, str]]:
    """Where a comment begins that may be the continuation of an unquoted text, and the key of that
    text. The comment directly follows the text, or is between it and its key, or is on a line below
    and indented deeper than the key."""
    waiting = [("", root)]
    while waiting:
        key, node = waiting.pop()
        comment = _AFTER_TEXT.match(text, node.end) if node.plain and node.value else None
        if comment and key in TEXT_KEYS:
            yield comment.end() - 1, key
        for name, value in node.pairs():
            waiting.append((name.value or "", value))
            if name.value not in TEXT_KEYS or not value.plain:
                continue
            before = _AFTER_KEY.match(text, name.end)
            below = _BELOW_TEXT.match(text, value.end) if value.value else None
            if before:
                yield before.end() - 1, name.value
            elif below and len(below[1]) >= name.column:
                yield below.end() - 1, name.value
        if not node.is_mapping:
            waiting += ((key, child) for child in node.children)
