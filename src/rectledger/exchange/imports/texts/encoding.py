"""The characters of a text: which encoding its bytes are in."""

import codecs
import re

from rectledger.exchange.imports.source import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers take every label of a Chinese national standard for its largest one, too.
_LABELS = {
    **dict.fromkeys(
        ("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "gb_2312", "chinese", "csgb2312"),
        "gb18030",
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii"), "cp1252"),
}
# Control characters that no editor writes into a text. (Tab, line ends, form feed, the end mark of
# DOS and the escape character are met in old texts.)
_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_SURE = 8  # so many characters beyond ASCII are UTF-8 by chance in less than one text of a million
_BEYOND_ASCII = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def decode(data: bytes, label: str = "") -> str:
    """The text, without its byte order mark; `label` is the encoding that it says it has.

    Line ends stay as they are. Raises `not-text` and `unknown-encoding`.
    """
    text = _decoded(data, label)
    if _BINARY.search(text):
        raise SourceError("not-text")
    return text


def _decoded(data: bytes, label: str) -> str:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _first(data[len(bom) :], codec)
    if b"\0" in data:
        raise SourceError("not-text")
    said = _LABELS.get(label.strip().lower(), "utf-8")
    if said == "gb18030" and not _surely_utf8(data):
        return _first(data, "gb18030", "utf-8")
    if said == "big5hkscs":
        return _first(data, said, "utf-8", "gb18030")
    return _first(data, "utf-8", *([said] if said == "cp1252" else []), "gb18030")


def _surely_utf8(data: bytes) -> bool:
    """A page of UTF-8 that calls itself GB2312: its server said otherwise when it was saved."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    found = _BEYOND_ASCII.finditer(data)
    return sum(1 for _, _ in zip(range(_SURE), found, strict=False)) == _SURE


def _first(data: bytes, *codecs_: str) -> str:
    """The text by the first encoding in which all bytes have a meaning."""
    for codec in codecs_:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise SourceError("unknown-encoding")
