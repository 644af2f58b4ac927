"""A page, element by element: which text is shown, and where lines and cells end."""

import re

from rectledger.exchange.imports.source import SourceError, Text
from rectledger.exchange.imports.texts.flow import NESTING, Finished, Paragraph, Unread
from rectledger.exchange.imports.texts.html.elements import (
    BLOCKS,
    HEADINGS,
    LISTS,
    VOID,
    Element,
    Flow,
    collapsed,
)
from rectledger.exchange.imports.texts.html.lists import Item, add_item, open_list
from rectledger.exchange.imports.texts.html.tables import OpenTable
from rectledger.exchange.imports.texts.html.tokens import Token, tokens

# Elements whose content a browser does not show, or not as text.
_CONTENT_NOT_SHOWN = (
    "audio canvas datalist iframe math noembed noframes noscript object script select style svg"
    " template title video"
)
_NOT_SHOWN = frozenset(_CONTENT_NOT_SHOWN.split())
_FOREIGN = frozenset(("svg", "math"))  # only these can be closed by `/>`
_ELSEWHERE = frozenset(("iframe", "frame", "object", "embed"))  # content in another file
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_IN_TABLES = _GROUPS | _CELLS | {"tr", "table"}
_NOT_DISPLAYED = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)


class Page:
    """Reads one page."""

    def __init__(self) -> None:
        self._unread = Unread()
        self._body = Flow()
        self._numbered: list[tuple[Paragraph, list[Item]]] = []
        self._tables: list[OpenTable] = []
        self._hidden = 0  # how many open elements are not shown
        self._line = 1
        self._title: str | None = None
        self._in_title = False

    def read(self, text: str) -> Text:
        """The lines and tables of a page, which has line feeds alone as line ends."""
        counted = 0
        for token in tokens(text):
            self._line += text.count("\n", counted, token.offset)
            counted = token.offset
            if token.kind == "text":
                self._text(token.value)
            elif token.kind == "start":
                self._start(token)
            else:
                self._end(token.value)
        while self._tables:
            self._close_table()
        self._body.end_line()
        self._number_items(self._numbered + self._body.numbered)
        blocks = list(Finished(self._unread).blocks(self._body.blocks))
        return Text(blocks, collapsed(self._title or ""), self._unread.listing())

    def _flow(self) -> Flow:
        """Where text goes: the innermost open cell; out of cells, it stands before the table."""
        for table in reversed(self._tables):
            if table.flow:
                return table.flow
        return self._body

    def _text(self, text: str) -> None:
        if self._in_title:
            self._title, self._in_title = text, False
        if self._hidden:
            return
        flow = self._flow()
        if not flow.preformatted:
            flow.add_text(self._line, text)
            return
        for after, line in enumerate(text.split("\n")):
            if after:
                flow.end_line()
            flow.add_text(self._line + after, line)

    def _start(self, token: Token) -> None:
        name, attributes = token.value, token.attributes
        hidden = "hidden" in attributes or bool(_NOT_DISPLAYED.search(attributes.get("style", "")))
        if name in _ELSEWHERE and not self._hidden:
            self._unread.note(self._line, "embedded-object", kind=name)
        if name == "title" and self._title is None and not self._hidden:
            self._in_title = True
        if name in _IN_TABLES and (self._tables or name == "table"):
            self._start_in_table(name, attributes, hidden)
            return
        flow = self._flow()
        if name in BLOCKS or name == "br":
            flow.end_line()
        if name in VOID or (name in _FOREIGN and token.closed):
            return
        self._close_implied(flow, name)
        element = Element(name, hidden or name in _NOT_SHOWN)
        if name in LISTS:
            element.list = open_list(name, attributes)
        if name == "li" and flow.lists:
            self._start_item(flow, attributes, hidden)
        self._hide(hidden, element.hidden)
        flow.open(element)

    def _start_item(self, flow: Flow, attributes: dict[str, str], hidden: bool) -> None:
        of = flow.lists[-1]
        of.item_open = True
        if hidden:
            return  # it is not there, and has no number
        item = add_item(of, attributes)
        if of.ordered and not self._hidden:
            flow.add_item(item)

    def _close_implied(self, flow: Flow, name: str) -> None:
        """Close what the start of an element ends without an end tag."""
        if name in BLOCKS:
            self._hidden -= flow.close("p")
        if name == "li" and flow.lists and flow.lists[-1].item_open:
            self._hidden -= flow.close("li")
        elif name in ("dt", "dd"):
            self._hidden -= flow.close_terms()
        elif name in HEADINGS and flow.elements and flow.elements[-1].name in HEADINGS:
            self._hidden -= flow.close(flow.elements[-1].name)

    def _end(self, name: str) -> None:
        if name in _IN_TABLES and self._tables:
            self._end_in_table(name)
            return
        flow = self._flow()
        if name in BLOCKS or name == "br":
            flow.end_line()
        if name not in ("body", "html"):
            self._hidden -= flow.close(name)

    def _hide(self, said: bool, hidden: bool) -> None:
        """Count an element that is not shown; list it if it is so only by its attributes."""
        if said and not self._hidden:
            self._unread.note(self._line, "hidden-text")
        self._hidden += hidden

    def _start_in_table(self, name: str, attributes: dict[str, str], hidden: bool) -> None:
        if name == "table":
            self._open_table(hidden)
            return
        table = self._tables[-1]
        self._close_cell(table)
        if name not in _CELLS:
            self._close_row(table)
        if name in _GROUPS:
            self._hidden -= table.group_hidden
            table.close_group()
            table.group_hidden = int(hidden)
        elif table.row is None:
            table.row_hidden = int(hidden and name == "tr")
            table.open_row(self._line, kept=not self._hidden and not table.row_hidden)
            self._hidden += table.row_hidden
        if name in _CELLS:
            table.open_cell(attributes, kept=not self._hidden and not hidden)
            table.cell_hidden = int(hidden)
        if hidden:
            self._unread.note(self._line, "hidden-text")
        self._hidden += hidden and name != "tr"

    def _end_in_table(self, name: str) -> None:
        table = self._tables[-1]
        if name == "table":
            self._close_table()
            return
        self._close_cell(table)
        if name not in _CELLS:
            self._close_row(table)
        if name in _GROUPS:
            self._hidden -= table.group_hidden
            table.close_group()

    def _open_table(self, hidden: bool) -> None:
        if len(self._tables) == NESTING:
            raise SourceError("too-large", what="nesting", limit=NESTING)
        flow = self._flow()
        flow.end_line()
        self._hidden -= flow.close("p")
        self._hide(hidden, hidden)
        self._tables.append(OpenTable(int(hidden)))

    def _close_table(self) -> None:
        table = self._tables[-1]
        self._close_cell(table)
        self._close_row(table)
        self._hidden -= table.group_hidden + table.hidden
        self._tables.pop()
        flow = self._flow()
        flow.end_line()
        if not self._hidden and not table.hidden:
            flow.blocks.append(table.table)

    def _close_row(self, table: OpenTable) -> None:
        table.close_row(kept=not self._hidden)
        self._hidden -= table.row_hidden
        table.row_hidden = 0

    def _close_cell(self, table: OpenTable) -> None:
        flow = table.flow
        if flow is None:
            return
        flow.end_line()
        self._numbered += flow.numbered
        self._hidden -= table.cell_hidden + sum(element.hidden for element in flow.elements)
        table.flow, table.cell_hidden = None, 0

    def _number_items(self, numbered: list[tuple[Paragraph, list[Item]]]) -> None:
        """Put numbers before lines, when all is read: a list may count from its own end."""
        for paragraph, items in numbered:
            for item in items:
                marker, unknown = item.marker()
                paragraph.derived += marker
                if unknown:
                    self._unread.note(paragraph.number, "unknown-number-format", format=unknown)
