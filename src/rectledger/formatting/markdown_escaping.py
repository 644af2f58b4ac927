"""Escape data for Markdown, so that GitHub and GitLab show exactly that text.

A forge processes a comment twice. First as Markdown, where a character written as an HTML entity
has no special meaning. Then it turns names, numbers and addresses in the resulting text into links
and notifications, however they were written, but only within one text node. So a character that
starts one is put into a `<span>` of its own, as GitHub's documentation advises for the dollar sign.
"""

import re
from collections.abc import Iterable, Sequence

from rectledger.formatting.values import visible

# Characters with a meaning in Markdown or to a forge; some only in context.
_ACTIVE = re.compile(
    r"""[\\`*_{}\[\]<>|\#@$~^&]  # Markdown's own; #1, @name, $1, ~label, ^alert, &1
    | !(?=\w) | %(?=[\w"{])      # GitLab's !1 and %milestone
    | :(?=\S)                    # https:, :smile:
    | \.(?=[^\W\d_])             # www.example.org
    | (?<=[A-Za-z])-(?=\d)       # GH-1, and other configured autolinks
    | (?<=/)/                    # //localhost
    | \A[-+=](?=[-+=\s]*\Z|\s)     # starts a list, or underlines the line before
    | \A\d(?=\d{0,8}[.)](?:\s|\Z))  # a numbered one
    """,
    re.VERBOSE,
)
# A possible commit hash is split; a word such as "feedback" only starts like one.
_HASH = re.compile(r"(?:(?<![0-9A-Za-z])|(?<=\A\d))[0-9a-fA-F]{7,}(?![0-9A-Za-z])")
_PIECE = 6  # characters: fewer than any forge recognizes as a hash
_APART = re.compile(f"({_ACTIVE.pattern})|({_HASH.pattern})", re.VERBOSE)


def text(data: str) -> str:
    """`data` on one line, safe inside a table cell, a list item or a heading."""

    def apart(match: re.Match[str]) -> str:
        if match[1]:
            return f"<span>&#{ord(match[0])};</span>"
        pieces = (match[0][at : at + _PIECE] for at in range(0, len(match[0]), _PIECE))
        return "".join(f"<span>{piece}</span>" for piece in pieces)

    return _APART.sub(apart, visible(data).strip())


def plain(data: str) -> str:
    """The same for our own Markdown reader, which does not link names and addresses."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", visible(data).strip())


def code(data: str) -> str:
    """`data` as code."""
    return f"<code>{text(data)}</code>"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table; its cells are already Markdown."""
    lines = ["| " + " | ".join(headers) + " |", "|" + " --- |" * len(headers)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows)]
