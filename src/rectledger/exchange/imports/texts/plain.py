"""Plain text: its lines, numbered as an editor numbers them."""

import re

from rectledger.exchange.imports.source import Line, Text
from rectledger.exchange.imports.texts.encoding import decode

# str.splitlines() would also split at form feeds and at the separators of Unicode.
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_plain(data: bytes) -> Text:
    """The lines that are not blank. A table of aligned columns stays lines."""
    lines = enumerate(_LINE_END.split(decode(data)), start=1)
    return Text([Line(number, text) for number, text in lines if text.strip("\x1a").strip()])
