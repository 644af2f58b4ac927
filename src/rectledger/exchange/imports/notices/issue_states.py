"""The state of an issue of a notice: by its label, its title, a sentence, or its report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rectledger.exchange.imports.found import FoundIssue, Listing
from rectledger.exchange.imports.notices.blocks import Block
from rectledger.exchange.imports.notices.words import word
from rectledger.exchange.imports.source import Place
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.state_words import read_tick
from rectledger.exchange.imports.wording.states import (
    StateRead,
    TitleMark,
    read_state,
    state_in_progress,
    state_sentence,
)
from rectledger.exchange.imports.wording.width import comparable, half_width

LONGEST_VALUE = 300  # of a field that is a word or two
_UNDECIDED = ("unknown-state", "state-contradicted", "state-qualified", "percent")


def set_state(
    issue: FoundIssue,
    blocks: Sequence[Block],
    mark: TitleMark | None,
    before: str,
    style: Style,
) -> list[Listing]:
    """Set state, result, standing and kind of an issue; what is listed of them.

    Where two of its places disagree on whether it is closed, the state is left out.
    """
    said = list(_said(issue, blocks, mark, before, style))
    listed: list[Listing] = []
    chosen: tuple[StateRead, Place] | None = None
    for read, place in said:
        if read.kind and not issue.kind:
            issue.kind = read.kind
        if read.code == "unstated" or read.state is None:
            continue
        if chosen is None:
            chosen = (read, place)
        elif (chosen[0].state == "closed") != (read.state == "closed"):
            listed.append(Listing(place, "state-contradicted", {"said": shown(read.said)}))
    unknown = [(r, at) for r, at in said if r.state is None and r.code not in ("unstated", "empty")]
    if listed and chosen and chosen[0].state == "closed":
        return listed
    if chosen is None:
        return [_listed(*one) for one in unknown[:1]]
    read, place = chosen
    if read.state == "closed" and any(_takes_back(r) for r, _ in unknown):
        return [_listed(*one) for one in unknown[:1]]
    issue.state, issue.result, issue.state_said = read.state, read.result, shown(read.said)
    issue.standing = issue.standing or read.standing
    if read.code:
        listed.append(_listed(read, place))
    return listed


def _takes_back(read: StateRead) -> bool:
    """Whether words that are not understood leave a closing in doubt: not those that a report
    begins with, which may be of deeds."""
    return read.code != "unknown-state" or read.note == "value"


def _listed(read: StateRead, place: Place) -> Listing:
    return Listing(place, read.code or "", {"said": shown(read.said)})


def shown(said: str) -> str:
    """The words of a source as far as a reader needs them."""
    said = " ".join(said.split())
    return said if len(said) <= 80 else f"{said[:79]}\u2026"


def _said(
    issue: FoundIssue, blocks: Sequence[Block], mark: TitleMark | None, before: str, style: Style
) -> Iterator[tuple[StateRead, Place]]:
    """What is said of the state, the surest first."""
    reports = [one for one in blocks if one.field in ("body", "progress", "state-or-progress")]
    for one in blocks:
        if one.field == "state" and one.lines:
            yield _of_value(one, style), one.place
    if mark and mark.state:
        yield replace(mark.state, kind=mark.state.kind or mark.kind), issue.place
    for one in reports:
        if one.lines and (read := _report(one, style)):
            yield read, one.place
    own = _own_wording([*(one.text for one in reports), before], style)
    if own:
        yield own, reports[-1].place if reports else issue.place
    elif before and (read := _of_text(before, style)):
        yield read, issue.place


def _of_value(block: Block, style: Style) -> StateRead:
    """The state of a value that is one, or whose first sentence is."""
    if len(block.text) > LONGEST_VALUE:
        return StateRead(code="too-long", said=block.text)
    tick = read_tick(block.text) if word("asks_done").search(block.label) else None
    if tick is not None:
        return StateRead(
            "closed" if tick else "open", "complete" if tick else None, said=block.text
        )
    read = read_state(block.text, style.states, style.kinds)
    if read.code == "unknown-state":
        first = re.split("[\u3002\n]|[.]\\s", block.text.strip())[0]
        if first != block.text and read_state(first, style.states, style.kinds).state:
            read = state_in_progress(block.text, style.states, style.kinds) or read
    return read if read.state else replace(read, note="value")


def _report(block: Block, style: Style) -> StateRead | None:
    """What a report says: as a value that is a state, in a sentence, in its first clause, or, if
    nothing else is said in it, in its last sentence."""
    text = block.text
    if block.field == "state-or-progress" and len(text) <= LONGEST_VALUE and _one_sentence(text):
        read = read_state(text, style.states, style.kinds)
        if read.code not in _UNDECIDED:
            return read
    sentence = state_sentence(text, style.states, style.kinds)
    first = state_in_progress(text, style.states, style.kinds)
    if sentence and sentence.code != "unstated":
        if first and first.state and (first.state == "closed") != (sentence.state == "closed"):
            return StateRead(code="state-contradicted", said=first.said, kind=sentence.kind)
        return sentence
    if first and first.code != "unstated":
        return replace(first, kind=first.kind or (sentence.kind if sentence else None))
    return _last(text, style) or sentence or first


def _one_sentence(text: str) -> bool:
    return not re.search("[\u3002\n].|[.] ", text)


def _last(text: str, style: Style) -> StateRead | None:
    """The state that a last sentence of its own says: all of it, and nothing against it."""
    parts = [part.strip() for part in re.split("[\u3002\n]|[.](?:\\s|$)", text) if part.strip()]
    if len(parts) < 2 or len(parts[-1]) > 60:
        return None
    clauses = [one for one in re.split("[,;]", half_width(parts[-1]))
               if not word("frame").match(one)]  # fmt: skip
    if not clauses or not all(style.states.exact(comparable(one)) for one in clauses):
        return None
    last_first = [",".join(clauses), *parts[:-1]]
    return state_in_progress("\u3002".join(last_first), style.states, style.kinds)


def _own_wording(texts: Sequence[str], style: Style) -> StateRead | None:
    """The state that a profile's wording says in a report or above it."""
    found: list[StateRead] = []
    for text in texts:
        half = comparable(text)
        for wording, meaning in style.states.own.items():
            at = half.find(wording)
            if at < 0 or len(wording) < 4:
                continue
            clause = re.split("[,;:\u3002\n]", half[:at])[-1]
            if word("denied").search(clause) and meaning.state == "closed":
                found.append(StateRead(code="state-qualified", said=wording))
                continue
            after = state_in_progress(text[-1:] and half[at:], style.states, style.kinds)
            if after and after.code == "state-contradicted":
                found.append(after)
            else:
                found.append(StateRead(meaning.state, meaning.result, meaning.standing,
                                       meaning.code, meaning.note, said=wording))  # fmt: skip
    states = {(one.state, one.result) for one in found}
    return found[0] if len(states) == 1 else StateRead(code="state-contradicted") if found else None


def _of_text(text: str, style: Style) -> StateRead | None:
    """What the lines above a single issue say of it: in a sentence about it, or that the problem
    has been put right."""
    sentence = state_sentence(text, style.states, style.kinds)
    if sentence and sentence.state:
        return sentence
    for match in word("single_state").finditer(text):
        tail = re.split("[\u3002\n]", text[match.end() :])[0]
        if len(tail) > 60 or word("denied").search(tail):
            continue
        read = state_in_progress(tail, style.states, style.kinds)
        if read and read.state == "closed":
            return read
    return None
