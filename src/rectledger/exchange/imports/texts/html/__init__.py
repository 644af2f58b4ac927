"""Web pages: what a browser would show, as lines and tables."""

import re

from rectledger.exchange.imports.source import Text
from rectledger.exchange.imports.texts.encoding import decode
from rectledger.exchange.imports.texts.html.page import Page

_HEAD = 4096  # bytes in which the encoding is looked for; browsers look at 1024
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_CHARSET = re.compile(rb"""<meta\b[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)


def read_html(data: bytes) -> Text:
    """The lines and tables of a page, at the lines of its source."""
    said = _CHARSET.search(_COMMENT.sub(b"", data[:_HEAD]))
    text = decode(data, said[1].decode("ascii", "replace") if said else "")
    return Page().read(text.replace("\r\n", "\n").replace("\r", "\n"))
