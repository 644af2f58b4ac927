"""Input files for the fuzzer: good ones, changed as by careless people, broken programs and
attackers.

An input depends only on the initial files and the random generator passed in, so that a seed and a
number always identify it.
"""

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from fuzzing import trees
from fuzzing.tokens import ENCODINGS, KEYS, RICH, TOKENS, VALUES
from rectledger.store.ledger_folder import RECORD_MAX_BYTES


class Seed(NamedTuple):
    """A good file, and which of the three kinds it is: `issue`, `measure` or `ledger`."""

    kind: str
    text: str


def mutated(rng: random.Random, seeds: Sequence[Seed]) -> tuple[str, bytes]:
    """A kind, and the bytes of a file that resembles one; never larger than a record may be."""
    kind = rng.choice(tuple(RICH))
    ours = [seed for seed in seeds if seed.kind == kind]
    text = RICH[kind] if rng.random() < 0.4 or not ours else rng.choice(ours).text
    if len(text) > 3000:  # a long file costs much and shows little
        lines = text.split("\n")
        start = rng.randrange(len(lines))
        text = "\n".join(lines[start : start + rng.randrange(60)])
    way = rng.choice((_tokens, _tokens, _values, _values, _lines, _tree, _tree, _tree, _spliced))
    text = way(rng, text, seeds)
    if rng.random() < 0.15:
        text = rng.choice((_tokens, _lines, _values))(rng, text, seeds)
    if rng.random() < 0.01:
        text = _huge(rng, text)
    if rng.random() < 0.03:
        text = text.replace("\n", rng.choice(("\r\n", "\r", "\x85", "\n\n", " \n", "\t\n")))
    return kind, _encoded(rng, text)[:RECORD_MAX_BYTES]


def _encoded(rng: random.Random, text: str) -> bytes:
    chance = rng.random()
    if chance < 0.02:
        return text.encode(rng.choice(ENCODINGS), "replace")
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if chance < 0.06:
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(data) + 1)
            data[at : at + rng.randrange(2)] = bytes([rng.randrange(256)])
    return bytes(data)


def _places(text: str) -> list[int]:
    """Where a token may begin, approximately."""
    return [m.end() for m in re.finditer(r"^ *(?:- )*|: |[\[{,] ?|(?=\n)", text, re.MULTILINE)]


def _tokens(rng: random.Random, text: str, _seeds: Sequence[Seed]) -> str:
    """Insert tokens, remove parts or double them."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        at = rng.choice(_places(text)) if rng.random() < 0.7 else rng.randrange(len(text) + 1)
        chance = rng.random()
        if chance < 0.7:
            token = rng.choice(TOKENS) * rng.choice((1, 1, 1, 1, 1, 2, 40))
            text = text[:at] + token + text[at:]
        elif chance < 0.85:
            text = text[:at] + text[at + rng.randrange(1, 20) :]
        else:
            other = rng.randrange(len(text) + 1)
            text = text[:at] + text[other : other + rng.randrange(60)] + text[at:]
    return text


def _values(rng: random.Random, text: str, _seeds: Sequence[Seed]) -> str:
    """Replace a value, as written, with another."""
    for _ in range(rng.choice((1, 1, 2))):
        # An amendment's values can be anything, so they reveal the most.
        pattern = r"\b(?:was|now): *([^][{},\n]*)" if rng.random() < 0.3 else r": +([^][{},\n]+)"
        found = list(re.finditer(pattern, text)) or list(re.finditer(r"- +([^][{}\n]+)", text))
        if not found:
            return text
        start, end = rng.choice(found).span(1)
        gap = " " if text[start - 1 : start] == ":" else ""
        text = text[:start] + gap + rng.choice(VALUES) + text[end:]
    return text


def _lines(rng: random.Random, text: str, _seeds: Sequence[Seed]) -> str:
    """Lines removed, doubled, moved, joined, or indented differently."""
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(lines))
        line = lines[at]
        lines[at : at + 1] = rng.choice(
            (
                [], [line, line], ["  " + line], [" " + line], [line[1:]], [line[2:]],
                ["\t" + line], [line + "  "], [line + "\t"], [line + " # c"], ["# " + line],
                [line, ""], [line, rng.choice(lines)], [rng.choice(lines)],
                [line + rng.choice(lines)],
                [rng.choice(KEYS) + ": " + rng.choice(VALUES), line],
            )
        ) or [""]  # fmt: skip
    return "\n".join(lines)


def _spliced(rng: random.Random, text: str, seeds: Sequence[Seed]) -> str:
    """The start of one file and the end of another, or a conflict between them."""
    ours, theirs = text.split("\n"), rng.choice(seeds).text[:3000].split("\n")
    at, there = rng.randrange(len(ours)), rng.randrange(len(theirs))
    if rng.random() < 0.3:
        middle = ["<<<<<<< HEAD", *ours[at : at + 2], "=======", *theirs[there : there + 2]]
        return "\n".join([*ours[:at], *middle, ">>>>>>> theirs", *ours[at + 2 :]])
    return "\n".join([*ours[:at], *theirs[there:]])


def _huge(rng: random.Random, text: str) -> str:
    """A lot of one thing: size reveals what is slow."""
    at = rng.choice(_places(text))
    lines = text.split("\n")
    if (
        len(lines) > 1 and not lines[-1] and rng.random() < 0.5
    ):  # more of the file's last lines: so it may be good
        at, unit = len(text), "\n".join(lines[-rng.randint(2, min(11, len(lines))) :])
    else:
        unit = "".join(rng.choice((*TOKENS, *VALUES[:100])) for _ in range(rng.randrange(1, 4)))
    times = rng.choice((100, 2_000, RECORD_MAX_BYTES // max(1, len(unit.encode()))))
    return text[:at] + (unit * times)[:RECORD_MAX_BYTES] + (text[at:] if rng.random() < 0.5 else "")


def _tree(rng: random.Random, text: str, _seeds: Sequence[Seed]) -> str:
    """The content of the file, changed and written in another YAML style."""
    return trees.rewritten(rng, text)
