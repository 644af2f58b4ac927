"""Markdown in which data is data: it comes out as exactly that text, on GitHub and on GitLab.

A forge reads a comment twice. First its Markdown: there a character written as an HTML entity has
no meaning. Then the text that came of it, in which names, numbers and addresses become links and
notifications, whatever they were written as; but only within one stretch of text. So what begins
such a thing stands in a `<span>` of its own, as GitHub's documentation has it for the dollar sign.
"""

import re
from collections.abc import Iterable, Sequence

from rectledger.formatting.values import visible

# What means something in Markdown or to a forge, and where only before something else.
_ACTIVE = re.compile(
    r"""[\\`*_{}\[\]<>|\#@$~^&]  # Markdown's own; #1, @name, $1, ~label, ^alert, &1
    | !(?=\w) | %(?=[\w"{])      # GitLab's !1 and %milestone
    | :(?=\S)                    # https:, :smile:
    | \.(?=[^\W\d_])             # www.example.org
    | (?<=[A-Za-z])-(?=\d)       # GH-1, and what else a forge is told to link
    | (?<=/)/                    # //localhost
    | \A[-+=](?=[-+=\s]*\Z|\s)     # what would begin a list, or underline the line before
    | \A\d(?=\d{0,8}[.)](?:\s|\Z))  # a numbered one
    """,
    re.VERBOSE,
)
# What may be the hash of a commit is cut in pieces; not so "feedback", which only begins like one.
_HASH = re.compile(r"(?:(?<![0-9A-Za-z])|(?<=\A\d))[0-9a-fA-F]{7,}(?![0-9A-Za-z])")
_PIECE = 6  # characters: fewer than any forge takes for a hash
_APART = re.compile(f"({_ACTIVE.pattern})|({_HASH.pattern})", re.VERBOSE)


def text(data: str) -> str:
    """`data` on one line, for any place inside a line: in a cell, an item of a list, a heading."""

    def apart(match: re.Match[str]) -> str:
        if match[1]:
            return f"<span>&#{ord(match[0])};</span>"
        pieces = (match[0][at : at + _PIECE] for at in range(0, len(match[0]), _PIECE))
        return "".join(f"<span>{piece}</span>" for piece in pieces)

    return _APART.sub(apart, visible(data).strip())


def plain(data: str) -> str:
    """The same, for a reader who makes nothing of names and addresses in a text: our own."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", visible(data).strip())


def code(data: str) -> str:
    """`data` as code."""
    return f"<code>{text(data)}</code>"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table of cells that are Markdown already."""
    lines = ["| " + " | ".join(headers) + " |", "|" + " --- |" * len(headers)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows)]
