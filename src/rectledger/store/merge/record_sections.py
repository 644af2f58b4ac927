"""A record's text cut where its keys and the entries of its log begin; nothing of it is left out.

Comments go with what stands below them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rectledger.store.yaml import node_spans
from rectledger.store.yaml.append_entry import end
from rectledger.store.yaml.nodes import Node, tree

LOG = "log"


@dataclass
class Cut:
    """The parts of a text, in order; each has its line ends, and comments above it.

    `keys` has the lines of each key by its name, but for the log: of that there are the `head`, up
    to the line of its key, the `entries`, and what stands `after` them. `before` comes before the
    first key, `end` after the last.
    """

    before: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    head: str = ""
    entries: list[str] = field(default_factory=list)
    after: str = ""
    end: str = ""


def cut(text: str) -> Cut | None:
    """The parts of a record's text; None where its keys or entries have no lines of their own."""
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
    """Cut what begins, ends and is over with a log at these places; whether it can be cut."""
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
    """Parts as one text; what did not end its line does so where something follows."""
    text = ""
    for part in parts:
        text += style if part and text and not text.endswith("\n") else ""
        text += part
    return text
