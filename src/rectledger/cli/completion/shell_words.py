"""A half-typed command line: from the words that a shell gives to those the program would get."""

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Typed:
    """A half-typed command line: its whole words, after the program's name, and its last.

    The shell replaces the last word, or a part of it; what is put in begins with `before`.
    """

    words: list[str]
    last: str
    before: str


def typed(shell: str, raw: Sequence[str]) -> Typed:
    """The words that the program would get; those of bash and zsh come as they were typed."""
    whole = _joined(raw[1:]) if shell == "bash" else list(raw[1:])
    whole = [_unquoted(word, quotes=shell != "fish") for word in whole] or [""]
    option = re.match(r"--[^=]*=", raw[-1])
    return Typed(whole[:-1], whole[-1], option[0] if option else "")


def _joined(raw: Sequence[str]) -> list[str]:
    """bash takes `--kind=immediate` for three words."""
    joined: list[str] = []
    for word in raw:
        after = len(joined) > 1 and joined[-1] == "=" and joined[-2].startswith("--")
        if after:
            joined[-2:] = [f"{joined[-2]}={word}"]
        else:
            joined.append(word)
    return joined


def _unquoted(word: str, *, quotes: bool) -> str:
    """`word` without its quotes, with `~` and variables filled in; nothing that it names is run."""
    text = word
    if quotes:
        lexer = shlex.shlex(word, posix=True)
        lexer.whitespace, lexer.whitespace_split, lexer.commenters = "", True, ""
        try:
            text = lexer.get_token() or ""
        except ValueError:  # the closing quote is yet to come
            text = lexer.token
    if quotes and "'" not in word:
        text = os.path.expandvars(text)
    return str(Path(text).expanduser()) if word.startswith("~/") or word == "~" else text
