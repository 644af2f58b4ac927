"""Kinds of rectification: how fast an issue is to be put right, in the source's words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rectledger.exchange.imports.wording import days
from rectledger.exchange.imports.wording.tables import table
from rectledger.exchange.imports.wording.width import comparable, half_width


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: the code of one of the common ones, or only its `words`, listed `unknown-kind`."""

    words: str
    code: str | None = None

    @property
    def listed(self) -> str | None:
        return None if self.code else "unknown-kind"


def _default_codes() -> dict[str, str]:
    return {comparable(w): code for code, words in table("kinds")["codes"].items() for w in words}


@dataclass(frozen=True)
class Kinds:
    """The wordings of kinds: those with a code, and those that are kinds without one."""

    codes: Mapping[str, str] = field(default_factory=_default_codes)
    own: frozenset[str] = frozenset(map(comparable, table("kinds")["own"]))

    def with_words(self, words: Mapping[str, str]) -> "Kinds":
        """These with the `words.kind` of a profile: wording → the code of a kind."""
        return Kinds({**self.codes, **{comparable(w): code for w, code in words.items()}}, self.own)


DEFAULT = Kinds()


def read_kind(value: str, kinds: Kinds = DEFAULT) -> Kind | None:
    """The kind in a value that is one, such as a cell of the column of kinds; None if empty."""
    words = value.strip().rstrip("\u3002.")
    return (known_kind(words, kinds) or Kind(words)) if words else None


def known_kind(text: str, kinds: Kinds = DEFAULT) -> Kind | None:
    """The kind that `text` is, as a whole, if its wording is known as a kind's."""
    words = text.strip().rstrip("\u3002.")
    for said in (words, *(re.sub(one, "", words) for one in table("kinds")["suffixes"])):
        if comparable(said) in kinds.codes:
            return Kind(said, kinds.codes[comparable(said)])
        if comparable(said) in kinds.own:
            return Kind(said)
    return None


def deadline_kind(
    text: str, kinds: Kinds = DEFAULT, words: days.DayWords = days.DEFAULT
) -> Kind | None:
    """The kind that stands in a deadline's place, alone or beside words for no deadline."""
    parts = [part for part in re.split("[,;\u3001\n]", half_width(text)) if part.strip()]
    found = [_kind_in_deadline(part, kinds) for part in parts]
    others = [part for part, kind in zip(parts, found, strict=True) if kind is None]
    known = [kind for kind in found if kind]
    if len(known) == 1 and all(days.read_day(part, words=words).no_deadline for part in others):
        return known[0]
    return None


def _kind_in_deadline(part: str, kinds: Kinds) -> Kind | None:
    if comparable(part).rstrip("\u3002.") in table("kinds")["not_in_deadline"]:
        return None
    return known_kind(part, kinds)
