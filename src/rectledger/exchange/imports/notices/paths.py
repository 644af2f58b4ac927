"""Where issues stand in the outline, and by which numbers they go."""

import re
from collections.abc import Sequence

from rectledger.exchange.imports.found import FoundIssue
from rectledger.exchange.imports.notices.heads import Node
from rectledger.exchange.imports.notices.issues import Found
from rectledger.exchange.imports.notices.lines import Piece
from rectledger.exchange.imports.notices.words import word
from rectledger.exchange.imports.wording.numbering import filled, number_of, unwrap
from rectledger.exchange.imports.wording.width import half_width


def name_outline(issues: Sequence[FoundIssue], found: Sequence[Found]) -> None:
    """Set aspect, section and heading of the issues, by the depth of what stands above them.

    A part that holds all issues is the text's, and names none of them.
    """
    drop = _common(found)
    for issue, one in zip(issues, found, strict=True):
        path = one.path[drop:]
        named = [node for node in path if node.key != "heading"]
        headings = [node for node in path if node.key == "heading"]
        names = [_name(node) for node in named]
        issue.heading = issue.heading or " / ".join([*names[2:], *map(_name, headings)])
        if len(names) > 1:
            issue.aspect = issue.aspect or names[0]
        if names:
            issue.section = issue.section or names[min(1, len(names) - 1)]


def _name(node: Node) -> str:
    return unwrap(node.title.strip()).rstrip("\u3002.:\uff1a;\uff1b").strip() or node.label


def _common(found: Sequence[Found]) -> int:
    """How many headings, from the outermost, hold all issues and are numbered as parts are."""
    drop = 0
    while found and all(len(one.path) > drop for one in found):
        first = found[0].path[drop]
        same = all(one.path[drop] is first for one in found)
        if (
            not same
            or word("group").search(first.title)
            or first.key not in ("part", "chapter", "section", "item", "outline0")
        ):
            break
        drop += 1
    return drop


def set_numbers(issues: Sequence[FoundIssue], found: Sequence[Found]) -> None:
    """Keep the numbers of the source if all are whole and none comes twice; else number on.

    Then the source's label stays, with those of the headings above where it comes twice.
    """
    numbers = [issue.number for issue in issues]
    if None not in numbers and len(set(numbers)) == len(numbers):
        return
    labels = [issue.label for issue in issues]
    drop = _common(found)
    restarted = len(set(labels)) < len(labels)
    for number, (issue, one) in enumerate(zip(issues, found, strict=True), 1):
        issue.number = number
        if restarted and issue.label:
            issue.label = _path_label(one.path[drop:], issue.label)


def _path_label(path: Sequence[Node], label: str) -> str:
    above = [node.code if node.key == "free" else node.label.rstrip("\u3001.") for node in path]
    parts = [*filter(None, above), label]
    spaced = all(part.isascii() and part[-1:] + label[:1] != ")(" for part in parts)
    return (" " if spaced else "").join(parts)


_REFERENCE = (
    r"(?:\u7b2c(?P<n>[{cn}]+|\d{1,4})(?:\u9879|\u6761)|\u5e8f\u53f7\s*:?\s*(?P<m>[{cn}]+|\d{1,4}))"
)


def source_number(before: Sequence[Piece]) -> tuple[int | None, str]:
    """The number of a single issue that the lines above it say, if they say one; and as said."""
    form = re.compile(filled(_REFERENCE))
    for one in before:
        found = {number_of(m["n"] or m["m"]): m[0] for m in form.finditer(half_width(one.text))}
        if len(found) == 1:
            number, label = found.popitem()
            return number, label
    return None, ""
