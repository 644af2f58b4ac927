"""A finding: an error or a note about a place in a ledger. A value, never raised."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from rectledger.core.text_matching import folded

Severity = Literal["error", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, without text: its message is made from `code` and `args`.

    `file` is relative to the ledger's folder; `key` is the path to the value inside it, such as
    `("log", 2, "date")`. `line` and `column` count from 1; None until they have been looked up.
    """

    code: str
    file: str
    key: tuple[str | int, ...] = ()
    args: dict[str, object] = field(default_factory=dict)
    severity: Severity = "error"
    line: int | None = None
    column: int | None = None

    @property
    def entry(self) -> int | None:
        """The index of the log entry that it is about; None if it is not about one."""
        at = self.key[1] if len(self.key) > 1 and self.key[0] == "log" else None
        return at if isinstance(at, int) else None


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The known word that `word` is probably meant to be; None if no word is close."""
    from difflib import get_close_matches  # seldom needed

    by_folded = {folded(one): one for one in reversed([*known])}
    found = get_close_matches(folded(str(word)), list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def unknown(
    code: str, word: str, known: Collection[str], file: str, key: tuple[str | int, ...]
) -> Finding:
    """The finding that a word is not one of those `known`."""
    args: dict[str, object] = {"word": word, "nearest": nearest(word, known), "known": list(known)}
    return Finding(code, file, key, args)
