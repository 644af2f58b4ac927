"""The text of a CSV, from bytes that do not say what they are."""

import codecs
import re

from rectledger.exchange.imports.source import SourceError

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# Characters that a private agreement gives a meaning: here, a sign of bytes read wrongly.
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def text_of(data: bytes) -> str:
    """UTF-8, UTF-16 with a mark, or else GB18030; raises `not-text` or `unknown-encoding`."""
    text = _decoded(data)
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls * 10 > len(text):
        raise SourceError("not-text")
    return text


def _decoded(data: bytes) -> str:
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if b"\0" in data:
            raise SourceError("not-text")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            if _is_damaged_utf8(data):
                raise
            text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise SourceError("unknown-encoding") from None
    if _PRIVATE.search(text):
        raise SourceError("unknown-encoding")
    return text


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes with a mistake in them are meant as UTF-8.

    GB18030 would take most of them too, as other characters. But its own texts hardly ever have
    the three bytes in a row that make a Chinese character in UTF-8.
    """
    if data.startswith(codecs.BOM_UTF8):
        return True
    text = data.decode("utf-8", "replace")
    mistakes = text.count("\ufffd")
    return sum(character >= "\u0800" for character in text) - mistakes > mistakes
