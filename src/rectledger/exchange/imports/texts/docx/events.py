"""Elements of an XML part, one after the other, under short names and without what does not count.

A DOCTYPE is refused: with it entities can be defined, which grow without end or name other files.
"""

from collections.abc import Callable, Mapping
from typing import Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from rectledger.exchange.imports.source import SourceError

# Both forms of the standard: the usual one, and "strict".
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PREFIXES = {
    **dict.fromkeys(WORD, ""),
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc-",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m-",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m-",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel-",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic-",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic-",
    "urn:schemas-microsoft-com:vml": "v-",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c-",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c-",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm-",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm-",
}
_DEPTH = 500  # elements within one another
ELEMENTS = 5_000_000  # of a part: a bomb of 90 KB holds ten millions
# Former states of what was changed, settings of content controls, and the readings over characters.
_LEFT_OUT = frozenset(
    (
        "del", "moveFrom", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
        "tblGridChange", "tcPrChange", "trPrChange", "numberingChange", "sdtPr", "sdtEndPr", "rt",
    )
)  # fmt: skip
_MARKS = frozenset(("del", "moveFrom"))  # within properties these only mark
_PROPERTIES = frozenset(("rPr", "trPr"))
_WITH_TEXT = frozenset(("t", "instrText"))


class Target(Protocol):
    """What takes the elements; a `TreeBuilder` does."""

    def start(self, tag: str, attrs: dict[str, str], /) -> object: ...
    def end(self, tag: str, /) -> object: ...
    def data(self, data: str, /) -> object: ...


class Events:
    """Feeds a target with the elements of a part; `left_out` is told what is not passed on."""

    def __init__(
        self, target: Target, root: str, left_out: Callable[[str], object] = lambda name: None
    ) -> None:
        self._target = target
        self._root = root
        self._tell = left_out
        self._open: list[str] = []
        self._count = 0
        self._skipped = 0  # depth in an element that is left out
        self._chosen: list[bool] = []  # of each open alternative, whether a branch was taken
        self._names: dict[str, str] = {}
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        self._parser = parser

    def feed(self, data: bytes, last: bool = False) -> None:
        """Take the next bytes of the part."""
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise SourceError("damaged-document") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > ELEMENTS:
            raise SourceError("too-large", what="elements", limit=ELEMENTS)
        if self._skipped:
            self._skipped += 1
            return
        short = self._names.get(name) or self._shortened(name)
        if self._is_left_out(short):
            self._skipped = 1
            return
        if not self._open and short != self._root:
            raise SourceError("not-a-document")
        self._open.append(short)
        if len(self._open) > _DEPTH:
            raise SourceError("too-large", what="nesting", limit=_DEPTH)
        if short == "mc-AlternateContent":
            self._chosen.append(False)
        self._target.start(short, attributes)

    def _is_left_out(self, name: str) -> bool:
        """Whether an element does not count; of alternatives, the first does."""
        if name in ("mc-Choice", "mc-Fallback") and self._chosen:
            taken, self._chosen[-1] = self._chosen[-1], True
            return taken
        if name not in _LEFT_OUT:
            return False
        if name in _MARKS and self._open and self._open[-1] in _PROPERTIES:
            return False
        self._tell(name)
        return True

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        short = self._open.pop()
        if short == "mc-AlternateContent":
            self._chosen.pop()
        self._target.end(short)

    def _data(self, data: str) -> None:
        if not self._skipped and self._open[-1] in _WITH_TEXT:
            self._target.data(data)

    def _shortened(self, name: str) -> str:
        """The name as it is written here: `p` of Word, `mc-Choice`; `other` if it is not known.

        There is no colon in it, as `find` would take what is before it for a name space.
        """
        uri, _, local = name.rpartition(" ")
        short = _PREFIXES[uri] + local if uri in _PREFIXES else "other"
        self._names[name] = short
        return short


def _refuse_doctype(*_: object) -> None:
    raise SourceError("doctype")


class Tree:
    """A part as a tree."""

    def __init__(self, root: str) -> None:
        self._builder = TreeBuilder()  # it parses nothing
        self.events = Events(self._builder, root)

    def root(self) -> Element:
        """The root, when all was fed."""
        return self._builder.close()


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's; none if the element or the attribute is missing."""
    return None if element is None else attribute(element.attrib, name)


def attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """An attribute of Word's, by its local name."""
    for uri in WORD:
        found = attributes.get(f"{uri} {name}")
        if found is not None:
            return found
    return None


def integer(text: str | None) -> int | None:
    """A whole number as it is written in Word files; nothing if it is none, or beyond reason."""
    text = (text or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def is_on(element: Element | None) -> bool | None:
    """A property that is on or off; none where it is not said."""
    return None if element is None else value(element) not in ("0", "false", "off", "none")
