"""The text of one paragraph of a Word file."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from rectledger.exchange.imports.texts.docx.events import is_on, value
from rectledger.exchange.imports.texts.docx.styles import Style, Styles

_PRESERVED = "http://www.w3.org/XML/1998/namespace space"
_WHITE = " \t\r\n"
_AS_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
# What the body refers to, and what it holds that is not read.
_ELSEWHERE = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
}
_NO_TEXT = {
    "m-oMath": "equation",
    "object": "embedded-object",
    "c-chart": "embedded-object",
    "dgm-relIds": "embedded-object",
    "pic-pic": "picture",
    "v-imagedata": "picture",
}
_PRIVATE = re.compile("[eEfF][0-8][0-9a-fA-F]{2}")
_NUMBER_FIELDS = ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT")

Note = Callable[..., object]  # a code, and the values for its message


class Fields:
    """Which open fields are still in their code: it can go on over paragraphs."""

    def __init__(self) -> None:
        self._in_code: list[bool] = []
        self._codes = 0

    def mark(self, kind: str | None) -> None:
        """Take the begin, the separation or the end of a field."""
        if kind == "begin":
            self._in_code.append(True)
            self._codes += 1
        elif self._in_code and kind in ("separate", "end"):
            self._codes -= self._in_code.pop()
            if kind == "separate":
                self._in_code.append(False)

    def in_code(self) -> bool:
        """Whether text here is code of a field, or within it."""
        return self._codes > 0


def text_of(paragraph: Element, style: Style, styles: Styles, fields: Fields, note: Note) -> str:
    """The visible text; line breaks as line feeds. What is left out is noted."""
    pieces: list[str] = []
    for element in paragraph.iter():
        if element.tag in _NO_TEXT:
            note(_NO_TEXT[element.tag])
        elif element.tag == "r":
            hidden = _is_hidden(element, style, styles)
            text = "".join(_piece(child, fields, note) for child in element)
            if hidden and text.strip():
                note("hidden-text")
            elif not hidden:
                pieces.append(text)
    return "".join(pieces)


def mark_is(paragraph: Element, *tags: str) -> bool:
    """Whether the mark at the paragraph's end has one of the properties."""
    found = (paragraph.find(f"pPr/rPr/{tag}") for tag in tags)
    return any(is_on(one) for one in found)


def _is_hidden(run: Element, style: Style, styles: Styles) -> bool:
    """Hidden by itself; else by one of the two styles, but not by both, as Word has it."""
    properties = run.find("rPr")
    if properties is None:
        return bool(style.hidden)
    own = is_on(properties.find("vanish"))
    if own is not None:
        return own
    of_run = styles.run(value(properties.find("rStyle"))).hidden
    return bool(style.hidden) != bool(of_run)


def _piece(element: Element, fields: Fields, note: Note) -> str:
    """What a child of a run adds to the text."""
    tag = element.tag
    if tag == "fldChar":
        _field(element, fields, note)
    elif tag == "instrText":
        name = (element.text or "").split()[:1]
        if name and name[0].upper() in _NUMBER_FIELDS:
            note("unknown-number-format", format=name[0].upper())
    elif tag in _ELSEWHERE:
        note(_ELSEWHERE[tag])
    elif fields.in_code():
        return ""
    elif tag == "t":
        return _characters(element)
    elif tag == "sym":
        return _symbol(element, note)
    return _AS_TEXT.get(tag, "")


def _field(element: Element, fields: Fields, note: Note) -> None:
    kind = value(element, "fldCharType")
    fields.mark(kind)
    data = element.find("ffData")
    if data is not None and (data.find("checkBox") is not None or data.find("ddList") is not None):
        note("form-field")  # what is chosen in it is no text


def _characters(element: Element) -> str:
    text = element.text or ""
    if element.get(_PRESERVED) != "preserve":
        text = text.strip(_WHITE)
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _symbol(element: Element, note: Note) -> str:
    """A character of a symbol font, which can mean anything: its code, and it is noted."""
    digits = value(element, "char") or ""
    note("symbol", font=(value(element, "font") or "")[:40], character=digits[:4])
    return chr(int(digits, 16)) if _PRIVATE.fullmatch(digits) else "\ufffd"
