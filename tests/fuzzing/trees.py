"""A file's content as a tree: changed, and written in any style that YAML allows."""

import random
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import ryaml

from fuzzing.tokens import KEYS


class Pair(NamedTuple):
    """A key and its value. A list of them is a mapping that may hold a key twice."""

    key: Any
    value: Any


def rewritten(rng: random.Random, text: str) -> str:
    """The content of `text`, changed and rewritten; `text` itself if it has none."""
    try:
        tree = _pairs(ryaml.loads(text))  # type: ignore[attr-defined]
    except ValueError:
        return text
    for _ in range(rng.choice((0, 1, 1, 1, 2))):
        _change(rng, tree)
    return Writer(rng).document(tree)


def _pairs(value: Any) -> Any:
    if isinstance(value, dict):
        return [Pair(key, _pairs(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return [_pairs(inner) for inner in value]
    return value


def _change(rng: random.Random, node: Any) -> None:
    """One change, somewhere in the tree."""
    while isinstance(node, list) and node:
        at = rng.randrange(len(node))
        inner = node[at].value if isinstance(node[at], Pair) else node[at]
        if isinstance(inner, list) and inner and rng.random() < 0.75:
            node = inner
            continue
        _CHANGES[rng.randrange(len(_CHANGES))](rng, node, at)
        return


def _retyped(rng: random.Random, node: list[Any], at: int) -> None:
    values = (
        None, True, 7, -1, 2.5, 1e300, 10**20, "", "x", "no", "2021-10-31", [], ["a"], [[None]],
        [Pair("zh", "a")], [Pair("a", "b")], [Pair(None, 1)], [Pair(5, [])], [Pair("zh", ["a"])],
    )  # fmt: skip
    value = rng.choice(values)
    node[at] = Pair(node[at].key, value) if isinstance(node[at], Pair) else value


def _renamed(rng: random.Random, node: list[Any], at: int) -> None:
    if isinstance(node[at], Pair):
        node[at] = Pair(rng.choice((*KEYS, *KEYS, None, 5, True, 2.5)), node[at].value)


def _shuffled(rng: random.Random, node: list[Any], _at: int) -> None:
    rng.shuffle(node)


def _dropped(_rng: random.Random, node: list[Any], at: int) -> None:
    del node[at]


def _doubled(rng: random.Random, node: list[Any], at: int) -> None:
    node[at:at] = [node[at]] * rng.choice((1, 1, 2, 60))


def _wrapped(_rng: random.Random, node: list[Any], at: int) -> None:
    one = node[at]
    node[at] = Pair(one.key, [one.value]) if isinstance(one, Pair) else [one]


_CHANGES: tuple[Callable[[random.Random, list[Any], int], None], ...] = (
    _retyped, _retyped, _renamed, _shuffled, _dropped, _doubled, _wrapped,
)  # fmt: skip


class Writer:
    """Writes a tree as YAML, in a random mix of all styles."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.oddness = rng.choice((0.0, 0.02, 0.1))

    def document(self, tree: Any) -> str:
        body = self.block(tree, 0).lstrip("\n")
        head = self.rng.choice(("", "", "", "---\n", "# c\n", "\ufeff", "\n\n", "--- # c\n"))
        tail = self.rng.choice(("\n", "\n", "\n", "", "\n...\n", "\n# c", "\n\n\n"))
        return head + body + tail

    def odd(self) -> bool:
        return self.rng.random() < self.oddness

    def block(self, node: Any, indent: int) -> str:
        """A value that follows `key:` or `-`; a collection starts on a new line."""
        if not isinstance(node, list) or not node or self.odd():
            return " " + self.flow(node, indent)
        margin = "\n" + " " * indent
        lines = []
        for item in node:
            between = self.rng.choice(("\n", " # c", margin + "# c", "")) if self.odd() else ""
            if isinstance(item, Pair):
                deeper = indent + self.rng.choice((2, 2, 4, 1)) if self.odd() else indent + 2
                value = self.block(item.value, deeper)
                if self.odd():
                    lines.append(f"{margin}? {self.flow(item.key, indent)}{margin}:{value}")
                else:
                    lines.append(f"{margin}{self.flow(item.key, indent)}:{value}{between}")
            else:
                value = self.block(item, indent + 2)
                lines.append(f"{margin}-{self._joined(value)}{between}")
        return "".join(lines)

    def _joined(self, value: str) -> str:
        """What follows a hyphen may start on the same line."""
        return " " + value.lstrip("\n ") if value.startswith("\n") else value

    def flow(self, node: Any, indent: int) -> str:
        if isinstance(node, list):
            curly = any(isinstance(item, Pair) for item in node)
            inner = (", " if not self.odd() else ",\n" + " " * (indent + 2)).join(
                f"{self.flow(i.key, indent)}: {self.flow(i.value, indent)}"
                if isinstance(i, Pair) else self.flow(i, indent)
                for i in node
            )  # fmt: skip
            return f"{{{inner}}}" if curly else f"[{inner}]"
        if isinstance(node, str):
            return self.text(node, indent)
        if node is None:
            return self.rng.choice(("~", "null", ""))
        return str(node).lower() if isinstance(node, bool) else str(node)

    def text(self, text: str, indent: int) -> str:
        way = self.rng.random() if self.odd() else 0.0
        if way < 0.2 and (way or re.fullmatch(r"(?![0-9]+$)[\w《》][\w《》 .%+-]*", text)):
            return text.replace("\n", "\n" + " " * (indent + 2))
        if 0 < way < 0.5:
            folded = self.rng.choice((" ", " ", "\n" + " " * (indent + 2)))
            return "'" + text.replace("'", "''").replace(" ", folded) + "'"
        if way < 0.8:
            return '"' + "".join(self._escaped(c, indent) for c in text) + '"'
        margin = "\n" + " " * (indent + self.rng.choice((2, 2, 2, 1, 4)))
        head = self.rng.choice(("|", ">", "|-", ">-", "|+", ">+", "|2", ">1", "| # c", ">-2"))
        return head + margin + text.replace(" ", self.rng.choice((" ", margin)))

    def _escaped(self, c: str, indent: int) -> str:
        if c in '"\\' or c < " ":
            return {'"': '\\"', "\\": "\\\\"}.get(c, f"\\x{ord(c):02x}")
        if not self.odd():
            return c
        if c < "\u0100" and self.rng.random() < 0.5:
            return f"\\x{ord(c):02x}"
        return self.rng.choice((f"\\U{ord(c):08x}", "\\\n" + " " * (indent + 2) + c))
