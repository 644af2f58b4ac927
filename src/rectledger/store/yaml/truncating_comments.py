"""Texts that a comment cuts short.

In `title: Fix #12` YAML takes `#12` for a comment, and the title would be "Fix". Behind a code, a
day or a number a comment takes nothing away; behind a text without quotes nobody can say which of
the two was meant, so it is refused.
"""

import re
from collections.abc import Iterator

from rectledger.core.findings import Finding
from rectledger.store.yaml.nodes import MOST_NODES_ONCE, Node, found_at, tree

# Keys of texts that people write freely; a test holds them to what the models say.
TEXT_KEYS = frozenset({
    "approved_by", "by", "change", "contact", "document", "emails", "en", "field", "heading",
    "inspected", "inspector", "leader", "name", "next", "note", "notes", "now", "path", "title",
    "unit", "was", "zh",
})  # fmt: skip

_OF_TEXT = "|".join(sorted(TEXT_KEYS))
# A comment on a line of its own below a text without quotes, as if the text went on there.
_BELOW = re.compile(
    rf"^[ \t]*(?:-[ \t]+)*(?:{_OF_TEXT}):[ \t]+[^\s|>\[{{\"'#].*\n(?:[ \t]*\r?\n)*[ ]+#",
    re.MULTILINE,
)
# A line with something before its first ` #`.
_COMMENT = re.compile(r"^[ \t]*[^\s#].*?[ \t]#", re.MULTILINE)
# Such lines that cut nothing short, whatever stands around them: the value is in quotes or begins
# on the next line, or it is one word under a key that is not one of a text.
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
    """The texts of a mapping that end at a comment on their line, each where the comment begins."""
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
    """Where a comment begins that a text without quotes may go on in, and the key of that text:
    right behind it, between it and its key, or deeper than the key on a line below."""
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
