"""The tags and texts of a page, as the HTML standard parts them.

The standard library's parser is not used: it takes half a minute for 60 KB of `<a `, fails on
`<![if`, and reads comments and scripts differently from one version of Python to the next. Here
nothing is looked at twice.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

_NAME = re.compile(r"[a-zA-Z][^\t\n\f />]*")
_ATTRIBUTE = re.compile(
    r"[\t\n\f /]*([^\t\n\f />][^\t\n\f />=]*)"
    r"""(?:[\t\n\f ]*=[\t\n\f ]*(?:"([^"]*)"?|'([^']*)'?|([^\t\n\f >]*)))?"""
)
_SPACE = re.compile(r"[\t\n\f /]*")
_COMMENT_END = re.compile(r"--!?>")
_NOT_SHOWN = frozenset(("script", "style", "iframe", "noembed", "noframes"))  # text without tags
_ONLY_TEXT = _NOT_SHOWN | {"title", "textarea", "xmp"}
# int() refuses numbers of thousands of digits; there is no such character anyway.
_ENDLESS = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")


class Token(NamedTuple):
    """A start tag, an end tag or a text, and where it begins."""

    kind: Literal["start", "end", "text"]
    offset: int
    value: str  # the name in lower case, or the text
    attributes: dict[str, str]
    closed: bool = False  # the start tag ends with `/>`


def tokens(text: str) -> Iterator[Token]:
    """The tokens in order, without comments, declarations, and the text of scripts and styles."""
    position = 0
    while position < len(text):
        if text[position] != "<":
            end = _until(text, "<", position)
            yield Token("text", position, _decoded(text[position:end]), {})
            position = end
        elif name := _NAME.match(text, position + 1):
            token, position = _tag("start", text, position, name)
            if token:
                yield token
                if token.value in _ONLY_TEXT:
                    end = _end_of_text(text, position, token.value)
                    if token.value not in _NOT_SHOWN:
                        yield Token("text", position, _decoded(text[position:end]), {})
                    position = end
        elif text.startswith("</", position) and (name := _NAME.match(text, position + 2)):
            token, position = _tag("end", text, position, name)
            if token:
                yield token
        elif text.startswith("<!--", position):
            position = _after_comment(text, position + 4)
        elif text.startswith(("<!", "<?", "</"), position):
            position = _until(text, ">", position) + 1
        else:
            yield Token("text", position, "<", {})
            position += 1


def _until(text: str, character: str, position: int) -> int:
    found = text.find(character, position)
    return len(text) if found < 0 else found


def _decoded(text: str) -> str:
    return unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def _tag(
    kind: Literal["start", "end"], text: str, offset: int, name: re.Match[str]
) -> tuple[Token | None, int]:
    """The tag, and the position after it; none if the page ends within it."""
    attributes: dict[str, str] = {}
    position = name.end()
    if text.startswith(">", position):  # most tags
        return Token(kind, offset, name[0].lower(), attributes), position + 1
    while found := _ATTRIBUTE.match(text, position):
        value = found[2] or found[3] or found[4] or ""
        attributes.setdefault(found[1].lower(), _decoded(value))
        position = found.end()
    end = _SPACE.match(text, position).end()  # type: ignore[union-attr]  # it matches nothing, too
    if end >= len(text):
        return None, end
    closed = end > position and text[end - 1] == "/"
    return Token(kind, offset, name[0].lower(), attributes, closed), end + 1


def _end_of_text(text: str, position: int, name: str) -> int:
    """Where the end tag of an element that holds only text begins."""
    found = re.compile(rf"</{name}(?=[\t\n\f />])", re.IGNORECASE).search(text, position)
    return found.start() if found else len(text)


def _after_comment(text: str, position: int) -> int:
    for short in (">", "->"):
        if text.startswith(short, position):
            return position + len(short)
    found = _COMMENT_END.search(text, position)
    return found.end() if found else len(text)
