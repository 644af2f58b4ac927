"""Texts made alike for comparing: what a person types is seldom typed as a file has it."""

import re

# What shows nothing by itself: Unicode's Default_Ignorable_Code_Point.
_IGNORED = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)


def folded(text: str) -> str:
    """`text` for comparing, and for nothing else: two texts are taken for the same where this is.

    Case, composed and decomposed letters, full and half width, ligatures and other forms of one
    character, and what cannot be seen make no difference: Unicode's caseless matching of compatible
    texts (D146), composed, so that a letter is not found in the same one with an accent.
    """
    if text.isascii():
        return text.lower()
    from unicodedata import normalize  # seldom needed, and so is the pattern

    once = normalize("NFKD", normalize("NFD", re.sub(_IGNORED, "", text)).casefold())
    return normalize("NFKC", re.sub(_IGNORED, "", once).casefold())
