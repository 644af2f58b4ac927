"""Which headings of an outline are issues, and what stands above each of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rectledger.exchange.imports.notices.heads import MARKS, Node, marks
from rectledger.exchange.imports.notices.lines import Piece, chrome
from rectledger.exchange.imports.notices.words import word
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.width import half_width


@dataclass(slots=True)
class Found:
    """An issue as it stands in the outline, below the headings of `path`, outermost first.

    `before`: of an issue that is a whole text, the lines above its first label.
    """

    node: Node
    path: tuple[Node, ...] = ()
    before: tuple[Piece, ...] = ()


def found_issues(root: Node, style: Style) -> list[Found]:
    """The issues of an outline: the deepest headings with marks, and their neighbours."""
    if style.text.issue == "whole-text":
        return [_whole(root)]
    found = [one for whole in _below(root, (), style) for one in _split(whole)]
    if not found and not style.text.issue:
        found = [one for one in _split(_whole(root)) if _enough(one.node)]
    _end_last(found)
    return found


def _below(node: Node, path: tuple[Node, ...], style: Style) -> Iterator[Found]:
    below = [list(_below(child, (*path, child), style)) for child in node.children]
    own = [_is_issue(child, style) for child in node.children]
    levels = {
        child.key
        for child, is_own, deeper in zip(node.children, own, below, strict=True)
        if is_own and not deeper and not child.unnumbered
    }
    taken = [
        bool(deeper) or is_own or (child.key in levels and not style.text.issue)
        for child, is_own, deeper in zip(node.children, own, below, strict=True)
    ]
    _leave_parts(node.children, own, below, taken)
    for child, deeper, is_taken in zip(node.children, below, taken, strict=True):
        if deeper:
            yield from deeper
        elif is_taken:
            child.own, child.children = child.lines(), []
            yield Found(child, path)


def _is_issue(node: Node, style: Style) -> bool:
    if style.text.issue:
        return node.issue
    return bool(marks(node)) and not node.label_field


def _leave_parts(
    children: Sequence[Node], own: list[bool], below: list[list[Found]], taken: list[bool]
) -> None:
    """Leave out parts of the text at its two ends that are numbered as issues are.

    One with marks of its own is left out only where issues stand deeper, below its neighbours.
    """
    deeper = any(below)
    for order, name in ((range(len(children)), "part_first"),
                        (range(len(children) - 1, -1, -1), "part_last")):  # fmt: skip
        for at in order:
            title = half_width(children[at].title)
            named = word(name).search(title) or children[at].label_field
            if below[at] or not named or (own[at] and not deeper):
                break
            taken[at] = False


def _whole(root: Node) -> Found:
    """The text as one issue: from its first label or sentence about it."""
    lines = [one for one in root.lines() if not chrome(one)]
    first = next((n for n, one in enumerate(lines) if _of_issue(one)), len(lines))
    place = lines[first].place if first < len(lines) else root.piece.place
    return Found(Node(Piece(place, ""), own=lines[first:]), before=tuple(lines[:first]))


def _of_issue(one: Piece) -> bool:
    return any(label.field in MARKS for label in one.labels)


def _enough(node: Node) -> bool:
    """Whether a text without headings of issues is one: it says a problem, and more of it."""
    found = {label.field for one in node.own for label in one.labels if label.field in MARKS}
    return "problem" in found and len(found) > 1


def _split(whole: Found) -> list[Found]:
    """The issues below a heading that have no headings, but begin with the same label again."""
    node = whole.node
    begins = [n for n, one in enumerate(node.own) if _begins_issue(one)]
    labels = {node.own[n].labels[0].label for n in begins}
    if len(begins) < 2 or len(labels) > 1 or node.issue:
        return [whole]
    bounds = [*begins, len(node.own)]
    path = (*whole.path, node) if node.key else whole.path
    return [
        Found(Node(node.own[start], own=node.own[start:end]), path)
        for start, end in pairwise(bounds)
    ]


def _begins_issue(one: Piece) -> bool:
    return one.begins_with_label and one.labels[0].field == "problem"


def _end_last(found: Sequence[Found]) -> None:
    """Cut off what stands after the last issue: it ends as the others do."""
    if not found:
        return
    node = found[-1].node
    marked = _tail(node) < len(node.own)
    tails = [_tail(one.node) if marked else len(one.node.own) for one in found[:-1]]
    start = len(node.own) - _tail(node)
    end = start + max(tails) if tails else len(node.own)
    others = [one for other in found[:-1] for one in other.node.own]
    gaps, said = any(one.gap for one in others), {one.text for one in others}
    for n in range(start, min(end, len(node.own))):
        one = node.own[n]
        closing = word("closing").search(half_width(one.text[:200])) and one.text not in said
        ends = closing or chrome(one)
        if ends or (one.gap and tails and not gaps) or word("only_day").match(half_width(one.text)):
            end = n
            break
    else:
        end = min(end, len(node.own))
    if end < len(node.own) and word("only_day").match(half_width(node.own[end].text)):
        end -= _signed(node.own, start, end)
    del node.own[end:]


def _signed(own: Sequence[Piece], start: int, end: int) -> int:
    """Whether the line above a day is a signature: 1, else 0."""
    if end - 1 < start:
        return 0
    above = half_width(own[end - 1].text)
    return int(len(above) <= 30 and not re.search(r"[\u3002;:!?.]", above))


def _tail(node: Node) -> int:
    """How many lines follow the last one that marks the issue."""
    last = max(
        (n for n, one in enumerate(node.own) if one.says_state or _labelled(one)), default=-1
    )
    return len(node.own) - 1 - last


def _labelled(one: Piece) -> bool:
    return any(label.field not in ("none", "note") for label in one.labels)
