"""Texts, read: Word files, web pages and plain text become lines and tables.

What is not surely understood is refused with a `SourceError`, or listed in `Text.unread`. Nothing
in a source is run, opened or fetched.
"""

from rectledger.exchange.imports.source import SourceError, Text
from rectledger.exchange.imports.texts.docx import read_docx
from rectledger.exchange.imports.texts.html import read_html
from rectledger.exchange.imports.texts.plain import read_plain

_READERS = {".docx": read_docx, ".html": read_html, ".htm": read_html, ".txt": read_plain}


def read_text(data: bytes, suffix: str) -> Text:
    """The lines and tables of a text; `suffix` is that of its file name, as `.docx`."""
    reader = _READERS.get(suffix.lower())
    if reader is None:
        raise SourceError("unknown-suffix", suffix=suffix)
    return reader(data)
