"""The headings of a text: which lines begin something, and on which level of the outline."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rectledger.exchange.imports.notices.lines import Piece, chrome, label_begin, piece
from rectledger.exchange.imports.notices.profile_patterns import matched
from rectledger.exchange.imports.notices.words import word
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.days import headline_days
from rectledger.exchange.imports.wording.labels import split_label
from rectledger.exchange.imports.wording.numbering import Marker, marker
from rectledger.exchange.imports.wording.state_words import pattern
from rectledger.exchange.imports.wording.states import TitleMark, state_sentence, title_mark
from rectledger.exchange.imports.wording.width import comparable, half_width

# Fields whose label marks an issue. Others are read too, but stand elsewhere as well.
MARKS = frozenset(
    ("problem", "state", "progress", "measures", "kind", "due", "revised_due", "closed_on", "lead",
     "support", "leader", "next", "state-or-progress", "due-or-closed", "due-or-days",
     "leader-or-lead")
)  # fmt: skip
_LONGEST_TITLE = 600  # no longer one has a mark at its end, or a state within it
_UNNUMBERED = ("heading", "aspect", "free", "h")  # as far as levels go


@dataclass(slots=True, eq=False)
class Node:
    """A heading with the lines of its own, and the headings below it.

    `key` is its level: what is numbered in the same form has the same. `label_field`: the
    heading is nothing but a label. `issue`: a profile says that it begins one.
    """

    piece: Piece
    key: str = ""
    number: int | None = None
    label: str = ""
    code: str = ""
    title: str = ""
    mark: TitleMark | None = None
    label_field: str = ""
    issue: bool = False
    own: list[Piece] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def unnumbered(self) -> bool:
        return self.key.startswith(_UNNUMBERED)

    def lines(self) -> list[Piece]:
        """All lines below the heading, in order, those of the headings below it as they stand."""
        below = [one for child in self.children for one in (child.piece, *child.lines())]
        return [*self.own, *below]


def heads(pieces: list[Piece], titles: Sequence[str], style: Style) -> list[Node | None]:
    """For each piece, the heading that it is, or None. `titles` are the document's own.

    A label that is numbered loses its number, in `pieces` itself.
    """
    markers = [None if chrome(one) or one.text in titles else marker(one.text) for one in pieces]
    codes = Counter(_code_form(m) for m in markers if m and m.number is None)
    following: dict[str, str] = {}  # by level, the field with which its next heading begins
    found: list[Node | None] = [None] * len(pieces)
    for n in range(len(pieces) - 1, -1, -1):
        one, mark = pieces[n], markers[n]
        after = pieces[n + 1] if n + 1 < len(pieces) else None
        if mark and mark.kind == "source" and mark.number is None and not _codes(mark, codes):
            mark = None
        found[n] = _profiled(one, style) or (
            _numbered(one, mark, after, following, style) if mark else _marked_up(one, titles)
        )
        if mark and mark.text and found[n] is None and split_label(mark.text, style.labels):
            pieces[n] = piece(one.place, mark.text, style, gap=one.gap)
    _add_groups(pieces, found, titles, style)
    return found


def _code_form(mark: Marker) -> str:
    return re.sub(r"\d+[A-Za-z]?$", "", mark.code)


def _codes(mark: Marker, codes: Counter[str]) -> bool:
    """Whether a code is one of several alike, and so no word with a number in it."""
    return not mark.code[:1].isalpha() or codes[_code_form(mark)] > 1


def _profiled(one: Piece, style: Style) -> Node | None:
    issue = style.text.issue
    if issue and issue != "whole-text" and (found := matched(issue, one.text)):
        node = Node(one, "issue", found.number, found.label, found.code, issue=True)
        return _titled(one, found.text, style, node)
    for n, form in enumerate(style.text.outline):
        if found := matched(form, one.text):
            kind = "outline" if found.number is not None else "free"
            text = found.text if kind == "outline" else one.text
            return Node(one, f"{kind}{n}", found.number, found.label, found.code, text)
    return None


def _numbered(
    one: Piece, mark: Marker, after: Piece | None, following: dict[str, str], style: Style
) -> Node | None:
    """The heading that a numbered line is; None for measures' ordinals, labels, and page marks."""
    if mark.kind == "ordinal":
        return None
    key = level(mark)
    label = split_label(mark.text, style.labels)
    bare = style.labels.field_of(mark.text) or ""
    begun = label.field if label else bare
    next_begun, following[key] = following.get(key, ""), begun
    if not mark.text and not (after and after.begins_with_label):
        return None
    node = Node(one, key, mark.number, mark.label, mark.code)
    if label and (label.field != "problem" or (next_begun not in ("", "problem"))):
        return None
    if bare and not label:
        node.label_field, node.title = bare, mark.text
        return node
    return _titled(one, mark.text, style, node)


def level(mark: Marker) -> str:
    """The level of a mark: its form, and for a source's own numbers the word before them."""
    if mark.kind == "source":
        return "source:" + re.sub(r"[\d\u4e00-\u9fff].*", "", mark.label).strip().casefold()
    return "chapter" if mark.kind == "part" and mark.label[:1] == "\u7b2c" else mark.kind


def _titled(one: Piece, text: str, style: Style, node: Node) -> Node:
    """A node with its title, the mark at its end, and what runs on after the title as its own."""
    within = piece(one.place, text, style)
    cut, rest = len(text), ""
    if within.labels:
        first = within.labels[0]
        if within.begins_with_label and first.field == "problem":
            later = within.labels[1:]
            text, rest = first.value, text[label_begin(text, later[0]) :] if later else ""
            cut = len(text)
        else:
            cut = label_begin(text, first)
    sentence = _sentence_begin(text[: min(cut, _LONGEST_TITLE)], style)
    cut = cut if sentence is None else _first_sentence(text[:sentence])
    rest = text[cut:] + rest
    node.title = re.sub(r"[\s(\uff08]+$", "", text[:cut])
    if len(node.title) <= _LONGEST_TITLE:
        node.mark = title_mark(node.title, style.states, style.kinds)
    if rest.strip():
        node.own.append(piece(one.place, rest.strip(), style))
    return node


def _sentence_begin(text: str, style: Style) -> int | None:
    """Where, after a title, a sentence about the issue begins, or one that begins with a state."""
    half = half_width(text)
    found = [
        match.start()
        for match in pattern("sentence").finditer(half)
        if match.start() and re.match(r"[\u3002;)\u201d\s]", half[match.start() - 1])
    ]
    for match in re.finditer(r"[\u3002](?P<clause>[^\u3002,;]{2,20})(?=[\u3002,;]|$)", half):
        meaning = style.states.exact(comparable(match["clause"]))
        if meaning and meaning.state:
            found.append(match.start("clause"))
    return min(found, default=None)


def _first_sentence(text: str) -> int:
    """Where the first sentence of a text ends, not within a quotation."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "\u201c") - (sign == "\u201d")
        if sign == "\u3002" and depth <= 0:
            return at + 1
    return len(text)


def _marked_up(one: Piece, titles: Sequence[str]) -> Node | None:
    """The heading that the source marks up as one, though it has no number."""
    if not one.heading or one.labels or one.text in titles or chrome(one):
        return None
    return Node(one, f"h{one.heading}", title=one.text)


def _add_groups(
    pieces: Sequence[Piece], found: list[Node | None], titles: Sequence[str], style: Style
) -> None:
    """Make headings of unnumbered lines above issues whose numbers begin again."""
    seen = False
    start = 0  # of the lines without a heading before the present one
    for n, node in enumerate(found):
        if node is None:
            continue
        block, start = range(start, n), n + 1
        again = node.number == 1 or not seen or node.key == "issue"
        at = _group(pieces, block, titles, style, first=not seen, again=again)
        if at is not None:
            code = word("group_code").search(pieces[at].text)
            title = pieces[at].text
            found[at] = Node(pieces[at], "free", code=code[0] if code else "", title=title)
        seen = True


def _group(
    pieces: Sequence[Piece],
    block: range,
    titles: Sequence[str],
    style: Style,
    *,
    first: bool,
    again: bool,
) -> int | None:
    """The line of a block that names what follows: the last of those just above the heading.

    Where the numbers do not begin `again`, only its words make it one.
    """
    above: list[int] = []
    for at in reversed(block):
        if not _may_name(pieces[at], titles, style):
            break
        above.insert(0, at)
        if len(above) > 4:
            break
    named = [at for at in above if not headline_days(pieces[at].text)]
    parted = [at for at in named if pieces[at].gap and at > block.start]
    by_words = [at for at in named if word("group").search(half_width(pieces[at].text))
                or word("group_code").search(pieces[at].text)]  # fmt: skip
    if by_words:
        return by_words[-1]
    if not again:
        return None
    return parted[-1] if parted else named[0] if named and not first else None


def _may_name(one: Piece, titles: Sequence[str], style: Style) -> bool:
    half = half_width(one.text)
    longest = 30 if re.search("[\u4e00-\u9fff]", half) else 90
    if len(half) > longest or one.labels or one.text in titles or chrome(one):
        return False
    if re.search(r"[\u3002;:!?.,\u3001]$", half) or re.search(r"\s{2,}\S+$", half):
        return False
    return not word("closing").search(half) and not state_sentence(one.text, style.states)


def marks(node: Node) -> set[str]:
    """What marks a node as an issue: fields of labels, a state sentence, a mark in its title."""
    found = {one.field for said in node.own for one in said.labels if one.field in MARKS}
    if node.mark:
        found.add("title")
    if any(said.says_state for said in node.own if not said.begins_with_label):
        found.add("sentence")
    return found
