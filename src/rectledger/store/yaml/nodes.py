"""What stands where in a YAML text: its nodes with their places, as far as looking is worth it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rectledger.core.findings import Finding

# Each costs some 50 µs. A record of 30 KiB has about as many; past that a place is less exact.
MOST_NODES = 3000
# Where it is settled whether a file is read at all: longer, but still under a second.
MOST_NODES_ONCE = 7_000


@dataclass(slots=True)
class Node:
    """A scalar, a list or a mapping; line and column count from 1, `start` and `end` are offsets.

    A plain scalar that is empty has the place of what comes after it. A list or mapping in lines
    has the place of its first dash or key, and its end tells nothing.
    """

    line: int
    column: int
    start: int
    end: int
    value: str | None = None  # of a scalar
    style: str | None = None  # what it begins with, if it is in quotes, a block or in brackets
    is_mapping: bool = False
    children: list["Node"] = field(default_factory=list)  # of a mapping: key, value, key, value

    @property
    def plain(self) -> bool:
        """Whether it is a scalar without quotes."""
        return self.value is not None and self.style is None

    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """The keys of a mapping, each with its value; what was not read to its end has none."""
        if self.is_mapping:
            yield from zip(self.children[::2], self.children[1::2], strict=False)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character of `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def found_at(code: str, file: str, text: str, offset: int, **args: object) -> Finding:
    """A finding at a character of a file's text."""
    line, column = place(text, offset)
    return Finding(code, file, args=args, line=line, column=column)


def tree(text: str, most: int = MOST_NODES) -> tuple[Node | None, str | None]:
    """The outermost node of a text, and why it was not read to its end; None where it was.

    Why is the code of a finding: "too-many" nodes, or "syntax" that this parser does not take.
    """
    from ruamel.yaml import YAML, events
    from ruamel.yaml.error import YAMLError

    root: Node | None = None
    above: list[Node] = []
    met = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if isinstance(event, events.CollectionEndEvent):
                above.pop().end = event.end_mark.index
            if not isinstance(event, events.NodeEvent):
                continue
            met += 1
            if met > most:
                return root, "too-many"
            start, end = event.start_mark, event.end_mark.index
            node = Node(start.line + 1, start.column + 1, start.index, end)
            node.is_mapping = isinstance(event, events.MappingStartEvent)
            if isinstance(event, events.ScalarEvent):
                node.value, node.style = event.value, event.style
            elif isinstance(event, events.CollectionStartEvent) and event.flow_style:
                node.style = "{" if node.is_mapping else "["
            if above:
                above[-1].children.append(node)
            root = root or node
            if isinstance(event, events.CollectionStartEvent):
                above.append(node)
    except (YAMLError, ValueError, OverflowError):
        return root, "syntax"
    return root, None
