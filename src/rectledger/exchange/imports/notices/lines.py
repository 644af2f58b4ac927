"""The lines of a text as its outline is read from: paragraphs that run on are parted."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from rectledger.exchange.imports.notices.profile_patterns import beginnings
from rectledger.exchange.imports.notices.words import word
from rectledger.exchange.imports.source import Line, Place, Text
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.labels import Labelled, labels_in, split_label
from rectledger.exchange.imports.wording.numbering import filled, number_of
from rectledger.exchange.imports.wording.state_words import pattern
from rectledger.exchange.imports.wording.states import state_sentence
from rectledger.exchange.imports.wording.width import half_width


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A line, or what was parted from one. `gap`: something stands between it and the one before.

    `labels` are those that count: at its beginning, after a sentence, or several of them.
    `says_state`: it has a sentence about an issue, or begins with a state and nothing else.
    """

    place: Place
    text: str
    heading: int = 0
    gap: bool = False
    labels: Sequence[Labelled] = field(default=())
    says_state: bool = False

    @property
    def begins_with_label(self) -> bool:
        return bool(self.labels) and not self.before_labels.strip()

    @property
    def before_labels(self) -> str:
        """What stands before the first label, without what only introduces it."""
        return re.sub(r"[\s(\uff08\u3010\u25cf\u25a0\u25c6\u00b7\u2022*\-\u25aa]+$", "",
                      self.text[: label_begin(self.text, self.labels[0])])  # fmt: skip


# More than any notice has; what is longer would be read for minutes. The rest is said.
MOST_LINES = 20_000
MOST_CHARACTERS = 500_000


def unread_from(text: Text) -> Place | None:
    """The first line that is not read, because the text is too long."""
    lines = [one for one in text.blocks if isinstance(one, Line)]
    return lines[len(_within(lines))].place if len(_within(lines)) < len(lines) else None


def _within(lines: Sequence[Line]) -> Sequence[Line]:
    characters = accumulate(len(one.text) for one in lines[:MOST_LINES])
    return lines[: sum(total <= MOST_CHARACTERS for total in characters)]


def pieces_of(text: Text, style: Style) -> list[Piece]:
    """The lines of a text, without its tables."""
    found: list[Piece] = []
    last = -1
    beyond = unread_from(text)
    for block in text.blocks:
        if isinstance(block, Line) and block.place == beyond:
            break
        if not isinstance(block, Line):
            last = -1
            continue
        for said in block.text.splitlines():
            if said.strip():
                gap = block.number > last + 1
                found.append(piece(block.place, said.strip(), style, block.heading, gap=gap))
                last = block.number
    return found


def piece(place: Place, text: str, style: Style, heading: int = 0, *, gap: bool = False) -> Piece:
    """A piece with its labels."""
    return Piece(place, text, heading, gap, _labels(text, style), _says_state(text, style))


def _says_state(text: str, style: Style) -> bool:
    half = half_width(text)
    if pattern("sentence").match(half) or state_sentence(text, style.states, style.kinds):
        return True
    clause = re.split(r"[\u3002,;]|\.\s", half[:60])[0]
    meaning = style.states.exact(clause.strip().rstrip(".").casefold())
    return bool(meaning and meaning.state)


def label_begin(text: str, one: Labelled) -> int:
    """Where a label begins in the text in which it was read."""
    return text.rfind(one.label, 0, one.start)


def _labels(text: str, style: Style) -> Sequence[Labelled]:
    if ":" not in half_width(text) and "\u3010" not in text:
        return ()
    first = split_label(text, style.labels)
    found = labels_in(text, style.labels)
    if first:
        later = [one for one in found if one.start > first.start]
        end = label_begin(text, later[0]) if later else len(text)
        value = first.value if not later else text[first.start : max(end, first.start)]
        return [replace(first, value=_ended(value)), *(_trimmed(one) for one in later)]
    if found and (len(found) > 1 or _after_sentence(text, label_begin(text, found[0]))):
        return [_trimmed(one) for one in found]
    return ()


def _after_sentence(text: str, at: int) -> bool:
    return bool(re.search(r"[\u3002;(.)\]\u3011]\s*$", half_width(text[max(at - 4, 0) : at])))


def _trimmed(one: Labelled) -> Labelled:
    return replace(one, value=_ended(one.value))


def _ended(value: str) -> str:
    """A value without what leads to the next label."""
    return re.sub(r"[\s;\uff1b,\uff0c(\uff08]+$", "", value)


_SERIES = {
    "section": r"\((?P<n>[{cn}]{1,4})\)",
    "item": r"(?:^|(?<=[\u3002;!?\s)]))(?P<n>\d{1,3})(?:\u3001|\.(?!\d))",
    "part": r"(?:^|(?<=[\u3002;!?\s)]))(?P<n>[{cn}]{1,4})\u3001",
}


def parted(pieces: Sequence[Piece], style: Style) -> list[Piece]:
    """The pieces, with paragraphs parted in which several issues run on."""
    return [one for whole in pieces for one in _parts(whole, style)]


def _parts(whole: Piece, style: Style) -> Iterator[Piece]:
    if style.text.issue and style.text.issue != "whole-text":
        starts = [at for at, _ in beginnings(style.text.issue, whole.text)]
        starts = starts if len(starts) > 1 else []
    else:
        starts = _run_on(whole)
    if not starts:
        yield whole
        return
    bounds = [0, *(at for at in starts if at), len(whole.text)]
    for n, (start, end) in enumerate(pairwise(bounds)):
        said = _without_page_mark(whole.text[start:end].strip())
        if said:
            yield piece(whole.place, said, style, gap=whole.gap and n == 0)


def _without_page_mark(text: str) -> str:
    return re.sub(r"(?<=[\u3002;\uff1b])\s*\d{1,3}[\u3001.]\s*$", "", text)


def _run_on(whole: Piece) -> list[int]:
    """Where issues begin in a paragraph that has a label of one field in each of them."""
    fields = [one.field for one in whole.labels]
    if len(fields) == len(set(fields)):
        return []
    half = half_width(whole.text)
    for form in _SERIES.values():
        starts: list[int] = []
        for match in re.finditer(filled(form), half):
            if number_of(match["n"]) == len(starts) + 1:
                starts.append(match.start())
        held: list[set[str]] = [set() for _ in (None, *starts)]
        for one in whole.labels:
            held[bisect(starts, one.start)].add(one.field)
        if len(starts) > 1 and set.intersection(*held[1:]):
            return starts
    return []


def between(pieces: Sequence[Piece], style: Style) -> tuple[list[Piece], list[Piece], list[str]]:
    """The pieces between the headings that a profile names; those of its second list; the
    headings that are not there."""
    profile = style.text
    missing = []
    rest, second = list(pieces), list[Piece]()
    if profile.parts_from:
        _, found = _cut(rest, profile.parts_from, style)
        missing += [] if found is not None else [profile.parts_from]
        rest = found or []
    if profile.parts_to and rest:
        rest, _ = _cut(rest, profile.parts_to, style)
    if profile.join_with:
        rest, found = _cut(rest, profile.join_with, style)
        missing += [] if found is not None else [profile.join_with]
        second = found or []
    return rest, second, missing


def _cut(pieces: list[Piece], words: str, style: Style) -> tuple[list[Piece], list[Piece] | None]:
    """What stands before some words, and after them; None if they are not there."""
    wanted = half_width(words).casefold()
    for n, one in enumerate(pieces):
        at = half_width(one.text).casefold().find(wanted)
        if at < 0:
            continue
        before, after = one.text[:at].strip(), one.text[at + len(words) :]
        after = re.sub(r"^[\s:\uff1a\u3002,\uff0c]+", "", after)
        first = [piece(one.place, before, style)] if before else []
        if re.fullmatch(r"[^\u3002;]{0,40}", after) and one.labels == () and not before:
            after = ""  # the rest of the heading
        second = [piece(one.place, after, style)] if after else []
        return [*pieces[:n], *first], [*second, *pieces[n + 1 :]]
    return pieces, None


def chrome(one: Piece) -> bool:
    """Whether a line is the site's, not the text's."""
    return bool(word("chrome").search(half_width(one.text[:200])))
