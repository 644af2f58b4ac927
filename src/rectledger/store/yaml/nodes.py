"""The nodes of a YAML text and their positions, up to a limit that keeps it fast."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rectledger.core.findings import Finding

# Each takes about 50 µs. A record of 30 KiB has about this many; beyond, positions are less exact.
MOST_NODES = 3000
# For deciding whether a file is read at all: slower, but still under a second.
MOST_NODES_ONCE = 7_000


@dataclass(slots=True)
class Node:
    """A scalar, a list or a mapping; line and column count from 1, `start` and `end` are offsets.

    An empty plain scalar has the position of what follows it. A block list or mapping has the
    position of its first dash or key; its `end` is not meaningful.
    """

    line: int
    column: int
    start: int
    end: int
    value: str | None = None  # of a scalar
    style: str | None = None  # its first character, if quoted, a block scalar or in brackets
    is_mapping: bool = False
    children: list["Node"] = field(default_factory=list)  # of a mapping: key, value, key, value

    @property
    def plain(self) -> bool:
        """Whether it is a scalar without quotes."""
        return self.value is not None and self.style is None

    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """The keys of a mapping, each with its value; a last key without a value is left out."""
        if self.is_mapping:
            yield from zip(self.children[::2], self.children[1::2], strict=False)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset in `text`, counting from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def found_at(code: str, file: str, text: str, offset: int, **args: object) -> Finding:
    """A finding at an offset in a file's text."""
    line, column = place(text, offset)
    return Finding(code, file, args=args, line=line, column=column)


def tree(text: str, most: int = MOST_NODES) -> tuple[Node | None, str | None]:
    """The outermost node of a text, and why the text was not read to its end; None if it was.

    The reason is the code of a finding: "too-many" nodes, or "syntax" that this parser rejects.
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
