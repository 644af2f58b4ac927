"""Labels of a text's lines and headers of a table's columns: which field each one names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.width import comparable, half_width

# A field that is either of two, by its value: `state-or-progress` → (`state`, `progress`).
EITHER: Mapping[str, tuple[str, str]] = {
    name: (first, second) for name, (first, second) in table("labels")["either"].items()
}


def label_key(label: str) -> str:
    """The form by which labels compare: half-width, caseless, without spaces and end marks."""
    return re.sub(r"\s+", "", comparable(label)).strip(":*\u3010\u3011[]")


def _default_fields() -> dict[str, str]:
    return {label_key(w): name for name, words in table("labels")["fields"].items() for w in words}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label in a line, its field, and its value, which begins at `start` of the line."""

    label: str
    field: str
    value: str
    start: int


@dataclass(frozen=True)
class Labels:
    """The fields by label."""

    fields: Mapping[str, str] = field(default_factory=_default_fields)

    def with_words(self, words: Mapping[str, Iterable[str]]) -> "Labels":
        """These with a profile's `text.labels` or `table.columns`: field → labels.

        Keys that are no field of an item, such as `refuse_if_yes`, are kept as fields too.
        """
        own = {label_key(label): name for name, labels in words.items() for label in labels}
        return Labels({**self.fields, **own})

    @cached_property
    def longest(self) -> int:
        return max(int(table("labels")["lines"]["longest"]), *map(len, self.fields))

    @cached_property
    def first(self) -> frozenset[str]:
        """The characters with which labels begin: where one may begin is looked at first."""
        return frozenset(label[0] for label in self.fields if label)

    def field_of(self, label: str) -> str | None:
        """The field of a label or header, or of one of `EITHER`; None if it is not known.

        What stands in brackets after it, and an English plural, may be missing.
        """
        key = label_key(label)
        bare = re.sub(r"\([^()]*\)?$", "", key)
        for form in (key, bare, bare.removesuffix("s") if bare.isascii() else bare):
            if form and form in self.fields:
                return self.fields[form]
        return None


DEFAULT = Labels()


def field_of(label: str, labels: Labels = DEFAULT) -> str | None:
    """The field of a label or header; None if it is not known."""
    return labels.field_of(label)


def split_label(line: str, labels: Labels = DEFAULT) -> Labelled | None:
    """The label with which a line begins, and all that follows it; None if there is no known one.

    `Label: value`, `(Label: value)` and a label in heavy square brackets are read.
    """
    half = half_width(line)
    begin = len(half) - len(re.sub(table("labels")["lines"]["lead_in"], "", half))
    if begin < len(half) and half[begin] == "\u3010":
        close = half.find("\u3011", begin)
        name = labels.field_of(half[begin + 1 : close]) if close > 0 else None
        return _labelled(line, half, begin + 1, close, name) if name else None
    for match in re.finditer(":", half[begin : begin + labels.longest + 1]):
        colon = begin + match.start()
        if name := labels.field_of(half[begin:colon]):
            return _labelled(line, half, begin, colon, name, bracketed="(" in half[:begin])
    return None


def _labelled(
    line: str,
    half: str,
    begin: int,
    colon: int,
    name: str,
    end: int | None = None,
    *,
    bracketed: bool = False,
) -> Labelled:
    """The label from `begin` to its colon or bracket, and what follows it up to `end`."""
    after = half[colon + 1 : end]
    start = colon + 1 + len(after) - len(after.lstrip(" \t:"))
    value = line[start:end].rstrip()
    marks = half_width(value)
    if bracketed and marks.endswith(")") and marks.count(")") > marks.count("("):
        value = value[:-1].rstrip()
    return Labelled(line[begin:colon].strip(), name, value, start)


def labels_in(line: str, labels: Labels = DEFAULT) -> list[Labelled]:
    """All known labels of a line that has several; each value ends where the next label begins."""
    half = half_width(line)
    found: list[tuple[int, int, str]] = []
    start = 0
    for colon in (match.start() for match in re.finditer(":", half)):
        at = _begin_of_label(half, start, colon, labels)
        if at is not None:
            found.append((at, colon, labels.field_of(half[at:colon]) or ""))
        start = colon + 1
    ends = [*(at for at, _, _ in found), len(line)][1:]
    opened = half.find("(") if "(" in half else len(half)
    return [
        _labelled(line, half, at, colon, name, end, bracketed=opened < at)
        for (at, colon, name), end in zip(found, ends, strict=True)
    ]


def _begin_of_label(half: str, start: int, colon: int, labels: Labels) -> int | None:
    """Where the label before a colon begins: the longest one that is known."""
    before = table("labels")["lines"]["before"]
    for at in range(max(start, colon - labels.longest), colon):
        if half[at].casefold() not in labels.first:
            continue
        begins = at == 0 or re.match(before, half[at - 1]) or half[at - 1] == ":"
        if begins and labels.field_of(half[at:colon]):
            return at
    return None
