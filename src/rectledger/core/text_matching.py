"""Texts folded for comparison: people seldom type a text exactly as the file has it."""

import re

# Characters that show nothing by themselves: Unicode's Default_Ignorable_Code_Point.
_IGNORED = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)


def folded(text: str) -> str:
    """`text` folded for comparison only: two texts match if their folded forms are equal.

    Ignores case, composition, full or half width, ligatures and other compatibility forms, and
    invisible characters. This is Unicode's compatibility caseless matching (D146), then composed,
    so that a letter does not match the same letter with an accent.
    """
    if text.isascii():
        return text.lower()
    from unicodedata import normalize  # seldom needed, and so is the pattern

    once = normalize("NFKD", normalize("NFD", re.sub(_IGNORED, "", text)).casefold())
    return normalize("NFKC", re.sub(_IGNORED, "", once).casefold())
