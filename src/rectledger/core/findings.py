"""A finding: something wrong, or worth saying, at a place in a ledger. A value, never raised."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, without words: `code` and `args` are what the words are made from.

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
