"""Figures in English sentences that count items."""

import re
from dataclasses import replace

from rectledger.exchange.imports.wording.numerals import read_number
from rectledger.exchange.imports.wording.state_words import States
from rectledger.exchange.imports.wording.total import Total, form, state_name


def english_totals(half: str, states: States) -> list[Total]:
    """The figures of half-width, lower-case text; what was `said` is left to the caller."""
    totals: list[Total] = []
    matches = list(form("english", "figure").finditer(half))
    for n, match in enumerate(matches):
        until = matches[n + 1].start() if n + 1 < len(matches) else len(half)
        rest = half[match.end() : until]
        if match["percent"]:
            beside = _gap(half, matches, n) + rest if n else rest
            name = "rate" if form("english", "rate").search(beside) else None
        elif form("english", "of_the").match(rest):
            name = _of_whole(half, matches, n, states)
        else:
            name = _english_name(rest, states)
        said = match["n"].replace(",", "")
        number = float(said[:24]) if "." in said else read_number(said)
        if name and number is not None:
            of = n > 0 and bool(form("english", "of_the").match(_gap(half, matches, n)))
            if of and totals and totals[-1].end <= match.start():
                part = totals.pop()
                totals.append(_english_total("issues", number, match, match.end()))
                totals.append(replace(part, role="subset", of=len(totals) - 1))
                continue
            end = match.end() + _phrase_end(rest)
            totals.append(_english_total(name, number, match, end))
    return totals


def _gap(half: str, matches: list[re.Match[str]], n: int) -> str:
    return half[matches[n - 1].end() : matches[n].start()]


def _of_whole(half: str, matches: list[re.Match[str]], n: int, states: States) -> str | None:
    """What N counts in `N of the M recommendations are …`: the state that is said after M."""
    if n + 1 >= len(matches):
        return None
    until = matches[n + 2].start() if n + 2 < len(matches) else len(half)
    return _english_name(half[matches[n + 1].end() : until], states)


def _english_total(name: str, number: float, match: re.Match[str], end: int) -> Total:
    return Total(name, number, "", match.start(), end, "rate" if name == "rate" else "total")


def _phrase_end(rest: str) -> int:
    match = form("english", "phrase_end").search(rest)
    return match.start() if match else len(rest)


def _english_name(rest: str, states: States) -> str | None:
    """What a number counts, by what follows it: items in a state, or items."""
    phrase = rest[: _phrase_end(rest)]
    link, bare, before = form("english", "link"), phrase.strip(), ""
    while before != bare:
        if bare and (name := state_name(bare, states)):
            return name
        before, bare = bare, link.sub("", bare).strip()
    return "issues" if form("english", "issues").match(phrase) else None
