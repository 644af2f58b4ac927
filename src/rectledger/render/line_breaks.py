"""Line breaking for Chinese and English text.

rich breaks Chinese text anywhere, so a line may start with a full stop and a date may be split.
Here a line breaks at a space or next to a wide character, but never before a closing mark or after
an opening one.
"""

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

_NEVER_FIRST = frozenset("，。、；：？！）》」』】〉”’%％·…—-,.;:?!)]}")
_NEVER_LAST = frozenset("（《「『【〈“‘([{")


class Data(Text):
    """A text that breaks lines correctly in both languages."""

    def blank_copy(self, plain: str = "") -> Text:
        return Data(plain, style=self.style, end=self.end)

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        if how.get("no_wrap") or self.no_wrap or cell_len(self.plain) <= width:
            return super().wrap(console, width, **how)
        broken = Text(end=self.end)
        for line in self.split(allow_blank=True):
            for part in line.divide(list(breaks(line.plain, width))):
                part.rstrip()
                if broken:
                    broken.append("\n")
                broken.append_text(part)
        broken.style = self.style
        return broken.wrap(console, width, **how)


def breaks(text: str, width: int) -> Iterator[int]:
    """The positions at which to break `text` into lines of at most `width` cells.

    A stretch without a break opportunity is cut at the full width.
    """
    start, room, may_break = 0, 0, 0
    for index, character in enumerate(text):
        if index and _may_break(text[index - 1], character):
            may_break = index
        cells = cell_len(character)
        while room + cells > width and index > start and character != " ":
            at = may_break if may_break > start else index
            yield at
            start, room = at, cell_len(text[at:index])
        room += cells


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return before == " " or cell_len(before) > 1 or cell_len(after) > 1
