"""List numbering in a Word document: each list has its own numbering and starts afresh."""

from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.numbering import CT_Num


class Numbering:
    """Adds numberings to a python-docx document, in constant time for each; python-docx takes
    longer the more there are."""

    def __init__(self, made: Any) -> None:
        self._styles = made.styles
        self._root = root = made.part.numbering_part.element
        kinds = root.findall(qn("w:abstractNum"))
        self._kinds = {int(one.get(qn("w:abstractNumId"))): one for one in kinds}
        self._kind, self._next_kind = kinds[-1], max(self._kinds) + 1
        self._num = root.num_lst[-1]
        self._next: int = max(one.numId for one in root.num_lst) + 1
        self._like: dict[str, Any] = {}

    def new(self, style: str, start: int) -> int:
        """The id of a new numbering like that of a style, starting at `start`."""
        if style not in self._like:
            self._like[style] = self._of(style)
        kind = deepcopy(self._like[style])
        kind.set(qn("w:abstractNumId"), str(self._next_kind))
        self._kind.addnext(kind)
        number = self._next
        num: Any = CT_Num.new(number, self._next_kind)  # type: ignore[no-untyped-call]
        num.add_lvlOverride(ilvl=0).add_startOverride(start)
        self._num.addnext(num)
        self._kind, self._num = kind, num
        self._next_kind += 1
        self._next += 1
        return number

    def _of(self, style: str) -> Any:
        """A copy of a style's numbering, reduced to the one level used."""
        usual = self._styles[style].element.pPr.numPr.numId.val
        kind = deepcopy(self._kinds[self._root.num_having_numId(usual).abstractNumId.val])
        for level in kind.findall(qn("w:lvl"))[1:]:
            kind.remove(level)
        # With these, a word processor would treat it as the numbering it was copied from.
        for same in list(kind.iter(qn("w:nsid"), qn("w:tmpl"), qn("w:pStyle"))):
            same.getparent().remove(same)
        return kind
