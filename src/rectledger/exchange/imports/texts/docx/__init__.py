"""Word files: the text of the body, with the automatic numbers that Word shows.

Paragraphs are numbered from 1 as they would be lines of an exported text: each one of the body
counts, an empty one too, and so do those in the cells of tables. A row is where its first paragraph
is. Text boxes are read behind the paragraph that they are anchored to, and have its number.
"""

from rectledger.exchange.imports.source import Text
from rectledger.exchange.imports.texts.docx.body import Body
from rectledger.exchange.imports.texts.docx.events import Events
from rectledger.exchange.imports.texts.docx.numbering import Numbering
from rectledger.exchange.imports.texts.docx.package import Package
from rectledger.exchange.imports.texts.docx.styles import Styles
from rectledger.exchange.imports.texts.flow import Finished, Unread

_MARGINS = {"header": "hdr", "footer": "ftr"}  # kinds of parts, and their roots


def read_docx(data: bytes) -> Text:
    """The lines and tables of a Word file. Macros, links and embedded files are not touched."""
    package = Package(data)
    main = package.main_part()
    parts = package.relations(main)
    unread = Unread()
    styles = Styles(package.tree(parts.get("styles", ()), "styles"))
    numbering = Numbering(package.tree(parts.get("numbering", ()), "numbering"), styles)
    body = Body(styles, numbering, unread)
    package.parse(main, Events(body, root="document", left_out=body.left_out))
    for margin in _MARGINS:
        for part in dict.fromkeys(parts.get(margin, ())):
            if _has_words(package, part, _MARGINS[margin]):
                unread.note(1, "headers-and-footers")
    return Text(list(Finished(unread).blocks(body.blocks)), unread=unread.listing())


def _has_words(package: Package, part: str, root: str) -> bool:
    """Whether a header or footer has more than numbers of pages."""
    tree = package.tree([part], root)
    texts = tree.iter("t") if tree is not None else ()
    return any(character.isalpha() for text in texts for character in text.text or "")
