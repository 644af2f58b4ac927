"""The states of items, read from values, from progress, from sentences and from titles.

Only known words, each as a whole clause, close an item. All else is open, or not understood.
"""

import re
from dataclasses import dataclass, replace

from rectledger.exchange.imports.wording import kinds as k
from rectledger.exchange.imports.wording.days import days_in
from rectledger.exchange.imports.wording.state_words import (
    Meaning,
    Result,
    State,
    States,
    pattern,
)
from rectledger.exchange.imports.wording.width import comparable, half_width

DEFAULT = States()
# A space may part two clauses; it may also stand inside a word that is loosely set.
_SPACE_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_LONGEST_SENTENCE = 3000  # a longer one says no state
_BEGINNINGS = 4  # so often may one sentence begin with words for the issue
_LONGEST_CLAUSE = 24  # of prose that is like a state


@dataclass(frozen=True, slots=True)
class StateRead:
    """What was read of a state. `state` None: not understood; then `code` says why.

    `code` besides a state: it is listed. `note` is the finer state (`behind`, `stage`, …),
    `kind` a kind said with the state or in its place, `said` the words, at `start` to `end`.
    """

    state: State | None = None
    result: Result | None = None
    standing: bool = False
    code: str | None = None
    note: str | None = None
    kind: k.Kind | None = None
    said: str = ""
    start: int = 0
    end: int = 0


UNKNOWN = StateRead(code="unknown-state")


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    meaning: Meaning | None = None
    kind: k.Kind | None = None

    @property
    def of_kind(self) -> bool:
        """Whether it says of what kind the item is, in words that are known or not."""
        return bool(self.kind or (not self.meaning and pattern("kind").match(self.text)))

    @property
    def known(self) -> bool:
        return bool(self.meaning or self.kind)


def read_state(text: str, states: States = DEFAULT, kinds: k.Kinds = k.DEFAULT) -> StateRead:
    """The state in a value that is a state. All of it must be known for it to close."""
    return replace(_of_value(text, states, kinds, loose=True), said=text.strip(), end=len(text))


def _of_value(text: str, states: States, kinds: k.Kinds, *, loose: bool) -> StateRead:
    half = half_width(text).strip().rstrip("\u3002;")
    if not half:
        return StateRead(code="empty")
    whole = _clause(half, states, kinds, loose=False)
    if whole.known:
        return _combined([whole])
    if re.fullmatch(r"\d+(\.\d+)?%?", half):
        return StateRead(code="percent")
    clauses = _clauses(half, states, kinds, loose=loose)
    read = _combined(clauses)
    unknown = [one for one in clauses if not one.known]
    if unknown and (read.state == "closed" or not clauses[0].known):
        parted = _SPACE_BETWEEN.sub(",", half)
        return UNKNOWN if parted == half else _of_value(parted, states, kinds, loose=loose)
    if read.state == "closed" and pattern("but").search(half.casefold()):
        return StateRead(code="state-qualified", kind=read.kind)
    return read


def read_phrase(text: str, states: States = DEFAULT, kinds: k.Kinds = k.DEFAULT) -> StateRead:
    """The state that a phrase of prose says, such as one beside a figure; all must be known."""
    clauses = _clauses(half_width(text), states, kinds, loose=False)
    said = [_like_prose(one, states) for one in clauses]
    return _combined(said) if said and all(one.meaning for one in said) else UNKNOWN


def _clauses(half: str, states: States, kinds: k.Kinds, *, loose: bool) -> list[_Clause]:
    parts = [part.strip(" \u3002.") for part in pattern("clauses").split(half)]
    found = [_clause(part, states, kinds, loose=loose) for part in parts if part]
    return [one for one in found if not pattern("ignored").match(one.text)]


def _clause(part: str, states: States, kinds: k.Kinds, *, loose: bool) -> _Clause:
    """A clause and its meaning: of known words; of a kind; of words that are like known ones."""
    text = comparable(part)
    exact = states.exact(text) or _of_dated(part, states)
    if exact:
        return _Clause(text, exact)
    if kind := k.known_kind(text, kinds):
        return _Clause(text, kind=kind)
    if said := pattern("kind").match(text):
        return _Clause(text, kind=k.known_kind(said["kind"], kinds))
    dateless = _without_days(part)
    if not comparable(dateless):
        return _Clause("")
    return _Clause(text, states.like(text, value=True) if loose else None)


def _of_dated(part: str, states: States) -> Meaning | None:
    """The meaning of a word that it is done, beside the day on which it was."""
    rest = comparable(_without_days(part))
    if rest == comparable(part) or not (rest.isascii() or rest.startswith("\u5df2")):
        return None
    return states.exact(re.sub(r"\s(?:on|in)$", "", rest))


def _without_days(part: str) -> str:
    for day in reversed(days_in(part)):
        part = f"{part[: day.start]} {part[day.end :]}"
    return part


def _combined(clauses: list[_Clause]) -> StateRead:
    """What clauses say together. Where they disagree, the item is not closed."""
    kind = next((one.kind for one in clauses if one.kind), None)
    said = [one.meaning for one in clauses if one.meaning]
    standing = any(one.standing for one in said)
    stated = [one for one in said if one.state]
    for one in stated:
        if one.code:
            return StateRead(one.state, code=one.code, note=one.note, standing=standing, kind=kind)
    closed = [one for one in stated if one.state == "closed"]
    ongoing = [one for one in stated if one.state in ("open", "active")]
    if closed and ongoing:
        return StateRead(code="state-contradicted", kind=kind)
    for state in ("submitted", "closed", "active", "open"):
        those = [one for one in stated if one.state == state]
        if those:
            return _agreed(those, standing, kind)
    if kind:
        return StateRead("open", code="kind-in-state", kind=kind)
    return StateRead("open", code="standing-alone") if standing else UNKNOWN


def _agreed(those: list[Meaning], standing: bool, kind: k.Kind | None) -> StateRead:
    """The state of meanings that agree; the weaker result, and the first finer state."""
    results = [one.result for one in those if one.result]
    result = next((one for one in results if one == "substantial"), results[0] if results else None)
    note = next((one.note for one in those if one.note), None)
    return StateRead(those[0].state, result, standing, note=note, kind=kind)


def state_in_progress(
    text: str, states: States = DEFAULT, kinds: k.Kinds = k.DEFAULT
) -> StateRead | None:
    """The state that the first clause of a report says; None if it says none. What takes it back,
    in its sentence or later, leaves the state not understood."""
    half = half_width(text)
    end = _end_of_sentence(half, 0)
    read = _of_prose(half[:end], _contradicted(half) >= end, states, kinds)
    return replace(read, said=text[:end].strip(), end=end) if read else None


def _end_of_sentence(half: str, start: int) -> int:
    """Where the first sentence ends that holds anything."""
    for match in pattern("sentences").finditer(half, start):
        if half[start : match.start()].strip():
            return match.start()
    return len(half)


def _contradicted(half: str) -> int:
    """Where a text last says what contradicts that the item is closed; -1 if it does not."""
    said = pattern("contradiction").finditer(half.casefold())
    return max((match.start() for match in said), default=-1)


def _of_prose(sentence: str, denied: bool, states: States, kinds: k.Kinds) -> StateRead | None:
    """The state that a sentence says; `denied`: what follows it says otherwise."""
    if len(sentence) > _LONGEST_SENTENCE:
        return None
    whole = states.exact(comparable(sentence))  # as a profile's wording may be
    clauses = [_Clause("", whole)] if whole else _clauses(sentence, states, kinds, loose=False)
    first = next((n for n, one in enumerate(clauses) if not one.of_kind), len(clauses))
    of_kind = clauses[:first]
    if first == len(clauses):
        return _only_kind(of_kind)
    head = _like_prose(clauses[first], states)
    if not head.known:
        return UNKNOWN if _seems_done(head) else _only_kind(of_kind)
    later = [one if one.known else _standing(one, states) for one in clauses[first + 1 :]]
    read = _combined([one for one in (*of_kind, head, *later) if one.known])
    if read.state == "closed":
        unknown = " ".join(one.text for one in later if not one.known)
        first_part = re.split("[,;]", sentence)[0] if not whole else ""
        but = not whole and pattern("but").search(sentence.casefold())
        if but or pattern("hedge").search(unknown) or _taken_back(first_part, states, kinds):
            return StateRead(code="state-qualified", kind=read.kind)
        if denied:
            return StateRead(code="state-contradicted", kind=read.kind)
    return read


def _taken_back(part: str, states: States, kinds: k.Kinds) -> bool:
    """Whether the part of a sentence that closes has something beside it that is not known."""
    if pattern("but").search(part.casefold()):
        return True
    beside = pattern("qualifier").search(part)
    return bool(beside) and _of_value(part, states, kinds, loose=False).state != "closed"


def _seems_done(clause: _Clause) -> bool:
    """Whether a short clause ends in a word of doneness, though it is none that is known."""
    return len(clause.text) <= _LONGEST_CLAUSE and bool(pattern("hint").search(clause.text))


def _only_kind(clauses: list[_Clause]) -> StateRead | None:
    kind = next((one.kind for one in clauses if one.kind), None)
    return StateRead(code="unstated", kind=kind) if kind else None


def _like_prose(clause: _Clause, states: States) -> _Clause:
    """A clause of prose, if short, with the meaning of words that are like known ones."""
    if clause.known or len(clause.text) > _LONGEST_CLAUSE:
        return clause
    return replace(clause, meaning=states.like(clause.text, value=False))


def _standing(clause: _Clause, states: States) -> _Clause:
    """A later clause counts by what it is like only if it makes the item a standing one."""
    meaning = states.like(clause.text, value=False)
    return replace(clause, meaning=meaning) if meaning and meaning.standing else clause


def state_sentence(
    text: str, states: States = DEFAULT, kinds: k.Kinds = k.DEFAULT
) -> StateRead | None:
    """What a sentence about the issue itself says of its kind and state; None without one.

    Two that disagree leave the state not understood; one that says the kind only is `unstated`.
    """
    half = half_width(text)
    reads, contradicted, end, begun = [], _contradicted(half), 0, 0
    for match in pattern("sentence").finditer(half):
        if match.start() >= end:
            end, begun = _end_of_sentence(half, match.start()), 0
        begun += 1
        if begun > _BEGINNINGS:
            continue
        if read := _of_prose(half[match.start() : end], contradicted >= end, states, kinds):
            said = text[match.start() : end]
            reads.append(replace(read, said=said, start=match.start(), end=end))
    stated = [read for read in reads if read.code != "unstated"]
    if len({(read.state, read.result) for read in stated}) > 1:
        return replace(StateRead(code="state-contradicted"), said=text, end=len(text))
    if not stated:
        return reads[0] if reads else None
    kind = stated[0].kind or next((read.kind for read in reads if read.kind), None)
    return replace(stated[0], kind=kind)


@dataclass(frozen=True, slots=True)
class TitleMark:
    """A title without the mark at its end, and what the mark says; `state` None: a kind only."""

    title: str
    mark: str
    state: StateRead | None = None
    kind: k.Kind | None = None


_MARK = re.compile(r"\s*[(\u3010\[]([^()\u3010\u3011\[\]]+)[)\u3011\]]\s*[\u3002.]?\s*$")


def title_mark(
    title: str, states: States = DEFAULT, kinds: k.Kinds = k.DEFAULT
) -> TitleMark | None:
    """The state or kind in brackets at the end of a title, taken off; None if there is none."""
    match = _MARK.search(half_width(title))
    if not match:
        return None
    mark = title[match.start(1) : match.end(1)].strip()
    read = _of_value(mark, states, kinds, loose=False)
    if read.code in ("unknown-state", "percent", "empty", "undetermined"):
        return None
    bare = title[: match.start()].rstrip()
    if read.code == "kind-in-state":
        return TitleMark(bare, mark, kind=read.kind)
    return TitleMark(bare, mark, replace(read, said=mark, start=match.start(1)), read.kind)
