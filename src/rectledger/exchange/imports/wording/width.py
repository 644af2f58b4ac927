"""Half-width forms of text, for comparing; the text that is kept stays as it was."""

import re

# Full-width forms are at a fixed distance from ASCII; the others are spaces and dashes.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF |= dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009), 0x20)
_HALF |= dict.fromkeys((0x2010, 0x2011), ord("-"))

_WIDE = "[\u2e80-\u9fff\uf900-\ufaff]"
_SPACE_BESIDE_WIDE = re.compile(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})")


def half_width(text: str) -> str:
    """`text` with half-width digits, letters, brackets, marks and spaces; as long as it was."""
    return text.translate(_HALF)


def comparable(text: str) -> str:
    """The form by which words compare: half-width, caseless, no space that a reader ignores."""
    folded = " ".join(half_width(text).casefold().split())
    return _SPACE_BESIDE_WIDE.sub("", folded)
