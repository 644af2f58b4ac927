"""What an issue's lines say by field, each with the place where it stands."""

import dataclasses
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rectledger.exchange.imports.notices.lines import Piece
from rectledger.exchange.imports.source import Place

# Fields whose value may run on over several lines.
LONG = frozenset(
    ("problem", "progress", "measures", "state-or-progress", "next", "goal", "cause", "basis",
     "evidence", "note", "problem-or-note", "body", "acceptor")
)  # fmt: skip


@dataclass(slots=True)
class Block:
    """The text of a field: its lines, and where each stands."""

    field: str
    label: str
    lines: list[str] = dataclasses.field(default_factory=list)
    places: list[Place] = dataclasses.field(default_factory=list)

    def add(self, line: str, place: Place) -> None:
        if line.strip():
            self.lines.append(line.strip())
            self.places.append(place)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def place(self) -> Place:
        return self.places[0]


def blocks_of(own: Iterable[Piece]) -> list[Block]:
    """The lines of an issue, by label; what has none is `body`, or goes on with what was said."""
    found: list[Block] = []
    for one in own:
        if not one.labels or not one.begins_with_label:
            said = one.before_labels if one.labels else one.text
            _continued(found, said, one.place)
        for label in one.labels:
            found.append(Block(label.field, label.label))
            found[-1].add(label.value, one.place)
            if not label.value:
                found[-1].places.append(one.place)
    return found


def _continued(found: list[Block], said: str, place: Place) -> None:
    """Add a line without a label to what it goes on with."""
    if found and (_long(found[-1]) or not found[-1].lines):
        last = found[-1]
        if not last.lines:
            last.places.clear()
    else:
        last = Block("body", "")
        found.append(last)
    last.add(said, place)
    if not last.places:
        last.places.append(place)


def _long(block: Block) -> bool:
    return block.field in LONG or block.field.startswith("fields.")


def joined(blocks: Sequence[Block]) -> Block:
    """Several blocks as one text."""
    whole = Block("", "")
    for one in blocks:
        for line, place in zip(one.lines, one.places, strict=False):
            whole.add(line, place)
    return whole


def place_at(block: Block, offset: int) -> Place:
    """Where the character at an offset of a block's text stands."""
    starts, at = [], 0
    for line in block.lines:
        starts.append(at)
        at += len(line) + 1
    return block.places[max(bisect(starts, offset) - 1, 0)]
