"""The outline of a text: its headings, nested in the order in which their forms appear."""

from collections.abc import Sequence
from dataclasses import dataclass

from rectledger.exchange.imports.notices.heads import Node, heads, marks
from rectledger.exchange.imports.notices.lines import Piece, piece
from rectledger.exchange.imports.source import LinePlace
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.width import half_width

_DEEPEST = 8
# Where a series of numbers begins again, it is below what is above it here.
_RANKS = ("chapter", "part", "aspect", "section", "heading", "free", "item", "sub", "paren",
          "circled")  # fmt: skip
# After a label of these, numbered lines are what it holds.
_HOLDING = ("measures", "progress", "state-or-progress", "next", "problem", "goal", "cause",
            "evidence", "note")  # fmt: skip
# Of these, even where lines so numbered have not been headings yet.
_HOLDING_NEW = ("measures", "goal", "cause", "next", "evidence")


@dataclass(slots=True)
class _Held:
    """A series of numbered lines below a label: its level, the number that comes next, and the
    heading of the same level, if any, to which the label belongs."""

    key: str
    next: int
    outer: Node | None


def outline(pieces: Sequence[Piece], titles: Sequence[str], style: Style) -> Node:
    """The root of the outline. What is numbered within an issue is among the issue's own lines."""
    pieces = list(pieces)
    found = heads(pieces, titles, style)
    following: list[Node | None] = [None] * len(pieces)
    for n in range(len(pieces) - 2, -1, -1):
        following[n] = found[n + 1]
    root = Node(Piece(LinePlace(0), ""))
    stack = [root]
    held: _Held | None = None
    for n, (one, node) in enumerate(zip(pieces, found, strict=True)):
        if node is not None:
            after = pieces[n + 1] if n + 1 < len(pieces) else None
            held = _held(held, node, stack, pieces[n - 1] if n else None, after)
        elif one.begins_with_label:
            held = None
        if node is None or held or (len(stack) > _DEEPEST and node.key not in _keys(stack)):
            stack[-1].own.append(one)
        elif node.label_field and style.text.headings_are_labels:
            stack[-1].own.append(_as_label(node, style))
        else:
            _place(node, stack, following[n])
    _settle(root, style)
    return root


def _keys(stack: Sequence[Node]) -> list[str]:
    return [one.key for one in stack]


def _place(node: Node, stack: list[Node], following: Node | None) -> None:
    """Put a heading where its level is, or, if its form is new, below all that is open."""
    keys = _keys(stack)
    at = len(keys) - 1 - keys[::-1].index(node.key) if node.key in keys else None
    if at is not None and not _begins_again(node, stack):
        del stack[at:]
    elif at is None and node.unnumbered and following and following.key in keys:
        del stack[keys.index(following.key) :]
    stack[-1].children.append(node)
    stack.append(node)


def _begins_again(node: Node, stack: Sequence[Node]) -> bool:
    """Whether a series that began again at 1 is below a heading that came since."""
    top = stack[-1].key
    if node.number != 1 or top == node.key or len(stack) > _DEEPEST:
        return False
    return top in _RANKS and node.key in _RANKS and _RANKS.index(top) < _RANKS.index(node.key)


def _held(
    held: _Held | None, node: Node, stack: Sequence[Node], before: Piece | None, after: Piece | None
) -> _Held | None:
    """The series below a label to which a numbered line belongs, if it is not a heading."""
    keys = _keys(stack)
    if held and node.key == held.key and node.number == held.next:
        outer = held.outer
        fresh = outer is not None and node.number == (outer.number or 0) + 1
        if outer and fresh and after and _first_label(outer) == _label_of(after):
            return None
        held.next += 1
        return held
    if held and node.key not in keys and not node.unnumbered:
        return held  # it is numbered within one of the series
    if node.number != 1 or node.issue or not before or not before.labels:
        return None
    last = before.labels[-1]
    open_label = not last.value or half_width(last.value).endswith(":")
    outer = next((one for one in reversed(stack) if one.key == node.key), None)
    if not open_label or last.field not in (_HOLDING if outer else _HOLDING_NEW):
        return None
    return _Held(node.key, 2, outer) if stack[-1].own and stack[-1].own[-1] is before else None


def _label_of(one: Piece) -> str:
    return one.labels[0].label if one.begins_with_label else ""


def _first_label(node: Node) -> str:
    return next((one.labels[0].label for one in node.own if one.labels), " ")


def _as_label(node: Node, style: Style) -> Piece:
    """A heading that is nothing but a label, as a line with the label."""
    return piece(node.piece.place, node.title.strip(":\uff1a ") + ":", style)


def _settle(node: Node, style: Style) -> None:
    """Take into an issue, from the bottom up, what is numbered within it."""
    for child in node.children:
        _settle(child, style)
    labels = [child for child in node.children if child.label_field]
    if labels and _are_labels(labels, node):
        own, at = list(node.own), []
        for child in node.children:
            at += [_as_label(child, style), *child.lines()] if child.label_field else [
                child.piece, *child.lines()]  # fmt: skip
        node.own, node.children = own + at, []
    if node.children and (node.key or "problem" in marks(node)) and _within(node):
        node.own, node.children = node.lines(), []


def _are_labels(labels: Sequence[Node], node: Node) -> bool:
    """Whether headings that are labels are the fields of one issue, not parts of the text."""
    fields = {child.label_field for child in labels}
    problem = next((child for child in labels if child.label_field == "problem"), None)
    if len(fields) < 2 or (problem is None and not node.key):
        return False
    if problem and len(problem.children) > 1:
        return False
    below = [one for child in node.children for one in child.children]
    return not any(marks(one) - {"sentence"} or one.children for one in below)


def _within(node: Node) -> bool:
    """Whether the headings below an issue are what it holds, and no issues of their own."""
    own = marks(node)
    if not own:
        return False
    below = [_marks_below(child) - {"sentence"} for child in node.children]
    if not any(below):
        return True
    return not any(below[:-1]) and not below[-1] & own


def _marks_below(node: Node) -> set[str]:
    return marks(node).union(*map(_marks_below, node.children))
