"""A record's text cut at its keys and at the entries of its log, without losing anything.

Comments belong to what stands below them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rectledger.store.yaml import node_spans
from rectledger.store.yaml.append_entry import end
from rectledger.store.yaml.nodes import Node, tree

LOG = "log"


@dataclass
class Cut:
    """The sections of a text, in order, each with its line endings and the comments above it.

    `keys` has the lines of each key except the log, which is split into `head` (up to the line of
    its key), `entries`, and what comes `after` them. `before` precedes the first key, `end` follows
    the last.
    """

    before: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    head: str = ""
    entries: list[str] = field(default_factory=list)
    after: str = ""
    end: str = ""


def cut(text: str) -> Cut | None:
    """The sections of a record's text; None if a key or an entry shares a line with another."""
    root, stopped = tree(text, len(text))
    if root is None or stopped or root.style or not root.is_mapping:
        return None
    pairs, last = list(root.pairs()), end(text)
    at = node_spans.line_start(text, pairs[0][0].start)
    found = Cut(before=text[:at])
    for index, (key, value) in enumerate(pairs):
        start, at = at, node_spans.last_line_end(text, key, value)
        if key.value != LOG:
            found.keys[key.value or ""] = text[start:at]
            continue
        following = pairs[index + 1][0] if index + 1 < len(pairs) else None
        upto = last if following is None else node_spans.line_start(text, following.start)
        found.keys[LOG] = ""
        if not _cut_log(found, text, (start, at, upto), key, value):
            return None
        at = upto
    found.end = text[at:]
    return found


def _cut_log(found: Cut, text: str, where: tuple[int, int, int], key: Node, value: Node) -> bool:
    """Cut the log, given where it starts, where its last line ends and where the next section
    starts. Returns whether it can be cut."""
    start, at, upto = where
    if value.children and value.style:
        return False
    lines = node_spans.dashes(text, value) if value.children else []
    if len(lines) != len(value.children):
        return False
    if lines:
        at = min(node_spans.line_end(text, node_spans.after_colon(text, key)), lines[0][0])
    found.head = text[start:at]
    for _, last in lines:
        found.entries.append(text[at:last])
        at = last
    found.after = text[at:upto]
    return True


def joined(parts: Iterable[str], style: str) -> str:
    """The parts as one text, adding missing line endings between them."""
    text = ""
    for part in parts:
        text += style if part and text and not text.endswith("\n") else ""
        text += part
    return text
